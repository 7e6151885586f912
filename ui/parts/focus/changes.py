"""Hearing of the keyboard's focus, wherever it goes."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication


def on_focus_change(slot: Callable[..., object]) -> None:
    """Call a slot of a Qt object, as long as that lives, with the old and the new focus widget."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.focusChanged.connect(slot)
