"""From the sheet to what editors and table models show. Pure reading."""

from collections.abc import Collection

from forms.live.deciding import decider_names
from forms.live.sheet import Cell
from forms.record import cell_address, row_address
from forms.spec import FieldType, Table
from forms.values import NA, is_number
from ui.editors.view import WAITING, FieldView, Standing
from ui.entry.last_year import last_text
from ui.entry.row_titles import row_title
from ui.entry.session import FormSession
from ui.models.form_table import TableRow, hides


def field_view(session: FormSession, address: str) -> FieldView:
    """What stands in a field."""
    cell = session.sheet.cell(address)
    standing = Standing.INPUT if session.editable else Standing.REFERENCED
    if _is_absent(cell):
        standing = Standing.ABSENT
    elif cell.calculated:
        standing = Standing.CALCULATED
    return FieldView(
        _text(cell),
        standing,
        session.shown_problems_at(address),
        last=None if standing is Standing.ABSENT else last_text(session, address),
        waiting=session.is_waiting(address),
        origin=session.opened.origin_of(address),
        decided_by=decider_names(session.sheet.plan, address) if _is_absent(cell) else "",
    )


def table_rows(
    session: FormSession,
    table: Table,
    known: dict[str, TableRow],
    touched: Collection[str] | None,
) -> tuple[TableRow, ...]:
    """The rows of a table as shown, remaking only those touched; ``None`` remakes all.

    Args:
        session: The open return.
        table: Which table.
        known: Rows made before, by id; brought up to date.
        touched: Ids of rows of which anything changed.

    """
    rows = session.sheet.rows(table.id)
    made = {}
    for number, state in enumerate(rows):
        title = row_title(table, state, number)
        old = known.get(state.id)
        # A row that waits says so in its title.
        named = old is not None and old.title.removesuffix(f" {WAITING}") == title
        if old is None or touched is None or state.id in touched or not named:
            old = _row(session, table, state.id, title)
        made[state.id] = old
    known.clear()
    known.update(made)
    return tuple(made.values())


def _row(session: FormSession, table: Table, row_id: str, title: str) -> TableRow:
    whole = session.problems_at(row_address(table.id, row_id))
    waiting = session.is_waiting(row_address(table.id, row_id))
    cells = []
    first = next((n for n, column in enumerate(table.columns) if not hides(table, column.id)), 0)
    for number, column in enumerate(table.columns):
        address = cell_address(table.id, row_id, column.id)
        cell = session.sheet.cell(address)
        problems = session.shown_problems_at(address) + (whole if number == first else ())
        standing = _standing(session, table, cell)
        cells.append(FieldView(_text(cell), standing, problems, waiting=waiting))
    return TableRow(row_id, f"{title} {WAITING}" if waiting else title, tuple(cells))


def _is_absent(cell: Cell) -> bool:
    """Whether a question is known not to apply; one that may still apply is asked, or missing."""
    return cell.value is NA


def _standing(session: FormSession, table: Table, cell: Cell) -> Standing:
    if _is_absent(cell):
        return Standing.ABSENT
    if cell.calculated:
        return Standing.CALCULATED
    fixed_key = table.fixed_rows is not None and cell.item.id in table.key
    return Standing.REFERENCED if fixed_key or not session.editable else Standing.INPUT


def _text(cell: Cell) -> str:
    """Codes for choices, which editors show as labels; numbers as read, other text as typed."""
    if cell.calculated or is_number(cell.value):
        return cell.text
    if cell.fault or cell.value is None:
        return cell.raw or ""
    match cell.item.type:
        case FieldType.YES_NO:
            return "yes" if cell.value is True else "no"
        case FieldType.CHOICE:
            return str(cell.value)
        case FieldType.MULTI_CHOICE if isinstance(cell.value, tuple):
            return ",".join(str(code) for code in cell.value)
    return cell.raw or ""
