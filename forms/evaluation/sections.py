"""The sections of one level: their pupils and their seven figures, side by side.

A section mostly lies on one campus; then its figures come straight from the columns of the campuses:
staff per pupil of the section, facilities per weighted pupil of the campus, since

    (facilities · weight of the section's pupils ÷ weight of all) ÷ pupils of the section
        = facilities · weight of one pupil ÷ weight of all.

Where campuses are merged, each shares its facilities out by itself and the parts are added up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from forms.evaluation.campuses import Campuses, Group, totals
from forms.evaluation.per_pupil import PerPupil
from forms.evaluation.raw import LEVELS, SECTIONS
from forms.evaluation.resources import (
    FACTORS,
    FIRST_SHARED,
    WEIGHTS,
    Ratio,
    Resources,
    portion,
    product,
    total,
    total_count,
)
from forms.evaluation.standards import Line
from forms.evaluation.units import Unit
from forms.schooling import Section

_NOTHING: Final = (0, 1)


@dataclass(frozen=True)
class Sections:
    """The sections of one level.

    Attributes:
        level: Primary or junior.
        groups: The campuses of each, by 学校标识码 and campus.
        campuses: All campuses of the district.
        lines: What each of the seven figures has to reach.

    """

    level: Section
    groups: Sequence[Group]
    campuses: Campuses
    lines: tuple[Line, ...]

    @cached_property
    def pupils(self) -> Sequence[int | None]:
        """Pupils of each section; ``None`` if not known."""
        return totals(self.campuses.pupils[self.level], self.groups)

    @cached_property
    def figures(self) -> tuple[PerPupil, ...]:
        """L1 to L7 of each section."""
        firsts = [group[0] for group in self.groups]
        weights = [self.campuses.weights[first] for first in firsts]
        added = self._added()
        figures = []
        amounts = (*self.campuses.staff[self.level], *self.campuses.facilities)
        for place, (amount, line) in enumerate(zip(amounts, self.lines, strict=True)):
            is_shared = place >= FIRST_SHARED
            weight = WEIGHTS[self.level] if is_shared else 1
            numerators = [amount.counts[first] for first in firsts]
            denominators = list(weights if is_shared else self.pupils)
            for number, resources in added.items():
                numerators[number], denominators[number] = _over(
                    resources[place], self.pupils[number], amount.unit, weight
                )
            factor = Fraction(FACTORS[place] * weight, amount.unit)
            figures.append(PerPupil(numerators, denominators, factor, (line.reached, line.ge85)))
        return tuple(figures)

    def units(self) -> tuple[Unit, ...]:
        """The sections one by one."""
        return tuple(self._unit(number, group) for number, group in enumerate(self.groups))

    def _unit(self, number: int, group: Group) -> Unit:
        campuses, pupils = self.campuses, self.pupils[number]
        is_one = len(group) == 1
        return Unit(
            rows=[campuses.raw.rows[place] for place in group],
            level=self.level,
            pupils=pupils,
            figures=self.figures,
            number=number,
            portion=portion(pupils, campuses.weights[group[0]], self.level) if is_one else None,
            is_section=len(SECTIONS[campuses.types[group[0]]]) > 1
            or all(campuses.teaching(level, [group]) for level in LEVELS),
        )

    def _added(self) -> dict[int, Resources]:
        """The sections whose resources are sums of several parts, by their number."""
        return {
            number: (*self._staff(group), *self._facilities(group, self.pupils[number]))
            for number, group in enumerate(self.groups)
            if len(group) > 1 or self._visiting(group) != _NOTHING
        }

    def _visiting(self, group: Group) -> Ratio | None:
        if not self.campuses.relaxations.visiting_teachers:
            return _NOTHING
        return self.campuses.visiting_teachers(group, self.level)

    def _staff(self, group: Group) -> Resources:
        degrees, backbone, arts = (
            total(amount.ratio(place) for place in group)
            for amount in self.campuses.staff[self.level]
        )
        return degrees, backbone, total((arts, self._visiting(group)))

    def _facilities(self, group: Group, pupils: int | None) -> Resources:
        """Campus by campus; one without any pupils serves those of the others."""
        counts, weights = self.campuses.pupils[self.level], self.campuses.weights
        everyone = total_count(weights[place] for place in group)
        portions = [
            portion(counts[place], weights[place], self.level)
            if weights[place]
            else portion(pupils, everyone, self.level)
            for place in group
        ]
        return tuple(
            total(
                product(amount.ratio(place), part)
                for place, part in zip(group, portions, strict=True)
            )
            for amount in self.campuses.facilities
        )


def _over(
    resource: Ratio | None, pupils: int | None, unit: int, weight: int
) -> tuple[int | None, int | None]:
    """Numerator and denominator that a factor of weight ÷ unit makes resource ÷ pupils."""
    if resource is None or pupils is None:
        return None, None
    return resource[0] * unit, resource[1] * pupils * weight
