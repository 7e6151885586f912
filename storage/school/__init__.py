"""The school's store and its parts."""
