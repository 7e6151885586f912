"""The answers of a form in their tables; an edit changes them as :func:`forms.edits.resolve` says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.edits import (
    Change,
    Edit,
    PlaceRow,
    PutJustification,
    PutMark,
    PutText,
    PutWaiting,
    TakeRow,
    resolve,
)
from forms.record import Return, Row
from storage.answers import justifications, marks, row_ids, table_rows, texts
from storage.answers.justifications import Justifications
from storage.answers.marks import Marks
from storage.answers.row_ids import RowIds
from storage.answers.table_rows import TableRows
from storage.answers.texts import Texts
from storage.answers.unconfirmed import Unconfirmed
from storage.database import Database
from storage.named.form_owner import FormOwner

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class FormRows:
    """Texts, rows, marks and 说明 of all revisions. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self.texts = Texts(database)
        self.rows = TableRows(database)
        self.row_ids = RowIds(database)
        self.marks = Marks(database)
        self.justifications = Justifications(database)
        self.unconfirmed = Unconfirmed(database)

    def load(self, owner: FormOwner, revision: int) -> Return:
        """Read one revision whole."""
        fields: dict[str, str] = {}
        cells: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for table, row, item, text in self.texts.of(revision):
            if table:
                cells[table, row][item] = text
            else:
                fields[item] = text
        tables: dict[str, list[Row]] = defaultdict(list)
        for table, row in self.rows.of(revision):
            tables[table].append(Row(row, cells.get((table, row), {})))
        return Return(
            school_code=owner.code,
            period=owner.period,
            pack=owner.pack,
            revision=revision,
            answers=fields,
            tables={table: tuple(rows) for table, rows in tables.items()},
            empty_tables=self.marks.of(revision),
            justifications=self.justifications.of(revision),
            unconfirmed=self.unconfirmed.of(revision),
        )

    def apply(
        self, revision: int, edits: Sequence[Edit]
    ) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
        """Apply edits in order.

        Returns:
            The edits that changed something, and the inverses in the order in which they undo them.

        Raises:
            EditError: See :func:`forms.edits.resolve`.

        """
        kept = _KeptRevision(self, revision)
        applied: list[Edit] = []
        inverses: list[Edit] = []
        for edit in edits:
            resolved = resolve(edit, kept)
            if resolved.change is not None:
                self._make(revision, resolved.change)
                applied.append(resolved.edit)
                inverses.append(resolved.inverse)
        return tuple(applied), tuple(reversed(inverses))

    def copy(self, source: int, target: int) -> None:
        """Copy everything of one revision into a new one."""
        for part in (self.texts, self.rows, self.marks, self.justifications, self.unconfirmed):
            part.copy(source, target)

    def _make(self, revision: int, change: Change) -> None:
        match change:
            case PutText(table, row, item, None):
                self.texts.take(revision, table, row, item)
            case PutText(table, row, item, str(text)):
                self.texts.put(revision, table, row, {item: text})
            case PlaceRow(table, position, placed, at_end):
                self.rows.place(revision, table, placed.id, position, at_end=at_end)
                self.row_ids.note(table, placed.id)
                self.texts.put(revision, table, placed.id, placed.cells)
            case TakeRow(table, position, row, at_end):
                self.texts.take_row(revision, table, row)
                self.rows.take(revision, table, row, position, at_end=at_end)
            case PutMark(table, empty):
                self.marks.put(revision, table, empty=empty)
            case PutJustification(key, text):
                self.justifications.put(revision, key, text)
            case PutWaiting(address, waiting):
                self.unconfirmed.put(revision, address, waiting=waiting)


@dataclass(frozen=True, slots=True)
class _KeptRevision:
    """One revision in the store, as :func:`forms.edits.resolve` reads it."""

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


def create_tables(schema: "Schema") -> None:
    """Make the tables of answers (format 1.0)."""
    for part in (texts, table_rows, marks, justifications, row_ids):
        part.create_tables(schema)
