"""From raw rows to the schools that are evaluated: campuses, sections, and who is out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Unit:
    """One section of one school: what the regulations call a 学校 of a level.

    Attributes:
        code: 学校标识码.
        name: School name; of a campus by itself 校名（校区名）.
        campus: 校区号 of a campus by itself, else ``""``.
        type: Code of the 办学类型.
        sponsor: Code of the 举办者类型, or ``""``.
        level: Primary or junior.
        pupils: Pupils of the section on the day of reference; ``None`` if not known.
        resources: The section's seven resources.
        portion: Its part of the school's facilities; ``None`` where several campuses are added up
            or the pupils are not known.
        is_section: Whether the school has further sections of schooling.
        grades: Grades with classes, or ``None``.
        classes: Classes, or ``None``.

    """

    code: str
    name: str
    campus: str
    type: str
    sponsor: str
    level: Section
    pupils: int | None
    resources: Resources
    portion: Ratio | None
    is_section: bool
    grades: int | None
    classes: int | None


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
        reason = _reason_out(group)
        if reason is None:
            units.extend(_sections(group, relaxations))
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


def _reason_out(group: Sequence[RawSchool]) -> Reason | None:
    if group[0].type not in SECTIONS:
        return Reason.TYPE_NOT_EVALUATED
    counts = [row.pupils(level) for row in group for level in LEVELS]
    if None in counts:
        return None
    pupils = sum(count for count in counts if count is not None)
    if not pupils:
        return Reason.NO_PUPILS
    if group[0].type == TEACHING_POINT and pupils < _SMALLEST_TEACHING_POINT:
        return Reason.TEACHING_POINT_UNDER_50
    return None


def _sections(group: Sequence[RawSchool], relaxations: Relaxations) -> Iterator[Unit]:
    main = group[0]
    levels = [level for level in LEVELS if any(row.pupils(level) != 0 for row in group)]
    weights = [_weight(row) for row in group]
    campuses = [facilities(row, relaxations) for row in group]
    for level in levels:
        portions = [
            _portion(row.pupils(level), weight, level)
            if weight != 0
            else _portion(_sum(row.pupils(level) for row in group), _sum(weights), level)
            for row, weight in zip(group, weights, strict=True)
        ]
        yield Unit(
            code=main.code,
            name=main.name,
            campus=main.campus,
            type=main.type,
            sponsor=str(main.values.get("profile.sponsor_type") or ""),
            level=level,
            pupils=_sum(row.pupils(level) for row in group),
            resources=(
                *_staff(group, level, relaxations),
                *_shares(campuses, portions),
            ),
            portion=portions[0] if len(group) == 1 else None,
            is_section=len(levels) > 1 or len(SECTIONS[main.type]) > 1,
            grades=max(_counts(group, f"pupils.grades_{level.value}"), default=None),
            classes=_sum(_counts(group, f"pupils.classes_{level.value}") or [None]),
        )


def _staff(group: Sequence[RawSchool], level: Section, relaxations: Relaxations) -> Resources:
    campuses = [teachers(row, level) for row in group]
    degrees, backbone, arts = (added(figures) for figures in zip(*campuses, strict=True))
    return degrees, backbone, added([arts, visiting_teachers(group, level, relaxations)])


def _shares(campuses: Sequence[Resources], portions: Sequence[Ratio | None]) -> Resources:
    """The section's part of the facilities, campus by campus, added up."""
    pairs = [
        [None if portion is None else share(resource, *portion) for resource in campus]
        for campus, portion in zip(campuses, portions, strict=True)
    ]
    return tuple(added(figures) for figures in zip(*pairs, strict=True))


def _portion(pupils: int | None, weight: int | None, level: Section) -> Ratio | None:
    """The part of a campus's facilities that is the section's.

    A campus without any pupils serves those of the other campuses: there the caller gives the
    figures of them all.
    """
    if pupils is None or not weight:
        return None
    return (pupils * WEIGHTS[level], weight)


def _weight(row: RawSchool) -> int | None:
    """Weighted pupils of a campus, in hundredths; ``None`` if some are not known."""
    total = 0
    for section, weight in WEIGHTS.items():
        pupils = row.pupils(section)
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


def _counts(group: Sequence[RawSchool], name: str) -> list[int]:
    figures = (row.figure(name) for row in group)
    return [figure for figure in figures if isinstance(figure, int)]
