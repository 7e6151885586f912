"""Workbooks that hold data and nothing else: texts stay texts, numbers are numbers, no formula ever.

openpyxl would turn a text that starts with ``=`` into a formula and one such as ``#N/A`` into an
error value, so every text is marked as one. Saved bytes depend on the content alone: the dates
openpyxl puts in are left out.
"""

import zipfile
from copy import copy
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from io import BytesIO
from math import ceil
from typing import Any, BinaryIO
from weakref import WeakKeyDictionary
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from exporters.documents import palette
from exporters.documents.clean import excel_text
from forms.values import Number

GENERAL, TEXT = "General", "@"
"""Number formats: as Excel likes, and text as typed."""

A4, A3 = 9, 8
"""Paper sizes as Excel numbers them."""

_EXACT = 10**15
"""Excel keeps 15 digits; a longer whole number is written as text, so that no digit changes."""

_FORMULA_STARTS = frozenset("=+-@'")

TALLEST_ROW = 409
"""Points; Excel allows no more."""

_DIGITS = Context(prec=17)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    "<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title><dc:creator>优衡填报</dc:creator></cp:coreProperties>"
)


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell looks.

    Attributes:
        bold: In bold.
        size: Type size in points.
        colour: Six hex digits.
        fill: Six hex digits, or the empty string.
        boxed: With a thin frame.
        line: Six hex digits, of the frame.
        across: ``left``, ``center`` or ``right``.
        wrap: Long texts go on in the next line of the cell.
        locked: Cannot be changed in a protected sheet.

    """

    bold: bool = False
    size: float = 10
    colour: str = palette.INK
    fill: str = ""
    boxed: bool = False
    line: str = palette.STRONG_RULE
    across: str = "left"
    wrap: bool = True
    locked: bool = True


_looks: WeakKeyDictionary[Workbook, dict[tuple[CellStyle, str, bool], StyleArray]] = (
    WeakKeyDictionary()
)


def new_book() -> Workbook:
    """An empty workbook without the sheet openpyxl makes."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    return book


def put_text(cell: Cell, text: str, face: CellStyle, pattern: str = GENERAL) -> None:
    """Write a text as a text, whatever it starts with; the empty text leaves the cell blank."""
    if text:
        cell.value = excel_text(text)
        cell.data_type = "s"
    paint(cell, face, pattern, quoted=text[:1] in _FORMULA_STARTS)


def put_number(cell: Cell, value: Number, pattern: str, face: CellStyle) -> None:
    """Write an exact number with a number format such as ``0.00``.

    A workbook holds binary doubles; sixteen digits of the exact value arrive in it.
    """
    if isinstance(value, int) and abs(value) >= _EXACT:
        put_text(cell, str(value), face)
        return
    cell.value = value if isinstance(value, int) else decimal_of(value)
    paint(cell, face, pattern)


def decimal_of(value: Fraction) -> Decimal:
    """Seventeen significant digits of a fraction."""
    return _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def number_pattern(decimals: int, *, grouped: bool = False) -> str:
    """The number format for so many decimals, e.g. ``#,##0.00``."""
    whole = "#,##0" if grouped else "0"
    return f"{whole}.{'0' * decimals}" if decimals else whole


def paint(cell: Cell, face: CellStyle, pattern: str = GENERAL, *, quoted: bool = False) -> None:
    """Give a cell its look and its number format; ``quoted`` marks a text that is no formula.

    openpyxl compares whole style objects at every assignment, which takes most of the time of a
    workbook. So each look is assigned once per workbook and copied from then on.
    """
    book: Any = cell.parent.parent
    looks = _looks.setdefault(book, {})
    key = (face, pattern, quoted)
    styled: Any = cell
    if key not in looks:
        _assign(cell, face)
        cell.number_format = pattern
        if quoted:
            cell.quotePrefix = True
        looks[key] = styled._style  # noqa: SLF001 - copying it is openpyxl's own idiom
    styled._style = copy(looks[key])  # noqa: SLF001 - the same


def _assign(cell: Cell, face: CellStyle) -> None:
    font, fill, border, alignment = _styles(face)
    cell.font = font
    cell.alignment = alignment
    if fill is not None:
        cell.fill = fill
    if border is not None:
        cell.border = border
    if not face.locked:
        cell.protection = _unlocked()


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell at a place, counted from 1; never one that a merge covers."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        message = f"{cell.coordinate} lies under a merged cell"
        raise TypeError(message)
    return cell


