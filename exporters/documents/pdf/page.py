"""A4 and A3 pages with a running head, a foot with 第 n 页 共 m 页, and an outline."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from exporters.documents import palette
from exporters.documents.pdf.fonts import BOLD, REGULAR, ensure_fonts, text_width

MARGIN = 17 * mm
_HEAD = 12 * mm
_FOOT = 11 * mm
_SMALL = 7.5


@dataclass(frozen=True, slots=True)
class Paper:
    """Size of a page and the room for content on it, in points."""

    width: float
    height: float

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
        return self.height - 2 * MARGIN


PORTRAIT = Paper(*A4)


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page.

    Attributes:
        title: Title of the document.
        who: School or district, and period.
        foot: Left side of the foot.
        cover: The first page carries no head.

    """

    title: str
    who: str
    foot: str
    cover: bool = False


class _CountingCanvas(Canvas):
    """Holds the pages back until their number is known."""

    def __init__(self, *arguments: Any, running: Running, **options: Any) -> None:  # noqa: ANN401 - reportlab's own arguments, passed on
        super().__init__(*arguments, **options)
        self._running = running
        self._states: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._states.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        for number, state in enumerate(self._states, start=1):
            self.__dict__.update(state)
            self._decorate(number, len(self._states))
            super().showPage()
        super().save()

    def _decorate(self, number: int, total: int) -> None:
        width, height = (float(side) for side in self._pagesize)  # type: ignore[attr-defined]
        self.setFillColor(HexColor(f"#{palette.MUTED}"))
        self.setStrokeColor(HexColor(f"#{palette.RULE}"))
        self.setLineWidth(0.5)
        self.setFont(REGULAR, _SMALL)
        self.drawString(MARGIN, _FOOT, self._running.foot)
        self.drawRightString(width - MARGIN, _FOOT, f"第 {number} 页　共 {total} 页")
        if number == 1 and self._running.cover:
            return
        top = height - _HEAD
        self.drawString(MARGIN, top, self._running.title)
        self.drawRightString(width - MARGIN, top, self._running.who)
        self.line(MARGIN, top - 2 * mm, width - MARGIN, top - 2 * mm)


class PageHeading(Flowable):
    """A heading with an entry in the outline; level 0 has a rule under it."""

    def __init__(self, text: str, *, level: int, key: str) -> None:
        super().__init__()
        self._text = text
        self._level = level
        self._key = key
        self._size = (15.0, 10.5)[level]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """The input takes the whole row."""
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


class Banner(Flowable):
    """Title and subtitle of an official table, in the middle of the page."""

    def __init__(self, title: str, subtitle: str, *, colour: str) -> None:
        super().__init__()
        self._title = title
        self._subtitle = subtitle
        self._colour = colour

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """The input takes the whole row."""
        self._width = aW
        return aW, 46

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(HexColor(f"#{palette.INK}"))
        canvas.setFont(BOLD, 15)
        canvas.drawCentredString(self._width / 2, 28, self._title)
        canvas.setFillColor(HexColor(f"#{self._colour}"))
        canvas.setFont(REGULAR, 9.5)
        canvas.drawCentredString(self._width / 2, 10, self._subtitle)


class SignOff(Flowable):
    """What is filled in by hand at the foot of a table, spread over the whole width."""

    def __init__(self, items: Sequence[str]) -> None:
        super().__init__()
        self._items = items

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """The input takes the whole row."""
        self._width = aW
        return aW, 30

    def draw(self) -> None:
        """Draw the items with equal room between them."""
        canvas = self.canv
        canvas.setFillColor(HexColor(f"#{palette.INK}"))
        canvas.setFont(REGULAR, 9)
        widths = [text_width(item, REGULAR, 9) for item in self._items]
        gap = (self._width - sum(widths)) / max(len(widths) - 1, 1)
        left = 0.0
        for item, width in zip(self._items, widths, strict=True):
            canvas.drawString(left, 4, item)
            left += width + gap


def build(story: Sequence[Flowable], stream: BinaryIO, *, paper: Paper, running: Running) -> None:
    """Lay a story out and write the PDF; the same story gives the same bytes."""
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
        return _CountingCanvas(*arguments, running=running, **options)

    document.build(list(story), canvasmaker=counting)


def _frame(paper: Paper, depth: float) -> Frame:
    return Frame(
        MARGIN,
        MARGIN,
        paper.room,
        depth,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
