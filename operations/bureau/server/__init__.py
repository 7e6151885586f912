"""A bureau's store on a database server: its address, the way to it, and who else works on it."""
