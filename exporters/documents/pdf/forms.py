"""The forms of a report: fields two abreast, tables as broad as the page, nothing torn apart.

Forms follow each other on the page; a heading stays with what it is the heading of.
"""

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from exporters.documents import palette
from exporters.documents.pdf.cells import DENSE, LOOK, WIDTH, shown_cell
from exporters.documents.pdf.fonts import BOLD, REGULAR, Glyphs, text_width
from exporters.documents.pdf.grid import PdfTable
from exporters.documents.pdf.page import PageHeading
from exporters.documents.pdf.table import PADDING, PdfCell, PdfRow, fitted_widths, make_table
from exporters.documents.pdf.text import text_block
from exporters.documents.report import (
    Grid,
    GridColumn,
    ReportField,
    ReportForm,
    ReportSection,
    Shown,
    upright,
)

_GAP = 10.0
_LABEL = 0.3 * WIDTH
_ANSWER = (WIDTH - _GAP) / 2 - _LABEL
"""Width of a label and of a short answer in points; two of each and the gap make a page."""

_FOLDED_FROM = 8
"""Rows from which a narrow table is set two abreast."""

_HEADING = 4.1
"""Characters a heading of a narrow table needs in a line."""

_DENSE_FROM = 8
"""Columns from which a table is set in smaller type."""


def form_story(form: ReportForm, key: str, glyphs: Glyphs) -> Iterator[Flowable]:
    """One form under its heading; ``key`` names it in the outline."""
    sections = [[*_section(section, glyphs)] for section in form.sections]
    yield CondPageBreak(26 * mm + _opening(sections[0]))
    yield Spacer(0, 5 * mm)
    yield PageHeading(glyphs.drawable(form.label), level=0, key=key)
    for number, (section, blocks) in enumerate(zip(form.sections, sections, strict=True)):
        yield CondPageBreak(12 * mm + _opening(blocks))
        yield Spacer(0, 2.5 * mm)
        yield PageHeading(glyphs.drawable(section.title), level=1, key=f"{key}-{number}")
        yield from blocks


def _opening(blocks: Sequence[Flowable]) -> float:
    """Height of what has to stand under a heading: all until the first rows of a table.

    A table of one row is not enough: heading and row would stand alone above what they belong to.
    """
    height = 0.0
    for block in blocks:
        if isinstance(block, PdfTable) and not block.is_one_row:
            return height + block.opening
        height += block.wrap(WIDTH, 1000)[1]
    return height


def _section(section: ReportSection, glyphs: Glyphs) -> Iterator[Flowable]:
    entries: list[ReportField] = []
    for block in section.blocks:
        if isinstance(block, ReportField):
            entries.append(block)
        else:
            yield from _entries(entries, glyphs)
            entries = []
            label = "" if block.label == section.title else block.label
            yield from _grid(block, label, glyphs)
    yield from _entries(entries, glyphs)


def _entries(entries: Sequence[ReportField], glyphs: Glyphs) -> Iterator[Flowable]:
    """Fields that follow each other: short ones two abreast, a long one across the page."""
    pending: list[ReportField] = []
    for entry in entries:
        if _is_short(entry):
            pending.append(entry)
            continue
        yield from _abreast(pending, glyphs)
        pending = []
        row = (_label(entry), _answer(entry))
        yield make_table([row], (_LABEL, WIDTH - _LABEL), glyphs=glyphs, look=LOOK)
    yield from _abreast(pending, glyphs)


def _is_short(entry: ReportField) -> bool:
    text = entry.shown.text
    return "\n" not in text and text_width(text, REGULAR, LOOK.size) <= _ANSWER - 2 * PADDING


def _abreast(entries: Sequence[ReportField], glyphs: Glyphs) -> Iterator[Flowable]:
    if entries:
        rows = _two_abreast([(_label(entry), _answer(entry)) for entry in entries])
        widths = (_LABEL, _ANSWER, _GAP, _LABEL, _ANSWER)
        yield make_table(rows, widths, glyphs=glyphs, look=LOOK)


def _two_abreast(rows: Sequence[PdfRow]) -> list[PdfRow]:
    """Two rows in each row, read from left to right, with a gap between."""
    blank = [PdfCell("")] * len(rows[0])
    return [
        [*rows[place], PdfCell(""), *(rows[place + 1] if place + 1 < len(rows) else blank)]
        for place in range(0, len(rows), 2)
    ]


def _label(entry: ReportField) -> PdfCell:
    unit = f"（{entry.unit}）" if entry.unit else ""
    return PdfCell(entry.label + unit, colour=palette.MUTED)


def _answer(entry: ReportField) -> PdfCell:
    return shown_cell(entry.shown, numeric=entry.shown.value is not None)


def _grid(grid: Grid, label: str, glyphs: Glyphs) -> Iterator[Flowable]:
    """A table under its label; a section that is one table says the label itself."""
    tables = [*_tables(grid, glyphs)]
    if label:
        yield CondPageBreak(10 * mm + _opening(tables))
        yield Spacer(0, 2.5 * mm)
        yield text_block(label, WIDTH, glyphs=glyphs, bold=True, after=3)
    yield from tables


def _tables(grid: Grid, glyphs: Glyphs) -> Iterator[Flowable]:
    if not grid.rows:
        yield text_block(grid.note, WIDTH, glyphs=glyphs, colour=palette.MUTED)
        return
    for part in upright(grid):
        rows: list[PdfRow] = [_grid_head(part.columns)]
        rows += [_grid_row(part.columns, row) for row in part.rows]
        look = LOOK if len(part.columns) < _DENSE_FROM else DENSE
        if _is_narrow(rows):
            head, *body = rows
            rows = [[*head, PdfCell("　"), *head], *_two_abreast(body)]
        yield make_table(
            rows,
            fitted_widths(rows, WIDTH, size=look.size),
            glyphs=glyphs,
            look=look,
            heading_rows=1,
        )
        yield Spacer(0, 1.5 * mm)


def _is_narrow(rows: Sequence[PdfRow]) -> bool:
    """Whether two of them fit side by side; a heading may be broken into lines, empty rows are not."""
    if len(rows) <= _FOLDED_FROM or not rows[-1][0].text:
        return False
    widths = [
        max(
            min(text_width(head.text, BOLD, LOOK.size), _HEADING * LOOK.size),
            *(text_width(cell.text, REGULAR, LOOK.size) for cell in cells),
        )
        for head, *cells in zip(*rows, strict=True)
    ]
    return sum(widths) + (2 * len(widths) + 1) * PADDING + LOOK.size / 2 <= WIDTH / 2


def _grid_head(columns: Sequence[GridColumn]) -> PdfRow:
    return [
        PdfCell(column.heading, bold=True, align="RIGHT" if column.numeric else "LEFT")
        for column in columns
    ]


def _grid_row(columns: Sequence[GridColumn], row: Sequence[Shown]) -> PdfRow:
    return [
        shown_cell(cell, numeric=column.numeric) for column, cell in zip(columns, row, strict=True)
    ]
