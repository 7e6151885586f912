"""SideBySide: two parts beside each other where the page is wide enough, else one below the other."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.metrics import characters, space


class SideBySide(QWidget):
    """The first part is the wider one."""

    def __init__(self, first: QWidget, second: QWidget, *, from_width: float) -> None:
        super().__init__()
        self._from = from_width
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        space(self._row, gap=1)
        self._row.addWidget(first, 5)
        self._row.addWidget(second, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= characters(self._from)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
