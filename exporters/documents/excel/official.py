"""An official table as a sheet: merged headings, frames, headings repeated in print, sign-off line."""

from dataclasses import replace
from math import ceil

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exporters.documents import palette
from exporters.documents.excel.workbook import (
    A3,
    A4,
    TALLEST_ROW,
    CellStyle,
    cell_at,
    number_pattern,
    paint,
    put_number,
    put_text,
    set_page,
    text_lines,
)
from forms.official.model import (
    Align,
    CellRow,
    Mark,
    OfficialCell,
    OfficialTable,
    Placed,
    placed,
)

A3_FROM = 96
"""A table of this many characters' width is printed on A3; a narrower one stays readable on A4."""

_LANDSCAPE_FROM = 48
_TOP_ROWS = 2
_LINE = 15.0
"""Height of a line of the body in points."""

_BLACK = CellStyle(colour=palette.OFFICIAL, line=palette.OFFICIAL)
"""An official form is black on white."""

_ACROSS = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


def add_official_sheet(book: Workbook, table: OfficialTable) -> Worksheet:
    """Draw one official table on a sheet of its own."""
    sheet: Worksheet = book.create_sheet(table.name)
    for index, column in enumerate(table.columns, start=1):
        # An Excel width counts digits of the default type; a Chinese character takes two.
        sheet.column_dimensions[get_column_letter(index)].width = column.width * 2 + 1
    _title(sheet, table)
    body = body_row(table)
    _grid(sheet, table, table.heading, first=_TOP_ROWS + 1, is_heading=True)
    _grid(sheet, table, table.rows, first=body, is_heading=False)
    _foot(sheet, table, body + len(table.rows))
    _print_setup(sheet, table, body)
    return sheet


def body_row(table: OfficialTable) -> int:
    """Row of the sheet in which the body of a table starts, from 1."""
    return _TOP_ROWS + len(table.heading) + 1


def total_width(table: OfficialTable) -> int:
    """Width of all columns, in Chinese characters."""
    return sum(column.width for column in table.columns)


def _title(sheet: Worksheet, table: OfficialTable) -> None:
    _line(sheet, 1, table.title, table, replace(_BLACK, bold=True, size=16, across="center"))
    subtitle = table.subtitle if table.complete else f"{table.subtitle}　【未完成】"
    _line(sheet, 2, subtitle, table, replace(_BLACK, across="center"))
    sheet.row_dimensions[1].height = 30
    sheet.row_dimensions[2].height = 20


def _line(sheet: Worksheet, row: int, text: str, table: OfficialTable, face: CellStyle) -> None:
    put_text(cell_at(sheet, row, 1), text, face)
    if len(table.columns) > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(table.columns))


def _grid(
    sheet: Worksheet,
    table: OfficialTable,
    rows: tuple[CellRow, ...],
    *,
    first: int,
    is_heading: bool,
) -> None:
    lines: dict[int, int] = {}
    for item in placed(rows, len(table.columns)):
        cell = item.cell
        face = _heading_face(cell) if is_heading else _face(item, table)
        row, column = first + item.row, item.column + 1
        target = cell_at(sheet, row, column)
        if cell.value is None:
            put_text(target, cell.text, face)
        else:
            put_number(target, cell.value, _pattern(cell), face)
        room = sum(spec.width for spec in table.columns[item.column : item.column + cell.columns])
        needed = ceil(text_lines(cell.text, 2 * room) / cell.rows)
        for covered in range(row, row + cell.rows):
            lines[covered] = max(lines.get(covered, 1), needed)
        _merge(sheet, item, row, column, face)
    for row, count in lines.items():
        sheet.row_dimensions[row].height = min(max(count * _LINE + 5, 22), TALLEST_ROW)


def _merge(sheet: Worksheet, item: Placed, row: int, column: int, face: CellStyle) -> None:
    if item.cell.rows == item.cell.columns == 1:
        return
    last_row, last_column = row + item.cell.rows - 1, column + item.cell.columns - 1
    # The frame of a merged cell is drawn by the cells it covers: paint them before they merge.
    for y in range(row, last_row + 1):
        for x in range(column, last_column + 1):
            paint(cell_at(sheet, y, x), face)
    sheet.merge_cells(start_row=row, end_row=last_row, start_column=column, end_column=last_column)


def _heading_face(cell: OfficialCell) -> CellStyle:
    across = _ACROSS[cell.align or Align.CENTRE]
    return replace(_BLACK, bold=True, boxed=True, across=across)


def _face(item: Placed, table: OfficialTable) -> CellStyle:
    cell = item.cell
    across = _ACROSS[cell.align or table.columns[item.column].align]
    strong = cell.mark in {Mark.OVER_LIMIT, Mark.FAILED}
    return replace(_BLACK, bold=strong, boxed=True, across=across)


def _pattern(cell: OfficialCell) -> str:
    pattern = number_pattern(cell.decimals)
    return f'{pattern}"▲"' if cell.mark is Mark.OVER_LIMIT else pattern


def _foot(sheet: Worksheet, table: OfficialTable, row: int) -> None:
    for note in table.notes:
        _line(sheet, row, note, table, replace(_BLACK, size=9))
        sheet.row_dimensions[row].height = text_lines(note, 2 * total_width(table)) * _LINE + 5
        row += 1
    if table.sign_off:
        text = "　　　　　　　　".join(table.sign_off)
        _line(sheet, row + 1, text, table, _BLACK)
        sheet.row_dimensions[row + 1].height = 26


def _print_setup(sheet: Worksheet, table: OfficialTable, body: int) -> None:
    width = total_width(table)
    paper = A3 if width >= A3_FROM else A4
    set_page(sheet, landscape=width >= _LANDSCAPE_FROM, paper=paper, foot=table.subtitle)
    sheet.print_title_rows = f"1:{body - 1}"
    sheet.freeze_panes = f"A{body}"
    sheet.sheet_view.showGridLines = False
    sheet.print_options.horizontalCentered = True
