from typing import Final

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from resources import resource
from ui import icons
from ui.theme import DARK, LIGHT, Colours, Theme, palette

SCHEMES = {"light": LIGHT, "dark": DARK}


READABLE: Final = (
    *(("text", ground) for ground in ("window", "surface", "sunken", "calculated", "referenced")),
    *(("muted", ground) for ground in ("window", "surface", "sunken", "calculated", "referenced")),
    *(("text", f"{role}_soft") for role in ("accent", "error", "query", "ok")),
    *(("accent", ground) for ground in ("window", "surface", "accent_soft")),
    *(("error", ground) for ground in ("window", "surface", "error_soft")),
    *(("query", ground) for ground in ("window", "surface", "query_soft")),
    *(("ok", ground) for ground in ("window", "surface", "ok_soft")),
    *(("on_accent", ground) for ground in ("accent", "accent_strong")),
)
"""Pairs (text role, ground role) that occur; each has to reach 4.5:1 in both schemes."""


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2, 0 for black to 1 for white."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground"), READABLE)
def test_text_is_readable_on_its_ground(scheme: str, text: str, ground: str) -> None:
    colours = SCHEMES[scheme]._asdict()
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", SCHEMES.values(), ids=SCHEMES)
@pytest.mark.parametrize("ground", ["surface", "window"])
def test_the_frame_of_an_input_stands_out(colours: Colours, ground: str) -> None:
    assert contrast(colours.control, colours._asdict()[ground]) >= 2.8


def test_contrast_has_its_known_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("dark", [False, True])
def test_the_stylesheet_has_every_name_filled_in(theme: Theme, dark: bool) -> None:
    theme.use(dark=dark)
    sheet = theme.stylesheet()
    assert "$" not in sheet
    assert theme.colours.accent in sheet


def test_the_palette_follows_the_scheme(qapp: QApplication, theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.use(dark=True)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.window
    with qtbot.waitSignal(theme.changed):
        theme.use(dark=False)
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.window


def test_disabled_text_looks_different() -> None:
    made = palette(LIGHT)
    group = QPalette.ColorGroup
    normal = made.color(group.Active, QPalette.ColorRole.Text)
    assert made.color(group.Disabled, QPalette.ColorRole.Text) != normal


def test_an_icon_is_painted_in_the_colour_of_its_role(theme: Theme) -> None:
    image = icons.pixmap("check", "accent", pixels=24).toImage()
    painted = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert painted == {theme.colours.accent}


def test_an_icon_on_a_widget_follows_the_theme(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    icons.set_icon(label, "check", "text")
    light = label.pixmap().toImage()
    theme.use(dark=True)
    assert label.pixmap().toImage() != light


def test_the_bundled_font_is_the_application_font(qapp: QApplication, theme: Theme) -> None:
    assert qapp.font().family() == "Noto Sans SC"
    assert theme.unit >= 4
    assert resource("fonts", "NotoSansSC-Regular.ttf").is_file()
