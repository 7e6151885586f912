"""Names in a pack that the program knows itself, so that every pack has to use them."""

from typing import Final

CAMPUSES: Final = "profile.campuses"
"""The table of the campuses beside the main one."""
SEPARATE: Final = "separate"
"""The choice of a campus that is evaluated as a school of its own."""
