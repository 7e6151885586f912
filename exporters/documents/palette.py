"""The few colours of printed documents, as six hex digits.

Cells keep the colour code of the 教育统计系统 its users know: white is typed, pale blue is
calculated, pale grey is taken from elsewhere. A colour never says anything alone, so that a
black-and-white print loses nothing.
"""

INK = "1F2933"
MUTED = "5B6673"
RULE = "C5CDD6"
STRONG_RULE = "5B6673"
HEAD = "E9EEF3"

INPUT = "FFFFFF"
CALCULATED = "DDEBF7"
REFERENCED = "EDEDED"

OFFICIAL = "000000"
"""Letters and lines of an official form, on white."""

ACCENT = "134A8C"

GOOD = "17663A"
WARNING = "8A4B00"
BAD = "A61B1B"
