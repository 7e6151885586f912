"""Table ``table_row``: the rows of the tables of a form, each with its position."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from storage.rows.store_table import StoreTable

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class TableRows(StoreTable):
    """The rows of all revisions."""

    table = "table_row"

    def of(self, revision: int) -> Iterator[tuple[str, str]]:
        """Read table and id of all rows of a revision, in the order of display."""
        for row in self._stream(
            "SELECT table_id, row_id FROM table_row WHERE revision = ? ORDER BY table_id, position",
            revision,
        ):
            yield row.text("table_id"), row.text("row_id")

    def position(self, revision: int, table: str, row: str) -> int | None:
        """Return where a row stands in its table, or ``None`` if it is not there."""
        found = self._one(
            "SELECT position FROM table_row WHERE revision = ? AND table_id = ? AND row_id = ?",
            revision,
            table,
            row,
        )
        return None if found is None else found.integer("position")

    def count(self, revision: int, table: str) -> int:
        """Return how many rows a table has."""
        return self._integer(
            "SELECT count(*) FROM table_row WHERE revision = ? AND table_id = ?", revision, table
        )

    def place(self, revision: int, table: str, row: str, position: int, *, at_end: bool) -> None:
        """Put a row at a position; the rows from there on move down, unless it is the end."""
        if not at_end:
            self._shift(revision, table, start=position, by=1)
        self._write(
            "INSERT INTO table_row (revision, table_id, row_id, position) VALUES (?, ?, ?, ?)",
            revision,
            table,
            row,
            position,
        )

    def take(self, revision: int, table: str, row: str, position: int, *, at_end: bool) -> None:
        """Take away the row at a position; the rows behind it move up, unless it is the end."""
        self._write(
            "DELETE FROM table_row WHERE revision = ? AND table_id = ? AND row_id = ?",
            revision,
            table,
            row,
        )
        if not at_end:
            self._shift(revision, table, start=position, by=-1)

    def copy(self, source: int, target: int) -> None:
        """Copy the rows of one revision into another."""
        self._write(
            "INSERT INTO table_row (revision, table_id, row_id, position)"
            " SELECT ?, table_id, row_id, position FROM table_row WHERE revision = ?",
            target,
            source,
        )

    def _shift(self, revision: int, table: str, *, start: int, by: int) -> None:
        self._write(
            "UPDATE table_row SET position = position + ?"
            " WHERE revision = ? AND table_id = ? AND position >= ?",
            by,
            revision,
            table,
            start,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of rows (format 1.0)."""
    schema.execute(
        "CREATE TABLE table_row (revision INTEGER NOT NULL REFERENCES revision(number),"
        " table_id TEXT NOT NULL, row_id TEXT NOT NULL,"
        " position INTEGER NOT NULL, PRIMARY KEY (revision, table_id, row_id))"
        " STRICT, WITHOUT ROWID"
    )
