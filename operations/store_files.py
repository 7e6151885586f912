"""How the files of the two kinds of stores end."""

from typing import Final

SCHOOL_ENDING: Final = ".yhs"
BUREAU_ENDING: Final = ".yhb"
ENDINGS: Final = (SCHOOL_ENDING, BUREAU_ENDING)
