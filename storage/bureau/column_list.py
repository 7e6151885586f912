"""Table ``wide_column``: which columns the table of figures has now, and how each keeps its values."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from storage.bureau.wide import WideColumn, WideKind
from storage.rows.store_table import StoreTable

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class ColumnList(StoreTable):
    """The columns of the figures; what writes here is part of remaking their table."""

    table = "wide_column"

    def all(self) -> tuple[WideColumn, ...]:
        """Return the columns in their order."""
        rows = self._all("SELECT id, kind FROM wide_column ORDER BY position")
        return tuple(WideColumn(row.text("id"), row.choice("kind", WideKind)) for row in rows)

    def replace(self, columns: Sequence[WideColumn]) -> None:
        """Put a list in the place of the one there is."""
        self._write("DELETE FROM wide_column")
        self._write_many(
            "INSERT INTO wide_column (position, id, kind) VALUES (?, ?, ?)",
            [(place, column.id, column.kind.value) for place, column in enumerate(columns)],
        )


def create_tables(schema: "Schema") -> None:
    """Make the list of columns (format 1.0)."""
    schema.table("wide_column").create(
        {"position": int, "id": str, "kind": str},
        pk="position",
        not_null={"id", "kind"},
        strict=True,
    )
