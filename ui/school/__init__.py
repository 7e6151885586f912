"""The school's side of the desktop: fill, check, review, sign, deliver."""
