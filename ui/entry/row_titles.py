"""What the rows of a table are called: what is printed on it, else their numbers."""

from forms.live.sheet import RowState
from forms.spec import Table
from ui.entry.session import FormSession


def row_titles(session: FormSession, table_id: str) -> dict[str, str]:
    """Titles of a table's rows by id; none for what is no table."""
    table = session.sheet.plan.tables.get(table_id)
    if table is None:
        return {}
    rows = session.sheet.rows(table_id)
    return {state.id: row_title(table.table, state, number) for number, state in enumerate(rows)}


def row_title(table: Table, state: RowState, number: int) -> str:
    """The title of one row, whose number is from 0."""
    return state.title if table.fixed_rows is not None else str(number + 1)
