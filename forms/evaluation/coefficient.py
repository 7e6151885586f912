"""差异系数: how unevenly one resource is spread over the schools of a level.

Weighted by pupils, population standard deviation, unrounded (forms catalogue 4.5; regulations 1.4),
xᵢ being the resource per pupil of school i and pᵢ its pupils:

    X̄ = Σ pᵢxᵢ ÷ P          S² = Σ (pᵢ ÷ P)·(xᵢ − X̄)²          CV = S ÷ X̄          P = Σ pᵢ

With T = Σ pᵢxᵢ and Q = Σ pᵢxᵢ² this is CV² = Q·P ÷ T² − 1, which is compared with the square of the
limit in whole numbers: nothing is rounded. Because exact sums of ten thousand fractions grow long, the
comparison is tried first with bounds. From yᵢ = ⌊F·xᵢ⌋ (see :mod:`forms.evaluation.per_pupil`) come
t = Σ pᵢyᵢ and q = Σ pᵢyᵢ²; as F·xᵢ = yᵢ + eᵢ with 0 ≤ eᵢ < 1,

    t ≤ F·T < t + P          |F²·Q − q| ≤ 2·Σ pᵢ|yᵢ| + P ≤ 2·√(P·q) + P          (Cauchy and Schwarz).

Only a limit that lies between these bounds, which takes a tie to about nine digits, is summed exactly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cached_property
from math import gcd, isqrt
from operator import mul
from typing import Final, cast

from forms.evaluation.per_pupil import PerPupil

_DIGITS: Final = Context(prec=40)


@dataclass(frozen=True)
class Coefficient:
    """The spread of one resource over one level.

    Attributes:
        figures: Resource per pupil of each school.
        pupils: Pupils of the same schools; anything where they are missing and so the figure is.
        limit: What the coefficient may be at most.

    """

    figures: PerPupil
    pupils: Sequence[int]
    limit: Fraction

    @property
    def lacking(self) -> tuple[int, ...]:
        """Places of the schools whose figure or pupils are missing; then nothing is calculated."""
        return self.figures.lacking

    @property
    def is_known(self) -> bool:
        """Whether there is a coefficient: nothing missing, and something to share."""
        return not self.lacking and (self._sums is not None or self._total != 0)

    @cached_property
    def mean(self) -> Fraction | None:
        """X̄, the mean weighted by pupils; ``None`` if a figure is missing."""
        return None if self.lacking else self._total / self._all_pupils

    @cached_property
    def cv_squared(self) -> Fraction | None:
        """CV², exact; ``None`` if it cannot be calculated."""
        if not self.is_known:
            return None
        squares = _sum_up(
            (numerator * numerator * pupils, denominator * denominator)
            for numerator, denominator, pupils in self._terms()
        )
        return self.figures.factor**2 * squares * self._all_pupils / self._total**2 - 1

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
        if self._surely is not None:
            return self._surely
        exact = self.cv_squared
        return exact is not None and exact <= self.limit**2

    @cached_property
    def _surely(self) -> bool | None:
        """Whether CV keeps its limit as far as the bounds tell; ``None`` is a tie within them."""
        if self._sums is None:
            return None
        total, squares = self._sums
        everyone = self._all_pupils
        slack = 2 * (isqrt(everyone * squares) + 1) + everyone
        top, bottom = (1 + self.limit**2).as_integer_ratio()
        if (squares + slack) * everyone * bottom <= top * total**2:
            return True
        if (squares - slack) * everyone * bottom > top * (total + everyone) ** 2:
            return False
        return None

    @cached_property
    def _all_pupils(self) -> int:
        return sum(self.pupils)

    @cached_property
    def _sums(self) -> tuple[int, int] | None:
        """The sums t and q; ``None`` where they bound nothing: not everything is above zero."""
        weighted = list(map(mul, self.figures.floors, self.pupils))
        total = sum(weighted)
        if total <= 0 or min(self.pupils) <= 0:
            return None
        return total, sum(map(mul, weighted, self.figures.floors))

    @cached_property
    def _total(self) -> Fraction:
        """T, exact."""
        return self.figures.factor * _sum_up(
            (numerator * pupils, denominator) for numerator, denominator, pupils in self._terms()
        )

    def _terms(self) -> Iterable[tuple[int, int, int]]:
        """Numerator and denominator of each figure, without the factor, and the pupils."""
        figures = self.figures  # Nothing is missing where sums are asked for.
        numerators = cast("Sequence[int]", figures.numerators)
        denominators = cast("Sequence[int]", figures.denominators)
        return zip(numerators, denominators, self.pupils, strict=True)


def _sum_up(terms: Iterable[tuple[int, int]]) -> Fraction:
    """Sum of numerator over denominator, pairwise, so that long numbers meet only long ones."""
    parts: dict[int, int] = {}
    for numerator, denominator in terms:
        shared = gcd(numerator, denominator)
        bottom = denominator // shared
        parts[bottom] = parts.get(bottom, 0) + numerator // shared
    level = [(numerator, denominator) for denominator, numerator in parts.items()]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        joined = [(a * d + c * b, b * d) for (a, b), (c, d) in pairs]
        level = [*joined, *level[len(joined) * 2 :]]
    return Fraction(*level[0])


def _root(value: Fraction | int) -> Decimal:
    top, bottom = value.as_integer_ratio()
    return _DIGITS.sqrt(_DIGITS.divide(Decimal(top), Decimal(bottom)))
