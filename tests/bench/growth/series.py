"""One thing measured at growing numbers."""

import math
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from time import process_time
from typing import Final

from tests.bench.measure import milliseconds

_STRAIGHT: Final = 1.15
"""Doubling the number may take 2.2 times as long (design, section 12)."""


@dataclass(frozen=True, slots=True)
class Series:
    """What was measured.

    Attributes:
        name: What grows (Chinese).
        what: What was measured (Chinese).
        unit: ``ms`` of processor time, or ``MB``.
        points: Number and figure, the numbers growing.

    """

    name: str
    what: str
    unit: str
    points: tuple[tuple[int, float], ...]

    @property
    def exponent(self) -> float:
        """The steepest power of the number between two neighbours of the upper half: 1 is straight."""
        upper = self.points[-(len(self.points) // 2 + 1) :]
        return max(
            math.log(after / before) / math.log(more / less)
            for (less, before), (more, after) in pairwise(upper)
        )

    @property
    def verdict(self) -> str:
        """Whether it is straight, or flatter."""
        return "不弯" if self.exponent <= _STRAIGHT else "比直线陡"

    def as_json(self) -> dict[str, object]:
        """All figures."""
        return {
            "name": self.name,
            "what": self.what,
            "unit": self.unit,
            "points": [list(point) for point in self.points],
            "exponent": self.exponent,
            "verdict": self.verdict,
        }


def growing(
    name: str,
    numbers: Sequence[int],
    measure: Callable[[int], Mapping[tuple[str, str], float]],
) -> list[Series]:
    """Measure at each number.

    Args:
        name: See :class:`Series`.
        numbers: Growing.
        measure: Gives what was measured and its unit → figure, the same ones for every number.

    """
    found: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for number in numbers:
        for what, figure in measure(number).items():
            found.setdefault(what, []).append((number, figure))
    return [Series(name, what, unit, tuple(points)) for (what, unit), points in found.items()]


def quickest(work: Callable[[], object], times: int = 3) -> float:
    """Milliseconds of processor time of the quickest of several calls."""
    return min(milliseconds(work, process_time) for _ in range(times))


def megabytes(work: Callable[[], object]) -> float:
    """What the result of a call keeps of memory."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = work()
    size = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    del kept
    return size / 1e6
