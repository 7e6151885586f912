"""Chinese input as an input method delivers it: composition first, then the committed text."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QWidget


def compose(widget: QWidget, preedit: str) -> None:
    """Show ``preedit`` under composition; nothing is entered yet."""
    QCoreApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def commit(widget: QWidget, text: str) -> None:
    """Enter ``text``; ends a composition."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)
