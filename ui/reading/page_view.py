"""PageView: one page of a PDF on the screen; it asks for its picture when it comes into sight."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from operations.pdf_pages import Picture, TextPlace
from ui.reading.page_image import page_image
from ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_MARK, _HERE = 0.2, 0.45
"""How strongly what was found is marked, and the place that is shown now."""


class PageView(QWidget):
    """A page; its paper is white in every scheme, as it is printed.

    Args:
        number: Of the page, from zero.
        points: Its width and height in points.
        theme: Colours of the frame.

    """

    def __init__(self, number: int, points: tuple[float, float], theme: Theme) -> None:
        super().__init__()
        self.number = number
        self._points = points
        self._theme = theme
        self._image: QImage | None = None
        self._scale = 1.0
        self._found: tuple[TextPlace, ...] = ()
        self._here: TextPlace | None = None
        self.setAccessibleName(f"第 {number + 1} 页")

    @property
    def has_picture(self) -> bool:
        """Whether there is something to paint at this size."""
        return self._image is not None

    def set_scale(self, scale: float) -> None:
        """Be of another size; pixels of the screen for each point."""
        self._scale = scale
        self._image = None
        width, height = self._points
        self.setFixedSize(QSize(round(width * scale), round(height * scale)))

    def show_picture(self, picture: Picture | None) -> None:
        """Show the page, or forget its picture."""
        self._image = None
        if picture is not None:
            image = page_image(picture)
            image.setDevicePixelRatio(self.devicePixelRatioF())
            self._image = image
        self.update()

    def mark(self, found: tuple[TextPlace, ...], here: TextPlace | None) -> None:
        """Show where a text was found, one place stronger than the others."""
        self._found, self._here = found, here
        self.update()

    def top_of(self, found: TextPlace) -> int:
        """How far below the top of the page a place is, in pixels."""
        return round(found.top * self._scale)

    def paintEvent(self, event: "QPaintEvent") -> None:
        """Paint from memory: the picture, what was found, a thin frame."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        if self._image is None:
            painter.fillRect(self.rect(), self._theme.colour("surface"))
        else:
            painter.drawImage(0, 0, self._image)
        for found in self._found:
            area = QRectF(found.left, found.top, found.width, found.height)
            scaled = QRectF(
                area.x() * self._scale,
                area.y() * self._scale,
                area.width() * self._scale,
                area.height() * self._scale,
            )
            colour = self._theme.colour("query")
            colour.setAlphaF(_HERE if found is self._here else _MARK)
            painter.fillRect(scaled.adjusted(-2, -2, 2, 2), colour)
        painter.setPen(self._theme.colour("border"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
