"""Edits: the only way a return changes, each with its inverse.

``apply`` is pure. The store journals an edit together with the inverse that ``apply`` returned, so
that undo is the same operation run on older data, and survives a restart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from forms.record import Return, Row


@dataclass(frozen=True, slots=True)
class SetAnswer:
    """Put raw text into a field; ``None`` clears it."""

    field: str
    text: str | None


@dataclass(frozen=True, slots=True)
class SetCell:
    """Put raw text into a cell; ``None`` clears it. The row is made if it is a fixed row not yet there."""

    table: str
    row: str
    column: str
    text: str | None


@dataclass(frozen=True, slots=True)
class InsertRow:
    """Insert a row before the one now at ``position`` (``len(rows)`` appends)."""

    table: str
    position: int
    row: Row


@dataclass(frozen=True, slots=True)
class DeleteRow:
    """Delete a row."""

    table: str
    row: str


@dataclass(frozen=True, slots=True)
class MarkEmpty:
    """Tick or untick 本表无数据."""

    table: str
    empty: bool


@dataclass(frozen=True, slots=True)
class Justify:
    """Write a 说明 under a problem key; ``None`` removes it."""

    key: str
    text: str | None


Edit = SetAnswer | SetCell | InsertRow | DeleteRow | MarkEmpty | Justify


class EditError(ValueError):
    """An edit names something the return does not have."""


def apply(record: Return, edit: Edit) -> tuple[Return, Edit]:
    """Apply one edit.

    Returns:
        The changed return and the inverse edit.

    Raises:
        EditError: A row is inserted twice, or one that is not there is deleted.

    """
    match edit:
        case SetAnswer(field, text):
            answers = _with(record.answers, field, text)
            return replace(record, answers=answers), SetAnswer(field, record.answers.get(field))
        case SetCell():
            return _set_cell(record, edit)
        case InsertRow():
            return _insert_row(record, edit)
        case DeleteRow(table, row_id):
            return _delete_row(record, table, row_id)
        case MarkEmpty(table, empty):
            marked = record.empty_tables | {table} if empty else record.empty_tables - {table}
            unmark = MarkEmpty(table, table in record.empty_tables)
            return replace(record, empty_tables=marked), unmark
    inverse = Justify(edit.key, record.justifications.get(edit.key))
    justifications = _with(record.justifications, edit.key, edit.text)
    return replace(record, justifications=justifications), inverse


def apply_all(record: Return, edits: Sequence[Edit]) -> tuple[Return, tuple[Edit, ...]]:
    """Apply edits in order; the inverses come in the order in which they undo them."""
    inverses: list[Edit] = []
    for edit in edits:
        record, inverse = apply(record, edit)
        inverses.insert(0, inverse)
    return record, tuple(inverses)


def _with(mapping: Mapping[str, str], key: str, text: str | None) -> dict[str, str]:
    changed = {name: value for name, value in mapping.items() if name != key}
    if text:
        changed[key] = text
    return changed


def _set_cell(record: Return, edit: SetCell) -> tuple[Return, Edit]:
    rows = list(record.tables.get(edit.table, ()))
    for index, row in enumerate(rows):
        if row.id == edit.row:
            rows[index] = Row(row.id, _with(row.cells, edit.column, edit.text))
            inverse = replace(edit, text=row.cells.get(edit.column))
            return _with_rows(record, edit.table, rows), inverse
    rows.append(Row(edit.row, _with({}, edit.column, edit.text)))
    return _with_rows(record, edit.table, rows), DeleteRow(edit.table, edit.row)


def _insert_row(record: Return, edit: InsertRow) -> tuple[Return, Edit]:
    rows = list(record.tables.get(edit.table, ()))
    if any(row.id == edit.row.id for row in rows):
        message = f"{edit.table} already has a row {edit.row.id}"
        raise EditError(message)
    rows.insert(edit.position, edit.row)
    return _with_rows(record, edit.table, rows), DeleteRow(edit.table, edit.row.id)


def _delete_row(record: Return, table: str, row_id: str) -> tuple[Return, Edit]:
    rows = list(record.tables.get(table, ()))
    for index, row in enumerate(rows):
        if row.id == row_id:
            del rows[index]
            return _with_rows(record, table, rows), InsertRow(table, index, row)
    message = f"{table} has no row {row_id}"
    raise EditError(message)


def _with_rows(record: Return, table: str, rows: Sequence[Row]) -> Return:
    tables = {name: kept for name, kept in record.tables.items() if name != table}
    if rows:
        tables[table] = tuple(rows)
    return replace(record, tables=tables)
