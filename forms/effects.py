"""What an edit does.

It is decided in one place, :func:`resolve`: at most one change of what is kept, and the edit that undoes
it. :func:`apply` makes that change in a return in memory, the store (:mod:`storage.answers.making`) in
its tables. A return that is only read needs none of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from forms.edits import (
    Await,
    DeleteRow,
    Edit,
    EditError,
    InsertRow,
    Justify,
    MarkEmpty,
    SetAnswer,
    SetCell,
)
from forms.record import Return, Row


@dataclass(frozen=True, slots=True)
class PutText:
    """Keep a text, or take it away with ``None``; outside a table ``table`` and ``row`` are ``""``."""

    table: str
    row: str
    item: str
    text: str | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Put a row with its texts at ``position``; the rows from there on move down.

    ``at_end`` says that there are none.
    """

    table: str
    position: int
    row: Row
    at_end: bool


@dataclass(frozen=True, slots=True)
class TakeRow:
    """Take away the row at ``position`` with its texts; the rows behind it move up.

    ``at_end`` says that there are none.
    """

    table: str
    position: int
    row: str
    at_end: bool


@dataclass(frozen=True, slots=True)
class PutMark:
    """Set or take the mark 本表无数据."""

    table: str
    empty: bool


@dataclass(frozen=True, slots=True)
class PutJustification:
    """Keep a 说明, or take it away with ``None``."""

    key: str
    text: str | None


@dataclass(frozen=True, slots=True)
class PutWaiting:
    """Set or take the mark 待确认 of a field or row."""

    address: str
    waiting: bool


_Put = TypeVar("_Put", PutText, PutJustification)
Change = PutText | PlaceRow | TakeRow | PutMark | PutJustification | PutWaiting


class Kept(Protocol):
    """What has to be known of a return to say what an edit does to it."""

    def text(self, table: str, row: str, item: str) -> str | None:
        """Return a text; outside a table ``table`` and ``row`` are ``""``."""

    def position(self, table: str, row: str) -> int | None:
        """Return where a row stands in its table, or ``None`` if it is not there."""

    def row_count(self, table: str) -> int:
        """Return how many rows a table has."""

    def cells(self, table: str, row: str) -> Mapping[str, str]:
        """Return the texts of a row by column."""

    def is_marked(self, table: str) -> bool:
        """Whether a table is marked 本表无数据."""

    def justification(self, key: str) -> str | None:
        """Return the 说明 under a problem key."""

    def is_waiting(self, address: str) -> bool:
        """Whether a field or row waits to be confirmed."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an edit does to a return.

    Attributes:
        edit: The edit, "nothing" written in one way: the empty text is ``None``.
        change: What changes; ``None`` if everything is so already.
        inverse: The edit that undoes it.

    """

    edit: Edit
    change: Change | None
    inverse: Edit


def resolve(edit: Edit, kept: Kept) -> Resolved:
    """Say what an edit does.

    Raises:
        EditError: A row is inserted twice, or one that is not there is deleted (Chinese).

    """
    match edit:
        case SetAnswer(field, text):
            old = kept.text("", "", field)
            put = _unless_same(PutText("", "", field, text or None), old)
            return Resolved(SetAnswer(field, text or None), put, SetAnswer(field, old))
        case SetCell():
            return _resolve_cell(replace(edit, text=edit.text or None), kept)
        case InsertRow():
            return _resolve_insertion(edit, kept)
        case DeleteRow(table, row):
            position = kept.position(table, row)
            if position is None:
                raise EditError(f"表 {table} 没有编号为“{row}”的行。")
            inverse = InsertRow(table, position, Row(row, kept.cells(table, row)))
            last = position == kept.row_count(table) - 1
            return Resolved(edit, TakeRow(table, position, row, at_end=last), inverse)
        case MarkEmpty() | Await():
            return _resolve_mark(edit, kept)
        case _:
            old, text = kept.justification(edit.key), edit.text or None
            justified = _unless_same(PutJustification(edit.key, text), old)
            return Resolved(Justify(edit.key, text), justified, Justify(edit.key, old))


def apply(record: Return, edit: Edit) -> tuple[Return, Edit]:
    """Apply one edit.

    Returns:
        The changed return and the inverse edit.

    Raises:
        EditError: See :func:`resolve`.

    """
    resolved = resolve(edit, _InMemory(record))
    if resolved.change is None:
        return record, resolved.inverse
    return _changed(record, resolved.change), resolved.inverse


