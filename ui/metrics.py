"""Sizes in terms of the text, so that nothing depends on the screen's resolution."""

from functools import cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLayout


class _Body(NamedTuple):
    """What the body text measures, in pixels."""

    unit: int
    height: float
    character: float


@cache
def _body() -> _Body:
    # A page asks a thousand times while it is made, and measuring is slow.
    font = QApplication.font()
    metrics = QFontMetricsF(font)
    return _Body(rhythm(font), metrics.height(), metrics.horizontalAdvance("填"))


def measure_again() -> None:
    """The application has another font from now on."""
    for measured in (_body, unit, characters):
        measured.cache_clear()


def rhythm(font: QFont) -> int:
    """The spacing unit in pixels: 8 at the ordinary size, growing with the text."""
    return max(4, round(QFontMetricsF(font).height() * 0.4))


@cache
def unit(steps: float = 1) -> int:
    """``steps`` times the spacing unit (8 pixels at the ordinary text size)."""
    return round(_body().unit * steps)


@cache
def characters(count: float) -> int:
    """Width of ``count`` Chinese characters of body text, in pixels."""
    return round(_body().character * count)


def line_height() -> int:
    """Height of one line of body text, in pixels."""
    return round(_body().height)


def space(layout: QLayout, *, margins: tuple[float, ...] = (0,), gap: float = 1) -> None:
    """Set a layout's margins (one, or left-top-right-bottom) and gap, in units."""
    step = _body().unit
    around = margins * 4 if len(margins) == 1 else margins
    left, top, right, bottom = (round(step * margin) for margin in around)
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(round(step * gap))
