"""Read what people send as tables: bytes in, cells or edits out. Nothing here looks at meaning."""

from collections.abc import Sequence

from exporters.documents.csvfile import read_csv
from exporters.documents.intake import CellRow, is_workbook


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
    """The texts alone, for :func:`forms.raw_table.read_rows`; a refused cell reads as its fault.

    A cell that could not be read must not pass as blank, so its fault stands in its place, in
    brackets, where no number, code or name is ever valid.
    """
    return [tuple(f"〔{cell.fault}〕" if cell.fault else cell.text for cell in row) for row in rows]
