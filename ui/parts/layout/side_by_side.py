"""SideBySide: two parts beside each other where the page is wide enough, else one below the other."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.metrics import characters, space


class SideBySide(QWidget):
    """Two parts of a page.

    Args:
        first: At the left, or above.
        second: At the right, or below.
        from_width: Width of the page, in Chinese characters, from which they stand beside each other.
        shares: How they share the room.

    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        from_width: float,
        shares: tuple[int, int] = (5, 4),
    ) -> None:
        super().__init__()
        self._from = from_width
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        space(self._row, gap=1)
        self._row.addWidget(first, shares[0])
        self._row.addWidget(second, shares[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= characters(self._from)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
