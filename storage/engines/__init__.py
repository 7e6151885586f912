"""What keeps the tables of a store: a file of SQLite's, or a database on a PostgreSQL server."""
