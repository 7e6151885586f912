"""Copies of a store in the window, for both faces and the start page: backups, a look inside, moving."""
