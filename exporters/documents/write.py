"""Write documents: one function per kind, bytes into a binary stream the caller opened.

The heavy libraries are imported when a document is written, not before. The same content always
gives the same bytes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import BinaryIO

from exporters.documents.csvfile import TableCell, write_csv
from exporters.documents.leaders import LeadersReport
from exporters.documents.report import Report
from forms.dataset import DataTable, cell
from forms.live.sheet import Sheet
from forms.official.model import OfficialTable
from forms.pictures.picture import Chart


def write_report_pdf(report: Report, stream: BinaryIO) -> tuple[str, ...]:
    """Write the report of a return as PDF.

    Returns:
        The characters the font lacks, e.g. ``𠮷（U+20BB7）``; they stand as □ in the report, which
        names them at its end.

    """
    from exporters.documents.pdf.fonts import Glyphs
    from exporters.documents.pdf.page import CODED, build
    from exporters.documents.pdf.report import report_running, report_story

    glyphs = Glyphs()
    running = report_running(report, glyphs)
    build(report_story(report, glyphs), stream, paper=CODED, running=running)
    return glyphs.report()


def write_forms_pdf(report: Report, stream: BinaryIO, *, mark: str = "") -> tuple[str, ...]:
    """Write the forms of a report alone, without cover: filled as they stand, or to be filled by hand.

    Args:
        report: As :func:`exporters.documents.report_sheet.make_report` makes it.
        stream: Receives the bytes.
        mark: Stands across every page in pale letters, e.g. 草稿; empty for nothing.

    Returns:
        The characters the font lacks, as for :func:`write_report_pdf`.

    """
    from exporters.documents.pdf.fonts import Glyphs
    from exporters.documents.pdf.page import CODED, build
    from exporters.documents.pdf.report import forms_story, report_running

    glyphs = Glyphs()
    running = report_running(report, glyphs, mark=mark, cover=False)
    build(forms_story(report, glyphs), stream, paper=CODED, running=running)
    return glyphs.report()


def write_picture_pdf(picture: Chart, stream: BinaryIO) -> tuple[str, ...]:
    """Write a picture of an evaluation as a PDF of one page, with its title and its sentence.

    Returns:
        The characters the font lacks, as for :func:`write_report_pdf`.

    """
    from exporters.documents.pdf.fonts import Glyphs
    from exporters.documents.pdf.page import Running, build
    from exporters.documents.pdf.pictures import picture_paper, picture_story

    glyphs = Glyphs()
    running = Running(glyphs.drawable(picture.title), "", "优衡填报", cover=True)
    build(picture_story(picture, glyphs), stream, paper=picture_paper(picture), running=running)
    return glyphs.report()


def write_leaders_pdf(report: LeadersReport, stream: BinaryIO) -> int:
    """Write the report to the leaders as PDF; returns how many pages it has."""
    from exporters.documents.pdf.fonts import Glyphs
    from exporters.documents.pdf.leaders import leaders_running, leaders_story
    from exporters.documents.pdf.page import PORTRAIT, build

    glyphs = Glyphs()
    running = leaders_running(report, glyphs)
    return build(leaders_story(report, glyphs), stream, paper=PORTRAIT, running=running)


def write_official_pdf(
    table: OfficialTable, stream: BinaryIO, *, imprint: str = ""
) -> tuple[str, ...]:
    """Write one official table as PDF.

    Args:
        table: The table.
        stream: Receives the bytes.
        imprint: What the foot of each page says of where it comes from.

    Returns:
        The characters the font lacks, as for :func:`write_report_pdf`.

    """
    from exporters.documents.pdf.fonts import Glyphs
    from exporters.documents.pdf.official import official_running, official_story, paper_for
    from exporters.documents.pdf.page import build

    glyphs = Glyphs()
    paper, _ = paper_for(table)
    running = official_running(table, glyphs, imprint=imprint)
    build(official_story(table, glyphs), stream, paper=paper, running=running)
    return glyphs.report()


def write_official_xlsx(
    tables: Sequence[OfficialTable],
    stream: BinaryIO,
    *,
    label: Callable[[str], str] | None = None,
    imprint: str = "",
) -> None:
    """Write official tables as one workbook, a sheet each, in the order given.

    Args:
        tables: The tables.
        stream: Receives the bytes.
        label: Chinese name of a source id; with it a last sheet 来源 says cell by cell where the
            figures came from.
        imprint: What the last line of that sheet says of where all of it comes from.

    """
    from exporters.documents.excel.official import add_official_sheet
    from exporters.documents.excel.official_sources import add_sources_sheet
    from exporters.documents.excel.workbook import new_book, save

    book = new_book()
    for table in tables:
        add_official_sheet(book, table)
    if label is not None:
        add_sources_sheet(book, tables, label, imprint=imprint)
    save(book, stream, title=_titles(tables))


def _titles(tables: Sequence[OfficialTable]) -> str:
    return "　".join(table.title for table in tables)


def write_report_xlsx(report: Report, stream: BinaryIO) -> None:
    """Write the report of a return as a workbook: cover, 指标, 问题, one sheet per form."""
    from exporters.documents.excel.report import report_book
    from exporters.documents.excel.workbook import save

    cover = report.cover
    save(report_book(report), stream, title=f"{cover.title}　{cover.school}　{cover.period} 年")


def write_template_xlsx(
    sheet: Sheet, stream: BinaryIO, *, store: str = "", forms: Collection[str] = ()
) -> None:
    """Write the template workbook of a return, with what is filled already.

    Args:
        sheet: The return.
        stream: Where the workbook goes.
        store: What tells its store apart, so that what the file changed can be told when it is read.
        forms: Ids of the forms that are in it; all of them if none is named.

    """
    from exporters.documents.excel.template import template_book
    from exporters.documents.excel.workbook import save

    record = sheet.record
    save(
        template_book(sheet, store=store, wanted=forms),
        stream,
        title=f"填报模板 {record.school_code} {record.period}",
    )


def write_table_csv(rows: Iterable[Sequence[TableCell]], stream: BinaryIO) -> None:
    """Write a plain table as CSV; the first row is the heading."""
    write_csv(rows, stream)


def write_table_xlsx(rows: Iterable[Sequence[TableCell]], stream: BinaryIO, *, name: str) -> None:
    """Write a plain table as a workbook of one sheet; the first row is the heading.

    Args:
        rows: Texts stay texts, exact numbers become numbers.
        stream: Receives the bytes.
        name: Name of the sheet and title of the workbook.

    """
    from exporters.documents.excel.plain import plain_book
    from exporters.documents.excel.workbook import save

    save(plain_book([(name, rows)]), stream, title=name)


def write_data_csv(table: DataTable, stream: BinaryIO) -> None:
    """Write a table of data as CSV, the names of its columns as the heading."""
    write_csv(_data_rows(table), stream)


def write_data_xlsx(tables: Sequence[DataTable], stream: BinaryIO, *, title: str) -> None:
    """Write tables of data as one workbook, a sheet each."""
    from exporters.documents.excel.plain import plain_book
    from exporters.documents.excel.workbook import save

    sheets = [(table.title, _data_rows(table)) for table in tables]
    save(plain_book(sheets), stream, title=title)


def _data_rows(table: DataTable) -> Iterator[Sequence[TableCell]]:
    yield [column.name for column in table.columns]
    yield from (list(map(cell, row)) for row in table.rows)


def write_data_parquet(table: DataTable, stream: BinaryIO) -> None:
    """Write a table of data as Parquet; numbers that are no integers become binary ones.

    Raises:
        ParquetMissingError: ``pyarrow`` is not installed.

    """
    from exporters.documents.parquet import write_parquet

    write_parquet(table, stream)
