"""The answers of a return as long rows, changed by edits exactly as :func:`forms.edits.apply` does."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from forms.edits import (
    DeleteRow,
    Edit,
    EditError,
    InsertRow,
    Justify,
    MarkEmpty,
    SetAnswer,
    SetCell,
)
from forms.record import PackRef, Return, Row
from storage.database import Database

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

_FREE_ROW: Final = re.compile(r"r([1-9][0-9]{0,17})")


class Answers:
    """Answers, rows, marks and justifications of all revisions. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reserved: dict[str, int] = {}

    def load(self, *, school_code: str, period: int, pack: PackRef, revision: int) -> Return:
        """Read one revision whole."""
        fields: dict[str, str] = {}
        cells: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for table, row, item, text in self._database.all(
            "SELECT table_id, row_id, item, text FROM answer WHERE revision = ?", revision
        ):
            if table:
                cells[str(table), str(row)][str(item)] = str(text)
            else:
                fields[str(item)] = str(text)
        tables: dict[str, list[Row]] = defaultdict(list)
        for table, row in self._database.all(
            "SELECT table_id, row_id FROM table_row WHERE revision = ? ORDER BY table_id, position",
            revision,
        ):
            tables[str(table)].append(Row(str(row), cells.get((str(table), str(row)), {})))
        return Return(
            school_code=school_code,
            period=period,
            pack=pack,
            revision=revision,
            answers=fields,
            tables={table: tuple(rows) for table, rows in tables.items()},
            empty_tables=frozenset(self._marked(revision)),
            justifications=dict(self._justified(revision)),
        )

    def apply(
        self, revision: int, edits: Sequence[Edit]
    ) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
        """Apply edits in order.

        Returns:
            The edits that changed something, and the inverses in the order in which they undo them.

        Raises:
            EditError: A row is inserted twice, or one that is not there is deleted.

        """
        applied: list[Edit] = []
        inverses: list[Edit] = []
        for edit in map(_normalised, edits):
            inverse = self._apply_one(revision, edit)
            if inverse != edit:
                applied.append(edit)
                inverses.append(inverse)
        return tuple(applied), tuple(reversed(inverses))

    def copy(self, source: int, target: int) -> None:
        """Copy everything of one revision into a new one."""
        for table, columns in _COPIED.items():
            # Names are the constants below.
            self._database.connection.execute(
                f"INSERT INTO {table} (revision, {columns})"  # noqa: S608
                f" SELECT ?, {columns} FROM {table} WHERE revision = ?",
                (target, source),
            )

    def next_row_id(self, table: str) -> str:
        """Return an id that no row of the table has, ever had or was promised since opening."""
        last = max(self._reserved.get(table, 0), self.counters().get(table, 0))
        self._reserved[table] = last + 1
        return f"r{last + 1}"

    def counters(self) -> dict[str, int]:
        """Return the highest number of a free row id that each table has ever stored."""
        rows = self._database.all("SELECT table_id, last FROM row_counter")
        return {str(table): int(str(last)) for table, last in rows}

    def _apply_one(self, revision: int, edit: Edit) -> Edit:
        match edit:
            case SetAnswer(field, text):
                return SetAnswer(field, self._put((revision, "", "", field), text))
            case SetCell(table, row, column, text):
                made = self._ensure_row(revision, edit)
                old = self._put((revision, table, row, column), text)
                return DeleteRow(table, row) if made else SetCell(table, row, column, old)
            case InsertRow():
                return self._insert_row(revision, edit)
            case DeleteRow(table, row):
                return self._delete_row(revision, table, row)
            case MarkEmpty(table, empty):
                return MarkEmpty(table, self._mark(revision, table, empty=empty))
            case Justify(key, text):
                return Justify(key, self._justify(revision, key, text))

    def _put(self, key: tuple[int, str, str, str], text: str | None) -> str | None:
        """Store a text under its key; return what was there."""
        where = "revision = ? AND table_id = ? AND row_id = ? AND item = ?"
        row = self._database.one(f"SELECT text FROM answer WHERE {where}", *key)  # noqa: S608
        if text:
            self._database.connection.execute(
                "INSERT INTO answer (revision, table_id, row_id, item, text) VALUES (?,?,?,?,?)"
                " ON CONFLICT DO UPDATE SET text = excluded.text",
                (*key, text),
            )
        elif row is not None:
            self._database.connection.execute(f"DELETE FROM answer WHERE {where}", key)  # noqa: S608
        return None if row is None else str(row[0])

    def _ensure_row(self, revision: int, edit: SetCell) -> bool:
        """Make the row of a cell if it is not there; tell whether it was made."""
        if self._position(revision, edit.table, edit.row) is not None:
            return False
        self._add_row(revision, edit.table, edit.row, self._row_count(revision, edit.table))
        return True

    def _insert_row(self, revision: int, edit: InsertRow) -> Edit:
        table, row = edit.table, edit.row
        if self._position(revision, table, row.id) is not None:
            raise EditError(f"表 {table} 已经有编号为“{row.id}”的行。")
        count = self._row_count(revision, table)
        # As list.insert reads a position.
        position = max(0, edit.position + count if edit.position < 0 else min(edit.position, count))
        if position < count:
            self._shift(revision, table, start=position, by=1)
        self._add_row(revision, table, row.id, position)
        self._database.connection.executemany(
            "INSERT INTO answer (revision, table_id, row_id, item, text) VALUES (?,?,?,?,?)",
            [(revision, table, row.id, item, text) for item, text in row.cells.items() if text],
        )
        return DeleteRow(table, row.id)

    def _delete_row(self, revision: int, table: str, row: str) -> Edit:
        position, count = self._position(revision, table, row), self._row_count(revision, table)
        if position is None:
            raise EditError(f"表 {table} 没有编号为“{row}”的行。")
        key = (revision, table, row)
        where = "revision = ? AND table_id = ? AND row_id = ?"
        cells = self._database.all(f"SELECT item, text FROM answer WHERE {where}", *key)  # noqa: S608
        for holder in ("answer", "table_row"):
            self._database.connection.execute(f"DELETE FROM {holder} WHERE {where}", key)  # noqa: S608
        if position < count - 1:
            self._shift(revision, table, start=position, by=-1)
        return InsertRow(table, position, Row(row, {str(item): str(text) for item, text in cells}))

    def _add_row(self, revision: int, table: str, row: str, position: int) -> None:
        self._database.connection.execute(
            "INSERT INTO table_row (revision, table_id, row_id, position) VALUES (?,?,?,?)",
            (revision, table, row, position),
        )
        if number := _FREE_ROW.fullmatch(row):
            self._database.connection.execute(
                "INSERT INTO row_counter (table_id, last) VALUES (?,?)"
                " ON CONFLICT DO UPDATE SET last = max(last, excluded.last)",
                (table, int(number[1])),
            )

    def _shift(self, revision: int, table: str, *, start: int, by: int) -> None:
        self._database.connection.execute(
            "UPDATE table_row SET position = position + ?"
            " WHERE revision = ? AND table_id = ? AND position >= ?",
            (by, revision, table, start),
        )

    def _position(self, revision: int, table: str, row: str) -> int | None:
        found = self._database.one(
            "SELECT position FROM table_row WHERE revision = ? AND table_id = ? AND row_id = ?",
            revision,
            table,
            row,
        )
        return None if found is None else int(str(found[0]))

    def _row_count(self, revision: int, table: str) -> int:
        return self._database.integer(
            "SELECT count(*) FROM table_row WHERE revision = ? AND table_id = ?", revision, table
        )

    def _mark(self, revision: int, table: str, *, empty: bool) -> bool:
        """Set or take 本表无数据; return whether it was set."""
        was = table in self._marked(revision)
        sql = (
            "INSERT OR IGNORE INTO empty_table (revision, table_id) VALUES (?,?)"
            if empty
            else "DELETE FROM empty_table WHERE revision = ? AND table_id = ?"
        )
        self._database.connection.execute(sql, (revision, table))
        return was

    def _justify(self, revision: int, key: str, text: str | None) -> str | None:
        old = self._database.one(
            "DELETE FROM justification WHERE revision = ? AND key = ? RETURNING text", revision, key
        )
        if text:
            self._database.connection.execute(
                "INSERT INTO justification (revision, key, text) VALUES (?,?,?)",
                (revision, key, text),
            )
        return None if old is None else str(old[0])

    def _marked(self, revision: int) -> list[str]:
        rows = self._database.all("SELECT table_id FROM empty_table WHERE revision = ?", revision)
        return [str(row[0]) for row in rows]

    def _justified(self, revision: int) -> list[tuple[str, str]]:
        rows = self._database.all(
            "SELECT key, text FROM justification WHERE revision = ?", revision
        )
        return [(str(key), str(text)) for key, text in rows]


