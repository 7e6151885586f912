"""Read what people send as tables: bytes in, cells or edits out. Nothing here looks at meaning."""

from collections.abc import Mapping, Sequence

from exporters.documents.csvfile import read_csv
from exporters.documents.intake import CellRow, Fault, IntakeError, is_workbook
from exporters.documents.template import TemplateReading
from forms.spec import Pack

REASON_HEADING = "原因"
"""Heading of the column that says why a row was refused; ignored when the file is read again."""


def read_table(data: bytes) -> list[CellRow]:
    """Read the cells of a CSV file or of the first sheet of an xlsx; told apart by their bytes.

    Raises:
        IntakeError: The file cannot be read at all; the message says why and what to do.

    """
    if not is_workbook(data):
        return read_csv(data)
    from exporters.documents.excel.reading import open_workbook, sheet_rows

    book = open_workbook(data)
    try:
        return sheet_rows(book, book.sheetnames[0])
    finally:
        book.close()


def table_texts(rows: Sequence[CellRow]) -> list[tuple[str, ...]]:
    """The texts alone, for :func:`forms.evaluation.raw_table.read_rows`; a refused cell reads as its fault.

    A cell that could not be read must not pass as blank, so its fault stands in its place, in
    brackets, where no number, code or name is ever valid.
    """
    return [tuple(f"〔{cell.fault}〕" if cell.fault else cell.text for cell in row) for row in rows]


def read_template(data: bytes, *, pack: Pack) -> TemplateReading:
    """Read a filled template workbook.

    Raises:
        IntakeError: It cannot be read at all, is no template, or one of another form pack.

    """
    if not is_workbook(data):
        raise IntakeError(
            Fault.NOT_A_WORKBOOK, "这个文件不是 Excel 工作簿。请选择填好的模板（.xlsx）。"
        )
    from exporters.documents.excel.template_reading import read_template_workbook

    return read_template_workbook(data, pack)


def with_reasons(
    rows: Sequence[Sequence[str]], refused: Mapping[int, Sequence[str]], *, heading_rows: int = 1
) -> list[list[str]]:
    """The refused rows of a table, ready to be written, corrected and read again.

    Args:
        rows: The table as it was read, headings first.
        refused: Row number (from 1) → reasons.
        heading_rows: How many heading rows to keep: one of ids, perhaps one of labels.

    Returns:
        The headings and the refused rows, each with its reasons in a new last column 原因.

    """
    width = max((len(row) for row in rows), default=0)
    kept: list[list[str]] = []
    for number, row in enumerate(rows, start=1):
        if number <= heading_rows or number in refused:
            reason = "；".join(refused.get(number, ())) if number > 1 else REASON_HEADING
            kept.append([*row, *[""] * (width - len(row)), reason])
    return kept
