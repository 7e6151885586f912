"""Table ``answer``: the texts typed into fields and cells, one row each.

A field outside a table has ``""`` for table and row. The empty text is never kept.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from storage.rows.store_table import StoreTable

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class Texts(StoreTable):
    """The texts of all revisions."""

    table = "answer"

    def of(self, revision: int) -> Iterator[tuple[str, str, str, str]]:
        """Read all texts of a revision: table, row, field or column, text."""
        for row in self._stream(
            "SELECT table_id, row_id, item, text FROM answer WHERE revision = ?", revision
        ):
            yield row.text("table_id"), row.text("row_id"), row.text("item"), row.text("text")

    def get(self, revision: int, table: str, row: str, item: str) -> str | None:
        """Return one text, or ``None``."""
        found = self._one(
            "SELECT text FROM answer"
            " WHERE revision = ? AND table_id = ? AND row_id = ? AND item = ?",
            revision,
            table,
            row,
            item,
        )
        return None if found is None else found.text("text")

    def of_row(self, revision: int, table: str, row: str) -> dict[str, str]:
        """Return the texts of a row by column."""
        found = self._all(
            "SELECT item, text FROM answer WHERE revision = ? AND table_id = ? AND row_id = ?",
            revision,
            table,
            row,
        )
        return {cell.text("item"): cell.text("text") for cell in found}

    def put(self, revision: int, table: str, row: str, texts: Mapping[str, str]) -> None:
        """Keep texts by field or column, in the place of those that are there."""
        self._write_many(
            "INSERT INTO answer (revision, table_id, row_id, item, text) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (revision, table_id, row_id, item) DO UPDATE SET text = excluded.text",
            [(revision, table, row, item, text) for item, text in texts.items()],
        )

    def take(self, revision: int, table: str, row: str, item: str) -> None:
        """Take one text away."""
        self._write(
            "DELETE FROM answer WHERE revision = ? AND table_id = ? AND row_id = ? AND item = ?",
            revision,
            table,
            row,
            item,
        )

    def take_row(self, revision: int, table: str, row: str) -> None:
        """Take all texts of a row away."""
        self._write(
            "DELETE FROM answer WHERE revision = ? AND table_id = ? AND row_id = ?",
            revision,
            table,
            row,
        )

    def copy(self, source: int, target: int) -> None:
        """Copy the texts of one revision into another."""
        self._write(
            "INSERT INTO answer (revision, table_id, row_id, item, text)"
            " SELECT ?, table_id, row_id, item, text FROM answer WHERE revision = ?",
            target,
            source,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of texts (format 1.0)."""
    schema.execute(
        "CREATE TABLE answer (revision INTEGER NOT NULL REFERENCES revision(number),"
        " table_id TEXT NOT NULL, row_id TEXT NOT NULL,"
        " item TEXT NOT NULL, text TEXT NOT NULL CHECK (text <> ''),"
        " PRIMARY KEY (revision, table_id, row_id, item)) STRICT, WITHOUT ROWID"
    )
