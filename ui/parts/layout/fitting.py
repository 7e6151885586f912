"""FittingColumn: a column that knows how high it wants to be, and scrolls where it gets less."""

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.metrics import line_height, space
from ui.parts.layout.in_sight import bring
from ui.parts.restyle import restyle

_LEAST_LINES = 5
"""Lower than this many lines no list is made."""


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
        self._lowered: dict[QAbstractScrollArea, tuple[int, int]] = {}

    def fit(self, width: int, *, most: int) -> None:
        """Be as high as everything inside at this width; above ``most`` keys scroll it too.

        Lists and texts that scroll by themselves become lower first: none is to lie in another.
        """
        self._give_back()
        self.column.invalidate()
        self._needed = self._at(width)
        if self._needed > most:
            self._lower(self._needed - most)
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

    def _lower(self, over: int) -> None:
        """Take this much height from the parts that scroll by themselves, the highest ones first."""
        parts = [part for part in self._inside.findChildren(QAbstractScrollArea) if _is_fixed(part)]
        least = line_height() * _LEAST_LINES
        for part in sorted(parts, key=QWidget.height, reverse=True):
            height = part.minimumHeight()
            if over > 0 and height > least:
                lower = max(least, height - over)
                self._lowered[part] = height, lower
                part.setFixedHeight(lower)
                over -= height - lower

    def _give_back(self) -> None:
        """Give the parts the height again that they want, unless they have got another since."""
        for part, (height, lower) in self._lowered.items():
            if shiboken6.isValid(part) and part.minimumHeight() == lower:
                part.setFixedHeight(height)
        self._lowered.clear()

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
