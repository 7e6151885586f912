"""Whether a 差异系数 keeps its limit, for figures that are known as whole numbers from below.

With yᵢ = ⌊F·xᵢ⌋, t = Σ pᵢyᵢ and q = Σ pᵢyᵢ² the bounds of :mod:`forms.evaluation.coefficient` hold; F is
fine enough here that what lies between them is less than the 10⁻²⁰th part of any figure.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True)
class SpreadLimit:
    """The limit of one level.

    Attributes:
        value: What the coefficient may be at most.
        pupils: All pupils of the level.

    """

    value: Fraction
    pupils: int

    @cached_property
    def _ratio(self) -> tuple[int, int]:
        """1 + limit², as numerator and denominator."""
        return (1 + self.value**2).as_integer_ratio()

    def surely_kept(self, total: int, squares: int) -> bool:
        """Whether it is kept, whatever was cut off below the whole numbers."""
        top, bottom = self._ratio
        most = squares + 2 * total + self.pupils
        return total > 0 and most * self.pupils * bottom <= top * total**2

    def surely_broken(self, total: int, squares: int) -> bool:
        """Whether it is exceeded, whatever was cut off below the whole numbers."""
        top, bottom = self._ratio
        return squares * self.pupils * bottom > top * (total + self.pupils) ** 2

    def kept(self, total: Fraction, squares: Fraction) -> bool:
        """Whether it is kept by exact sums: nothing to share is no coefficient, and keeps none."""
        top, bottom = self._ratio
        return total > 0 and squares * self.pupils * bottom <= top * total**2
