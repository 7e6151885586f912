"""One of the seven resources of one level, ready to be planned: exact, in whole numbers.

The figure of a school is (base + k·step) ÷ denominator once k units of the thing have been added to it
(teachers, rooms, hundredths of a ㎡ or of 万元). A unit of a facility that sections share adds to each of
them its part only, as the evaluation splits it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Final

from forms.evaluation import LevelEvaluation
from forms.evaluation.campuses import Group
from forms.evaluation.resources import FACTORS, FIRST_SHARED, Ratio, portion
from forms.evaluation.sections import Sections
from forms.plan.limit import SpreadLimit
from forms.plan.things import THINGS

_FINENESS: Final = 64
"""Binary digits of a figure beyond those its lines need: levels are known to more than 15 digits."""


@dataclass(frozen=True)
class Resource:
    """One resource of one level; every figure of it is known.

    Attributes:
        level: The level as it is evaluated.
        place: 0 for L1 … 6 for L7.

    """

    level: LevelEvaluation
    place: int

    @property
    def sections(self) -> Sections:
        """The schools of the level."""
        return self.level.sections

    @cached_property
    def pupils(self) -> Sequence[int]:
        """Pupils of each section, all above zero."""
        return [count or 0 for count in self.sections.pupils]

    @cached_property
    def limit(self) -> SpreadLimit:
        """What the coefficient may be at most."""
        return SpreadLimit(self.level.limit, sum(self.pupils))

    @cached_property
    def scale(self) -> int:
        """What figures are multiplied with; both lines become whole."""
        line = self.sections.lines[self.place]
        return lcm(line.reached.denominator, line.ge85.denominator) << _FINENESS

    def line(self, *, spared: bool) -> int:
        """The standard, or 85 % of it, scaled."""
        line = self.sections.lines[self.place]
        return int(self.scale * (line.ge85 if spared else line.reached))

    @cached_property
    def sites(self) -> Sequence[int]:
        """The raw row of each section that gets what is added."""
        return [site for site, _ in self._sites]

    @cached_property
    def parts(self) -> Sequence[Ratio]:
        """What of an added unit is the section's own."""
        return [part for _, part in self._sites]

    @cached_property
    def _sites(self) -> list[tuple[int, Ratio]]:
        if self.place < FIRST_SHARED:
            return [(group[0], (1, 1)) for group in self.sections.groups]
        return [_site(self.sections, group) for group in self.sections.groups]

    @cached_property
    def terms(self) -> Sequence[tuple[int, int, int]]:
        """Base, step and denominator of each section."""
        figures = self.sections.figures[self.place]
        top, bottom = figures.factor.as_integer_ratio()
        unit = THINGS[self.place].amount * FACTORS[self.place]
        up, down = unit.as_integer_ratio()
        terms = []
        for numerator, denominator, pupils, part in zip(
            figures.numerators, figures.denominators, self.pupils, self.parts, strict=True
        ):
            base, under = top * (numerator or 0), bottom * (denominator or 1)
            step, below = up * part[0], down * part[1] * pupils
            terms.append((base * below, step * under, under * below))
        return terms

    def heights(self, units: Sequence[int]) -> list[int]:
        """⌊scale · figure⌋ of each section with so many units added."""
        scale = self.scale
        return [
            (base + count * step) * scale // under
            for (base, step, under), count in zip(self.terms, units, strict=True)
        ]

    def height(self, number: int, units: int) -> int:
        """The same of one section."""
        base, step, under = self.terms[number]
        return (base + units * step) * self.scale // under

    def units_to(self, levels: Sequence[int], *, up: bool) -> list[int]:
        """The units that take each section to a scaled level, rounded up or down; at least 0."""
        scale, more = self.scale, 1 if up else 0
        return [
            (short - more) // (step * scale) + more
            if (short := level * under - base * scale) > 0
            else 0
            for (base, step, under), level in zip(self.terms, levels, strict=True)
        ]

    def amount(self, units: Sequence[int]) -> Fraction:
        """What the sections get of so many units each, in the unit of the thing."""
        total: dict[int, int] = {}
        for (top, bottom), count in zip(self.parts, units, strict=True):
            if count:
                total[bottom] = total.get(bottom, 0) + top * count
        size = THINGS[self.place].unit
        return sum((Fraction(top, bottom) for bottom, top in total.items()), Fraction(0)) * size

    def in_things(self, area: int) -> Fraction:
        """A scaled sum of pupils times figure, in the unit of the thing."""
        thing = THINGS[self.place]
        return Fraction(area, self.scale * FACTORS[self.place]) * thing.unit / thing.amount


def _site(sections: Sections, group: Group) -> tuple[int, Ratio]:
    """The campus that gets a facility: the one that passes on most of it to the section."""
    campuses = sections.campuses
    counts, weights = campuses.pupils[sections.level], campuses.weights
    parts = [
        (place, portion(counts[place], weights[place], sections.level) or (0, 1)) for place in group
    ]
    if len(parts) == 1:
        return parts[0]
    return max(parts, key=lambda part: Fraction(*part[1]))
