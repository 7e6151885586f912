"""The journal: each write an entry, chained to the one before, with the rows it has touched."""
