"""差异系数: how unevenly one resource is spread over the schools of a level.

Weighted by pupils, population standard deviation, unrounded (forms catalogue 4.5; regulations 1.4):

    X̄ = Σxᵢ ÷ P          S² = Σ (Pᵢ ÷ P)·(Xᵢ − X̄)²          CV = S ÷ X̄

With Q = Σ xᵢ² ÷ Pᵢ this is CV² = Q·P ÷ (Σxᵢ)² − 1, which is compared with the square of the limit
in whole numbers: nothing is rounded. Because the exact sums grow long with ten thousand schools, the
comparison is tried first with 160-bit bounds from both sides; only a tie within them is summed up
exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from forms.evaluation.resources import Ratio

_SCALE: Final = 1 << 160
_DIGITS: Final = Context(prec=40)


@dataclass(frozen=True)
class Coefficient:
    """The spread of one resource over one level.

    Attributes:
        shares: Resource of each school that has one.
        pupils: Pupils of the same schools, above zero.
        factor: 100 for figures per hundred pupils, else 1.
        limit: What the coefficient may be at most.
        lacking: Places of the schools (in their order) whose figure or pupils are missing; then
            nothing can be calculated.

    """

    shares: Sequence[Ratio]
    pupils: Sequence[int]
    factor: int
    limit: Fraction
    lacking: tuple[int, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether there is a coefficient: nothing missing, and something to share."""
        return not self.lacking and any(numerator for numerator, _ in self.shares)

    @cached_property
    def mean(self) -> Fraction | None:
        """X̄, the mean weighted by pupils; ``None`` if a figure is missing."""
        if self.lacking or not self.shares:
            return None
        return self.factor * self._total / self._all_pupils

    @cached_property
    def cv_squared(self) -> Fraction | None:
        """CV², exact; ``None`` if it cannot be calculated."""
        if not self.is_known:
            return None
        squares: dict[int, int] = {}
        for (numerator, denominator), pupils in zip(self.shares, self.pupils, strict=True):
            bottom = denominator * denominator * pupils
            squares[bottom] = squares.get(bottom, 0) + numerator * numerator
        return _sum_up(squares) * self._all_pupils / self._total**2 - 1

    @cached_property
    def cv(self) -> Decimal | None:
        """CV, to forty digits: for showing, not for judging."""
        return None if self.cv_squared is None else _root(self.cv_squared)

    @cached_property
    def sd(self) -> Decimal | None:
        """S, the standard deviation weighted by pupils, to forty digits; 0 where all have nothing."""
        if self.mean is None:
            return None
        return _root((self.cv_squared or 0) * self.mean**2)

    @cached_property
    def passes(self) -> bool | None:
        """Whether CV is at most the limit, judged without rounding; ``None`` if there is none."""
        if not self.is_known:
            return None
        top, bottom = (1 + self.limit**2).as_integer_ratio()
        total, squares = 0, 0
        for (numerator, denominator), pupils in zip(self.shares, self.pupils, strict=True):
            scaled = numerator * _SCALE
            total += scaled // denominator
            squares += numerator * scaled // (denominator * denominator * pupils)
        # Each term was cut by less than one unit of the scale.
        slack = len(self.shares)
        weight = self._all_pupils * _SCALE * bottom
        if (squares + slack) * weight <= top * total**2:
            return True
        if squares * weight > top * (total + slack) ** 2:
            return False
        exact = self.cv_squared
        return exact is not None and exact <= self.limit**2

    def contribution(self, place: int) -> Fraction:
        """The part of the variance that comes from one school; all together make 1.

        Zero for every school where all are alike. Only for a known coefficient.
        """
        if not self.cv_squared or self.mean is None:
            return Fraction(0)
        value = self.factor * Fraction(*self.shares[place]) / self.pupils[place]
        term = Fraction(self.pupils[place], self._all_pupils) * (value - self.mean) ** 2
        return term / (self.cv_squared * self.mean**2)

    @cached_property
    def _all_pupils(self) -> int:
        return sum(self.pupils)

    @cached_property
    def _total(self) -> Fraction:
        by_denominator: dict[int, int] = {}
        for numerator, denominator in self.shares:
            by_denominator[denominator] = by_denominator.get(denominator, 0) + numerator
        return _sum_up(by_denominator)


def _sum_up(parts: dict[int, int]) -> Fraction:
    """Sum of numerator over denominator, pairwise, so that long numbers meet only long ones."""
    level = [(numerator, denominator) for denominator, numerator in parts.items()]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        joined = [(a * d + c * b, b * d) for (a, b), (c, d) in pairs]
        level = [*joined, *level[len(joined) * 2 :]]
    return Fraction(*level[0])


def _root(value: Fraction | int) -> Decimal:
    top, bottom = value.as_integer_ratio()
    return _DIGITS.sqrt(_DIGITS.divide(Decimal(top), Decimal(bottom)))
