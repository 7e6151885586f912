"""A4 and A3 pages with a running head, a foot with 第 n 页 共 m 页, an outline and a structure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from exporters.documents import palette
from exporters.documents.paper_code import PaperCode
from exporters.documents.pdf.archival import make_archival
from exporters.documents.pdf.fonts import BOLD, REGULAR, ensure_fonts, text_width
from exporters.documents.pdf.qr import draw_qr
from exporters.documents.pdf.structure import Structure, Tagged, begin_artifact, end_marked

MARGIN = 17 * mm
_HEAD = 12 * mm
_FOOT = 11 * mm
_SMALL = 7.5
_CODE = 14 * mm
_CODE_FOOT = 5 * mm
"""Side of the code of a page, and how far it keeps from the edge: few printers reach further."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Size of a page and the room for content on it, in points; ``bottom`` is left free below."""

    width: float
    height: float
    bottom: float = MARGIN

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def depth(self) -> float:
        """Height between head and foot."""
        return self.first_depth - _HEAD / 2

    @property
    def first_depth(self) -> float:
        """The same of a first page, which may carry no head."""
        return self.height - MARGIN - self.bottom


PORTRAIT = Paper(*A4)
CODED = Paper(*A4, bottom=_CODE_FOOT + _CODE + 2 * mm)
"""An upright page with room for a QR code in its foot."""


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page.

    Attributes:
        title: Title of the document.
        who: School or district, and period.
        foot: Left side of the foot.
        cover: The first page carries no head.
        code: What the QR code of each page names; the paper has to be ``CODED`` then.
        mark: Stands across every page in pale letters, e.g. 草稿; empty for nothing.
        again: Title of the pages after the first; ``""`` for the same.
        official: Black on white, without a line under the head.

    """

    title: str
    who: str
    foot: str
    cover: bool = False
    code: PaperCode | None = None
    mark: str = ""
    again: str = ""
    official: bool = False


class _CountingCanvas(Canvas):
    """Holds the pages back until their number is known."""

    _code: list[str]
    _doc: Any
    _pagesize: tuple[float, float]

    def __init__(
        self,
        *arguments: Any,  # noqa: ANN401 - reportlab's own arguments, passed on
        running: Running,
        archival: bool,
        **options: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*arguments, **options)
        self.structure = Structure()
        self._archival = archival
        self._running = running
        self._states: list[dict[str, Any]] = []

    def put(self, operators: str) -> None:
        """Write operators of PDF into the page as they are."""
        self._code.append(operators)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._states.append(dict(self.__dict__))
        self.structure.page += 1
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        for number, state in enumerate(self._states, start=1):
            self.__dict__.update(state)
            self._draw_mark()
            begin_artifact(self)
            self._decorate(number, len(self._states))
            end_marked(self)
            super().showPage()
        self.structure.write(self._doc)
        if self._archival:
            make_archival(self._doc)
        super().save()

    def _decorate(self, number: int, total: int) -> None:
        running = self._running
        width, height = self._pagesize
        colour = palette.OFFICIAL if running.official else palette.MUTED
        self.setFillColor(HexColor(f"#{colour}"))
        self.setFont(REGULAR, _SMALL)
        right = width - MARGIN
        if running.code is not None:
            right -= _CODE + 3 * mm
        self.drawString(MARGIN, _FOOT, running.foot)
        self.drawRightString(right, _FOOT, f"第 {number} 页　共 {total} 页")
        if number > 1 or not running.cover:
            top = height - _HEAD
            title = running.title if number == 1 else running.again or running.title
            self.drawString(MARGIN, top, title)
            self.drawRightString(width - MARGIN, top, running.who)
            if not running.official:
                self.setStrokeColor(HexColor(f"#{palette.RULE}"))
                self.setLineWidth(0.5)
                self.line(MARGIN, top - 2 * mm, width - MARGIN, top - 2 * mm)
        if running.code is not None:
            text = running.code.on_page(number, total).encode()
            draw_qr(self, text, width - MARGIN - _CODE, _CODE_FOOT, _CODE)

    def _draw_mark(self) -> None:
        """Pale letters from corner to corner, under everything else of the page."""
        mark = self._running.mark
        if not mark:
            return
        width, height = self._pagesize
        drawn_before = len(self._code)
        size = min(150.0, 0.8 * width / len(mark))
        begin_artifact(self)
        self.saveState()
        self.translate(width / 2, height / 2)
        self.rotate(45)
        self.setFillColor(HexColor(f"#{palette.HEAD}"))
        self.setFont(BOLD, size)
        self.drawCentredString(0, -size * 0.37, mark)
        self.restoreState()
        end_marked(self)
        mark_code = self._code[drawn_before:]
        del self._code[drawn_before:]
        self._code[0:0] = mark_code


class PageHeading(Tagged, Flowable):
    """A heading with an entry in the outline; level 0 has a rule under it."""

    def __init__(self, text: str, *, level: int, key: str) -> None:
        super().__init__()
        self.kind = f"H{level + 1}"
        self._text = text
        self._level = level
        self._key = key
        self._size = (15.0, 10.5)[level]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """The heading takes the whole row."""
        self._width = aW
        return aW, self._size + (14 if self._level == 0 else 11)

    def draw(self) -> None:
        """Draw the text, its rule and its entry in the outline."""
        canvas = self.canv
        canvas.bookmarkHorizontalAbsolute(self._key, canvas.absolutePosition(0, 0)[1] + 30)
        canvas.addOutlineEntry(self._text, self._key, self._level)
        canvas.setFillColor(HexColor(f"#{palette.INK}"))
        canvas.setFont(BOLD, self._size)
        base = 9 if self._level == 0 else 5
        canvas.drawString(0, base, self._text)
        if self._level == 0:
            canvas.setStrokeColor(HexColor(f"#{palette.INK}"))
            canvas.setLineWidth(1.1)
            canvas.line(0, 2, self._width, 2)


class Banner(Tagged, Flowable):
    """Title and subtitle of an official table, in the middle of the page."""

    kind = "H1"

    def __init__(self, title: str, subtitle: str, *, colour: str) -> None:
        super().__init__()
        self._title = title
        self._subtitle = subtitle
        self._colour = colour

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """The title takes the whole row."""
        self._width = aW
        return aW, 46

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(HexColor(f"#{self._colour}"))
        canvas.setFont(BOLD, 15)
        canvas.drawCentredString(self._width / 2, 28, self._title)
        canvas.setFont(REGULAR, 9.5)
        canvas.drawCentredString(self._width / 2, 10, self._subtitle)


class SignOff(Tagged, Flowable):
    """What is filled in by hand at the foot of a table: a line to write on after each, to the margin.

    In a text that ends in no colon the wide blanks are written on: ``填表日期：　　年　　月　　日``.
    """

    _SIZE = 9
    _GAP = 8.0
    """Between the line of one and the next, in points."""

    def __init__(self, items: Sequence[str]) -> None:
        super().__init__()
        self._items = items

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """The line takes the whole row."""
        self._width = aW
        return aW, 30

    def draw(self) -> None:
        """Draw the texts, and share the room that is left among the lines."""
        canvas = self.canv
        canvas.setFillColor(HexColor(f"#{palette.OFFICIAL}"))
        canvas.setStrokeColor(HexColor(f"#{palette.OFFICIAL}"))
        canvas.setLineWidth(0.5)
        canvas.setFont(REGULAR, self._SIZE)
        widths = [text_width(item, REGULAR, self._SIZE) for item in self._items]
        lines = sum(item.endswith("：") for item in self._items)
        room = self._width - sum(widths) - self._GAP * (len(self._items) - 1)
        left = 0.0
        for item, width in zip(self._items, widths, strict=True):
            canvas.drawString(left, 4, item)
            end = left + width + (room / lines if item.endswith("：") else 0)
            if item.endswith("："):
                canvas.line(left + width, 2, end, 2)
            else:
                self._underline_blanks(item, left)
            left = end + self._GAP

    def _underline_blanks(self, item: str, left: float) -> None:
        for blank in re.finditer("\u3000+", item):
            start, end = (
                left + text_width(item[:place], REGULAR, self._SIZE) for place in blank.span()
            )
            self.canv.line(start, 2, end, 2)


def build(
    story: Sequence[Flowable],
    stream: BinaryIO,
    *,
    paper: Paper,
    running: Running,
    archival: bool = True,
) -> int:
    """Lay a story out and write the PDF; the same story gives the same bytes. Returns its pages.

    Args:
        story: What is drawn, in reading order.
        stream: Receives the bytes.
        paper: Size of the pages.
        running: What stands on every page.
        archival: It keeps to PDF/A-2u; only what draws in an embedded font does.

    """
    ensure_fonts()
    document = BaseDocTemplate(
        stream,
        pagesize=(paper.width, paper.height),
        title=running.title,
        author=running.who,
        subject=running.foot,
        creator="优衡填报",
        invariant=1,
        lang="zh-CN",
        initialFontName=REGULAR,
    )
    first = paper.first_depth if running.cover else paper.depth
    document.addPageTemplates(
        [
            PageTemplate(id="first", frames=[_frame(paper, first)], autoNextPageTemplate="page"),
            PageTemplate(id="page", frames=[_frame(paper, paper.depth)]),
        ]
    )

    def counting(*arguments: Any, **options: Any) -> Canvas:  # noqa: ANN401 - reportlab's own arguments, passed on
        return _CountingCanvas(*arguments, running=running, archival=archival, **options)

    document.build(list(story), canvasmaker=counting)
    return int(document.page)


def _frame(paper: Paper, depth: float) -> Frame:
    return Frame(
        MARGIN,
        paper.bottom,
        paper.room,
        depth,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
