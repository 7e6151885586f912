"""The bare inputs: a line and a text box that know when the user pauses, leaves or composes.

While a Chinese input method composes, ``text()`` does not hold what is seen, so nothing is emitted
and nothing is overwritten until the composition ends. Leaving ends it and keeps what was seen.
"""

from functools import cached_property
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ui.editors.typing_undo import leaves_to_window, redoes
from ui.parts.controls.combo import ComboBox
from ui.parts.controls.composition import keep_composition

PAUSE_MS: Final = 800
"""Idle time after which what was typed so far is handed on."""

_BY_KEY: Final = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
_COMES_BACK: Final = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
_ENTER: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def is_enter(event: QKeyEvent) -> bool:
    """Whether it is Enter, alone or with Shift (Ctrl+Enter means something else)."""
    return event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier


def goes_forward(event: QKeyEvent) -> bool:
    """Enter goes on, Shift+Enter goes back."""
    return not event.modifiers() & Qt.KeyboardModifier.ShiftModifier


class LineInput(QLineEdit):
    """One line. A field, not a validator: wrong text can be typed and stays."""

    paused = Signal()
    left = Signal()
    entered = Signal()
    advanced = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preedit = ""
        self._typed_in = False
        self.textEdited.connect(self._on_edited)

    @cached_property
    def _pause(self) -> QTimer:
        return _pause_timer(self, self.paused)

    @Slot()
    def _on_edited(self) -> None:
        self._typed_in = True
        self._pause.start()

    @property
    def is_composing(self) -> bool:
        """Whether an input method composes just now."""
        return bool(self.preedit)

    def show_text(self, text: str) -> None:
        """Show a text, the cursor at its end; without the cursor, what is too long from its beginning."""
        self.setText(text)
        if not self.hasFocus():
            self.home(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo and redo what was typed here, and leave them to the window when there is nothing."""
        can_undo, can_redo = self.isUndoAvailable(), self.isRedoAvailable()
        if leaves_to_window(event, can_undo=can_undo, can_redo=can_redo):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field."""
        if is_enter(event):
            keep_composition(self)
            self.advanced.emit(goes_forward(event))
        elif not redoes(event, self.redo):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is under composition."""
        self.preedit = event.preeditString()
        if self.preedit:
            self._pause.stop()
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select everything when the keyboard brings the cursor, so that typing replaces.

        So it is when the window comes back (from Excel, from a dialog), unless a text was being typed
        here: that goes on where it was.
        """
        super().focusInEvent(event)
        # Only now: a page of inputs gets thousands of events while it is made, none of them a key.
        self.installEventFilter(self)
        came_back = event.reason() is Qt.FocusReason.ActiveWindowFocusReason
        if event.reason() in _BY_KEY or (came_back and not self._typed_in):
            self.selectAll()
        elif event.reason() is Qt.FocusReason.OtherFocusReason and not self.hasSelectedText():
            self.end(False)  # it was shown from its beginning
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving is the moment to normalise; a menu or another window is not leaving."""
        self.removeEventFilter(self)
        keep_composition(self)
        super().focusOutEvent(event)
        self._pause.stop()
        self.deselect()
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._typed_in = False
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()
            if self.isUndoAvailable():
                self.setText(self.text())  # ends the typing: from now on it is a saved step
        if not self.hasFocus() and event.reason() not in _COMES_BACK:
            self.home(False)


class BoxInput(QPlainTextEdit):
    """Several lines; Tab leaves, Enter starts a new line, or goes on while there is no text."""

    paused = Signal()
    advanced = Signal(bool)
    left = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preedit = ""
        self.setTabChangesFocus(True)
        self._pause = _pause_timer(self, self.paused)
        self.textChanged.connect(self._on_text_changed)

    @property
    def is_composing(self) -> bool:
        """Whether an input method composes just now."""
        return bool(self.preedit)

    def _on_text_changed(self) -> None:
        if not self.is_composing:
            self._pause.start()

    def event(self, event: QEvent) -> bool:
        """Undo and redo what was typed here, and leave them to the window when there is nothing."""
        kept = self.document()
        can_undo, can_redo = kept.isUndoAvailable(), kept.isRedoAvailable()
        if leaves_to_window(event, can_undo=can_undo, can_redo=can_redo):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A Tab never becomes text, not even where there is nothing else to go to."""
        if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            return
        if is_enter(event) and self.document().isEmpty():
            self.advanced.emit(goes_forward(event))
        elif not redoes(event, self.redo):
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is under composition."""
        self.preedit = event.preeditString()
        if self.preedit:
            self._pause.stop()
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the page where the cursor is."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving is the moment to hand the text on."""
        keep_composition(self)
        super().focusOutEvent(event)
        self._pause.stop()
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()
            self.document().clearUndoRedoStacks()  # ends the typing: from now on it is a saved step


def hand_on(window: QWidget) -> None:
    """Hand on what is being typed just now anywhere in a window, as if the cursor had left."""
    widget = QApplication.focusWidget()
    if isinstance(widget, LineInput | BoxInput) and window.isAncestorOf(widget):
        keep_composition(widget)
        widget.left.emit()
    elif isinstance(widget, ComboBox) and window.isAncestorOf(widget):
        widget.settle()


def _pause_timer(owner: QWidget, signal: object) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(PAUSE_MS)
    timer.timeout.connect(signal)
    return timer
