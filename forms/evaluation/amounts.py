"""Exact numbers of many schools at once, as whole numbers over one common denominator.

A column of decimals and fractions is brought to whole numbers once; from then on Python adds and
compares whole numbers, a column at a time. What is missing stays missing in every sum.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from operator import add, sub
from types import NoneType
from typing import Final, cast

from forms.values import Maybe

_WHOLE: Final = frozenset({int, NoneType})


@dataclass(frozen=True, slots=True)
class Amounts:
    """One number per school: number i is ``counts[i] ÷ unit``, missing if its count is ``None``."""

    counts: Sequence[int | None]
    unit: int = 1

    @classmethod
    def of(cls, values: Sequence[Maybe]) -> "Amounts":
        """Take over a column of values; what is no number is missing."""
        if not set(map(type, values)) - _WHOLE:
            return cls(cast("Sequence[int | None]", values))
        ratios = [
            value.as_integer_ratio()
            if type(value) is Decimal or type(value) is int or type(value) is Fraction
            else None
            for value in values
        ]
        unit = lcm(*{ratio[1] for ratio in ratios if ratio is not None})
        return cls(
            [None if ratio is None else ratio[0] * (unit // ratio[1]) for ratio in ratios], unit
        )

    def ratio(self, place: int) -> tuple[int, int] | None:
        """The number at one place, as numerator and denominator."""
        count = self.counts[place]
        return None if count is None else (count, self.unit)

    def __add__(self, other: "Amounts") -> "Amounts":
        return self._with(other, add)

    def __sub__(self, other: "Amounts") -> "Amounts":
        return self._with(other, sub)

    def times(self, factor: int) -> "Amounts":
        """Every number times a whole one."""
        return Amounts(
            [None if count is None else count * factor for count in self.counts], self.unit
        )

    def _with(self, other: "Amounts", operation: Callable[..., int]) -> "Amounts":
        unit = lcm(self.unit, other.unit)
        pairs = self.over(unit), other.over(unit)
        try:
            return Amounts(list(map(operation, *pairs)), unit)
        except TypeError:  # Something is missing, which is rare: look at each pair.
            return Amounts(
                [
                    None if left is None or right is None else operation(left, right)
                    for left, right in zip(*pairs, strict=True)
                ],
                unit,
            )

    def over(self, unit: int) -> Sequence[int | None]:
        """The counts over a multiple of the unit."""
        return self.counts if unit == self.unit else self.times(unit // self.unit).counts
