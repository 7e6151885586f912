"""Whole persons and rooms: the fewest units that reach the lines and keep the limit.

For a given total the spread is least when each unit goes where it adds least to Σ pᵢxᵢ² for what it adds to
Σ pᵢxᵢ: to the school with the least 2xᵢ + step. Units of equal weight (teachers; facilities of schools with
one section) are thereby placed exactly as well as possible, since the spread is a sum of convex parts; the
way there begins at the continuous level, rounded down, below which no plan keeps the limit.
"""

from collections.abc import Sequence
from fractions import Fraction
from heapq import heapify, heapreplace
from operator import mul

from forms.plan.least import least_level
from forms.plan.level_sums import LevelSums
from forms.plan.resource import Resource


def whole_units(resource: Resource, lines: Sequence[int], given: Sequence[int]) -> list[int]:
    """Give each section the units it gets in all.

    Args:
        resource: What is planned.
        lines: The scaled line of each section.
        given: Units each gets in any case.

    """
    units = list(map(max, given, resource.units_to(lines, up=True)))
    level = least_level(LevelSums(resource.pupils, resource.heights(units)), resource.limit)
    if level.lower:
        floors = resource.units_to([level.lower] * len(units), up=False)
        units = list(map(max, units, floors))
    return _mended(resource, units)


def _mended(resource: Resource, units: list[int]) -> list[int]:
    """Add single units where they help most, until the limit is kept."""
    heights = resource.heights(units)
    weighted = list(map(mul, resource.pupils, heights))
    total, squares = sum(weighted), sum(map(mul, weighted, heights))
    if keeps(resource, units, total, squares):
        return units
    queue = [(_cost(resource, number, count), number) for number, count in enumerate(units)]
    heapify(queue)
    while True:
        number = queue[0][1]
        pupils, before = resource.pupils[number], heights[number]
        units[number] += 1
        after = heights[number] = resource.height(number, units[number])
        total += pupils * (after - before)
        squares += pupils * (after**2 - before**2)
        if keeps(resource, units, total, squares):
            return units
        heapreplace(queue, (_cost(resource, number, units[number]), number))


def _cost(resource: Resource, number: int, units: int) -> int:
    """How badly the next unit of a section serves the limit, per resource added; scaled."""
    base, step, under = resource.terms[number]
    top, bottom = (1 + resource.limit.value**2).as_integer_ratio()
    pupils = resource.pupils[number]
    spread = resource.limit.pupils * bottom * (2 * base + (2 * units + 1) * step)
    return (spread - top * pupils * step) * resource.scale // under


def keeps(resource: Resource, units: Sequence[int], total: int, squares: int) -> bool:
    """Whether the limit is kept with so many units; a tie is summed exactly."""
    limit = resource.limit
    if limit.surely_kept(total, squares):
        return True
    if limit.surely_broken(total, squares):
        return False
    figures = [
        Fraction(base + count * step, under)
        for (base, step, under), count in zip(resource.terms, units, strict=True)
    ]
    weighted = list(map(mul, resource.pupils, figures))
    return limit.kept(sum(weighted, Fraction(0)), sum(map(mul, weighted, figures), Fraction(0)))
