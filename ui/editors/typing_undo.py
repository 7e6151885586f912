"""Ctrl+Z and Ctrl+Y inside a text being typed: the typing first, then the saved steps of the form.

Qt's inputs claim these keys even when they have nothing to undo, so the window's own undo would
never be reached from a field.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent


def is_undo(event: QKeyEvent) -> bool:
    """Whether it is Ctrl+Z, without another modifier."""
    return _is_control(event, Qt.Key.Key_Z)


def is_redo(event: QKeyEvent) -> bool:
    """Whether it is Ctrl+Y, without another modifier."""
    return _is_control(event, Qt.Key.Key_Y)


def leaves_to_window(event: QEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Whether Qt asks an input to claim undo or redo that it has nothing for: then do not pass it on."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    left = (is_undo(event) and not can_undo) or (is_redo(event) and not can_redo)
    if left:
        event.ignore()
    elif is_redo(event):
        event.accept()
    return left


def redoes(event: QKeyEvent, redo: Callable[[], None]) -> bool:
    """Redo typing by Ctrl+Y, which is not everywhere Qt's key for it; whether that was done."""
    if not is_redo(event):
        return False
    redo()
    event.accept()
    return True


def _is_control(event: QKeyEvent, key: Qt.Key) -> bool:
    return event.key() == key and event.modifiers() == Qt.KeyboardModifier.ControlModifier
