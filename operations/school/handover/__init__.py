"""A return between the clerk's computer and the principal's, by review files (decision 0042)."""
