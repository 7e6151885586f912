"""The look: one table of colour roles for light and dark, the type scale and the 8-pixel rhythm.

The only module that names a colour. Everything else asks for a role. The stylesheet in
``resources/style.qss`` is a template filled from the same table.
"""

from string import Template
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from resources import resource

FAMILY: Final = "Noto Sans SC"
BODY_POINTS: Final = 10.5
SCALE: Final = {"small": 0.88, "body": 1.0, "heading": 1.16, "title": 1.52, "figure": 1.9}
"""Type scale, relative to the body text."""


class Colours(NamedTuple):
    """Colour roles, as ``#rrggbb``. ``…_soft`` is a surface that carries text of its role."""

    window: str
    surface: str
    sunken: str
    border: str
    control: str
    thumb: str
    text: str
    muted: str
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
    disabled="#8c97a5",
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
    disabled="#6f7b8a",
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

CLEAR: Final = QColor(0, 0, 0, 0)
"""Nothing painted yet."""

_HALF_LIGHT = 128


def palette(colours: Colours) -> QPalette:
    """Build the palette of a scheme from its roles."""
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
        (roles.PlaceholderText, colours.disabled),
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


class Theme(QObject):
    """The scheme in force. Pages that paint themselves listen to :attr:`changed`."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._template = resource("style.qss").read_text(encoding="utf-8")
        self.dark = False
        self.colours = LIGHT
        install_font(application)
        self.unit = rhythm(application.font())

    def follow_system(self) -> None:
        """Use the system's scheme, now and whenever it changes."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        # The palette is still the system's; asking for the scheme would load every name of Qt.
        ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
        self.use(dark=ground.lightness() < _HALF_LIGHT)

    @Slot()
    def _on_scheme_changed(self) -> None:
        self.use(dark=QGuiApplication.styleHints().colorScheme().name == "Dark")

    def use(self, *, dark: bool) -> None:
        """Switch to a scheme. Re-polishes every widget, so it is for rare occasions."""
        self.dark = dark
        self.colours = DARK if dark else LIGHT
        self._application.setPalette(palette(self.colours))
        self._application.setStyleSheet(self.stylesheet())
        self.changed.emit()

    def stylesheet(self) -> str:
        """The stylesheet of the scheme in force."""
        steps = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40)
        sizes = {f"u{step}": f"{round(self.unit * step / 4)}px" for step in steps}
        types = {f"font_{name}": f"{BODY_POINTS * scale:.1f}pt" for name, scale in SCALE.items()}
        images = {"icons": resource("icons").as_posix(), "suffix": "dark" if self.dark else "light"}
        return Template(self._template).substitute(
            self.colours._asdict(), **sizes, **types, **images
        )

    def colour(self, role: str) -> QColor:
        """The colour of a role in the scheme in force."""
        return QColor(getattr(self.colours, role))


def install_font(application: QApplication) -> None:
    """Load the bundled font; without it a machine without Chinese fonts draws boxes."""
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(resource("fonts", f"NotoSansSC-{weight}.ttf")))
    font = QFont(FAMILY)
    font.setPointSizeF(BODY_POINTS)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    application.setFont(font)


def rhythm(font: QFont) -> int:
    """The spacing unit in pixels: 8 at the ordinary size, growing with the text."""
    return max(4, round(QFontMetricsF(font).height() * 0.4))
