"""What the figures say: district, level, school, and one figure down to its cell."""
