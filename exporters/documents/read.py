"""Read what people send as tables: bytes in, cells or edits out. Nothing here looks at meaning."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from exporters.documents.csvfile import read_csv
from exporters.documents.intake import ZIP, FileFault, IntakeError, check_size
from exporters.documents.kinds import foreign_kind, looks_like_json
from exporters.documents.template import TemplateReading
from forms.spec import Pack
from forms.tables.cells import CellRow
from forms.tables.headings import REASON
from forms.tables.sheets import TableFile, TableSheet

if TYPE_CHECKING:
    from exporters.documents.excel.reading import Book, SheetPart


def read_sheets(data: bytes) -> TableFile:
    """Read the cells of a CSV file, or of the visible sheets of a workbook; told apart by their bytes.

    Raises:
        IntakeError: The file cannot be read at all; the message says what it is and what to do.

    """
    check_kind(data)
    if not data.startswith(ZIP):
        if looks_like_json(data):
            raise IntakeError(
                FileFault.OTHER_KIND, "这是 JSON 数据文件，不是表格。请选择 .xlsx 或 CSV 文件。"
            )
        return TableFile((TableSheet("", read_csv(data)),))
    book = _open_book(data)
    try:
        return TableFile(
            tuple(_table_sheet(book, sheet) for sheet in book.sheets if not sheet.is_hidden),
            tuple(sheet.name for sheet in book.sheets if sheet.is_hidden),
        )
    finally:
        book.close()


def _table_sheet(book: "Book", sheet: "SheetPart") -> TableSheet:
    cells = book.read(sheet)
    return TableSheet(sheet.name, cells.rows(), cells.hidden_rows)


def check_kind(data: bytes) -> None:
    """Refuse a file by its size, or by its kind when it is neither workbook nor plain text.

    Raises:
        IntakeError: It is refused; the message says what it is and what to do.

    """
    check_size(data)
    sentence = foreign_kind(data)
    if sentence:
        raise IntakeError(FileFault.OTHER_KIND, sentence)


def table_texts(rows: Sequence[CellRow]) -> list[tuple[str, ...]]:
    """The texts alone; a refused cell reads as its fault.

    A cell that could not be read must not pass as blank, so its fault stands in its place, in
    brackets, where no number, code or name is ever valid.
    """
    return [tuple(f"〔{cell.fault}〕" if cell.fault else cell.text for cell in row) for row in rows]


def read_template(data: bytes, *, pack: Pack) -> TemplateReading:
    """Read a filled template workbook.

    Raises:
        IntakeError: It cannot be read at all, is no template, or one of another form pack.

    """
    check_kind(data)
    if not data.startswith(ZIP):
        raise IntakeError(
            FileFault.OTHER_KIND, "这个文件不是 Excel 工作簿。请选择填好的模板（.xlsx）。"
        )
    from exporters.documents.excel.template_reading import read_template_workbook

    book = _open_book(data)
    try:
        return read_template_workbook(book, pack)
    finally:
        book.close()


def _open_book(data: bytes) -> "Book":
    from exporters.documents.excel.parts import check_archive
    from exporters.documents.excel.reading import Book

    check_archive(data)
    return Book(data)


def with_reasons(
    rows: Sequence[Sequence[str]],
    refused: Mapping[int, Sequence[str]],
    *,
    heading_row: int = 1,
    heading_rows: int = 1,
) -> list[list[str]]:
    """The refused rows of a table, ready to be written, corrected and read again.

    Args:
        rows: The table as it was read, headings first.
        refused: Row number (from 1) → reasons.
        heading_row: Number of the row with the headings.
        heading_rows: How many rows to keep at the top: titles, headings, perhaps labels.

    Returns:
        The headings and the refused rows, each with its reasons in a new last column 原因.

    """
    width = max((len(row) for row in rows), default=0)
    kept: list[list[str]] = []
    for number, row in enumerate(rows, start=1):
        if number <= heading_rows or number in refused:
            reason = "；".join(refused.get(number, ()))
            if number == heading_row:
                reason = REASON
            kept.append([*row, *[""] * (width - len(row)), reason])
    return kept
