"""FloatingStrip: a message over the pages of a window that moves nothing under it."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from ui.metrics import unit
from ui.parts.focus.changes import on_focus_change
from ui.parts.page.strips import MessageStrip


class FloatingStrip(MessageStrip):
    """Lies at the lower end of what it covers, or at the upper end while the cursor is below."""

    def __init__(self) -> None:
        super().__init__()
        self._below: QWidget | None = None
        self.setProperty("floats", "true")
        on_focus_change(self.make_way)
        self.reshaped.connect(self.make_way)

    def float_over(self, covered: QWidget) -> None:
        """Lie over this widget from now on."""
        self._below = covered
        self.setParent(covered)
        covered.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._below:
            self.make_way()
        return False

    def say(self, text: str, *, tone: str = "accent", detail: str = "") -> None:
        """Show a sentence above everything else."""
        super().say(text, tone=tone, detail=detail)
        self.raise_()

    @Slot()
    def make_way(self) -> None:
        """Lie where the cursor is not."""
        covered = self._below
        if covered is None or self.isHidden():
            return
        edge = unit(1.5)
        width = max(covered.width() - 2 * edge, 0)
        layout = self.layout()
        height = layout.totalHeightForWidth(width) if layout is not None else self.height()
        lower = covered.height() - edge - height
        self.setGeometry(edge, edge if self._hides_cursor(lower) else lower, width, height)

    def _hides_cursor(self, top: int) -> bool:
        """Whether the cursor would be under the strip if it lay from this height downwards."""
        focused, covered = QApplication.focusWidget(), self._below
        if focused is None or covered is None or not covered.isAncestorOf(focused):
            return False
        rect = focused.rect()
        if isinstance(focused, QAbstractItemView):
            rect = focused.visualRect(focused.currentIndex())
            focused = focused.viewport()
        return focused.mapTo(covered, rect.bottomLeft()).y() >= top
