"""Thin Qt models: rows are given to them, roles translated, precise signals sent."""
