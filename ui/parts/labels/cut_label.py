"""CutLabel: a line of text that gives way where there is no room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ui.metrics import characters

_LEAST, _LEAST_OWN = 6, 6
"""Least width, in Chinese characters of the body, and in those of the label: a title stays whole."""


class CutLabel(QLabel):
    """Ends in … where it is too long, and has the whole text as its tool tip then."""

    def __init__(self, text: str, *, style: str) -> None:
        super().__init__(text)
        self.setProperty("textFormat", "PlainText")  # by name, not to load every name of Qt
        self.setProperty("kind", style)

    def minimumSizeHint(self) -> QSize:
        """A few characters."""
        usual = super().minimumSizeHint()
        own = self.fontMetrics().horizontalAdvance("国" * _LEAST_OWN)
        return QSize(min(usual.width(), max(characters(_LEAST), own)), usual.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as fits."""
        whole = self.text()
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, self.width())
        if shown == whole:
            super().paintEvent(event)
            return
        self.setToolTip(whole)
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
