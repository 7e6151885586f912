"""Sizes in terms of the text, so that nothing depends on the screen's resolution."""

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QLayout

from ui.theme import rhythm


def unit(steps: float = 1) -> int:
    """``steps`` times the spacing unit (8 pixels at the ordinary text size)."""
    return round(rhythm(QApplication.font()) * steps)


def characters(count: float) -> int:
    """Width of ``count`` Chinese characters of body text, in pixels."""
    return round(QFontMetricsF(QApplication.font()).horizontalAdvance("填") * count)


def line_height() -> int:
    """Height of one line of body text, in pixels."""
    return round(QFontMetricsF(QApplication.font()).height())


def space(layout: QLayout, *, margins: tuple[float, ...] = (0,), gap: float = 1) -> None:
    """Set a layout's margins (one, or left-top-right-bottom) and gap, in units."""
    around = margins * 4 if len(margins) == 1 else margins
    left, top, right, bottom = (unit(margin) for margin in around)
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(unit(gap))