def _normalised(edit: Edit) -> Edit:
    """Write "nothing" in one way: the empty string clears."""
    if isinstance(edit, SetAnswer | SetCell | Justify) and not edit.text:
        return replace(edit, text=None)
    return edit


_COPIED: Final = {
    "answer": "table_id, row_id, item, text",
    "table_row": "table_id, row_id, position",
    "empty_table": "table_id",
    "justification": "key, text",
}


def create_tables(schema: "Schema") -> None:
    """Make the tables of answers (format 1.0)."""
    of_revision = "revision INTEGER NOT NULL REFERENCES revision(number)"
    schema.execute(
        f"CREATE TABLE answer ({of_revision}, table_id TEXT NOT NULL, row_id TEXT NOT NULL,"
        " item TEXT NOT NULL, text TEXT NOT NULL CHECK (text <> ''),"
        " PRIMARY KEY (revision, table_id, row_id, item)) STRICT, WITHOUT ROWID"
    )
    schema.execute(
        f"CREATE TABLE table_row ({of_revision}, table_id TEXT NOT NULL, row_id TEXT NOT NULL,"
        " position INTEGER NOT NULL, PRIMARY KEY (revision, table_id, row_id))"
        " STRICT, WITHOUT ROWID"
    )
    schema.execute(
        f"CREATE TABLE empty_table ({of_revision}, table_id TEXT NOT NULL,"
        " PRIMARY KEY (revision, table_id)) STRICT, WITHOUT ROWID"
    )
    schema.execute(
        f"CREATE TABLE justification ({of_revision}, key TEXT NOT NULL, text TEXT NOT NULL,"
        " PRIMARY KEY (revision, key)) STRICT, WITHOUT ROWID"
    )
    schema.table("row_counter").create(
        {"table_id": str, "last": int}, pk="table_id", not_null={"last"}, strict=True
    )
