"""Copy a bureau's store row by row from one place to another, whatever engines keep the two."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Final

from storage.address import StorePlace
from storage.bureau.column_list import ColumnList
from storage.bureau.figures import create_wide
from storage.bureau.schema import BUREAU_FORMAT
from storage.database import Database
from storage.errors import StoreBug
from storage.journal.journal import Journal, JournalHead
from storage.journal.kept_rows import ROW_NUMBER
from storage.opening import making

ORDERS: Final[Mapping[str, str]] = {
    "school": "rowid",
    "package": "id",
    "package_content": "package_id",
    "blob": "rowid",
    "request": "id",
    "certificate": "rowid",
    "crl": "number",
    "chain": "rowid",
    "import_log": "id",
    "quarantine": "id",
    "issued": "id",
    "reference": "rowid",
    "wide": "package_id",
    "wide_column": "position",
    "revision": "number",
    "answer": "revision, table_id, row_id, item",
    "table_row": "revision, table_id, row_id",
    "empty_table": "revision, table_id",
    "justification": "revision, key",
    "unconfirmed": "revision, address",
    "row_counter": "rowid",
    "attachment": "rowid",
    "anchor": "number",
    "officer": "number",
    "import_claim": "rowid",
    "journal": "seq",
}
"""Every table, those first that others refer to, and the order in which its rows came."""
_BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied.

    Attributes:
        rows: Table → number of rows.
        head: Where the journal of both ends.

    """

    rows: Mapping[str, int]
    head: JournalHead


@contextmanager
def copying(origin: Database, place: StorePlace) -> Iterator[tuple[Database, Copied]]:
    """Copy a store to a place where there is none; if the block fails, there is still none.

    Yields:
        The copy, not yet at its place, and what was copied.

    Raises:
        AlreadyThere, ServerNotEmpty: There is something.
        EnvironmentProblem: It cannot be written.

    """
    with (
        origin.reading(),
        making(place, BUREAU_FORMAT, clock=origin.clock) as target,
        target.transaction(),
    ):
        rows = _copy_rows(origin, target)
        yield target, Copied(rows, Journal(target).head())


def _copy_rows(origin: Database, target: Database) -> dict[str, int]:
    columns = ColumnList(origin).all()
    target.engine.remake(("wide",), lambda schema: create_wide(schema, columns))
    counts = {table: _copy_table(origin, target, table) for table in ORDERS}
    target.engine.number_on()
    there = {table: target.integer(f'SELECT count(*) FROM "{table}"') for table in ORDERS}  # noqa: S608
    if there != counts or Journal(origin).head() != Journal(target).head():
        raise StoreBug("a store and its copy differ")
    return counts


def _copy_table(source: Database, target: Database, table: str) -> int:
    found = source.engine.execute(f'SELECT * FROM "{table}" ORDER BY {ORDERS[table]}')  # noqa: S608
    names = [str(column[0]) for column in found.description or ()]
    # The order of coming is kept by writing in it; the numbers of it are each engine's own.
    kept = [place for place, name in enumerate(names) if name != ROW_NUMBER]
    columns = ", ".join(f'"{names[place]}"' for place in kept)
    sql = f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(kept))})'  # noqa: S608
    count = 0
    rows = iter(found)
    while batch := [[row[place] for place in kept] for row in islice(rows, _BATCH)]:
        target.engine.execute_many(sql, batch)
        count += len(batch)
    return count
