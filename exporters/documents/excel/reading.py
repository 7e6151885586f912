"""Cells of a workbook as exact texts. Formulas are refused, never evaluated and never trusted."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from exporters.documents.intake import (
    BLANK,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    CellRow,
    CellText,
    Fault,
    IntakeError,
    broken_workbook,
    check_archive,
)

_SAFE = 10**15
"""Excel keeps 15 digits; of a longer number the last digits are lost already."""


def open_workbook(data: bytes) -> Workbook:
    """Open a workbook for reading after its limits were checked.

    Raises:
        IntakeError: See :func:`exporters.documents.intake.check_archive`.

    """
    check_archive(data)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions it leaves out; only cells matter here.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except Exception as error:
        raise broken_workbook() from error
    if not book.sheetnames:
        raise broken_workbook()
    return book


def sheet_rows(book: Workbook, name: str) -> list[CellRow]:
    """All rows of a sheet as texts, without the blank cells and rows at the end.

    Raises:
        IntakeError: More cells than allowed, or the sheet is damaged.

    """
    rows: list[CellRow] = []
    try:
        rows.extend(_trimmed([cell_text(cell) for cell in row]) for row in _limited(book, name))
    except IntakeError:
        raise
    except Exception as error:
        raise broken_workbook() from error
    while rows and not rows[-1]:
        rows.pop()
    return rows


AnyCell = Cell | MergedCell | ReadOnlyCell | EmptyCell


def _limited(book: Workbook, name: str) -> Iterator[tuple[AnyCell, ...]]:
    sheet = book[name]
    # The size a file states may be wrong or a trap; count what really comes.
    sheet.reset_dimensions()
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells += len(row)
        if number > MAX_ROWS or len(row) > MAX_COLUMNS or cells > MAX_CELLS:
            raise IntakeError(
                Fault.TOO_MANY_CELLS,
                f"工作表“{name}”超过了 {MAX_ROWS} 行、{MAX_COLUMNS} 列的上限。请删去多余的空行空列后再试。",
            )
        yield row


def cell_text(cell: AnyCell) -> CellText:
    """What one cell says, as exact text.

    Numbers get the at most 15 digits Excel shows; dates become ``2024-09-01``, times ``08:20``,
    true and false 是 and 否. Full-width digits, blanks and the like are left to the field's codec.
    """
    value = cell.value
    if value is None:
        return BLANK
    if cell.data_type == "f":
        return CellText("", "是公式。请复制后用“选择性粘贴—数值”换成数")
    if cell.data_type == "e":
        return CellText("", f"是错误值 {value}。请改正")
    return _value_text(value)


def _value_text(value: object) -> CellText:
    if not isinstance(value, bool) and isinstance(value, (int, float, Decimal)):
        return _number_text(Decimal(value))
    text = _word(value)
    if text is None:
        return CellText("", "的内容无法识别。请改成普通文字、数字，时长请写成分钟数或“时:分”")
    return CellText(text)


def _word(value: object) -> str | None:
    text: str | None = None
    match value:
        case bool():
            text = "是" if value else "否"
        case str():
            text = value
        case datetime() if value.time() != time():
            text = value.isoformat(" ", "minutes")
        case datetime():
            text = value.date().isoformat()
        case date():
            text = value.isoformat()
        case time():
            text = value.isoformat("seconds" if value.second else "minutes")
    return text


def _number_text(value: Decimal) -> CellText:
    if abs(value) >= _SAFE:
        return CellText(
            "", "超过 15 位，Excel 已经丢掉末尾的数字。请先把单元格设为“文本”，再重新填写"
        )
    number = Decimal(f"{value:.15g}")
    # normalize() alone would write 100 as 1E+2.
    return CellText(f"{number.normalize():f}" if number else "0")


def _trimmed(row: list[CellText]) -> CellRow:
    while row and row[-1] == BLANK:
        row.pop()
    return tuple(row)
