"""Icons of one family, tinted from the theme.

A widget or action gets its icon through :func:`set_icon`, which remembers name and colour role on
the object itself; when the scheme changes, :func:`refresh` paints them anew. (An icon engine
written in Python would follow by itself, but PySide 6.11 crashes on one.)
"""

from functools import cache
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from resources import resource
from ui.metrics import line_height
from ui.theme import CLEAR, Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QAbstractButton

_themes: list[Theme] = []


def use_theme(theme: Theme) -> None:
    """Take colours from this theme from now on."""
    _themes[:] = [theme]
    theme.changed.connect(refresh)


def _ratios() -> set[float]:
    """The device pixel ratios of the screens there are."""
    return {screen.devicePixelRatio() for screen in QApplication.screens()} or {1.0}


@cache
def _source(name: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes()


@cache
def _pixmap(name: str, colour: str, pixels: int, scale: float) -> QPixmap:
    painted = QPixmap(round(pixels * scale), round(pixels * scale))
    painted.fill(CLEAR)
    renderer = QSvgRenderer(_source(name).replace(b"currentColor", colour.encode()))
    painter = QPainter(painted)
    renderer.render(painter)
    painter.end()
    painted.setDevicePixelRatio(scale)
    return painted


def pixmap(name: str, role: str = "text", *, pixels: int = 0) -> QPixmap:
    """An icon as a picture in the colour of a role, sharp on this screen."""
    colour = _themes[0].colour(role).name()
    return _pixmap(name, colour, pixels or line_height(), max(_ratios()))


@cache
def _icon(name: str, colour: str, faint: str, pixels: int) -> QIcon:
    result = QIcon()
    for scale in _ratios():
        result.addPixmap(_pixmap(name, colour, pixels, scale))
        result.addPixmap(_pixmap(name, faint, pixels, scale), QIcon.Mode.Disabled)
    return result


def icon(name: str, role: str = "text") -> QIcon:
    """An icon in the colour of a role, with a faint version for disabled controls."""
    theme = _themes[0]
    faint = theme.colour("disabled").name()
    return _icon(name, theme.colour(role).name(), faint, line_height())


def set_icon(
    target: "QAction | QAbstractButton | QLabel", name: str, role: str = "text", *, pixels: int = 0
) -> None:
    """Give an action, button or label an icon that follows the theme; ``pixels`` for labels only."""
    target.setProperty("icon_name", name)
    target.setProperty("icon_role", role)
    target.setProperty("icon_pixels", pixels)
    _paint(target)


def _paint(target: QObject) -> None:
    name, role = target.property("icon_name"), target.property("icon_role")
    if not name:
        return
    if isinstance(target, QLabel):
        target.setPixmap(pixmap(name, role, pixels=target.property("icon_pixels") or 0))
    else:
        cast("QAction | QAbstractButton", target).setIcon(icon(name, role))


def refresh() -> None:
    """Paint every icon that is in use in the colours now in force."""
    for widget in QApplication.allWidgets():
        _paint(widget)
        for action in QWidget.actions(widget):
            _paint(action)
