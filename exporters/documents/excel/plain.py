"""Plain tables as a workbook: a heading row that stays in sight, texts as texts."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exporters.documents.csvfile import TableCell
from exporters.documents.excel.sheets import HEAD, sheet_names
from exporters.documents.excel.workbook import (
    GENERAL,
    TEXT,
    CellStyle,
    cell_at,
    new_book,
    put_number,
    put_text,
    set_page,
)
from forms.values import simplest

_TEXT = CellStyle(wrap=False)
_NUMBER = CellStyle(across="right", wrap=False)
_NARROW, _WIDE = 8, 40


PlainTable = tuple[str, Iterable[Sequence[TableCell]]]
"""Name of the sheet, and its rows, the heading first."""


def plain_book(tables: Sequence[PlainTable]) -> Workbook:
    """A workbook with a sheet for each table; blank cells stay blank."""
    book = new_book()
    names = sheet_names(name for name, _ in tables)
    for name, (_, rows) in zip(names, tables, strict=True):
        _fill(book.create_sheet(name), rows)
    return book


def _fill(sheet: Worksheet, rows: Iterable[Sequence[TableCell]]) -> None:
    widths: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            if value is None:
                continue
            cell = cell_at(sheet, number, place)
            if isinstance(value, str):
                put_text(cell, value, HEAD if number == 1 else _TEXT, TEXT)
            else:
                put_number(cell, simplest(Fraction(value)), GENERAL, _NUMBER)
            needed = sum(2 if sign >= "\u2e80" else 1 for sign in str(value)) + 2
            widths[place] = max(widths.get(place, _NARROW), needed)
    for place, width in widths.items():
        sheet.column_dimensions[get_column_letter(place)].width = min(width, _WIDE)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    set_page(sheet, landscape=True)
