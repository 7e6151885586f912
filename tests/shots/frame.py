"""The window a scene is painted in: as large as the screen this run was given."""

from typing import NoReturn

from PySide6.QtWidgets import QWidget

from operations.failures.explain import Failure
from ui.app import make_window
from ui.desktop import Desktop
from ui.shell import MainWindow


def open_window(desktop: Desktop) -> MainWindow:
    """Show a new window that fills the screen."""
    window = make_window(desktop)
    fill_screen(window)
    window.show()
    return window


def fill_screen(window: QWidget) -> None:
    """Give a window the size of the screen."""
    window.resize(window.screen().size())


def refused(failure: Failure) -> NoReturn:
    """Say that a scene did not come about; a step that was refused would show another one."""
    raise AssertionError(failure.message)
