"""交流轮岗: the fewest people that have to move from school to school, the district's total unchanged.

Each move brings a person from the school where the spread falls most without him (greatest 2xᵢ − step) to
the one where it rises least with him (least 2xᵢ + step); no school is taken below its line. Schools below
their line are served first. For a given number of moves no other choice leaves a smaller spread, since
gains and losses are sums of convex parts; so the first number that keeps the limit is the least.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heapreplace
from operator import mul

from forms.plan.least import first
from forms.plan.level_sums import LevelSums
from forms.plan.resource import Resource
from forms.plan.whole import keeps


@dataclass(frozen=True)
class Exchange:
    """Who gives and who gets.

    Attributes:
        units: People each section gets (below zero: gives); together 0.
        lacking: How many people the district lacks to bring every school to its line; 0 where moving
            is enough for that.
        enough: Whether the moves reach the lines and the limit.

    """

    units: Sequence[int]
    lacking: int
    enough: bool

    @property
    def moved(self) -> int:
        """How many people move."""
        return sum(count for count in self.units if count > 0)


def fewest_moves(resource: Resource, lines: Sequence[int], spare: Sequence[int]) -> Exchange:
    """Find the fewest moves.

    Args:
        resource: What is planned; every person weighs the same.
        lines: The scaled line of each section.
        spare: How many people each section has at all that could move.

    """
    needs = resource.units_to(lines, up=True)
    free = [min(have, count) for have, count in zip(_over(resource, lines), spare, strict=True)]
    lacking = max(0, sum(needs) - sum(free))
    if lacking:
        return Exchange([0] * len(needs), lacking, enough=False)
    moving = _Moving(resource, needs, free)
    for _ in range(sum(needs)):
        moving.take()
    while not moving.enough:
        if not moving.go_on():
            return Exchange(moving.units, 0, enough=False)
    return Exchange(moving.units, 0, enough=True)


def _over(resource: Resource, lines: Sequence[int]) -> list[int]:
    """How many units each section has above its line."""
    scale = resource.scale
    return [
        max(0, (base * scale - line * under) // (step * scale))
        for (base, step, under), line in zip(resource.terms, lines, strict=True)
    ]


class _Moving:
    """People on the move, one by one."""

    def __init__(self, resource: Resource, needs: Sequence[int], free: Sequence[int]) -> None:
        self.resource = resource
        self.units = list(needs)
        self.free = list(free)
        self.heights = resource.heights(self.units)
        weighted = list(map(mul, resource.pupils, self.heights))
        self.total, self.squares = sum(weighted), sum(map(mul, weighted, self.heights))
        numbers = range(len(self.units))
        self.givers = [(-self._slope(n, -1), n) for n in numbers if self.free[n] > 0]
        self.takers = [(self._slope(n, 1), n) for n in numbers]
        heapify(self.givers)
        heapify(self.takers)

    @property
    def enough(self) -> bool:
        """Whether the limit is kept."""
        return keeps(self.resource, self.units, self.total, self.squares)

    def take(self) -> None:
        """Take a person from the school that can spare one best; there is one."""
        _, number = self.givers[0]
        self._change(number, -1)
        self.free[number] -= 1
        if self.free[number]:
            heapreplace(self.givers, (-self._slope(number, -1), number))
        else:
            heappop(self.givers)

    def go_on(self) -> bool:
        """Move one more; false where no move brings the schools closer."""
        cost, number = self.takers[0]
        if not self.givers or -self.givers[0][0] <= cost:
            return False
        self.take()
        self._change(number, 1)
        heapreplace(self.takers, (self._slope(number, 1), number))
        return True

    def _slope(self, number: int, direction: int) -> int:
        base, step, under = self.resource.terms[number]
        figure = 2 * (base + self.units[number] * step) + direction * step
        return figure * self.resource.scale // under

    def _change(self, number: int, by: int) -> None:
        pupils, before = self.resource.pupils[number], self.heights[number]
        self.units[number] += by
        after = self.heights[number] = self.resource.height(number, self.units[number])
        self.total += pupils * (after - before)
        self.squares += pupils * (after**2 - before**2)


def moves_bound(resource: Resource, lines: Sequence[int]) -> Fraction:
    """How much has to move at least, were people divisible: water-filling from both ends.

    Schools below a level get, those above another give, as much as the others get; the lower level
    decides. No number of people is below the answer. Only where the total is enough for all lines.
    """
    heights = resource.heights([0] * len(lines))
    own = LevelSums(resource.pupils, heights)
    raised = LevelSums(resource.pupils, list(map(max, heights, lines)))
    kept = LevelSums(resource.pupils, list(map(min, heights, lines)))
    needed = raised.everything[1] - own.everything[1]

    def may_keep(level: int) -> bool:
        area = needed + raised.rise(level)
        slack = 2 * resource.limit.pupils
        other = first(
            own.top, lambda high: own.above(high)[0] - kept.above(high)[0] <= area + slack
        )
        if other <= level + 1:
            return True
        drop = own.above(other - 1)[1] - kept.above(other - 1)[1]
        squares = raised.filled(level)[1] - drop
        return not resource.limit.surely_broken(own.everything[1], squares)

    level = max(0, first(own.top, may_keep) - 1)
    least = needed + raised.rise(level) - resource.limit.pupils
    return max(Fraction(0), resource.in_things(least))
