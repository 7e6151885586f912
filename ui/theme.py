"""The look in force: scheme, text size, the type scale and the 8-pixel rhythm.

The stylesheet in ``resources/style.qss`` is a template filled from the table of colour roles.
"""

from collections.abc import Callable
from string import Template
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from resources import resource
from ui.metrics import measure_again, rhythm
from ui.palettes import PALETTES, Scheme, palette

FAMILY: Final = "Noto Sans SC"
BODY_POINTS: Final = 10.5
SCALE: Final = {"small": 0.88, "body": 1.0, "heading": 1.16, "title": 1.52, "figure": 1.9}
"""Type scale, relative to the body text."""


CLEAR: Final = QColor(0, 0, 0, 0)
"""Nothing painted yet."""

_HALF_LIGHT = 128
_ASK_FOR_CONTRAST_MS = 600
"""After the first window: the question loads every name of Qt, which takes 50 ms."""


class Theme(QObject):
    """The scheme and text size in force. Pages that paint themselves listen to :attr:`changed`."""

    changed = Signal()

    def __init__(self, application: QApplication, *, percent: int = 100) -> None:
        super().__init__(application)
        self._application = application
        self._template = resource("style.qss").read_text(encoding="utf-8")
        self._follows = False
        self.ask_system: Callable[[], Scheme | None] = system_scheme
        self.scheme = Scheme.LIGHT
        self.colours = PALETTES[self.scheme]
        install_font()
        self.resize(percent)

    def resize(self, percent: int) -> None:
        """Use this text size, in percent of the ordinary one; what is made from now on has it."""
        self.percent = percent
        font = QFont(FAMILY)
        font.setPointSizeF(self._points)
        font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
        self._application.setFont(font)
        measure_again()
        self.unit = rhythm(font)

    @property
    def _points(self) -> float:
        return BODY_POINTS * self.percent / 100

    def follow_system(self) -> None:
        """Use the system's scheme, now and whenever it changes."""
        if not self._follows:
            hints = QGuiApplication.styleHints()
            hints.colorSchemeChanged.connect(self._on_system_changed)
            hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        self._follows = True
        # The palette is still the system's; asking for the scheme would load every name of Qt.
        ground = QGuiApplication.palette().color(QPalette.ColorRole.Window)
        self._put(Scheme.DARK if ground.lightness() < _HALF_LIGHT else Scheme.LIGHT)
        QTimer.singleShot(_ASK_FOR_CONTRAST_MS, self, self._on_system_changed)

    @Slot()
    def _on_system_changed(self) -> None:
        if not self._follows:
            return
        found = self.ask_system() or self.scheme
        if found is not self.scheme:
            self._put(found)

    def use(self, scheme: Scheme) -> None:
        """Switch to a scheme and leave the system's alone."""
        self._follows = False
        self._put(scheme)

    def _put(self, scheme: Scheme) -> None:
        """Re-polishes every widget, so it is for rare occasions."""
        self.scheme = scheme
        self.colours = PALETTES[scheme]
        self._application.setPalette(palette(self.colours))
        self._application.setStyleSheet(self.stylesheet())
        self.changed.emit()

    def stylesheet(self) -> str:
        """The stylesheet of the scheme in force."""
        steps = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40)
        pixels = {f"u{step}": round(self.unit * step / 4) for step in steps}
        sizes = {name: f"{size}px" for name, size in pixels.items()}
        sizes |= {f"{name}_less": f"{size - 1}px" for name, size in pixels.items()}
        sizes |= {f"{name}_less_two": f"{size - 2}px" for name, size in pixels.items()}
        # A heading begins where its lines do: Qt adds 3 pixels to the padding of a line.
        sizes["line_start"] = f"{round(self.unit * 3 / 4) + 3}px"
        types = {f"font_{name}": f"{self._points * scale:.1f}pt" for name, scale in SCALE.items()}
        frame = self.colours.muted if self.frames_chosen else self.colours.accent_soft
        return Template(self._template).substitute(
            self.colours._asdict(), chosen_frame=frame, **sizes, **types
        )

    @property
    def frames_chosen(self) -> bool:
        """Whether a chosen row has a frame: in high contrast its soft ground hardly differs from black."""
        return self.scheme is Scheme.CONTRAST

    def colour(self, role: str) -> QColor:
        """The colour of a role in the scheme in force."""
        return QColor(getattr(self.colours, role))


def system_scheme() -> Scheme | None:
    """What the system wants to be shown in; ``None`` if it does not say."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference().name == "HighContrast":
        return Scheme.CONTRAST
    return {"Dark": Scheme.DARK, "Light": Scheme.LIGHT}.get(hints.colorScheme().name)


def install_font() -> None:
    """Load the bundled font; without it a machine without Chinese fonts draws boxes."""
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(resource("fonts", f"NotoSansSC-{weight}.ttf")))
