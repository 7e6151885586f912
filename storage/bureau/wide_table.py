"""The figures of all schools at once, column by column, as the evaluation of a district reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from forms.values import NA, Maybe
from storage.bureau.packages import NEWEST, ReturnState
from storage.bureau.wide import DECODE, WideColumn, absent_places
from storage.database import Database

_FIXED: Final = 5
"""Columns of the query before those of the fields."""

_STATES: Final = {state.value: state for state in ReturnState}


@dataclass(frozen=True, slots=True)
class WideTable:
    """Every school of the list, by code, with the figures of its newest return.

    Attributes:
        schools: Their codes.
        active: Whether each is still on the list.
        states: Where the return of each stands.
        extras: Text that was given along with the figures; ``None`` where there are no figures.
        values: Field id → one value per school; ``None`` missing, ``NA`` not applicable.

    """

    schools: Sequence[str]
    active: Sequence[bool]
    states: Sequence[ReturnState]
    extras: Sequence[str | None]
    values: dict[str, list[Maybe]]


def read_table(database: Database, columns: Sequence[WideColumn], ids: Sequence[str]) -> WideTable:
    """Read some fields of every school.

    Raises:
        KeyError: There is no column of that id.

    """
    places = {column.id: place for place, column in enumerate(columns)}
    wanted = [columns[places[name]] for name in ids]
    selected = "".join(f', wide."{column.id}"' for column in wanted)
    rows = database.all(
        "SELECT school.code, active, state, extra, not_applicable"  # noqa: S608
        f"{selected} FROM school LEFT JOIN package ON package.id = {NEWEST}"
        " LEFT JOIN wide ON wide.package_id = package.id ORDER BY school.code"
    )
    turned = zip(*rows, strict=True) if rows else ((),) * (_FIXED + len(wanted))
    schools, active, states, extras, absent, *stored = map(list, turned)
    values = [_decoded(column, kept) for column, kept in zip(wanted, stored, strict=True)]
    _mark_absent(values, absent, tuple(str(places[name]) for name in ids))
    return WideTable(
        schools=schools,
        active=[value == 1 for value in active],
        states=[_STATES.get(state, ReturnState.NONE) for state in states],
        extras=extras,
        values=dict(zip(ids, values, strict=True)),
    )


def _decoded(column: WideColumn, stored: list[Any]) -> list[Maybe]:
    decode = DECODE.get(column.kind)
    if decode is None:
        return stored
    return [None if value is None else decode(value) for value in stored]


def _mark_absent(
    values: Sequence[list[Maybe]], absent: Sequence[str | None], places: tuple[str, ...]
) -> None:
    """Put what is not applicable to each school where NULL stands."""
    alike: dict[str, list[int]] = {}
    for school, named in enumerate(absent):
        if named:
            alike.setdefault(named, []).append(school)
    for named, schools in alike.items():
        for place in absent_places(named, places):
            for school in schools:
                values[place][school] = NA
