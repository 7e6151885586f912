"""ElidedLabel: one line that ends in … where it has not the room."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ui.parts.labels.texts import dress


class ElidedLabel(QLabel):
    """One line that gives way; what is cut is whole in the tool tip.

    Args:
        text: The line.
        least: The room it insists on, in characters.

    """

    def __init__(self, text: str = "", *, least: int = 0) -> None:
        super().__init__(text)
        self._least = least

    def say(self, text: str, *, least: int) -> None:
        """Show another line, which insists on this room, in characters."""
        self._least = least
        self.setText(text)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """As much as it insists on, or less if that is all it has to say."""
        whole = self.sizeHint()
        least = self.fontMetrics().horizontalAdvance("填") * self._least
        return QSize(min(whole.width(), least), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits; what is cut is told by the tool tip."""
        del event
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter = QPainter(self)
        self.style().drawItemText(
            painter, room, self.alignment(), self.palette(), self.isEnabled(), shown,
            self.foregroundRole(),
        )  # fmt: skip
        painter.end()
        whole = self.text() if shown != self.text() else ""
        if self.toolTip() != whole:
            self.setToolTip(whole)


def elided_label(text: str = "", *, style: str = "body", least: int = 0) -> ElidedLabel:
    """Make one in a style of the type scale that is not cut below ``least`` characters."""
    made = ElidedLabel(text, least=least)
    dress(made, style)
    return made
