"""Copy a bureau's store row by row from one place to another, whatever engines keep the two."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from storage.address import StorePlace
from storage.atomic import new_file
from storage.bureau.figures import create_wide
from storage.bureau.schema import BUREAU_FORMAT
from storage.bureau.store import BureauStore
from storage.database import Database
from storage.errors import NotReplaced, StoreBug, WouldReplace
from storage.journal import JournalHead
from storage.kept_rows import ROW_NUMBER
from storage.opening import making, open_database
from storage.replacing import OutputKind, kind_at
from storage.temporary import scratch_folder

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

Kind = TypeVar("Kind", bound=BureauStore)


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
def copying(kind: type[Kind], origin: Database, place: StorePlace) -> Iterator[tuple[Kind, Copied]]:
    """Copy a store to a place where there is none; if the block fails, there is still none.

    Yields:
        The copy, not yet at its place, and what was copied.

    Raises:
        AlreadyThere, ServerNotEmpty: There is something.
        EnvironmentProblem: It cannot be written.

    """
    source = kind(origin)
    with origin.reading(), making(place, BUREAU_FORMAT, clock=origin.clock) as database:
        target = kind(database)
        with target.transaction():
            rows = _copy_rows(source, target, origin, database)
            yield target, Copied(rows, target.journal.head())


def write_backup(database: Database, target: Path, *, replace: bool) -> None:
    """Write a store to a file that opens anywhere.

    Raises:
        NotReplaced: There is anything but an earlier backup of this store.
        WouldReplace: There is one, and it was not asked to replace it.
        EnvironmentProblem: It cannot be written.

    """
    source = BureauStore(database)
    if _is_a_backup(source, target) and not replace:
        raise WouldReplace([target])
    with scratch_folder(target.parent) as folder:
        made = folder / "backup.yhb"
        with copying(BureauStore, database, made):
            pass
        with new_file(target, private=True) as temporary:
            shutil.copyfile(made, temporary)


def _is_a_backup(source: BureauStore, target: Path) -> bool:
    found = kind_at(target)
    if found is None or found is OutputKind.EMPTY:
        return False
    if found is not OutputKind.STORE:
        raise NotReplaced(target, found.value)
    with closing(open_database(target, BUREAU_FORMAT, read_only=True)) as other:
        if BureauStore(other).journal.entry(1).hash != source.journal.entry(1).hash:
            raise NotReplaced(target, "另一个库")
    return True


def _copy_rows(
    source: BureauStore, target: BureauStore, origin: Database, database: Database
) -> dict[str, int]:
    columns = source.figures.columns()
    database.engine.remake(("wide",), lambda schema: create_wide(schema, columns))
    counts = {table: _copy_table(origin, database, table) for table in ORDERS}
    database.engine.number_on()
    there = {table: database.integer(f'SELECT count(*) FROM "{table}"') for table in ORDERS}  # noqa: S608
    if there != counts or source.journal.head() != target.journal.head():
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