def set_page(sheet: Worksheet, *, landscape: bool = False, paper: int = A4, foot: str = "") -> None:
    """Prepare a sheet for printing: paper, one page wide, page numbers."""
    page = sheet.page_setup
    page.paperSize = paper
    page.orientation = "landscape" if landscape else "portrait"
    page.fitToWidth = 1
    page.fitToHeight = 0
    # The stubs allow these parts to be absent; openpyxl always makes them.
    properties: Any = sheet.sheet_properties.pageSetUpPr
    properties.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom = 0.6, 0.75
    margins.header = margins.footer = 0.3
    footer: Any = sheet.oddFooter
    footer.left.text = excel_text(foot).replace("&", "&&")
    footer.right.text = "第 &P 页　共 &N 页"


def text_lines(text: str, width: float) -> int:
    """Lines a text takes in a column of ``width`` digits; a Chinese character counts as two."""
    lengths = [sum(2 if sign >= "\u2e80" else 1 for sign in line) for line in text.split("\n")]
    return sum(max(1, ceil(length / width)) for length in lengths)


def fit_rows(sheet: Worksheet) -> None:
    """Give every row the height its longest wrapped text needs; Excel does so only for typing."""
    for number, row in enumerate(sheet.iter_rows(), start=1):
        lines = 1
        for cell in row:
            if isinstance(cell, Cell) and cell.alignment.wrap_text and cell.value is not None:
                width = sheet.column_dimensions[cell.column_letter].width - 1
                lines = max(lines, text_lines(str(cell.value), width))
        height = max(float(row[0].font.size or 10) * 1.7, lines * 14 + 5)
        sheet.row_dimensions[number].height = min(height, TALLEST_ROW)


def save(book: Workbook, stream: BinaryIO, *, title: str) -> None:
    """Write the workbook; the same content gives the same bytes, whatever the clock says."""
    core = _CORE.format(title=escape(excel_text(title))).encode()
    # The writer closes the archive.
    _MemoryWriter(book, _UndatedArchive(stream, core=core)).save()


class _UndatedArchive(zipfile.ZipFile):
    """A zip that asks no clock: openpyxl's would refuse to be written before 1980 and after 2107."""

    def __init__(self, stream: BinaryIO, *, core: bytes) -> None:
        super().__init__(stream, "w")
        self._core = core

    def writestr(self, zinfo_or_arcname: str | zipfile.ZipInfo, data: Any, *_: object) -> None:  # noqa: ANN401 - as its base
        """Add a member; the properties of the workbook are ours and not openpyxl's."""
        name = str(getattr(zinfo_or_arcname, "filename", zinfo_or_arcname))
        member = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
        member.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(member, self._core if name == "docProps/core.xml" else data)


class _MemoryWriter(ExcelWriter):
    """openpyxl's writer without its temporary files, in which a crash would leave answers readable."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write one sheet, as openpyxl does for cells without charts and pictures."""
        content = BytesIO()
        # The stubs do not know what openpyxl's own method sets.
        own: Any = self
        sheet: Any = ws
        writer: Any = WorksheetWriter(ws, out=content)
        writer.write()
        sheet._drawing = None  # noqa: SLF001 - openpyxl has no other way to it
        sheet._rels = writer._rels  # noqa: SLF001 - the same
        own._archive.writestr(sheet.path[1:], content.getvalue())  # noqa: SLF001 - the same
        self.manifest.append(sheet)


@cache
def _styles(face: CellStyle) -> tuple[Font, PatternFill | None, Border | None, Alignment]:
    font = Font(name="宋体", size=face.size, bold=face.bold, color=f"FF{face.colour}")
    fill = PatternFill("solid", fgColor=f"FF{face.fill}") if face.fill else None
    side = Side(style="thin", color=f"FF{face.line}")
    border = Border(left=side, right=side, top=side, bottom=side) if face.boxed else None
    alignment = Alignment(horizontal=face.across, vertical="center", wrap_text=face.wrap)
    return font, fill, border, alignment


@cache
def _unlocked() -> Protection:
    return Protection(locked=False)
