"""Documents of the bureau: official tables, the flat table of the district, one school's return."""

import io
from dataclasses import dataclass
from pathlib import Path

from forms.canonical import json_text
from operations.bureau.evaluate import stored_schools
from operations.bureau.form import judge_district
from operations.bureau.school_report import REPORT_ENDINGS, write_school_report
from operations.errors import Refused
from operations.files import write_file, write_files
from operations.known_heads import printed_head
from operations.table_files import table_kind, write_rows_as
from storage.bureau.store import BureauStore


@dataclass(frozen=True, slots=True)
class TableFiles:
    """The official tables as files: one workbook with a sheet each, and a PDF each."""

    workbook: Path
    pages: tuple[Path, ...]


def write_official_tables(store: BureauStore, folder: Path, *, replace: bool) -> TableFiles:
    """Write the seven official tables: one workbook, and a PDF for each.

    The workbook has three sheets more: 差距, 份额 and 来源. All name the end of the journal, so that
    the paper shows later whether the journal was cut or rewritten.

    Args:
        store: The bureau's store; read-only will do.
        folder: Where to; made if it is not there.
        replace: Whether the user asked that files there are replaced.

    Raises:
        Refused: No return has been accepted yet.
        storage.errors.EnvironmentProblem: A file cannot be written.
        storage.errors.WouldReplace: Files there say something else; none was written.

    """
    from exporters.documents.write import write_official_pdf, write_official_xlsx
    from forms.official.district import district_tables, working_tables
    from forms.official.labels import source_label

    if not any(status.package for status in store.packages.statuses()):
        raise Refused("还没有接收任何学校的上报包，请先导入上报包，再生成申报表。")
    verdict, meta = judge_district(store), store.meta
    tables = district_tables(verdict, place=meta.bureau_name, year=meta.period)
    working = working_tables(verdict, place=meta.bureau_name, year=meta.period)
    stem = f"{meta.bureau_code}-{meta.period}"
    workbook = io.BytesIO()
    imprint, label = printed_head(store.journal.head()), source_label(verdict.sheet.plan.pack)
    write_official_xlsx((*tables, *working), workbook, label=label, imprint=imprint)
    contents = {f"{stem}-申报表.xlsx": workbook.getvalue()}
    for table in tables:
        page = io.BytesIO()
        write_official_pdf(table, page, imprint=imprint)
        contents[f"{stem}-{table.id}.pdf"] = page.getvalue()
    path, *pages = write_files(folder, contents, replace=replace)
    return TableFiles(path, tuple(pages))


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
