"""From raw rows to the schools that are evaluated: campuses, sections, and who is out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from forms.evaluation.raw import LEVELS, SECTIONS, TEACHING_POINT, RawSchool
from forms.evaluation.resources import (
    WEIGHTS,
    Ratio,
    Relaxations,
    Resources,
    added,
    facilities,
    share,
    teachers,
    visiting_teachers,
)
from forms.spec import Section

_SMALLEST_TEACHING_POINT = 50

_Counts = Mapping[Section, Sequence[int | None]]
"""Pupils of each section, campus by campus."""


class Reason(StrEnum):
    """Why a school takes no part (forms catalogue 4.4)."""

    TEACHING_POINT_UNDER_50 = "teaching_point_under_50"
    TYPE_NOT_EVALUATED = "type_not_evaluated"
    NO_PUPILS = "no_pupils"

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "teaching_point_under_50": "不足 50 人的教学点，不参加评估",
            "type_not_evaluated": "办学类型不在评估范围",
            "no_pupils": "没有义务教育阶段学生",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Excluded:
    """A school, or a campus that counts as one, that takes no part."""

    code: str
    name: str
    campus: str
    reason: Reason


class Unit(NamedTuple):
    """One section of one school: what the regulations call a 学校 of a level.

    A tuple, because a province has tens of thousands.

    Attributes:
        rows: The raw rows it is made of, the main campus first.
        level: Primary or junior.
        pupils: Pupils of the section on the day of reference; ``None`` if not known.
        resources: The section's seven resources.
        portion: Its part of the school's facilities; ``None`` where several campuses are added up
            or the pupils are not known.
        is_section: Whether the school has further sections of schooling.

    """

    rows: Sequence[RawSchool]
    level: Section
    pupils: int | None
    resources: Resources
    portion: Ratio | None
    is_section: bool

    @property
    def code(self) -> str:
        """学校标识码."""
        return self.rows[0].code

    @property
    def name(self) -> str:
        """School name; of a campus by itself 校名（校区名）."""
        return self.rows[0].name

    @property
    def campus(self) -> str:
        """校区号 of a campus by itself, else ``""``."""
        return self.rows[0].campus

    @property
    def type(self) -> str:
        """Code of the 办学类型."""
        return self.rows[0].type

    @property
    def sponsor(self) -> str:
        """Code of the 举办者类型, or ``""``."""
        return str(self.rows[0].values.get("profile.sponsor_type") or "")

    @property
    def grades(self) -> int | None:
        """Grades with classes: of several campuses the most that one has."""
        return max(self._counts("grades"), default=None)

    @property
    def classes(self) -> int | None:
        """Classes of all its campuses."""
        counts = self._counts("classes")
        return sum(counts) if counts else None

    def _counts(self, what: str) -> list[int]:
        figures = (row.figure(f"pupils.{what}_{self.level.value}") for row in self.rows)
        return [figure for figure in figures if isinstance(figure, int)]


def units_of(
    rows: Iterable[RawSchool], relaxations: Relaxations
) -> tuple[list[Unit], list[Excluded]]:
    """Find the evaluated sections of all schools, and the schools that are out.

    Args:
        rows: Rows in any order; one main row per school and any number of campus rows.
        relaxations: What the bureau admits.

    Raises:
        ValueError: A school has two main rows.

    """
    units: list[Unit] = []
    excluded: list[Excluded] = []
    for group in _schools(rows):
        counts = {section: [row.pupils(section) for row in group] for section in WEIGHTS}
        reason = _reason_out(group[0].type, [*counts[LEVELS[0]], *counts[LEVELS[1]]])
        if reason is None:
            units.extend(_sections(group, counts, relaxations))
        else:
            first = group[0]
            excluded.append(Excluded(first.code, first.name, first.campus, reason))
    return units, excluded


def _schools(rows: Iterable[RawSchool]) -> Iterator[Sequence[RawSchool]]:
    """Rows that are evaluated together, the main one first.

    A campus without a main row is a school of its own.

    Raises:
        ValueError: A school has two main rows.

    """
    by_code: dict[str, list[RawSchool]] = {}
    for row in rows:
        by_code.setdefault(row.code, []).append(row)
    for group in by_code.values():
        if len(group) == 1:
            yield group
            continue
        main = [row for row in group if not row.campus]
        if len(main) > 1:
            raise ValueError(f"two main rows of school {main[0].code}")
        merged = [row for row in group if main and row.campus and not row.is_separate]
        if main:
            yield [*main, *merged]
        taken = {id(row) for row in (*main, *merged)}
        for row in group:
            if id(row) not in taken:
                yield [row]


def _reason_out(kind: str, compulsory: Sequence[int | None]) -> Reason | None:
    if kind not in SECTIONS:
        return Reason.TYPE_NOT_EVALUATED
    pupils = _sum(compulsory)
    if pupils == 0:
        return Reason.NO_PUPILS
    if kind == TEACHING_POINT and pupils is not None and pupils < _SMALLEST_TEACHING_POINT:
        return Reason.TEACHING_POINT_UNDER_50
    return None


def _sections(
    group: Sequence[RawSchool], counts: _Counts, relaxations: Relaxations
) -> Iterator[Unit]:
    levels = [level for level in LEVELS if any(count != 0 for count in counts[level])]
    weights = [_weight(counts, place) for place in range(len(group))]
    campuses = [facilities(row, relaxations) for row in group]
    is_section = len(levels) > 1 or len(SECTIONS[group[0].type]) > 1
    for level in levels:
        pupils = _sum(counts[level])
        # A campus without any pupils serves those of the other campuses.
        portions = [
            _portion(count, weight, level) if weight else _portion(pupils, _sum(weights), level)
            for count, weight in zip(counts[level], weights, strict=True)
        ]
        yield Unit(
            group,
            level,
            pupils,
            resources=(*_staff(group, level, relaxations), *_shares(campuses, portions)),
            portion=portions[0] if len(group) == 1 else None,
            is_section=is_section,
        )


def _staff(group: Sequence[RawSchool], level: Section, relaxations: Relaxations) -> Resources:
    if len(group) == 1 and not relaxations.visiting_teachers:
        return teachers(group[0], level)
    campuses = [teachers(row, level) for row in group]
    degrees, backbone, arts = (added(figures) for figures in zip(*campuses, strict=True))
    return degrees, backbone, added([arts, visiting_teachers(group, level, relaxations)])


def _shares(campuses: Sequence[Resources], portions: Sequence[Ratio | None]) -> Resources:
    """The section's part of the facilities, campus by campus, added up."""
    parts = [
        [None if portion is None else share(resource, *portion) for resource in campus]
        for campus, portion in zip(campuses, portions, strict=True)
    ]
    if len(parts) == 1:
        return tuple(parts[0])
    return tuple(added(figures) for figures in zip(*parts, strict=True))


def _portion(pupils: int | None, weight: int | None, level: Section) -> Ratio | None:
    """The part of a campus's facilities that is the section's; ``None`` if it is not known."""
    if pupils is None or not weight:
        return None
    return (pupils * WEIGHTS[level], weight)


def _weight(counts: _Counts, place: int) -> int | None:
    """Weighted pupils of one campus, in hundredths; ``None`` if some are not known."""
    total = 0
    for section, weight in WEIGHTS.items():
        pupils = counts[section][place]
        if pupils is None:
            return None
        total += pupils * weight
    return total


def _sum(counts: Iterable[int | None]) -> int | None:
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total
