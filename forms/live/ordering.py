"""The order in which problems are read: by form, then as things stand on the page."""

from collections.abc import Callable, Iterable

from forms.live.plan import ItemPosition
from forms.live.values import LiveValues
from forms.problems import Problem
from forms.record import split_address

Position = tuple[int, int, int, int, int, str, str]

_NOWHERE = ItemPosition(-1, -1, -1)


def in_reading_order(problems: Iterable[Problem], values: LiveValues) -> tuple[Problem, ...]:
    """Sort problems by form, section, item, row and column; then by number."""
    return tuple(sorted(problems, key=_position(values)))


def _position(values: LiveValues) -> Callable[[Problem], Position]:
    plan = values.plan
    rows = {
        name: {row: index for index, row in enumerate(live.rows)}
        for name, live in values.tables.items()
    }
    columns = {
        name: {column: index for index, column in enumerate(table.column_ids)}
        for name, table in plan.tables.items()
    }

    def position(problem: Problem) -> Position:
        head, row, column = split_address(problem.address)
        place = plan.places.get(head, _NOWHERE)
        return (
            place.form,
            place.section,
            place.item,
            -1 if row is None else rows[head][row],
            -1 if column is None else columns[head][column],
            problem.code,
            problem.instance,
        )

    return position
