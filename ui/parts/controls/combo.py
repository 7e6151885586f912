"""ComboBox: a closed list in which options are typed: by code, by words, by pinyin initials."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from forms.spec import Option
from forms.types.choosing import Chooser
from operations.pinyin import initials
from ui.icons import pixmap
from ui.metrics import unit
from ui.parts.controls.composition import keep_composition

_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PLACEHOLDER = "请选择"
_MARK_ROLE = Qt.ItemDataRole.UserRole + 1
_NAMED = 3
_TYPING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class _MarkedDelegate(QStyledItemDelegate):
    """Shows in front of an option what chooses it: its code or its place."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.text = f"{index.data(_MARK_ROLE) or '　'}　{option.text}"


class ComboBox(QComboBox):
    """No option is chosen at first; the wheel does nothing; Delete clears; Enter goes on.

    While a longer code can follow, what is typed is only shown; it is chosen when nothing can follow
    or the cursor leaves. What means no option is handed over as text, to be shown as wrong.
    """

    advanced = Signal(bool)
    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setItemDelegate(_MarkedDelegate(self))
        self.setMaxVisibleItems(14)
        self._chooser = Chooser((), initials)
        self.preedit = ""
        self.read_only = False
        """Whether it is only read: the cursor may stand on it, and nothing is chosen."""
        self._typed = ""
        self._kept = ""
        self._shown = ""
        self._show_kept()
        self.activated.connect(self._on_activated)

    # -- options and the text shown --------------------------------------------------------------

    def offer(self, options: Iterable[Option]) -> None:
        """Offer these options; none is chosen."""
        self._chooser = Chooser(tuple(options), initials)
        self.clear()
        for option in self._chooser.options:
            self.addItem(option.label, option.code)
            self.setItemData(self.count() - 1, self._chooser.mark_of(option), _MARK_ROLE)
        self.setCurrentIndex(-1)

    def text(self) -> str:
        """The code chosen, or the text that means no option; empty without either."""
        if self._typed and self.currentIndex() < 0:
            return self._typed
        return self._kept if self.currentIndex() < 0 else str(self.currentData())

    def show_text(self, text: str) -> None:
        """Show the option of this code; any other text as it is, without choosing one."""
        index = self.findData(text)
        self._typed = ""
        self._shown = text
        self._kept = "" if index >= 0 else text
        self.setCurrentIndex(index)
        self._show_kept()

    def _show_kept(self) -> None:
        self.setPlaceholderText(self._kept or _PLACEHOLDER)

    # -- typing ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits choose, Delete clears, Enter goes on, the rest is Qt's."""
        text = event.text()
        if event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        elif event.key() in _ENTER:
            self.settle()
            self.advanced.emit(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        elif self.read_only:
            event.ignore()
        elif event.key() == Qt.Key.Key_Backspace and len(self._typed) > 1:
            self._take(self._typed[:-1])
        elif event.key() in _CLEAR:
            self._choose(-1)
        elif text.isalnum() and not event.modifiers() & ~_TYPING:
            self._take(self._typed + text)
        elif event.key() == Qt.Key.Key_Space:
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def showPopup(self) -> None:
        """Offer nothing where it is only read."""
        if not self.read_only:
            super().showPopup()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Words committed by an input method are typed too."""
        self.preedit = event.preeditString()
        if event.commitString() and not self.read_only:
            self._take(self._typed + event.commitString())
        event.accept()

    def _take(self, typed: str) -> None:
        choice = self._chooser.typed(typed)
        self._typed = typed
        self._kept = ""
        meant = choice.meant
        self.setCurrentIndex(-1 if meant is None else self.findData(meant.code))
        if choice.is_final:
            self.settle()
        elif meant is None:
            names = "、".join(option.label for option in choice.possible[:_NAMED])
            more = "…" if len(choice.possible) > _NAMED else ""
            self.setPlaceholderText(f"{typed}　{names}{more}" if names else typed)

    def settle(self) -> None:
        """Choose for good what is shown, and announce it if it is new."""
        before = self._shown
        if self.hand_over() != before:
            self.activated.emit(self.currentIndex())

    def hand_over(self) -> str:
        """Choose for good what is shown and give its text, which is not announced again."""
        keep_composition(self)
        if self._typed and self.currentIndex() < 0:
            self._kept = self._typed
        self._typed = ""
        self._show_kept()
        self._shown = self.text()
        return self._shown

    def _choose(self, index: int) -> None:
        self._typed = self._kept = ""
        self.setCurrentIndex(index)
        self.settle()

    def _on_activated(self, _index: int) -> None:
        """Also chosen out of the open list, which Qt does by itself."""
        if self.currentIndex() >= 0:
            self._typed = self._kept = ""
            self._show_kept()
        self._shown = self.text()

    # -- what is not typing ------------------------------------------------------------------------

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
            self.settle()
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
