"""The data of the district for statisticians: a Frictionless Data Package, one workbook, and Parquet."""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forms.canonical import json_text
from forms.dataset import (
    About,
    AcceptedReturn,
    DataTable,
    FileOfTable,
    codebook,
    descriptor,
    judged_tables,
    returned_tables,
)
from operations.bureau.evaluation.evaluate import counts, evaluate_store, retired_schools
from operations.errors import Refused, refusing
from operations.files import write_files
from operations.journal.printed_head import printed_head
from operations.packs.bundled import bundled_pack
from storage.bureau.store import BureauStore

DESCRIPTOR: Final = "datapackage.json"
WORKBOOK: Final = "data.xlsx"


@dataclass(frozen=True, slots=True)
class DataFiles:
    """A data package as files.

    Attributes:
        descriptor: ``datapackage.json``: what is in the others.
        tables: A CSV for each table.
        workbook: All of them as one workbook.
        parquet: The same as Parquet; empty where that was not asked.
        schools: How many returns are in it.

    """

    descriptor: Path
    tables: tuple[Path, ...]
    workbook: Path
    parquet: tuple[Path, ...]
    schools: int


@refusing()
def write_data(
    store: BureauStore, folder: Path, *, replace: bool, parquet: bool = False
) -> DataFiles:
    """Write the accepted returns and the evaluation, each column explained.

    Args:
        store: The bureau's store; read-only will do.
        folder: Where to; made if it is not there.
        replace: Whether the user asked that files there are replaced.
        parquet: Write each table as Parquet too.

    Raises:
        Refused: No return takes part, or Parquet is asked and cannot be written here.
        storage.errors.EnvironmentProblem: A file cannot be written.
        storage.errors.WouldReplace: Files there say something else; none was written.

    """
    returns = accepted_returns(store)
    if not returns:
        raise Refused("还没有接收任何参加评估的上报包，没有数据可以导出。请先导入上报包。")
    tables = district_tables(store, returns)
    about = _about(store)
    contents = {f"{table.name}.csv": _csv(table) for table in tables}
    files = [
        FileOfTable(name, len(content), hashlib.sha256(content).hexdigest())
        for name, content in contents.items()
    ]
    contents[DESCRIPTOR] = f"{json_text(descriptor(tables, files, about))}\n".encode()
    contents[WORKBOOK] = _workbook(tables, f"{about.bureau}　{about.period} 年")
    if parquet:
        contents |= {f"{table.name}.parquet": _parquet(table) for table in tables}
    written = write_files(folder, contents, replace=replace)
    number = len(tables)
    return DataFiles(
        descriptor=written[number],
        tables=tuple(written[:number]),
        workbook=written[number + 1],
        parquet=tuple(written[number + 2 :]),
        schools=len(returns),
    )


def accepted_returns(store: BureauStore) -> list[AcceptedReturn]:
    """Read the newest return of each school that takes part, by code."""
    retired = retired_schools(store)
    return [
        AcceptedReturn(
            school=row.school_code,
            package=row.number,
            state=row.state.value,
            identity=row.identity,
            values=row.values,
            document=json.loads(store.packages.document(row.identity) or b"{}"),
        )
        for row in store.figures.rows()
        if counts(row.state) and row.school_code not in retired
    ]


def district_tables(store: BureauStore, returns: Sequence[AcceptedReturn]) -> list[DataTable]:
    """Make all tables of the package, the codebook last."""
    tables = [*returned_tables(bundled_pack(), returns), *judged_tables(evaluate_store(store))]
    return [*tables, codebook(tables)]


def _about(store: BureauStore) -> About:
    meta, pack = store.meta, bundled_pack()
    return About(
        code=meta.bureau_code,
        bureau=meta.bureau_name,
        period=meta.period,
        pack=f"{pack.label} {pack.ref.version}",
        imprint=printed_head(store.journal.head()),
    )


def _csv(table: DataTable) -> bytes:
    from exporters.documents.write import write_data_csv

    stream = io.BytesIO()
    write_data_csv(table, stream)
    return stream.getvalue()


def _workbook(tables: Sequence[DataTable], title: str) -> bytes:
    from exporters.documents.write import write_data_xlsx

    stream = io.BytesIO()
    write_data_xlsx(tables, stream, title=title)
    return stream.getvalue()


def _parquet(table: DataTable) -> bytes:
    from exporters.documents.write import write_data_parquet

    stream = io.BytesIO()
    write_data_parquet(table, stream)
    return stream.getvalue()
