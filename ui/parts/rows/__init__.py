"""Lists and tables, their rows painted by us."""
