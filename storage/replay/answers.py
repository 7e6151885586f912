"""The answers as the edits of the journal leave them. Pure; each edit costs about the same."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from forms.edits import (
    Await,
    DeleteRow,
    Edit,
    InsertRow,
    Justify,
    MarkEmpty,
    SetAnswer,
    SetCell,
)
from storage.answers.row_ids import number_of
from storage.journal.kept_rows import KeptRow, Key


@dataclass(slots=True)
class ReplayedTable:
    """One table of one revision: its rows in order, and their cells."""

    order: list[str] = field(default_factory=list)
    cells: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class ReplayedRevision:
    """The answers of one revision."""

    fields: dict[str, str] = field(default_factory=dict)
    tables: dict[str, ReplayedTable] = field(default_factory=dict)
    marked: set[str] = field(default_factory=set)
    justifications: dict[str, str] = field(default_factory=dict)
    unconfirmed: set[str] = field(default_factory=set)


class ReplayedAnswers:
    """All revisions, followed edit by edit."""

    def __init__(self) -> None:
        self._revisions: dict[int, ReplayedRevision] = {}
        self._counters: dict[str, int] = {}

    def copy(self, source: int, target: int) -> None:
        """Begin a revision with the answers of another."""
        self._revisions[target] = deepcopy(self._revisions.get(source, ReplayedRevision()))

    def follow(self, revision: int, edits: Sequence[Edit], inverses: Sequence[Edit]) -> None:
        """Apply the edits of one entry; ``inverses`` come in the order in which they undo them."""
        kept = self._revisions.setdefault(revision, ReplayedRevision())
        for edit, inverse in zip(edits, reversed(inverses), strict=True):
            self._apply(kept, edit, inverse)

    def _apply(self, kept: ReplayedRevision, edit: Edit, inverse: Edit) -> None:
        match edit:
            case SetAnswer(name, text):
                _put(kept.fields, name, text)
            case SetCell(table, row, column, text):
                self._place(kept, table, row, None)
                _put(kept.tables[table].cells[row], column, text)
            case InsertRow(table, position, row):
                self._place(kept, table, row.id, position)
                kept.tables[table].cells[row.id].update(row.cells)
            case DeleteRow(table, row):
                _take(kept.tables.get(table, ReplayedTable()), row, inverse)
            case MarkEmpty(table, empty):
                (kept.marked.add if empty else kept.marked.discard)(table)
            case Justify(key, text):
                _put(kept.justifications, key, text)
            case Await(address, waiting):
                (kept.unconfirmed.add if waiting else kept.unconfirmed.discard)(address)

    def _place(self, kept: ReplayedRevision, table: str, row: str, position: int | None) -> None:
        """Put a row at a position, ``None`` for the end, unless it is there."""
        found = kept.tables.setdefault(table, ReplayedTable())
        if row not in found.cells:
            found.order.insert(len(found.order) if position is None else position, row)
            found.cells[row] = {}
            self._counters[table] = max(self._counters.get(table, 0), number_of(row))

    def rows(self) -> Iterator[tuple[str, Key, KeptRow]]:
        """Give every row that has to stand in the tables of answers: table, key, the other columns."""
        for number, kept in self._revisions.items():
            yield from _texts_of(number, kept)
            for table in kept.marked:
                yield "empty_table", (number, table), {}
            for key, text in kept.justifications.items():
                yield "justification", (number, key), {"text": text}
            for address in kept.unconfirmed:
                yield "unconfirmed", (number, address), {}
        for table, last in self._counters.items():
            if last:
                yield "row_counter", (table,), {"last": last}


def _texts_of(number: int, kept: ReplayedRevision) -> Iterator[tuple[str, Key, KeptRow]]:
    for name, text in kept.fields.items():
        yield "answer", (number, "", "", name), {"text": text}
    for table, found in kept.tables.items():
        for position, row in enumerate(found.order):
            yield "table_row", (number, table, row), {"position": position}
            for column, text in found.cells[row].items():
                yield "answer", (number, table, row, column), {"text": text}


def _put(texts: dict[str, str], name: str, text: str | None) -> None:
    if text:
        texts[name] = text
    else:
        texts.pop(name, None)


def _take(found: ReplayedTable, row: str, inverse: Edit) -> None:
    if found.cells.pop(row, None) is None:
        return
    # The inverse knows where the row stood: no search through a long table.
    position = inverse.position if isinstance(inverse, InsertRow) else -1
    if not 0 <= position < len(found.order) or found.order[position] != row:
        position = found.order.index(row)
    del found.order[position]
