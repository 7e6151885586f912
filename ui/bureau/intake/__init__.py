"""Packages coming in: rehearsal, import, what was refused."""
