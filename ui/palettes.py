"""The colours of the screen: one table of roles for light, dark and high contrast.

Everything else asks for a role. Two sorts of findings never differ by their colour alone: each has
an icon and a word. Text has 4.5:1 on every ground it stands on, 7:1 in high contrast, which a test
works out for every pair that occurs.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QPalette


class Scheme(StrEnum):
    """Which table is in force."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"

    @property
    def label(self) -> str:
        """What users read."""
        return {"light": "浅色", "dark": "深色", "contrast": "高对比"}[self.value]


class Colours(NamedTuple):
    """Colour roles, as ``#rrggbb``.

    ``…_soft`` is a surface that carries text of its role; ``placeholder`` is the example in an input
    that is empty, on whichever ground the input has.
    """

    window: str
    surface: str
    sunken: str
    border: str
    control: str
    thumb: str
    text: str
    muted: str
    placeholder: str
    disabled: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    error: str
    error_soft: str
    query: str
    query_soft: str
    ok: str
    ok_soft: str
    calculated: str
    referenced: str


LIGHT: Final = Colours(
    window="#f5f7fa",
    surface="#ffffff",
    sunken="#ebeff4",
    border="#dfe5ec",
    control="#8593a5",
    thumb="#c2cbd6",
    text="#17212e",
    muted="#526071",
    placeholder="#626e7d",
    disabled="#848f9d",
    accent="#1a5dab",
    accent_strong="#134a8c",
    on_accent="#ffffff",
    accent_soft="#e5eefa",
    error="#b3261e",
    error_soft="#fdeeec",
    query="#875000",
    query_soft="#fdf3e0",
    ok="#1a6f3e",
    ok_soft="#e5f5eb",
    calculated="#e8f2fd",
    referenced="#edf0f3",
)

DARK: Final = Colours(
    window="#14181e",
    surface="#1c222a",
    sunken="#10141a",
    border="#303945",
    control="#728094",
    thumb="#465260",
    text="#e8ecf1",
    muted="#a6b1bf",
    placeholder="#98a4b3",
    disabled="#768292",
    accent="#86b7f7",
    accent_strong="#a9ccfa",
    on_accent="#0b1a2d",
    accent_soft="#1f3149",
    error="#ff9f96",
    error_soft="#3a2020",
    query="#f3bf68",
    query_soft="#372b16",
    ok="#82d4a0",
    ok_soft="#17311f",
    calculated="#1b2c42",
    referenced="#272e37",
)

CONTRAST: Final = Colours(
    window="#000000",
    surface="#000000",
    sunken="#000000",
    border="#9a9a9a",
    control="#ffffff",
    thumb="#d0d0d0",
    text="#ffffff",
    muted="#e8e8e8",
    placeholder="#c8c8c8",
    disabled="#9c9c9c",
    accent="#5fd7ff",
    accent_strong="#a6eaff",
    on_accent="#000000",
    accent_soft="#003040",
    error="#ff9d94",
    error_soft="#400000",
    query="#ffd84d",
    query_soft="#332600",
    ok="#7dffa0",
    ok_soft="#00290f",
    calculated="#00203d",
    referenced="#262626",
)

PALETTES: Final[Mapping[Scheme, Colours]] = {
    Scheme.LIGHT: LIGHT,
    Scheme.DARK: DARK,
    Scheme.CONTRAST: CONTRAST,
}


def palette(colours: Colours) -> QPalette:
    """Build Qt's palette of a scheme from its roles."""
    roles = QPalette.ColorRole
    result = QPalette()
    for role, colour in (
        (roles.Window, colours.window),
        (roles.WindowText, colours.text),
        (roles.Base, colours.surface),
        (roles.AlternateBase, colours.window),
        (roles.Text, colours.text),
        (roles.Button, colours.surface),
        (roles.ButtonText, colours.text),
        (roles.BrightText, colours.error),
        (roles.PlaceholderText, colours.placeholder),
        (roles.Highlight, colours.accent),
        (roles.HighlightedText, colours.on_accent),
        (roles.Accent, colours.accent),
        (roles.Link, colours.accent),
        (roles.LinkVisited, colours.accent),
        (roles.ToolTipBase, colours.surface),
        (roles.ToolTipText, colours.text),
        (roles.Light, colours.surface),
        (roles.Midlight, colours.sunken),
        (roles.Mid, colours.border),
        (roles.Dark, colours.control),
        (roles.Shadow, colours.border),
    ):
        result.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return result
