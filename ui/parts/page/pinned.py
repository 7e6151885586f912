"""PinnedStrip: the strip of a page above what scrolls; it takes room from the page and covers nothing."""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.metrics import unit
from ui.parts.page.strips import MessageStrip

_MOVES: Final = {QEvent.Type.Move, QEvent.Type.Resize}


class PinnedStrip(QObject):
    """Keeps the strip as wide as the column that scrolls in an area, and where that is."""

    def __init__(self, area: QScrollArea, column: QWidget, strip: MessageStrip) -> None:
        super().__init__(area)
        self._area = area
        self._column = column
        self._strip = strip
        self._settling = False
        column.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the column."""
        if event.type() in _MOVES:
            self.settle()
        return super().eventFilter(watched, event)

    def settle(self) -> None:
        """Take as much room as the sentence needs, or none."""
        layout, column = self._strip.layout(), self._column
        if self._settling or layout is None:
            return
        self._settling = True  # the page moves below it, and so does the column
        if self._strip.isHidden():
            self._take_room_above(0)
        else:
            left = column.mapTo(self._area, column.rect().topLeft()).x()
            height, gap = layout.totalHeightForWidth(column.width()), unit(1.5)
            self._strip.setGeometry(left, gap, column.width(), height)
            self._take_room_above(gap + height)
        self._settling = False

    def _take_room_above(self, height: int) -> None:
        self._area.setViewportMargins(0, height, 0, 0)
