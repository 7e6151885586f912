"""PageArea: a page whose content scrolls by itself; in a low window all of it scrolls as one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QTableView, QVBoxLayout, QWidget

from ui.metrics import line_height, space
from ui.parts.layout.tall_area import TallArea

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

LEAST_TABLE = "leastHeight"
"""Property of a table: how high it is at least where its page has the room, in pixels."""
_LINES = 8
"""Where fewer lines are left to the content, what stands above it scrolls away with it."""


class PageArea(TallArea):
    """A column: what stands above (title, message) keeps its height, the content gets the rest.

    Where that leaves too few lines, the content is as high as it wants to be instead of scrolling by
    itself, and the column scrolls.
    """

    def __init__(self) -> None:
        self._inside = _Inside()
        super().__init__(self._inside)
        self.column = QVBoxLayout(self._inside)
        space(self.column, gap=0)
        self._content: QWidget | None = None
        self._inside.installEventFilter(self)

    def give_rest(self, content: QWidget) -> None:
        """Say which part gets the room that is left; it stands in the column already."""
        self._content = content

    # -- for Qt --------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """As wide as its parts have to be, as low as any window."""
        return QSize(self.column.totalMinimumSize().width(), line_height() * 2)

    def sizeHint(self) -> QSize:
        return self.column.totalSizeHint()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self._share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the room again when something came, went, or became longer."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._share()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    # -- sharing -------------------------------------------------------------------------------

    def _share(self) -> None:
        """Give the content what is left, or all it wants where that would be too little."""
        content, seen = self._content, self.viewport().size()
        if content is None or seen.height() <= 0:
            return
        own = content.minimumHeight() or content.minimumSizeHint().height()
        left = seen.height() - (self._inside.heightForWidth(seen.width()) - own)
        is_low = left < line_height() * _LINES and left < _whole(content)
        if is_low:
            _lower_tables(content, seen.height())
        high = 0
        if isinstance(content, QScrollArea):
            bars = Qt.ScrollBarPolicy
            bar = bars.ScrollBarAlwaysOff if is_low else bars.ScrollBarAsNeeded
            content.setVerticalScrollBarPolicy(bar)
            high = _whole(content) if is_low else 0
        elif is_low:  # a form, a table: it scrolls by itself, and has the whole page for that
            high = seen.height()
        if content.minimumHeight() != high:
            content.setMinimumHeight(high)
        # Qt asks for a height at a width only where a text wraps.
        self._inside.setMinimumHeight(max(1, self._inside.heightForWidth(seen.width())))

    def seen_with(self, focused: QWidget) -> QWidget:
        """A content that scrolls by itself is seen whole, and brings what is in it into sight."""
        content = self._content
        if content is None or isinstance(content, QScrollArea) or not content.isAncestorOf(focused):
            return focused
        return content


class _Inside(QWidget):
    """Asks for no more height than its parts need: what scrolls by itself may be low."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(1)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        if layout is None:
            return -1
        if layout.hasHeightForWidth():
            return layout.totalMinimumHeightForWidth(width)
        return layout.totalMinimumSize().height()


def _whole(content: QWidget) -> int:
    """The height at which a content has nothing to scroll, in pixels; else that of a few lines."""
    inside = content.widget() if isinstance(content, QScrollArea) else None
    if inside is None:
        return line_height() * _LINES
    high = inside.heightForWidth(content.width()) if inside.hasHeightForWidth() else 0
    return max(high, inside.minimumSizeHint().height())


def _lower_tables(content: QWidget, most: int) -> None:
    """Keep every table no higher than the page, so that headings and current row are seen together."""
    for table in content.findChildren(QTableView):
        least = table.property(LEAST_TABLE)
        if isinstance(least, int) and least > most:
            table.setMinimumHeight(most)
