"""SideBySide: two parts beside each other where there is room, else below each other or on two tabs."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QTabBar, QVBoxLayout, QWidget

from ui.metrics import characters, space

_ANY_WIDTH = 16_777_215
"""Qt's own most, which is no limit."""


class SideBySide(QWidget):
    """Two parts of a page.

    Args:
        first: At the left, above or on the first tab.
        second: At the right, below or on the second tab.
        from_width: Width of the page, in Chinese characters, from which they stand beside each other.
        shares: How they share the room.
        own_widths: Of each beside the other, in characters; 0 where it takes its share.
        tabs: Names of two tabs for parts that are too high to stand below each other, such as lists
            that scroll: ``None`` where they stand below each other.
        gap: Between them, in units.

    """

    def __init__(
        self,
        first: QWidget,
        second: QWidget,
        *,
        from_width: float,
        shares: tuple[int, int] = (5, 4),
        own_widths: tuple[float, float] = (0, 0),
        tabs: tuple[str, str] | None = None,
        gap: float = 1,
    ) -> None:
        super().__init__()
        self._from = from_width
        self._parts = (first, second)
        self._own_widths = own_widths
        self._wide: bool | None = None
        outer = QVBoxLayout(self)
        space(outer, gap=1)
        self.tabs = None if tabs is None else _tab_bar(tabs, self._on_tab)
        if self.tabs is not None:
            outer.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space(self._row, gap=gap)
        self._row.addWidget(first, shares[0])
        self._row.addWidget(second, shares[1])
        outer.addLayout(self._row, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(wide=self.width() >= characters(self._from))

    def _arrange(self, *, wide: bool) -> None:
        if wide is self._wide:
            return
        self._wide = wide
        for part, own in zip(self._parts, self._own_widths, strict=True):
            if own:
                part.setMinimumWidth(characters(own) if wide else 0)
                part.setMaximumWidth(characters(own) if wide else _ANY_WIDTH)
        if self.tabs is None:
            direction = QBoxLayout.Direction
            self._row.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
            return
        self.tabs.setHidden(wide)
        self._on_tab()

    @Slot()
    def _on_tab(self) -> None:
        """Show both parts, or the one whose tab is in front."""
        if self.tabs is not None:
            for number, part in enumerate(self._parts):
                part.setVisible(bool(self._wide) or number == self.tabs.currentIndex())

    def bring(self, part: QWidget) -> None:
        """Let this one of the two be in sight."""
        if self.tabs is not None:
            self.tabs.setCurrentIndex(self._parts.index(part))


def _tab_bar(names: tuple[str, str], changed: Callable[[], None]) -> QTabBar:
    bar = QTabBar()
    bar.setAccessibleName(" / ".join(names))
    bar.setDrawBase(False)
    for name in names:
        bar.addTab(name)
    bar.currentChanged.connect(changed)
    bar.hide()
    return bar
