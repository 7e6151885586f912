"""The report to the leaders as PDF: the verdict first, then pictures and short tables."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from exporters.documents import palette
from exporters.documents.leaders import (
    LeadersCell,
    LeadersColumn,
    LeadersPart,
    LeadersReport,
    LeadersTable,
)
from exporters.documents.pdf.cells import COLOURS
from exporters.documents.pdf.fonts import BOLD, Glyphs
from exporters.documents.pdf.grid import PdfTable
from exporters.documents.pdf.page import PORTRAIT, Banner, PageHeading, Running
from exporters.documents.pdf.pictures import PdfPicture
from exporters.documents.pdf.structure import Tagged
from exporters.documents.pdf.table import Look, PdfCell, PdfRow, make_table
from exporters.documents.pdf.text import text_block
from forms.pictures import Chart

_WIDTH: Final = PORTRAIT.room
_LOOK: Final = Look(size=7.8, above=1.7, below=2.5)
_GAP: Final = 10.0
_HALF: Final = (_WIDTH - _GAP) / 2


def leaders_story(report: LeadersReport, glyphs: Glyphs) -> list[Flowable]:
    """Everything of the report in reading order."""
    subtitle = f"{report.district}　{report.period} 年"
    story: list[Flowable] = [
        Banner(glyphs.drawable(report.title), glyphs.drawable(subtitle), colour=palette.MUTED),
        VerdictLine(glyphs.drawable(report.verdict), COLOURS[report.tone]),
        Spacer(0, 2 * mm),
    ]
    story += [text_block(one, _WIDTH, glyphs=glyphs, size=9) for one in report.sentences]
    for number, part in enumerate(report.parts):
        story += _part(part, f"part-{number}", glyphs)
    return story


def leaders_running(report: LeadersReport, glyphs: Glyphs) -> Running:
    """Head and foot of its pages."""
    return Running(
        title=glyphs.drawable(report.title),
        who=glyphs.drawable(f"{report.district}　{report.period} 年"),
        foot=glyphs.drawable("　".join(one for one in ("优衡填报", report.imprint) if one)),
        cover=True,
    )


class VerdictLine(Tagged, Flowable):
    """What it all comes to, in large letters between two lines."""

    canv: Any
    _HIGH = 34.0

    def __init__(self, text: str, colour: str) -> None:
        super().__init__()
        self._text = text
        self._colour = colour

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """The verdict takes the whole row."""
        self._width = aW
        return aW, self._HIGH

    def draw(self) -> None:
        """Draw the lines and the words between them."""
        canvas = self.canv
        canvas.setStrokeColor(HexColor(f"#{self._colour}"))
        canvas.setLineWidth(1.2)
        for y in (1, self._HIGH - 1):
            canvas.line(0, y, self._width, y)
        canvas.setFillColor(HexColor(f"#{self._colour}"))
        canvas.setFont(BOLD, 15)
        canvas.drawCentredString(self._width / 2, self._HIGH / 2 - 5, self._text)


class PicturePair(Flowable):
    """Two stacks of flowables side by side, each of them an element of its own."""

    canv: Any

    def __init__(self, stacks: Sequence[Sequence[Flowable]]) -> None:
        super().__init__()
        self._stacks = stacks

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """As high as the higher stack."""
        return aW, max(sum(one.wrap(_HALF, aH)[1] for one in stack) for stack in self._stacks)

    def draw(self) -> None:
        """Draw stack after stack from the top."""
        high = self.wrap(_WIDTH, 1000)[1]
        for number, stack in enumerate(self._stacks):
            top = high
            for one in stack:
                top -= one.wrap(_HALF, 1000)[1]
                one.drawOn(self.canv, number * (_HALF + _GAP), top)


def _part(part: LeadersPart, key: str, glyphs: Glyphs) -> Iterator[Flowable]:
    charts = list(_charts(part.charts, glyphs))
    table = None if part.table is None else _table(part.table, glyphs)
    opening = charts[0].wrap(_WIDTH, 1000)[1] if charts else table.opening if table else 0
    yield CondPageBreak(32 * mm + opening)
    heading = PageHeading(glyphs.drawable(part.title), level=0, key=key)
    heading.spaceBefore = 4 * mm  # unlike a spacer's, left out at the top of a page
    yield heading
    yield Spacer(0, 1.5 * mm)
    for sentence in part.sentences:
        yield text_block(sentence, _WIDTH, glyphs=glyphs, size=9)
    yield from charts
    if part.table is not None and table is not None:
        yield Spacer(0, 1.5 * mm)
        yield table
        if part.table.note:
            note = part.table.note
            yield Spacer(0, 1 * mm)
            yield text_block(note, _WIDTH, glyphs=glyphs, size=8, colour=palette.MUTED)


def _charts(charts: Sequence[Chart], glyphs: Glyphs) -> Iterator[Flowable]:
    """Wide pictures one below the other, narrow ones two and two."""
    waiting: list[Sequence[Flowable]] = []
    for chart in charts:
        is_narrow = chart.room.width <= _HALF + 0.1
        stack = _chart(chart, _HALF if is_narrow else _WIDTH, glyphs)
        if not is_narrow:
            yield Stack(stack)
            continue
        waiting.append(stack)
        if len(waiting) == 2:
            yield PicturePair(waiting)
            waiting = []
    if waiting:
        yield PicturePair(waiting)


class Stack(Flowable):
    """What stays together on one page: a picture with its title and its sentence."""

    canv: Any

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self._parts = parts

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """As high as all together."""
        return aW, sum(one.wrap(aW, aH)[1] for one in self._parts)

    def draw(self) -> None:
        """Draw part after part from the top."""
        top = self.wrap(_WIDTH, 1000)[1]
        for one in self._parts:
            top -= one.wrap(_WIDTH, 1000)[1]
            one.drawOn(self.canv, 0, top)


def _chart(chart: Chart, width: float, glyphs: Glyphs) -> list[Flowable]:
    title = text_block(chart.title, width, glyphs=glyphs, size=8.5, bold=True, after=0)
    small = 7.2 if width < _WIDTH else 8
    said = text_block(
        chart.sentence, width, glyphs=glyphs, size=small, colour=palette.MUTED, after=0
    )
    picture = [] if chart.is_empty else [PdfPicture(chart, glyphs)]
    return [Spacer(0, 5), title, *picture, said]


def _table(table: LeadersTable, glyphs: Glyphs) -> PdfTable:
    heads = [PdfCell(one.label, bold=True, align=_align(one)) for one in table.columns]
    rows: list[PdfRow] = [heads, *(_row(row, table.columns) for row in table.rows)]
    whole = sum(column.share for column in table.columns)
    widths = [column.share / whole * _WIDTH for column in table.columns]
    return make_table(rows, widths, glyphs=glyphs, look=_LOOK, heading_rows=1)


def _row(row: Sequence[LeadersCell], columns: Sequence[LeadersColumn]) -> PdfRow:
    return [
        PdfCell(cell.text, colour=COLOURS[cell.tone], align=_align(column))
        for cell, column in zip(row, columns, strict=True)
    ]


def _align(column: LeadersColumn) -> Literal["LEFT", "CENTER"]:
    return "CENTER" if column.centred else "LEFT"
