"""The least that brings every school to its line and a 差异系数 to its limit: water-filling.

Let school i have pᵢ pupils and at least the figure bᵢ (what it has, or its line, whichever is more). For a
given total Σ pᵢxᵢ the spread Σ pᵢxᵢ² is least when all schools below a common level t are raised to t, and

    N·Σ pᵢxᵢ² ÷ (Σ pᵢxᵢ)²

falls as t rises, because t·Σ pᵢxᵢ ≤ Σ pᵢxᵢ² as long as no school is below t. So the least total belongs to
the smallest t that keeps the limit. It is the root of a quadratic, mostly irrational; here it is enclosed
between two neighbouring whole numbers of a scale of 2⁶⁴ (:mod:`forms.plan.resource`): below the lower the
limit is surely exceeded, at the upper it is surely kept.
"""

from collections.abc import Callable
from typing import NamedTuple

from forms.plan.level_sums import LevelSums
from forms.plan.limit import SpreadLimit


class WaterLevel(NamedTuple):
    """Where the level lies, scaled; both are 0 where nothing has to be raised.

    Attributes:
        lower: The true level is not below it: the bound of what has to be added.
        upper: Raised to this level the district keeps its limit.

    """

    lower: int
    upper: int


def least_level(sums: LevelSums, limit: SpreadLimit) -> WaterLevel:
    """Find the level to which every school below it has to be raised.

    Args:
        sums: The figures, none below its line, at least one above zero.
        limit: What the coefficient may be at most; above zero.

    """
    if limit.surely_kept(*sums.everything[1:]):
        return WaterLevel(0, 0)
    top = sums.top + 1
    while not limit.surely_kept(*sums.filled(top)):  # only where figures are as coarse as the scale
        top *= 2
    upper = first(top, lambda level: limit.surely_kept(*sums.filled(level)))
    lower = first(upper, lambda level: not limit.surely_broken(*sums.filled(level)))
    return WaterLevel(max(0, lower - 1), upper)


def first(top: int, holds: Callable[[int], bool]) -> int:
    """The first number from 0 for which something holds that holds from there on, ``top`` at the latest."""
    low, high = 0, top
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
