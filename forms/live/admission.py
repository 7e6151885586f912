"""Which edits a return admits: only those that name something its forms really have."""

from forms.edits import (
    Await,
    DeleteRow,
    Edit,
    EditError,
    InsertRow,
    MarkEmpty,
    SetAnswer,
    SetCell,
)
from forms.live.check_plan import CheckPlan
from forms.live.values import Edited
from forms.record import Return, Row, split_address
from forms.spec import Table
from forms.wording import why_not_typed


def admit(plan: CheckPlan, record: Return, edit: Edit, edited: Edited) -> None:
    """Note what an edit touches.

    Args:
        plan: The forms.
        record: The return the edit will be applied to.
        edit: The edit.
        edited: Receives what it touches.

    Raises:
        EditError: The forms have no such field, column or row, or it is calculated (Chinese).

    """
    match edit:
        case SetAnswer(field):
            _admit_answer(plan, field)
            edited.fields.add(field)
        case SetCell():
            _admit_cell(_table(plan, edit.table), record, edit)
            edited.rows.setdefault(edit.table, set()).add(edit.row)
        case InsertRow(table, position, row):
            _admit_row(_table(plan, table), record, position, row)
            edited.tables.add(table)
        case DeleteRow(table, row_id):
            _admit_deletion(_table(plan, table), record, row_id)
            edited.tables.add(table)
        case MarkEmpty(table):
            _admit_mark(_table(plan, table))
            edited.tables.add(table)
        case Await(address):
            _admit_waiting(plan, address, edited)


def _admit_waiting(plan: CheckPlan, address: str, edited: Edited) -> None:
    head, row, column = split_address(address)
    is_row = row is not None and column is None and head in plan.tables
    if not is_row and (row is not None or head not in plan.fields):
        raise EditError(f"表册中没有可以确认的“{address}”。")
    edited.marked.add(address)


def _admit_answer(plan: CheckPlan, name: str) -> None:
    item = plan.fields.get(name)
    if item is None:
        raise EditError(f"表册中没有“{name}”这个指标。")
    if reason := why_not_typed(item):
        raise EditError(reason)


def _admit_deletion(table: Table, record: Return, row: str) -> None:
    if record.row(table.id, row) is None:
        raise EditError(f"【{table.label}】没有要删除的这一行。")


def _admit_mark(table: Table) -> None:
    if table.fixed_rows is not None:
        raise EditError(f"【{table.label}】的行是固定的，不用标记“本表无数据”。")


def _table(plan: CheckPlan, name: str) -> Table:
    found = plan.tables.get(name)
    if found is None:
        raise EditError(f"表册中没有“{name}”这张表。")
    return found.table


def _admit_cell(table: Table, record: Return, edit: SetCell) -> None:
    column = table.by_id.get(edit.column)
    if column is None:
        raise EditError(f"【{table.label}】没有“{edit.column}”这一列。")
    if reason := why_not_typed(column):
        raise EditError(reason)
    if column.is_key and table.fixed_rows is not None:
        raise EditError(f"【{table.label}】的【{column.label}】印在表上，不能修改。")
    if table.fixed_rows is not None:
        known = edit.row in table.fixed_rows
    else:
        known = record.row(table.id, edit.row) is not None
    if not known:
        raise EditError(f"【{table.label}】没有编号为“{edit.row}”的行。")


def _admit_row(table: Table, record: Return, position: int, row: Row) -> None:
    if table.fixed_rows is not None and row.id not in table.fixed_rows:
        raise EditError(f"【{table.label}】的行是固定的，不能增加“{row.id}”。")
    if not 0 <= position <= len(record.tables.get(table.id, ())):
        raise EditError(f"【{table.label}】没有第 {position + 1} 行这个位置。")
    if record.row(table.id, row.id) is not None:
        raise EditError(f"【{table.label}】已经有编号为“{row.id}”的行。")
    for column in row.cells:
        if column not in table.by_id or not table.by_id[column].is_input:
            raise EditError(f"【{table.label}】没有可以填写的“{column}”列。")
