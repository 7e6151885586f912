"""Sums over the figures below and above a level: what it takes to raise all of them to it, in a few steps."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import itemgetter, mul


@dataclass(frozen=True)
class LevelSums:
    """Columns of a width and a height, all whole numbers.

    Attributes:
        widths: Pupils of each school.
        heights: Its figure, scaled.

    """

    widths: Sequence[int]
    heights: Sequence[int]

    def below(self, level: int) -> tuple[int, int, int]:
        """Width, area and Σ width·height² of the columns lower than a level."""
        return self._sums[bisect_left(self._sorted, level)]

    @cached_property
    def everything(self) -> tuple[int, int, int]:
        """The same of all columns; takes no sorting."""
        areas = list(map(mul, self.widths, self.heights))
        return sum(self.widths), sum(areas), sum(map(mul, areas, self.heights))

    @property
    def top(self) -> int:
        """The greatest height."""
        return self._sorted[-1]

    def filled(self, level: int) -> tuple[int, int]:
        """Area and Σ width·height² when every column is raised to a level at least."""
        width, area, squares = self.below(level)
        _, whole, whole_squares = self.everything
        return whole - area + width * level, whole_squares - squares + width * level * level

    def rise(self, level: int) -> int:
        """The area it takes to fill up to a level."""
        return self.filled(level)[0] - self.everything[1]

    def above(self, level: int) -> tuple[int, int]:
        """What stands over a level: its area, and by how much Σ width·height² falls without it."""
        width, area, squares = (
            whole - part for whole, part in zip(self.everything, self.below(level), strict=True)
        )
        return area - width * level, squares - width * level * level

    @cached_property
    def _order(self) -> list[tuple[int, int]]:
        return sorted(zip(self.heights, self.widths, strict=True), key=itemgetter(0))

    @cached_property
    def _sorted(self) -> list[int]:
        return [height for height, _ in self._order]

    @cached_property
    def _sums(self) -> list[tuple[int, int, int]]:
        """The sums over the first 0, 1, 2 … columns."""
        widths = [width for _, width in self._order]
        areas = list(map(mul, widths, self._sorted))
        squares = map(mul, areas, self._sorted)
        sums = (accumulate(column, initial=0) for column in (widths, areas, squares))
        return list(zip(*sums, strict=True))
