"""Table ``row_counter``: the highest number of a free row id ``r1``, ``r2`` … that each table ever had."""

import re
from typing import TYPE_CHECKING, Final

from storage.database import Database
from storage.rows.store_table import StoreTable

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

_FREE_ROW: Final = re.compile(r"r([1-9][0-9]{0,17})")


class RowIds(StoreTable):
    """The ids of free rows; none is ever given twice."""

    table = "row_counter"

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._promised: dict[str, int] = {}

    def next(self, table: str) -> str:
        """Return an id that no row of the table has, ever had or was promised since opening."""
        last = max(self._promised.get(table, 0), self.counters().get(table, 0))
        self._promised[table] = last + 1
        return f"r{last + 1}"

    def counters(self) -> dict[str, int]:
        """Return the highest number of a free row id that each table has ever stored."""
        rows = self._all("SELECT table_id, last FROM row_counter")
        return {row.text("table_id"): row.integer("last") for row in rows}

    def note(self, table: str, row: str) -> None:
        """Note that a row was stored; only ids of free rows count."""
        if number := number_of(row):
            self._write(
                "INSERT INTO row_counter (table_id, last) VALUES (?, ?)"
                " ON CONFLICT (table_id) DO UPDATE SET last = excluded.last"
                " WHERE excluded.last > row_counter.last",
                table,
                number,
            )


def number_of(row: str) -> int:
    """Return the number in the id of a free row; 0 for the id of another row."""
    found = _FREE_ROW.fullmatch(row)
    return int(found[1]) if found else 0


def create_tables(schema: "Schema") -> None:
    """Make the table of row counters (format 1.0)."""
    schema.table("row_counter").create(
        {"table_id": str, "last": int}, pk="table_id", not_null={"last"}, strict=True
    )
