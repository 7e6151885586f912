"""The order in which a form is read: by form, then as things stand on the page."""

from collections.abc import Callable, Iterable

from forms.live.check_plan import ItemPosition
from forms.live.values import LiveValues
from forms.problems import Problem
from forms.record import split_address

Position = tuple[int, int, int, int, int]
"""Form, section, item, row and column, from 0; -1 for the whole of what it lies in."""

_NOWHERE = ItemPosition(-1, -1, -1)


def reading_order(values: LiveValues) -> Callable[[str], Position]:
    """What gives an address its place in the order; a row that is not there stands behind the others."""
    plan = values.plan
    rows = {
        name: {row: index for index, row in enumerate(live.rows)}
        for name, live in values.tables.items()
    }
    columns = {
        name: {column: index for index, column in enumerate(table.column_ids)}
        for name, table in plan.tables.items()
    }

    def position(address: str) -> Position:
        head, row, column = split_address(address)
        place = plan.places.get(head, _NOWHERE)
        return (
            place.form,
            place.section,
            place.item,
            -1 if row is None else rows[head].get(row, len(rows[head])),
            -1 if column is None else columns[head][column],
        )

    return position


def in_reading_order(problems: Iterable[Problem], values: LiveValues) -> tuple[Problem, ...]:
    """Sort problems by form, section, item, row and column; then by number."""
    position = reading_order(values)
    return tuple(
        sorted(problems, key=lambda found: (position(found.address), found.code, found.instance))
    )
