"""ComboBox: a closed list with our arrow, numbered options and digits that choose."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.icons import pixmap
from ui.metrics import unit

_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_NUMBERED = 9


class _NumberedDelegate(QStyledItemDelegate):
    """Shows the digit that chooses an option in front of it."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        digit = f"{index.row() + 1}　" if index.row() < _NUMBERED else "　 "
        option.text = digit + option.text


class ComboBox(QComboBox):
    """No option is chosen at first; the wheel does nothing; Delete clears; Enter goes on."""

    advanced = Signal(bool)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setItemDelegate(_NumberedDelegate(self))
        self.setPlaceholderText("请选择")
        self.setMaxVisibleItems(14)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose, Delete clears, Enter goes on, the rest is Qt's."""
        digit = event.text()
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() in _ENTER:
            self.advanced.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif event.key() in _CLEAR:
            self._choose(-1)
        elif digit and digit in "123456789" and int(digit) <= self.count():
            self._choose(int(digit) - 1)
        elif event.key() == Qt.Key.Key_Space:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def _choose(self, index: int) -> None:
        self.setCurrentIndex(index)
        self.activated.emit(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to whatever scrolls around it: it never changes a value."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the page where the cursor is."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Its own list popping up is not leaving."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add our arrow; the style draws none."""
        super().paintEvent(event)
        arrow = pixmap("chevron-down", "muted", pixels=unit(2))
        painter = QPainter(self)
        ratio = arrow.devicePixelRatio()
        left = self.width() - round(arrow.width() / ratio) - unit(1)
        top = (self.height() - round(arrow.height() / ratio)) // 2
        painter.drawPixmap(left, top, arrow)
        painter.end()
