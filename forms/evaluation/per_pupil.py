"""One of the seven figures of all sections of a level: a resource per pupil, or per hundred.

Figures are judged and weighed as whole numbers. With a scale F that makes F·c whole for every line c a
figure is compared with, ⌊F·x⌋ ≥ F·c just when x ≥ c: nothing is rounded away, although each figure
takes one division of whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Final

_FINENESS: Final = 32
"""Binary digits of a figure beyond those its lines need, for the bounds of a coefficient."""


@dataclass(frozen=True)
class PerPupil:
    """Figure i is ``factor · numerators[i] ÷ denominators[i]``.

    Attributes:
        numerators: ``None`` is missing.
        denominators: ``None`` and 0 make the figure missing.
        factor: Common to all figures, above zero.
        lines: What figures are compared with.

    """

    numerators: Sequence[int | None]
    denominators: Sequence[int | None]
    factor: Fraction = Fraction(1)
    lines: tuple[Fraction, ...] = ()

    @cached_property
    def scale(self) -> int:
        """F: a whole number that makes each line and the factor whole."""
        return lcm(*(number.denominator for number in (self.factor, *self.lines))) << _FINENESS

    @property
    def marks(self) -> tuple[int, ...]:
        """F·c of each line c: what ⌊F·x⌋ has to be at least."""
        return tuple(int(self.scale * line) for line in self.lines)

    @cached_property
    def floors(self) -> Sequence[int | None]:
        """⌊F·x⌋ of each figure x; ``None`` is missing."""
        factor = int(self.scale * self.factor)
        return [
            None if numerator is None or not denominator else numerator * factor // denominator
            for numerator, denominator in zip(self.numerators, self.denominators, strict=True)
        ]

    @cached_property
    def lacking(self) -> tuple[int, ...]:
        """Places of the figures that are missing."""
        if None not in self.floors:
            return ()
        return tuple(place for place, floor in enumerate(self.floors) if floor is None)

    def figure(self, place: int) -> Fraction | None:
        """One figure, exact; ``None`` is missing."""
        numerator, denominator = self.numerators[place], self.denominators[place]
        if numerator is None or not denominator:
            return None
        return Fraction(self.factor.numerator * numerator, self.factor.denominator * denominator)

    def resource(self, place: int, pupils: int | None, per: int) -> tuple[int, int] | None:
        """The resource behind a figure per ``per`` pupils, as numerator and denominator."""
        numerator, denominator = self.numerators[place], self.denominators[place]
        if numerator is None or not denominator or pupils is None:
            return None
        top, bottom = self.factor.as_integer_ratio()
        return (top * numerator * pupils, bottom * denominator * per)
