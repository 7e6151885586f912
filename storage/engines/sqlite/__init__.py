"""A store as one file of SQLite's."""
