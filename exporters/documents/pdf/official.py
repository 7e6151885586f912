"""An official table as PDF pages: boxed, headings repeated, A4 or A3 as its width asks."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, TableStyle

from exporters.documents import palette
from exporters.documents.pdf.fonts import Glyphs
from exporters.documents.pdf.page import Banner, Paper, Running, SignOff
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
    foot = _foot(table, paper.room, glyphs)
    body = _body(table, size, paper.room, glyphs)
    over = _height([*body, *foot], paper) / paper.first_depth
    for smaller in _SMALLER if 1 < over <= _LITTLE else ():
        tighter = _body(table, size * smaller, paper.room, glyphs)
        if _height([*tighter, *foot], paper) <= paper.first_depth:
            body = tighter
            break
    return [*body, KeepTogether(foot)] if foot else body


def _body(table: OfficialTable, size: float, width: float, glyphs: Glyphs) -> list[Flowable]:
    subtitle = table.subtitle if table.complete else f"{table.subtitle}　【未完成】"
    colour = palette.MUTED if table.complete else palette.BAD
    return [
        Banner(glyphs.drawable(table.title), glyphs.drawable(subtitle), colour=colour),
        _grid(table, size, width, glyphs),
        Spacer(0, 2 * mm),
    ]


def _foot(table: OfficialTable, width: float, glyphs: Glyphs) -> list[Flowable]:
    foot: list[Flowable] = [
        text_block(note, width, glyphs=glyphs, size=8, colour=palette.MUTED) for note in table.notes
    ]
    if table.sign_off:
        foot.append(SignOff(table.sign_off))
    return foot


def _height(story: Sequence[Flowable], paper: Paper) -> float:
    """How much of a page a story takes, in points."""
    return sum(part.wrap(paper.room, paper.first_depth)[1] + part.getSpaceAfter() for part in story)


def official_running(table: OfficialTable, glyphs: Glyphs, *, imprint: str) -> Running:
    """Head and foot of its pages; the foot says what ``imprint`` says besides."""
    return Running(
        title=glyphs.drawable(table.title),
        who=glyphs.drawable(table.subtitle),
        foot=glyphs.drawable("　".join(part for part in ("优衡填报", imprint) if part)),
        cover=True,
    )


def _grid(table: OfficialTable, size: float, width: float, glyphs: Glyphs) -> Flowable:
    columns = len(table.columns)
    down = len(table.heading)
    blank = PdfCell("")
    rows = [[blank] * columns for _ in range(down + len(table.rows))]
    spans: list[Span] = []
    places = [
        *((item, 0, True) for item in placed(table.heading, columns)),
        *((item, down, False) for item in placed(table.rows, columns)),
    ]
    for item, offset, is_heading in places:
        row = item.row + offset
        rows[row][item.column] = _cell(item, table, is_heading=is_heading)
        if item.cell.rows > 1 or item.cell.columns > 1:
            spans.append(Span(row, item.column, item.cell.rows, item.cell.columns))
    look = Look(size=size, boxed=True, middle=True)
    widths = _widths([column.width for column in table.columns], width)
    grid = make_table(rows, widths, glyphs=glyphs, look=look, heading_rows=down, spans=spans)
    titles = [span.row for span in spans if span.columns == columns and span.row >= down]
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
    colour = palette.MUTED if cell.mark is Mark.UNKNOWN else palette.INK
    return PdfCell(cell.text, bold=strong, colour=colour, align=_ALIGN[cell.align or column])
