"""FlowLayout: parts side by side, on as many lines as the width asks for."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QWidget

from ui.metrics import unit


class FlowLayout(QHBoxLayout):
    """From the left, line after line; each part has the size it wants, or the width there is.

    A row of Qt's, which knows its parts; here it learns to go on below.
    """

    def __init__(self, *parts: QWidget, gap: float = 1) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(unit(gap))
        for part in parts:
            self.addWidget(part)

    # -- for Qt --------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def minimumHeightForWidth(self, width: int) -> int:
        return self.heightForWidth(width)

    def setGeometry(self, rect: QRect) -> None:
        QLayout.setGeometry(self, rect)  # not the row's, which would put all on one line
        self._arrange(rect, move=True)

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        items = map(self.itemAt, range(self.count()))
        return [item for item in items if item is not None and not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Place the parts, or only work out how high they are together."""
        top, gap = rect.y(), self.spacing()
        for line in self._lines(rect.width()):
            x, high = rect.x(), max(size.height() for _, size in line)
            for item, size in line:
                if move:  # parts of unlike height stand on one middle
                    place = QPoint(x, top + (high - size.height()) // 2)
                    item.setGeometry(QRect(place, size))
                x += size.width() + gap
            top += high + gap
        return max(0, top - gap - rect.y())

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The parts with the size each gets, line by line."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._shown():
            size = _size(item, room)
            if not lines or size.width() > left:
                lines.append([])
                left = room
            lines[-1].append((item, size))
            left -= size.width() + self.spacing()
        return lines


def _size(item: QLayoutItem, room: int) -> QSize:
    """What a part gets: one that is too wide stands on lines of its own, if it can."""
    size = item.sizeHint()
    if size.width() <= room:
        return size
    high = item.heightForWidth(room) if item.hasHeightForWidth() else size.height()
    return QSize(room, high)
