"""What every campus has: pupils by section, their weight, staff and facilities, as columns.

A raw row is a campus: the main one of a school (mostly the only one) or a further one. Sources: forms
catalogue 4.1 (numerators, split, relaxations).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add
from typing import Final

from forms.evaluation.amounts import Amounts
from forms.evaluation.raw import ENROLLED, LEVELS, SECTIONS
from forms.evaluation.raw_columns import RawColumns
from forms.evaluation.resources import WEIGHTS, Ratio, Relaxations, total, total_count
from forms.schooling import Section

_DEGREES: Final[Mapping[Section, tuple[str, ...]]] = {
    Section.PRIMARY: ("doctorate", "master", "bachelor", "associate"),
    Section.JUNIOR: ("doctorate", "master", "bachelor"),
}
_ARTS: Final = ("pe", "music", "fine_art", "arts")
_YUAN: Final = 10_000

Counts = Sequence[int | None]
"""A whole number per campus; ``None`` is missing."""

Group = Sequence[int]
"""Places of the campuses that are evaluated together, the main one first."""


@dataclass(frozen=True)
class Campuses:
    """The campuses of a district, in the order of the raw rows.

    Attributes:
        raw: What is known of them.
        relaxations: What the bureau admits.

    """

    raw: RawColumns
    relaxations: Relaxations

    @cached_property
    def types(self) -> Sequence[str]:
        """Codes of the 办学类型."""
        return self.raw.texts("profile.school_type")

    @cached_property
    def pupils(self) -> Mapping[Section, Counts]:
        """Pupils of each section; ``None`` if they should be given and are not.

        A section the type does not have may be left blank; with pupils it is 附设班 and counts.
        """
        return {section: self._pupils(section) for section in WEIGHTS}

    @cached_property
    def weights(self) -> Counts:
        """All pupils weighted, in hundredths, by which the facilities are shared."""
        weighted = [Amounts(self.pupils[section]).times(WEIGHTS[section]) for section in WEIGHTS]
        return reduce(add, weighted).counts

    @cached_property
    def staff(self) -> Mapping[Section, tuple[Amounts, Amounts, Amounts]]:
        """The three resources each section has by itself: L1 to L3, without visiting teachers."""
        return {
            level: (
                self._staff(level, _DEGREES[level]),
                self._staff(level, ("backbone",)),
                self._staff(level, _ARTS),
            )
            for level in LEVELS
        }

    @cached_property
    def facilities(self) -> tuple[Amounts, Amounts, Amounts, Amounts]:
        """The four resources of a whole campus that its sections share: L4 to L7."""
        indoor = self._amounts("facilities.indoor_sports_area")
        return (
            self._amounts("facilities.teaching_area") - indoor,
            self._venues(self._amounts("facilities.sports_ground_area") + indoor),
            self._amounts("facilities.equipment_value").times(_YUAN),
            self._amounts("facilities.multimedia_rooms"),
        )

    @cached_property
    def compulsory(self) -> Counts:
        """Pupils of both levels."""
        return reduce(add, [Amounts(self.pupils[level]) for level in LEVELS]).counts

    def teaching(self, level: Section, groups: Sequence[Group]) -> Sequence[Group]:
        """Those of some schools that have pupils in a level, or may have."""
        pupils = self.pupils[level]
        return [
            group
            for group in groups
            if pupils[group[0]] != 0
            or (len(group) > 1 and any(pupils[place] != 0 for place in group))
        ]

    def visiting_teachers(self, group: Group, level: Section) -> Ratio | None:
        """走教 teachers who count in L3, if the bureau says so: of rural schools of 50 to 99 pupils."""
        pupils = [self.pupils[section][campus] for section in LEVELS for campus in group]
        known = sum(count for count in pupils if count is not None)
        if None not in pupils and not 50 <= known < 100:
            return (0, 1)
        area = self.raw["profile.urban_rural"][group[0]]
        if isinstance(area, str) and not area.startswith("2"):
            return (0, 1)
        if None in pupils or area is None:
            return None
        return total(self._visiting[level].ratio(campus) for campus in group)

    @cached_property
    def _visiting(self) -> Mapping[Section, Amounts]:
        return {
            level: self._amounts(f"staffing.visiting_pe_arts_{level.value}") for level in LEVELS
        }

    def _venues(self, own: Amounts) -> Amounts:
        """With the venues that count for schools in dense city centres, if the bureau says so."""
        if not self.relaxations.dense_centre:
            return own
        more = self._amounts("facilities.special_sports_area") + self._amounts(
            "facilities.leased_area_eligible"
        )
        counted = [
            count if dense is True else 0 if dense is False else None
            for count, dense in zip(more.counts, self.raw["profile.dense_centre"], strict=True)
        ]
        return own + Amounts(counted, more.unit)

    def _pupils(self, section: Section) -> Counts:
        taught = {kind for kind, sections in SECTIONS.items() if section in sections}
        return [
            value if type(value) is int else None if value is None and kind in taught else 0
            for value, kind in zip(self.raw[ENROLLED[section]], self.types, strict=True)
        ]

    def _staff(self, level: Section, names: Sequence[str]) -> Amounts:
        return reduce(add, [self._amounts(f"staffing.{name}_{level.value}") for name in names])

    def _amounts(self, name: str) -> Amounts:
        return Amounts.of(self.raw[name])


def totals(counts: Counts, groups: Sequence[Group]) -> Counts:
    """The sum of each school's campuses; missing if anything is."""
    return [
        counts[group[0]] if len(group) == 1 else total_count(counts[place] for place in group)
        for group in groups
    ]