def apply_all(record: Return, edits: Sequence[Edit]) -> tuple[Return, tuple[Edit, ...]]:
    """Apply edits in order; the inverses come in the order in which they undo them."""
    inverses: list[Edit] = []
    for edit in edits:
        record, inverse = apply(record, edit)
        inverses.append(inverse)
    return record, tuple(reversed(inverses))


def _unless_same(put: _Put, old: str | None) -> _Put | None:
    return None if put.text == old else put


def _resolve_cell(edit: SetCell, kept: Kept) -> Resolved:
    table, row, column, text = edit.table, edit.row, edit.column, edit.text
    if kept.position(table, row) is None:
        made = Row(row, _with({}, column, text))
        place = PlaceRow(table, kept.row_count(table), made, at_end=True)
        return Resolved(edit, place, DeleteRow(table, row))
    old = kept.text(table, row, column)
    put = _unless_same(PutText(table, row, column, text), old)
    return Resolved(edit, put, replace(edit, text=old))


def _resolve_insertion(edit: InsertRow, kept: Kept) -> Resolved:
    table, row = edit.table, edit.row
    if kept.position(table, row.id) is not None:
        raise EditError(f"表 {table} 已经有编号为“{row.id}”的行。")
    count = kept.row_count(table)
    # As list.insert reads a position.
    position = max(0, edit.position + count if edit.position < 0 else min(edit.position, count))
    clean = Row(row.id, {item: text for item, text in row.cells.items() if text})
    place = PlaceRow(table, position, clean, at_end=position == count)
    return Resolved(replace(edit, row=clean), place, DeleteRow(table, row.id))


def _resolve_mark(edit: MarkEmpty | Await, kept: Kept) -> Resolved:
    if isinstance(edit, MarkEmpty):
        was = kept.is_marked(edit.table)
        mark = None if was is edit.empty else PutMark(edit.table, edit.empty)
        return Resolved(edit, mark, MarkEmpty(edit.table, was))
    waited = kept.is_waiting(edit.address)
    put = None if waited is edit.waiting else PutWaiting(edit.address, edit.waiting)
    return Resolved(edit, put, Await(edit.address, waited))


class _InMemory:
    """A return in memory, as :func:`resolve` reads it."""

    def __init__(self, record: Return) -> None:
        self._record = record

    def text(self, table: str, row: str, item: str) -> str | None:
        return self.cells(table, row).get(item) if table else self._record.answers.get(item)

    def position(self, table: str, row: str) -> int | None:
        rows = self._record.tables.get(table, ())
        return next((index for index, one in enumerate(rows) if one.id == row), None)

    def row_count(self, table: str) -> int:
        return len(self._record.tables.get(table, ()))

    def cells(self, table: str, row: str) -> Mapping[str, str]:
        found = self._record.row(table, row)
        return {} if found is None else found.cells

    def is_marked(self, table: str) -> bool:
        return table in self._record.empty_tables

    def justification(self, key: str) -> str | None:
        return self._record.justifications.get(key)

    def is_waiting(self, address: str) -> bool:
        return address in self._record.unconfirmed


def _changed(record: Return, change: Change) -> Return:
    match change:
        case PutText("", _, field, text):
            return replace(record, answers=_with(record.answers, field, text))
        case PutText(table, row, column, text):
            rows = [
                Row(one.id, _with(one.cells, column, text)) if one.id == row else one
                for one in record.tables[table]
            ]
        case PlaceRow(table, position, placed, _):
            rows = list(record.tables.get(table, ()))
            rows.insert(position, placed)
        case TakeRow(table, position, _, _):
            rows = list(record.tables[table])
            del rows[position]
        case PutMark(table, empty):
            marked = record.empty_tables | {table} if empty else record.empty_tables - {table}
            return replace(record, empty_tables=marked)
        case PutWaiting(address, waiting):
            known = record.unconfirmed
            left = known | {address} if waiting else known - {address}
            return replace(record, unconfirmed=left)
        case _:
            return replace(
                record, justifications=_with(record.justifications, change.key, change.text)
            )
    return _with_rows(record, table, rows)


def _with(mapping: Mapping[str, str], key: str, text: str | None) -> dict[str, str]:
    changed = dict(mapping)
    if text:
        changed[key] = text
    else:
        changed.pop(key, None)
    return changed


def _with_rows(record: Return, table: str, rows: Sequence[Row]) -> Return:
    tables = {name: kept for name, kept in record.tables.items() if name != table}
    if rows:
        tables[table] = tuple(rows)
    return replace(record, tables=tables)
