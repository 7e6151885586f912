"""Buttons of a few kinds: primary (one per page), ordinary, quiet, danger."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QToolButton

from ui.icons import set_icon
from ui.metrics import unit
from ui.parts.layout.flow import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeyEvent

_ICON_ROLES = {"primary": "on_accent", "danger": "error"}


class IconButton(QPushButton):
    """A button with an icon before its text; Qt's style leaves too little room between them."""

    def __init__(self, text: str) -> None:
        super().__init__(f" {text}")

    def setText(self, text: str) -> None:
        super().setText(f" {text}")


def button(text: str, *, icon: str = "", style: str = "ordinary") -> QPushButton:
    """A push button; ``style`` is primary, ordinary, quiet or danger."""
    made = IconButton(text) if icon else QPushButton(text)
    made.setProperty("kind", style)
    made.setAutoDefault(True)  # so that Enter presses it where it has the focus
    if icon:
        set_icon(made, icon, _ICON_ROLES.get(style, "accent"))
    return made


class ToolButton(QToolButton):
    """Enter presses it as Space does; Qt's own lets Enter pass."""

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        if event.text() == "\r":
            self.click()
        else:
            super().keyPressEvent(event)


def button_row(*buttons: QPushButton) -> FlowLayout:
    """Buttons from the left, on further lines where they do not fit beside each other."""
    return FlowLayout(*buttons)


def tool_button(action: "QAction", *, with_text: bool = False) -> QToolButton:
    """A flat button for an action of the table."""
    from PySide6.QtCore import Qt

    made = ToolButton()
    made.setIconSize(QSize(unit(2), unit(2)))
    set_icon(action, action.property("icon_of_button"))
    made.setDefaultAction(action)
    made.setProperty("icon_name", action.property("icon_name"))
    made.setProperty("icon_role", action.property("icon_role"))
    made.setAccessibleName(action.text())
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if with_text:
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return made
