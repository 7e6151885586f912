"""FittingColumn: a column that knows how high it wants to be, and scrolls where it gets less."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.metrics import space
from ui.parts.layout.in_sight import bring
from ui.parts.layout.one_scroll import GIVES_HEIGHTS, ListHeights
from ui.parts.restyle import restyle


class FittingColumn(QScrollArea):
    """Emits :attr:`outgrown` when what is inside needs another height than it was given."""

    outgrown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setProperty("part", "page")
        self.column = QVBoxLayout(self._inside)
        space(self.column, gap=1.5)
        self._inside.setMinimumHeight(1)  # wrapped labels ask for more at least than they need
        self.setWidget(self._inside)
        self._inside.installEventFilter(self)
        self._needed = 0
        self._heights = ListHeights(self.outgrown.emit)
        self.setProperty(GIVES_HEIGHTS, "yes")

    def fit(self, width: int, *, most: int) -> None:
        """Be as high as everything inside at this width; above ``most`` keys scroll it too.

        Lists and texts that scroll by themselves get the heights of :class:`ListHeights`.
        """
        self.column.invalidate()
        parts = [part for part in self._inside.findChildren(QAbstractScrollArea) if _is_fixed(part)]
        self._heights.fit(parts, self._at(width), QSize(width, most))
        self.column.invalidate()
        self._needed = self._at(width)
        scrolls = self._needed > most
        policy, bars = Qt.FocusPolicy, Qt.ScrollBarPolicy
        self.setFocusPolicy(policy.StrongFocus if scrolls else policy.NoFocus)
        # A bar that came while the height was not known makes texts wrap, and so would stay.
        wanted = bars.ScrollBarAsNeeded if scrolls else bars.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(wanted)
        self.setFixedHeight(min(self._needed, most))

    def bring(self, part: QWidget) -> None:
        """Bring a part into sight that came, or became longer, since the last fit."""
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))  # else only later
        bring(self, part)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys scroll: the bar is what they move."""
        super().focusInEvent(event)
        restyle(self.verticalScrollBar(), "focused", "true")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        restyle(self.verticalScrollBar(), "focused", "false")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice texts that have become longer or shorter since."""
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._compare()
        return super().eventFilter(watched, event)

    def _compare(self) -> None:
        # At the whole width, so that a scroll bar that comes or goes is no news.
        if self._at(self.width()) != self._needed:
            self.outgrown.emit()

    def _at(self, width: int) -> int:
        if self.column.hasHeightForWidth():
            return self.column.totalHeightForWidth(width)
        return self.column.totalSizeHint().height()


def _is_fixed(part: QAbstractScrollArea) -> bool:
    """Whether a part was given its height, and so is meant to scroll by itself."""
    return not part.isHidden() and part.minimumHeight() == part.maximumHeight()
