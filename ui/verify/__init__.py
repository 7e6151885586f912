"""Looking at any file: what it is, and whether a printed page belongs to it."""
