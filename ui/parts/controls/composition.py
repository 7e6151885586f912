"""What an input method composes, kept as text where the composition is broken off."""

from typing import Protocol

from PySide6.QtGui import QGuiApplication, QInputMethodEvent


class Composed(Protocol):
    """A widget that notes in ``preedit`` what is under composition in it."""

    preedit: str

    def inputMethodEvent(self, event: QInputMethodEvent, /) -> None:
        """Take what the input method says."""


def keep_composition(widget: Composed) -> None:
    """Enter what is still composed in a widget; else Qt lets it vanish when the cursor leaves.

    The input method is asked first, as it may enter another text than it shows; where it enters
    nothing, the text shown is entered.
    """
    if not widget.preedit:
        return
    method = QGuiApplication.inputMethod()
    method.commit()
    if widget.preedit:
        event = QInputMethodEvent("", [])
        event.setCommitString(widget.preedit)
        widget.inputMethodEvent(event)
        method.reset()
