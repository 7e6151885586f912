"""Pictures of an evaluation on paper: the shapes are painted as they stand, black on white."""

from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from exporters.documents import palette
from exporters.documents.pdf.fonts import BOLD, REGULAR, Glyphs
from exporters.documents.pdf.page import MARGIN, PageHeading, Paper
from exporters.documents.pdf.structure import Tagged
from exporters.documents.pdf.text import text_block
from forms.pictures.geometry import lines_of
from forms.pictures.picture import (
    Box,
    Chart,
    Dot,
    Label,
    Meaning,
    Outline,
    Shape,
    Stroke,
    TextAnchor,
    corners_of,
)

COLOURS: Final = {
    Meaning.TEXT: palette.INK,
    Meaning.QUIET: palette.MUTED,
    Meaning.GRID: palette.RULE,
    Meaning.SOFT: palette.HEAD,
    Meaning.GROUND: palette.INPUT,
    Meaning.ACCENT: palette.ACCENT,
    Meaning.REACHED: palette.GOOD,
    Meaning.GE85: palette.WARNING,
    Meaning.SHORT: palette.BAD,
    Meaning.MISSING: palette.MUTED,
}
_SENTENCE: Final = 8.0
_HEADING: Final = 34.0


def picture_paper(picture: Chart) -> Paper:
    """Paper for a picture alone: as wide as it is, and high enough for its sentence."""
    lines = lines_of(picture.sentence, picture.room.width, _SENTENCE)
    high = picture.room.height + _HEADING + len(lines) * _SENTENCE * 1.5 + 8
    return Paper(picture.room.width + 2 * MARGIN, high + 2 * MARGIN)


def picture_story(picture: Chart, glyphs: Glyphs) -> list[Flowable]:
    """A picture alone: title, picture, sentence."""
    width = picture.room.width
    return [
        PageHeading(glyphs.drawable(picture.title), level=0, key="picture"),
        PdfPicture(picture, glyphs),
        text_block(picture.sentence, width, glyphs=glyphs, size=_SENTENCE, colour=palette.MUTED),
    ]


class PdfPicture(Tagged, Flowable):
    """A picture as a figure of the structure; its sentence is what a screen reader says."""

    kind = "Figure"
    canv: Any

    def __init__(self, picture: Chart, glyphs: Glyphs) -> None:
        super().__init__()
        self._picture = picture
        self._glyphs = glyphs
        self.alternative = glyphs.drawable(f"{picture.title}。{picture.sentence}")

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """Its own size, whatever room there is."""
        room = self._picture.room
        return room.width, room.height

    def draw(self) -> None:
        """Paint shape by shape, with y growing downwards."""
        self.canv.saveState()
        for shape in self._picture.shapes:
            self._paint(shape)
        self.canv.restoreState()

    def _y(self, y: float) -> float:
        return self._picture.room.height - y

    def _paint(self, shape: Shape) -> None:
        canvas = self.canv
        if isinstance(shape, Stroke):
            canvas.setStrokeColor(HexColor(f"#{COLOURS[shape.ink]}"))
            canvas.setLineWidth(shape.width)
            canvas.setDash(*([list(shape.dash.lengths)] if shape.dash.lengths else []))
            canvas.line(shape.x1, self._y(shape.y1), shape.x2, self._y(shape.y2))
        elif isinstance(shape, Box):
            canvas.setFillColor(HexColor(f"#{COLOURS[shape.ink]}"))
            low = self._y(shape.y + shape.height)
            canvas.rect(shape.x, low, shape.width, shape.height, stroke=0, fill=1)
        elif isinstance(shape, Dot):
            self._paint_mark(shape)
        else:
            self._paint_label(shape)

    def _paint_mark(self, mark: Dot) -> None:
        """A filled mark has an edge in the colour of the paper, thin enough to leave a small mark its ink."""
        canvas = self.canv
        ink = HexColor(f"#{COLOURS[mark.ink]}")
        canvas.setFillColor(ink)
        canvas.setStrokeColor(HexColor(f"#{palette.INPUT}") if mark.filled else ink)
        canvas.setLineWidth(min(0.6, mark.radius / 6) if mark.filled else 1.2)
        canvas.setDash()
        if mark.form is Outline.CIRCLE:
            canvas.circle(mark.x, self._y(mark.y), mark.radius, stroke=1, fill=int(mark.filled))
            return
        path = canvas.beginPath()
        first, *others = corners_of(mark)
        path.moveTo(first[0], self._y(first[1]))
        for x, y in others:
            path.lineTo(x, self._y(y))
        path.close()
        canvas.drawPath(path, stroke=1, fill=int(mark.filled))

    def _paint_label(self, label: Label) -> None:
        canvas, y = self.canv, self._y(label.y)
        canvas.setFillColor(HexColor(f"#{COLOURS[label.ink]}"))
        canvas.setFont(BOLD if label.bold else REGULAR, label.size)
        text = self._glyphs.drawable(label.text)
        if label.anchor is TextAnchor.LEFT:
            canvas.drawString(label.x, y, text)
        elif label.anchor is TextAnchor.MIDDLE:
            canvas.drawCentredString(label.x, y, text)
        else:
            canvas.drawRightString(label.x, y, text)
