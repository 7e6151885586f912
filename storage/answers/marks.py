"""Table ``empty_table``: the free tables that are marked 本表无数据."""

from typing import TYPE_CHECKING

from storage.rows.store_table import StoreTable

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class Marks(StoreTable):
    """The marks of all revisions."""

    table = "empty_table"

    def of(self, revision: int) -> frozenset[str]:
        """Return the tables that are marked."""
        rows = self._all("SELECT table_id FROM empty_table WHERE revision = ?", revision)
        return frozenset(row.text("table_id") for row in rows)

    def put(self, revision: int, table: str, *, empty: bool) -> None:
        """Set the mark of a table that has none, or take it away."""
        if empty:
            self._write(
                "INSERT INTO empty_table (revision, table_id) VALUES (?, ?)", revision, table
            )
        else:
            self._write(
                "DELETE FROM empty_table WHERE revision = ? AND table_id = ?", revision, table
            )

    def copy(self, source: int, target: int) -> None:
        """Copy the marks of one revision into another."""
        self._write(
            "INSERT INTO empty_table (revision, table_id)"
            " SELECT ?, table_id FROM empty_table WHERE revision = ?",
            target,
            source,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of marks (format 1.0)."""
    schema.execute(
        "CREATE TABLE empty_table (revision INTEGER NOT NULL REFERENCES revision(number),"
        " table_id TEXT NOT NULL, PRIMARY KEY (revision, table_id)) STRICT, WITHOUT ROWID"
    )
