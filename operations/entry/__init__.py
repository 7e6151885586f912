"""Entering data into an open return: by key, by paste, from a file; saved as it goes."""
