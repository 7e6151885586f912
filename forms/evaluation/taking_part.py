"""Which campuses are evaluated together, in which levels, and which schools are out."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby
from typing import Final

from forms.evaluation.campuses import Campuses, Group, totals
from forms.evaluation.raw import LEVELS, SECTIONS, TEACHING_POINT
from forms.evaluation.raw_columns import RawColumns
from forms.evaluation.units import Excluded, Reason
from forms.schooling import Section

_SMALLEST_TEACHING_POINT: Final = 50


def taking_part(
    campuses: Campuses, retired: Collection[str]
) -> tuple[Mapping[Section, Sequence[Group]], tuple[Excluded, ...]]:
    """Find what is evaluated in each level, and the schools that are out, by code and campus.

    Args:
        campuses: Of all schools; one main row per school and any number of further ones.
        retired: 学校标识码 of the schools the bureau has taken off its list.

    Raises:
        ValueError: A school has two main rows.

    """
    admitted, excluded = [], []
    groups = _groups(campuses.raw)
    pupils = totals(campuses.compulsory, groups)
    codes, types = campuses.raw.codes, campuses.types
    for group, count in zip(groups, pupils, strict=True):
        main = group[0]
        reason = Reason.RETIRED if codes[main] in retired else _reason_out(types[main], count)
        if reason is None:
            admitted.append(group)
        else:
            row = campuses.raw.row(main)
            excluded.append(Excluded(row.code, row.name, row.campus, reason))
    levels = {level: campuses.teaching(level, admitted) for level in LEVELS}
    return levels, tuple(excluded)


def _groups(raw: RawColumns) -> Sequence[Group]:
    """Rows that are evaluated together, the main one first; all by code and campus.

    A campus without a main row is a school of its own.

    Raises:
        ValueError: A school has two main rows.

    """
    places = sorted(range(len(raw)), key=raw.codes.__getitem__)
    if len(set(raw.codes)) == len(raw):
        return [(place,) for place in places]
    schools = groupby(places, key=raw.codes.__getitem__)
    return [group for _, rows in schools for group in _schools(raw, list(rows))]


def _schools(raw: RawColumns, places: Sequence[int]) -> list[tuple[int, ...]]:
    """Divide the rows of one 学校标识码: merged campuses join the main one."""
    rows = {place: raw.row(place) for place in places}
    main = [place for place in places if not rows[place].campus]
    if len(main) > 1:
        raise ValueError(f"two main rows of school {rows[main[0]].code}")
    own = [
        place for place in places if rows[place].campus and (not main or rows[place].is_separate)
    ]
    merged = [place for place in places if place not in {*main, *own}]
    groups: list[tuple[int, ...]] = [(place,) for place in own]
    if main:
        groups.append((*main, *merged))
    return sorted(groups, key=lambda group: rows[group[0]].campus)


def _reason_out(kind: str, pupils: int | None) -> Reason | None:
    """Why a school of a type with so many pupils of compulsory education is out."""
    if kind not in SECTIONS:
        return Reason.TYPE_NOT_EVALUATED
    if pupils == 0:
        return Reason.NO_PUPILS
    if kind == TEACHING_POINT and pupils is not None and pupils < _SMALLEST_TEACHING_POINT:
        return Reason.TEACHING_POINT_UNDER_50
    return None
