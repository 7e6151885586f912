"""Edits made in the tables of a form, as :func:`forms.effects.resolve` says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms.edits import Edit
from forms.effects import (
    Change,
    PlaceRow,
    PutJustification,
    PutMark,
    PutText,
    PutWaiting,
    TakeRow,
    resolve,
)
from storage.answers.form_rows import FormRows


def make(
    parts: FormRows, revision: int, edits: Sequence[Edit]
) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
    """Make edits in order.

    Returns:
        The edits that changed something, and the inverses in the order in which they undo them.

    Raises:
        EditError: See :func:`forms.effects.resolve`.

    """
    kept = _KeptRevision(parts, revision)
    applied: list[Edit] = []
    inverses: list[Edit] = []
    for edit in edits:
        resolved = resolve(edit, kept)
        if resolved.change is not None:
            _change(parts, revision, resolved.change)
            applied.append(resolved.edit)
            inverses.append(resolved.inverse)
    return tuple(applied), tuple(reversed(inverses))


def _change(parts: FormRows, revision: int, change: Change) -> None:
    match change:
        case PutText(table, row, item, None):
            parts.texts.take(revision, table, row, item)
        case PutText(table, row, item, str(text)):
            parts.texts.put(revision, table, row, {item: text})
        case PlaceRow(table, position, placed, at_end):
            parts.rows.place(revision, table, placed.id, position, at_end=at_end)
            parts.row_ids.note(table, placed.id)
            parts.texts.put(revision, table, placed.id, placed.cells)
        case TakeRow(table, position, row, at_end):
            parts.texts.take_row(revision, table, row)
            parts.rows.take(revision, table, row, position, at_end=at_end)
        case PutMark(table, empty):
            parts.marks.put(revision, table, empty=empty)
        case PutJustification(key, text):
            parts.justifications.put(revision, key, text)
        case PutWaiting(address, waiting):
            parts.unconfirmed.put(revision, address, waiting=waiting)


@dataclass(frozen=True, slots=True)
class _KeptRevision:
    """One revision in the store, as :func:`forms.effects.resolve` reads it."""

    parts: FormRows
    revision: int

    def text(self, table: str, row: str, item: str) -> str | None:
        return self.parts.texts.get(self.revision, table, row, item)

    def position(self, table: str, row: str) -> int | None:
        return self.parts.rows.position(self.revision, table, row)

    def row_count(self, table: str) -> int:
        return self.parts.rows.count(self.revision, table)

    def cells(self, table: str, row: str) -> Mapping[str, str]:
        return self.parts.texts.of_row(self.revision, table, row)

    def is_marked(self, table: str) -> bool:
        return table in self.parts.marks.of(self.revision)

    def justification(self, key: str) -> str | None:
        return self.parts.justifications.get(self.revision, key)

    def is_waiting(self, address: str) -> bool:
        return self.parts.unconfirmed.has(self.revision, address)
