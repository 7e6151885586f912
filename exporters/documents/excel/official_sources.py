"""The sheet 来源 of the official workbook: cell by cell, what its figure was made from.

A sheet of its own rather than comments in the cells: the tables are handed in as they are, and a
list can be filtered by table, school or id.
"""

from collections.abc import Callable, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from exporters.documents.excel.official import body_row
from exporters.documents.excel.sheets import HEAD
from exporters.documents.excel.workbook import (
    GENERAL,
    TEXT,
    CellStyle,
    cell_at,
    put_number,
    put_text,
    set_page,
)
from forms.official.model import OfficialCell, OfficialTable, placed

SHEET = "来源"
_HEADINGS = ("表", "单元格", "显示", "精确值", "学校", "来源编号", "来源名称")
_WIDTHS = (8, 9, 24, 22, 14, 42, 40)
_EVERY = "*"
_LONGEST = 60
_FACE = CellStyle(wrap=False)


def add_sources_sheet(
    book: Workbook,
    tables: Sequence[OfficialTable],
    label: Callable[[str], str],
    *,
    imprint: str,
) -> None:
    """Add the sheet; one row for each source of each cell, with a filter over the headings.

    Tables that are not of the application form (they have a label of their own) are left out. Below the
    list stands ``imprint``, if there is one.
    """
    sheet = book.create_sheet(SHEET)
    for place, (text, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), start=1):
        put_text(cell_at(sheet, 1, place), text, HEAD)
        sheet.column_dimensions[get_column_letter(place)].width = width
    number = 1
    for number, (table, where, cell, source) in enumerate(_sources(tables), start=2):
        school, slash, name = source.partition("/")
        owner = ("全部学校" if school == _EVERY else school) if slash else ""
        name = name if slash else source
        texts = (table.name, where, cell.text[:_LONGEST], "", owner, name, label(name))
        for place, text in enumerate(texts, start=1):
            put_text(cell_at(sheet, number, place), text, _FACE, TEXT)
        if cell.value is not None:
            put_number(cell_at(sheet, number, 4), cell.value, GENERAL, _FACE)
    if imprint:
        put_text(cell_at(sheet, number + 2, 1), imprint, _FACE, TEXT)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_HEADINGS))}{number}"
    set_page(sheet, landscape=True)


def _sources(
    tables: Sequence[OfficialTable],
) -> Iterator[tuple[OfficialTable, str, OfficialCell, str]]:
    for table in (table for table in tables if not table.label):
        first = body_row(table)
        for item in placed(table.rows, len(table.columns)):
            where = f"{get_column_letter(item.column + 1)}{first + item.row}"
            for source in item.cell.sources:
                yield table, where, item.cell, source
