"""A window at another text size, as somebody has chosen it in 外观."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget

from tests.ui.cut import settle
from ui.desktop import Desktop
from ui.shell import MainWindow

SMALLEST = (910, 512)
"""A screen of 1366×768 at 150 %, in logical pixels: the smallest the program is made for."""


@contextmanager
def at_size(
    window: QWidget, desktop: Desktop, *, percent: int, size: tuple[int, int] = SMALLEST
) -> Iterator[MainWindow]:
    """Make everything again with texts of this size, in a window as large as its screen."""
    assert isinstance(window, MainWindow)
    theme, usual = desktop.theme, desktop.theme.scheme
    theme.resize(percent)
    theme.use(usual)  # the style sheet has sizes, too
    try:
        window.remake()
        window.resize(*size)
        settle()
        yield window
    finally:
        theme.resize(100)
        theme.use(usual)
