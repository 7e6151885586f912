"""What an input method composes, kept as text where the composition is broken off."""

from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QInputMethodEvent


class Composed(Protocol):
    """A widget that notes what is under composition in it."""

    preedit: str


def keep_composition(widget: Composed) -> None:
    """Enter what is still composed in a widget; else Qt lets it vanish when the cursor leaves.

    The input method is asked first, as it may enter another text than it shows; where it enters
    nothing, the text shown is entered.
    """
    if not widget.preedit:
        return
    method = QGuiApplication.inputMethod()
    method.commit()
    shown, widget.preedit = widget.preedit, ""
    if shown:
        event = QInputMethodEvent("", [])
        event.setCommitString(shown)
        QCoreApplication.sendEvent(widget, event)
        method.reset()
