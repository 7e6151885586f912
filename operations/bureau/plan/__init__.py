"""Plans of what would let the district pass: made, kept in files and told."""
