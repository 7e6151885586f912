"""The raw rows of a return: its main campus and every further one."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.evaluation.columns import COLUMNS, ColumnKind, RawColumn
from forms.evaluation.raw import RawSchool
from forms.expr import Scope
from forms.known_names import CAMPUSES
from forms.values import NA, Maybe, simplest

_IDS: Final = tuple(column.id for column in COLUMNS)
_NUMBERS: Final = (ColumnKind.COUNT, ColumnKind.DECIMAL)
_FROM_MAIN: Final = ("profile.school_code", "profile.school_type", "profile.sponsor_type")
_ALSO_FROM_MAIN: Final = ("profile.urban_rural", "profile.dense_centre")


def raw_rows(scope: Scope) -> list[RawSchool]:
    """Write a return as raw rows; main row = whole school − campuses.

    Args:
        scope: The values of the return, e.g. ``sheet.scope``.

    """
    value = scope.value
    whole = {name: value(name) for name in _IDS}
    campuses = scope.rows(CAMPUSES)
    if not campuses:
        return [RawSchool(whole)]
    main = {column.id: _rest(column, whole[column.id], campuses) for column in COLUMNS}
    return [RawSchool(main), *(RawSchool(_campus(row, main)) for row in campuses)]


def _rest(column: RawColumn, whole: Maybe, campuses: Sequence[Mapping[str, Maybe]]) -> Maybe:
    """What the main campus has: everything the others have not."""
    if column.kind not in _NUMBERS or column.in_campus not in campuses[0]:
        return whole
    rest = whole
    for row in campuses:
        rest = _less(rest, row.get(column.in_campus))
    return rest


def _less(whole: Maybe, part: Maybe) -> Maybe:
    if whole is NA or part is NA:
        return whole
    if isinstance(whole, (int, Fraction, Decimal)) and isinstance(part, (int, Fraction, Decimal)):
        return simplest(Fraction(whole) - Fraction(part))
    return None


def _campus(row: Mapping[str, Maybe], main: Mapping[str, Maybe]) -> dict[str, Maybe]:
    values: dict[str, Maybe] = {
        column.id: row.get(column.in_campus) for column in COLUMNS if column.in_campus in row
    }
    for name in (*_FROM_MAIN, *_ALSO_FROM_MAIN):
        values[name] = main[name]
    name = f"{main['profile.school_name'] or ''}（{row.get('campus_name') or ''}）"
    values["profile.school_name"] = name
    return values
