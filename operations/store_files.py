"""How the files of the two kinds of stores end."""

from typing import Final

SCHOOL_ENDING: Final = ".yhs"
BUREAU_ENDING: Final = ".yhb"
ENDINGS: Final = (SCHOOL_ENDING, BUREAU_ENDING)

LOOKED_AT: Final = (".asice", ".age", ".csr", ".yhr")
"""Endings of files that are looked at when they are opened by a double click."""
