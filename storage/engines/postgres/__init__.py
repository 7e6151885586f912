"""A bureau's store on a PostgreSQL server, for several officers at once (an optional extra: psycopg 3)."""
