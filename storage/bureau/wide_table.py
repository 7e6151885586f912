"""The figures of all schools at once, column by column, as the evaluation of a district reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from forms.values import NA, Maybe
from storage.bureau.packages import NEWEST, ReturnState
from storage.bureau.wide import (
    DECODE,
    DECODE_ERRORS,
    WideColumn,
    absent_places,
    selected,
)
from storage.database import Database

_FIXED: Final = 5
"""Columns of the query before those of the fields."""


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
    rows = database.all(
        "SELECT school.code, active, state, extra, not_applicable"  # noqa: S608
        f"{selected(wanted)} FROM school LEFT JOIN package ON package.id = {NEWEST}"
        " LEFT JOIN wide ON wide.package_id = package.id ORDER BY school.code"
    )
    turned = zip(*rows, strict=True) if rows else ((),) * (_FIXED + len(wanted))
    schools, active, states, extras, absent, *stored = map(list, turned)
    values = [_decoded(database, column, kept) for column, kept in zip(wanted, stored, strict=True)]
    _mark_absent(values, absent, tuple(str(places[name]) for name in ids))
    return WideTable(
        schools=schools,
        active=[value == 1 for value in active],
        states=_states(database, states),
        extras=extras,
        values=dict(zip(ids, values, strict=True)),
    )


def _states(database: Database, stored: Sequence[str | None]) -> list[ReturnState]:
    try:
        known = {state: ReturnState(state) for state in set(stored) if state is not None}
    except ValueError as error:
        raise database.unreadable("package", "state") from error
    return [ReturnState.NONE if state is None else known[state] for state in stored]


def _decoded(database: Database, column: WideColumn, stored: list[Any]) -> list[Maybe]:
    decode = DECODE.get(column.kind)
    if decode is None:
        return stored
    try:
        return [None if value is None else decode(value) for value in stored]
    except DECODE_ERRORS as error:
        raise database.unreadable("wide", column.id) from error


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
