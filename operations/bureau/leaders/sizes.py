"""How much of each part the report has room for: eight pages, whatever the size of the district."""

from dataclasses import dataclass
from typing import Final

PAGES: Final = 8
"""Most pages the report has."""
WIDE: Final = 499.0
"""Width of a page between its margins, in points."""
NARROW: Final = 244.0
"""Of two pictures side by side."""
BARS: Final = 150.0
STRIP: Final = 118.0
"""Heights of pictures, in points."""
NAMED: Final = 5
"""Names in a sentence."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Rows of what may be long.

    Attributes:
        matrix: Schools of a level in the matrix.
        failing: Schools of a level with what they lack.
        checked: Schools with the checks.
        items: Items of the district.
        patterns: What is odd.
        steps: Of the least that mends the district.

    """

    matrix: int
    failing: int
    checked: int
    items: int
    patterns: int
    steps: int


SIZES: Final = (
    Sizes(14, 17, 30, 30, 15, 20),
    Sizes(10, 12, 24, 20, 10, 14),
    Sizes(8, 7, 16, 12, 8, 8),
    Sizes(5, 4, 8, 8, 5, 4),
)
"""From the usual to what fits where every name and every gap takes three lines."""
