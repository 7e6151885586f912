"""An official table as PDF pages: black on white, headings repeated, A4 or A3 as its width asks."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, TableStyle

from exporters.documents import palette
from exporters.documents.pdf.fonts import Glyphs
from exporters.documents.pdf.grid import PdfTable
from exporters.documents.pdf.page import Banner, Paper, Running, SignOff
from exporters.documents.pdf.signed_grid import SignedGrid
from exporters.documents.pdf.table import Look, PdfCell, Span, make_table
from exporters.documents.pdf.text import text_block
from forms.official.model import Align, Mark, OfficialTable, Placed, placed

_LEAST_SIZE = 7.0
_BEST_SIZE = 9.5
_LANDSCAPE_FROM = 48
_SMALLER = (0.96, 0.92, 0.88)
_LITTLE = 1.15
"""How far over its page, as a share of it, a table is still worth setting smaller."""
_PER_CHARACTER = 1.14
"""Width of a character with its share of the padding, in type sizes."""

_ALIGN: dict[Align, Literal["LEFT", "CENTER", "RIGHT"]] = {
    Align.LEFT: "LEFT",
    Align.CENTRE: "CENTER",
    Align.RIGHT: "RIGHT",
}


def paper_for(table: OfficialTable) -> tuple[Paper, float]:
    """Paper and type size in points: A4 as long as the type stays at least 7 points."""
    width = sum(column.width for column in table.columns)
    small = Paper(*(landscape(A4) if width >= _LANDSCAPE_FROM else A4))
    size = small.room / (width * _PER_CHARACTER)
    if size >= _LEAST_SIZE:
        return small, min(size, _BEST_SIZE)
    large = Paper(*landscape(A3))
    return large, min(large.room / (width * _PER_CHARACTER), _BEST_SIZE)


def official_story(table: OfficialTable, glyphs: Glyphs) -> list[Flowable]:
    """Title, table, notes and sign-off line of one official table.

    A table that runs over its page by a few lines is set a little smaller, so that nobody signs a
    sheet with nothing on it.
    """
    paper, size = paper_for(table)
    story = _story(table, size, paper.room, glyphs)
    over = _height(story, paper) / paper.first_depth
    for smaller in _SMALLER if 1 < over <= _LITTLE else ():
        tighter = _story(table, size * smaller, paper.room, glyphs)
        if _height(tighter, paper) <= paper.first_depth:
            return tighter
    return story


def _story(table: OfficialTable, size: float, width: float, glyphs: Glyphs) -> list[Flowable]:
    subtitle = table.subtitle if table.complete else f"{table.subtitle}　【未完成】"
    title = glyphs.drawable(table.title)
    return [
        Banner(title, glyphs.drawable(subtitle), colour=palette.OFFICIAL),
        SignedGrid(_grid(table, size, width, glyphs), _foot(table, width, glyphs)),
    ]


def _foot(table: OfficialTable, width: float, glyphs: Glyphs) -> list[Flowable]:
    notes = [
        text_block(note, width, glyphs=glyphs, size=8, colour=palette.OFFICIAL)
        for note in table.notes
    ]
    foot: list[Flowable] = [Spacer(0, 2 * mm), *notes]
    if table.sign_off:
        foot.append(SignOff(table.sign_off))
    return foot


def _height(story: Sequence[Flowable], paper: Paper) -> float:
    """How much of a page a story takes, in points."""
    return sum(part.wrap(paper.room, paper.first_depth)[1] + part.getSpaceAfter() for part in story)


def official_running(table: OfficialTable, glyphs: Glyphs, *, imprint: str) -> Running:
    """Head and foot of its pages: an official form names no program, only what ``imprint`` says."""
    title = glyphs.drawable(table.title)
    return Running(
        title=title,
        who=glyphs.drawable(table.subtitle),
        foot=glyphs.drawable(imprint),
        cover=True,
        again=f"{title}（续）",
        official=True,
    )


def _grid(table: OfficialTable, size: float, width: float, glyphs: Glyphs) -> PdfTable:
    columns = len(table.columns)
    opens = bool(table.rows) and table.rows[0][0].columns == columns
    # The title the body begins with is the last row of the heading, to be repeated with it.
    down = len(table.heading) + opens
    blank = PdfCell("")
    rows = [[blank] * columns for _ in range(len(table.heading) + len(table.rows))]
    spans: list[Span] = []
    places = [
        *((item, 0, True) for item in placed(table.heading, columns)),
        *((item, len(table.heading), False) for item in placed(table.rows, columns)),
    ]
    for item, offset, is_heading in places:
        row = item.row + offset
        rows[row][item.column] = _cell(item, table, is_heading=is_heading)
        if item.cell.rows > 1 or item.cell.columns > 1:
            spans.append(Span(row, item.column, item.cell.rows, item.cell.columns))
    look = Look(size=size, boxed=True, middle=True, plain=True)
    widths = _widths([column.width for column in table.columns], width)
    grid = make_table(rows, widths, glyphs=glyphs, look=look, heading_rows=down, spans=spans)
    heads = len(table.heading)
    titles = [span.row for span in spans if span.columns == columns and span.row >= heads]
    if opens:
        grid.bands = {row: rows[row][0].text for row in titles}
    # A title in the table never stands alone at the foot of a page.
    grid.setStyle(TableStyle([("NOSPLIT", (0, row), (-1, row + 1)) for row in titles]))
    return grid


def _widths(characters: Sequence[int], width: float) -> list[float]:
    """Shares of the page, from sums so that no rounding adds up."""
    ends = [end * width / sum(characters) for end in accumulate(characters)]
    return [end - start for start, end in zip([0.0, *ends], ends, strict=False)]


def _cell(item: Placed, table: OfficialTable, *, is_heading: bool) -> PdfCell:
    cell = item.cell
    column = Align.CENTRE if is_heading else table.columns[item.column].align
    strong = is_heading or cell.mark in {Mark.OVER_LIMIT, Mark.FAILED}
    return PdfCell(
        cell.text, bold=strong, colour=palette.OFFICIAL, align=_ALIGN[cell.align or column]
    )
