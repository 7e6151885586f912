import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from resources import resource
from ui import icons
from ui.theme import DARK, LIGHT, READABLE, Colours, Theme, contrast, palette

SCHEMES = {"light": LIGHT, "dark": DARK}


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
