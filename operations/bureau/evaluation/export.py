"""Documents of the bureau: official tables, the flat table of the district, one school's return."""

import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from forms.canonical import json_text
from forms.official.model import OfficialTable
from operations.bureau.evaluation.district_form import judge_district
from operations.bureau.evaluation.evaluate import stored_schools
from operations.bureau.returns.school_report import REPORT_ENDINGS, write_school_report
from operations.errors import Misused, Refused
from operations.files import write_file, write_files
from operations.journal.printed_head import printed_head
from operations.packs.bundled import bundled_pack
from operations.table_files import table_kind, write_rows_as
from storage.bureau.store import BureauStore


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The official tables as files: one workbook with a sheet each, and a PDF each."""

    workbook: Path
    pages: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """One official table as it is printed.

    Attributes:
        id: ``II-1``, as files are named.
        title: Its whole title.
        complete: False where a figure is missing.
        pdf: Its pages.

    """

    id: str
    title: str
    complete: bool
    pdf: bytes


def draw_official_tables(store: BureauStore) -> tuple[DrawnTable, ...]:
    """Draw the seven official tables as :func:`write_official_tables` writes them.

    Raises:
        Refused: No return has been accepted yet.

    """
    tables, _ = _made_tables(store, ())
    imprint = printed_head(store.journal.head())
    return tuple(
        DrawnTable(table.id, table.title, table.complete, _drawn(table, imprint))
        for table in tables
    )


def write_official_tables(
    store: BureauStore, folder: Path, *, replace: bool, only: Collection[str] = ()
) -> TableFiles:
    """Write the official tables: one workbook, and a PDF for each.

    The workbook of all seven has three sheets more: 差距, 份额 and 来源; one of some has 来源. All name
    the end of the journal, so that the paper shows later whether the journal was cut or rewritten.

    Args:
        store: The bureau's store; read-only will do.
        folder: Where to; made if it is not there.
        replace: Whether the user asked that files there are replaced.
        only: Ids of the tables wanted, e.g. ``II-1``; all of them if none is named.

    Raises:
        Misused: There is no table of an id.
        Refused: No return has been accepted yet.
        storage.errors.EnvironmentProblem: A file cannot be written.
        storage.errors.WouldReplace: Files there say something else; none was written.

    """
    from exporters.documents.write import write_official_xlsx
    from forms.official.labels import source_label

    tables, working = _made_tables(store, only)
    stem = f"{store.meta.bureau_code}-{store.meta.period}"
    workbook = io.BytesIO()
    imprint, label = printed_head(store.journal.head()), source_label(bundled_pack())
    write_official_xlsx((*tables, *working), workbook, label=label, imprint=imprint)
    contents = {f"{stem}-申报表.xlsx": workbook.getvalue()}
    contents |= {f"{stem}-{table.id}.pdf": _drawn(table, imprint) for table in tables}
    path, *pages = write_files(folder, contents, replace=replace)
    return TableFiles(path, tuple(pages))


def _made_tables(
    store: BureauStore, only: Collection[str]
) -> tuple[tuple[OfficialTable, ...], tuple[OfficialTable, ...]]:
    """Make the tables wanted, and those the bureau works with where all are."""
    from forms.official.district import district_tables, working_tables

    if not any(status.package for status in store.packages.statuses()):
        raise Refused("还没有接收任何学校的上报包，请先导入上报包，再生成申报表。")
    verdict, meta = judge_district(store), store.meta
    tables = district_tables(verdict, place=meta.bureau_name, year=meta.period)
    known = [table.id for table in tables]
    for name in only:
        if name not in known:
            raise Misused(f"没有申报表“{name}”，请写{'、'.join(known)}中的。")
    if only:
        return tuple(table for table in tables if table.id in only), ()
    return tables, working_tables(verdict, place=meta.bureau_name, year=meta.period)


def _drawn(table: OfficialTable, imprint: str) -> bytes:
    from exporters.documents.write import write_official_pdf

    stream = io.BytesIO()
    write_official_pdf(table, stream, imprint=imprint)
    return stream.getvalue()


def write_district_raw(store: BureauStore, target: Path, *, replace: bool) -> Path:
    """Write the flat table ``district-raw`` of all accepted returns as CSV or xlsx.

    Raises:
        Misused: The file name ends in neither.

    """
    from forms.evaluation.raw_table import write_rows

    kind = table_kind(target)
    rows = write_rows(stored_schools(store))
    return write_rows_as(rows, target, kind=kind, name="district-raw", replace=replace)


def write_school(store: BureauStore, school: str, target: Path, *, replace: bool) -> Path:
    """Write what a school's newest accepted package says, as readable JSON.

    A target that ends in ``.asice`` gets the signed container instead, byte for byte; one that ends in
    ``.pdf`` or ``.xlsx`` the report of the return, made anew from what was signed.

    Raises:
        Refused: The school has delivered nothing.

    """
    from exporters.strict_json import decode

    if target.suffix.lower() in REPORT_ENDINGS:
        return write_school_report(store, school, target, replace=replace)
    found = [item for item in store.packages.all(school) if item.undone_at is None]
    container = store.packages.container(found[-1].identity) if found else None
    document = store.packages.document(found[-1].identity) if found else None
    if container is None or document is None:
        raise Refused(f"学校 {school} 还没有导入上报包，没有可以导出的内容。")
    if target.suffix.lower() == ".asice":
        return write_file(target, container, name="", replace=replace)
    text = json_text(decode(document, multiline=True)) + "\n"
    name = f"{school}-{store.meta.period}.json"
    return write_file(target, text.encode("utf-8"), name=name, replace=replace)
