"""Paints pictures with Qt: into a window, and as PNG and SVG; a PDF is made as the reports are.

What leaves the program is black on white, whatever scheme the window has.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QImageWriter,
    QPaintDevice,
    QPainter,
    QPainterPath,
    QPen,
)
from PySide6.QtSvg import QSvgGenerator

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
from operations.pictures import picture_pdf
from ui.palettes import LIGHT
from ui.theme import FAMILY, Theme

Colour = Callable[[Meaning], QColor]

_ROLES: Final = {
    Meaning.TEXT: "text",
    Meaning.QUIET: "muted",
    Meaning.GRID: "border",
    Meaning.SOFT: "sunken",
    Meaning.GROUND: "surface",
    Meaning.ACCENT: "accent",
    Meaning.REACHED: "ok",
    Meaning.GE85: "query",
    Meaning.SHORT: "error",
    Meaning.MISSING: "muted",
}
_EDGE: Final = 12.0
"""White around a picture that leaves the program, in units."""
_DOTS_PER_UNIT: Final = 3
"""Of a PNG: 216 dots an inch, sharp in a document and on a slide."""


class ChartKind(StrEnum):
    """What a picture is saved as."""

    PNG = ".png"
    SVG = ".svg"
    PDF = ".pdf"


def on_screen(theme: Theme) -> Colour:
    """Give the colours of the scheme in force."""
    return lambda ink: theme.colour(_ROLES[ink])


def on_paper(ink: Meaning) -> QColor:
    """Give the colours of what leaves the program."""
    return QColor(getattr(LIGHT, _ROLES[ink]))


def paint(painter: QPainter, picture: Chart, colour: Colour) -> None:
    """Paint every shape; one unit is one unit of the painter."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in picture.shapes:
        _paint(painter, shape, colour)


def _paint(painter: QPainter, shape: Shape, colour: Colour) -> None:
    if isinstance(shape, Stroke):
        pen = QPen(colour(shape.ink), shape.width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if shape.dash.lengths:
            pen.setDashPattern([long / shape.width for long in shape.dash.lengths])
        painter.setPen(pen)
        painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
    elif isinstance(shape, Box):
        painter.fillRect(QRectF(shape.x, shape.y, shape.width, shape.height), colour(shape.ink))
    elif isinstance(shape, Dot):
        _paint_mark(painter, shape, colour)
    else:
        _paint_label(painter, shape, colour)


def _paint_mark(painter: QPainter, mark: Dot, colour: Colour) -> None:
    """A filled mark has an edge in the colour of the ground: marks that overlap are told apart."""
    ink = colour(mark.ink)
    painter.setPen(QPen(colour(Meaning.GROUND), 0.7) if mark.filled else QPen(ink, 1.3))
    painter.setBrush(ink if mark.filled else Qt.BrushStyle.NoBrush)
    painter.drawPath(outline(mark))


def outline(mark: Dot) -> QPainterPath:
    """The outline of a mark; all forms have the area of the circle."""
    path, radius = QPainterPath(), mark.radius
    if mark.form is Outline.CIRCLE:
        path.addEllipse(QPointF(mark.x, mark.y), radius, radius)
        return path
    corners = corners_of(mark)
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.closeSubpath()
    return path


def _paint_label(painter: QPainter, label: Label, colour: Colour) -> None:
    font = QFont(FAMILY)
    font.setPixelSize(100)  # only whole pixels can be asked for, so that it is scaled below
    font.setBold(label.bold)
    painter.save()
    painter.setFont(font)
    painter.setPen(colour(label.ink))
    painter.translate(label.x, label.y)
    painter.scale(label.size / 100, label.size / 100)
    width = painter.fontMetrics().horizontalAdvance(label.text)
    left = {TextAnchor.LEFT: 0.0, TextAnchor.MIDDLE: -width / 2, TextAnchor.RIGHT: -width}[
        label.anchor
    ]
    painter.drawText(QPointF(left, 0), label.text)
    painter.restore()


def image_of(picture: Chart) -> QImage:
    """The picture for the clipboard and as PNG, on white."""
    size = _sheet(picture) * _DOTS_PER_UNIT
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    dots = round(_DOTS_PER_UNIT * 72 / 0.0254)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    image.fill(on_paper(Meaning.GROUND))
    _paint_sheet(image, picture, _DOTS_PER_UNIT)
    return image


def file_of(picture: Chart, kind: ChartKind) -> bytes:
    """The bytes of a file with the picture, its title above and its sentence below."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if kind is ChartKind.PNG:
        QImageWriter(buffer, b"png").write(image_of(picture))
    elif kind is ChartKind.SVG:
        _write_svg(buffer, picture)
    else:
        return picture_pdf(picture)
    return bytes(buffer.data().data())


def _write_svg(buffer: QBuffer, picture: Chart) -> None:
    size = _sheet(picture)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(round(size.width()), round(size.height())))
    generator.setViewBox(QRectF(QPointF(), size))
    generator.setTitle(picture.title)
    generator.setDescription(picture.sentence)
    generator.setResolution(72)
    _paint_sheet(generator, picture, 1)


_TITLE_SIZE, _SENTENCE_SIZE = 11.0, 8.0


def _sheet(picture: Chart) -> QSizeF:
    """The picture with its edge, its title and its sentence."""
    high = _TITLE_SIZE * 2 + _SENTENCE_SIZE * (1.6 * len(_lines(picture)) + 0.6)
    return QSizeF(picture.room.width + 2 * _EDGE, picture.room.height + high + 2 * _EDGE)


def _paint_sheet(device: QPaintDevice, picture: Chart, scale: float) -> None:
    painter = QPainter(device)
    painter.scale(scale, scale)
    painter.translate(_EDGE, _EDGE)
    title = Label(0, _TITLE_SIZE, picture.title, size=_TITLE_SIZE, bold=True)
    _paint_label(painter, title, on_paper)
    painter.translate(0, _TITLE_SIZE * 2)
    paint(painter, picture, on_paper)
    base = picture.room.height + _SENTENCE_SIZE * 1.6
    for number, line in enumerate(_lines(picture)):
        said = Label(0, base + number * _SENTENCE_SIZE * 1.6, line, Meaning.QUIET, _SENTENCE_SIZE)
        _paint_label(painter, said, on_paper)
    painter.end()


def _lines(picture: Chart) -> list[str]:
    """The sentence in lines of the width of the picture."""
    return lines_of(picture.sentence, picture.room.width, _SENTENCE_SIZE)
