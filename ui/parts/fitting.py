"""FittingColumn: a column that knows how high it wants to be, and scrolls where it gets less."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.metrics import space


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

    def fit(self, width: int, *, most: int) -> None:
        """Be as high as everything inside at this width; above ``most`` keys scroll it too."""
        self.column.invalidate()
        self._needed = self._at(width)
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.StrongFocus if self._needed > most else policy.NoFocus)
        self.setFixedHeight(min(self._needed, most))

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
