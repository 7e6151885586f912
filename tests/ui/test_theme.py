"""The look: contrast of every pair that occurs, schemes, text size, icons, the font."""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from forms.spec import Option
from resources import resource
from ui import icons
from ui.look import SYSTEM, use_scheme
from ui.palettes import CONTRAST, DARK, LIGHT, PALETTES, Colours, Scheme, palette
from ui.parts.controls.buttons import button
from ui.parts.controls.check import CheckBox
from ui.parts.controls.combo import ComboBox
from ui.parts.controls.segments import Segments
from ui.theme import BODY_POINTS, SCALE, Theme

GROUNDS: Final = ("window", "surface", "sunken", "calculated", "referenced")
SOFT: Final = ("accent_soft", "error_soft", "query_soft", "ok_soft")
PAINTED: Final = (
    *((role, ground) for role in ("text", "muted") for ground in (*GROUNDS, *SOFT)),
    *(("placeholder", ground) for ground in ("surface", "error_soft", "query_soft")),
    *(
        (role, ground)
        for role in ("accent", "error", "query", "ok")
        for ground in (*GROUNDS, f"{role}_soft")
    ),
    *(("query", ground) for ground in ("accent_soft", "error_soft")),
    *(("on_accent", ground) for ground in ("accent", "accent_strong")),
)
"""Pairs (text role, ground role) of what the program paints itself."""


def written() -> Iterator[tuple[str, str]]:
    """Give the pairs of the style sheet: rules that name both, of what is not disabled."""
    sheet = resource("style.qss").read_text(encoding="utf-8")
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        text = re.search(r"(?<![-\w])color: \$(\w+)", body)
        ground = re.search(r"background(?:-color)?: \$(\w+)", body)
        chosen = re.search(r"selection-color: \$(\w+)", body)
        behind = re.search(r"selection-background-color: \$(\w+)", body)
        if text and ground and "disabled" not in selector:
            yield text[1], ground[1]
        if chosen and behind:
            yield chosen[1], behind[1]


PAIRS: Final = sorted({*PAINTED, *written()})


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


def test_the_style_sheet_has_pairs() -> None:
    assert ("on_accent", "accent") in set(written())
    assert len(set(written())) >= 5


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable_on_its_ground(scheme: Scheme, text: str, ground: str) -> None:
    colours = PALETTES[scheme]._asdict()
    least = 7 if scheme is Scheme.CONTRAST else 4.5
    assert contrast(colours[text], colours[ground]) >= least


@pytest.mark.parametrize("colours", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("ground", ["surface", "window"])
def test_the_frame_of_an_input_stands_out(colours: Colours, ground: str) -> None:
    assert contrast(colours.control, colours._asdict()[ground]) >= 2.8


@pytest.mark.parametrize("colours", PALETTES.values(), ids=PALETTES)
def test_what_is_disabled_can_still_be_read(colours: Colours) -> None:
    assert contrast(colours.disabled, colours.surface) >= 3


def test_contrast_has_its_known_ends() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("scheme", Scheme)
def test_the_stylesheet_has_every_name_filled_in(theme: Theme, scheme: Scheme) -> None:
    theme.use(scheme)
    sheet = theme.stylesheet()
    assert "$" not in sheet
    assert theme.colours.accent in sheet


def test_the_palette_follows_the_scheme(qapp: QApplication, theme: Theme, qtbot: QtBot) -> None:
    for scheme, colours in ((Scheme.DARK, DARK), (Scheme.CONTRAST, CONTRAST)):
        with qtbot.waitSignal(theme.changed):
            theme.use(scheme)
        made = qapp.palette()
        assert made.color(QPalette.ColorRole.Window).name() == colours.window
        assert made.color(QPalette.ColorRole.PlaceholderText).name() == colours.placeholder
    theme.use(Scheme.LIGHT)


@pytest.mark.parametrize("scheme", Scheme)
def test_a_placeholder_has_its_own_colour_in_an_input(
    theme: Theme, qtbot: QtBot, scheme: Scheme
) -> None:
    theme.use(scheme)
    line = QLineEdit()
    qtbot.addWidget(line)
    line.ensurePolished()
    shown = line.palette().color(QPalette.ColorRole.PlaceholderText)
    assert (shown.name(), shown.alpha()) == (theme.colours.placeholder, 255)


def test_the_system_is_followed_until_a_scheme_is_chosen(theme: Theme) -> None:
    asked: list[Scheme | None] = [Scheme.CONTRAST, Scheme.DARK, None, Scheme.DARK]
    theme.ask_system = lambda: asked.pop(0)
    use_scheme(theme, SYSTEM)
    followed = []
    for _ in range(3):
        theme._on_system_changed()
        followed.append(theme.scheme)
    # A system that does not say changes nothing.
    assert followed == [Scheme.CONTRAST, Scheme.DARK, Scheme.DARK]
    use_scheme(theme, "light")
    theme._on_system_changed()
    assert theme.scheme is Scheme.LIGHT


@pytest.mark.parametrize("percent", [115, 150, 200])
def test_text_and_distances_grow_together(qapp: QApplication, theme: Theme, percent: int) -> None:
    usual = (qapp.font().pointSizeF(), theme.unit)
    theme.resize(percent)
    assert qapp.font().pointSizeF() == pytest.approx(usual[0] * percent / 100)
    assert theme.unit > usual[1]
    assert f"{10.5 * 1.52 * percent / 100:.1f}pt" in theme.stylesheet()
    theme.resize(100)
    assert (qapp.font().pointSizeF(), theme.unit) == usual


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
    theme.use(Scheme.DARK)
    assert label.pixmap().toImage() != light


def test_the_bundled_font_is_the_application_font(qapp: QApplication, theme: Theme) -> None:
    assert qapp.font().family() == "Noto Sans SC"
    assert theme.unit >= 4
    assert resource("fonts", "NotoSansSC-Regular.ttf").is_file()


def test_no_rule_looks_for_a_property_all_the_way_up() -> None:
    """Each label of a page would ask everything that it lies in, which was a tenth of a page's time."""
    sheet = re.sub(
        r"/\*.*?\*/", "", resource("style.qss").read_text(encoding="utf-8"), flags=re.DOTALL
    )
    selectors = [
        one.strip() for rule in re.findall(r"([^{}]+)\{", sheet) for one in rule.split(",")
    ]
    assert any("] > QLabel" in one for one in selectors)
    assert [one for one in selectors if re.search(r"\]\s+[^>\s]", one)] == []


@pytest.mark.parametrize("kind", ["list", "open list"])
def test_what_is_chosen_in_a_list_has_a_frame_in_high_contrast(
    theme: Theme, qtbot: QtBot, kind: str
) -> None:
    theme.use(Scheme.CONTRAST)
    box, ticks = ComboBox(), QListWidget()
    box.offer([Option("1", "小学"), Option("2", "初级中学")])
    ticks.addItems(["小学", "初级中学"])
    ticks.setProperty("part", "lines")
    view = ticks if kind == "list" else box.view()
    for widget in (box, ticks):
        qtbot.addWidget(widget)
    view.window().resize(300, 200)  # an open list lies in a window of its own
    view.setCurrentIndex(view.model().index(1, 0))
    view.grab()  # a list has its rows in place only once it was painted
    row = view.visualRect(view.currentIndex())
    painted = view.viewport().grab().toImage()
    edge, ground = (painted.pixelColor(row.center().x(), y) for y in (row.top(), row.top() + 2))
    assert contrast(edge.name(), ground.name()) >= 3
    assert ground.name() == theme.colours.accent_soft


def controls() -> dict[str, QWidget]:
    """One of every control that shows by its frame that it has the keyboard."""
    styles = ("ordinary", "primary", "quiet", "danger", "row")
    small = button("小")
    small.setProperty("size", "small")
    return {
        **{style: button("文字", style=style, icon="save") for style in styles},
        "small": small,
        "line": QLineEdit(),
        "text": QPlainTextEdit(),
        "list": QComboBox(),
        "tick": CheckBox("文字"),
        "segments": Segments("选择", (("a", "是"), ("b", "否"), ("c", "未知"))),
        "low segments": Segments("选择", (("a", "是"), ("b", "否")), small=False),
    }


@pytest.mark.parametrize("percent", [100, 200])
def test_what_gets_the_keyboard_keeps_its_size(qtbot: QtBot, theme: Theme, percent: int) -> None:
    theme.resize(percent)
    theme.use(Scheme.LIGHT)
    page, parts = QWidget(), controls()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for part in (QLineEdit(), *parts.values()):  # the first one takes the keyboard at first
        column.addWidget(part)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    before = {name: part.sizeHint() for name, part in parts.items()}
    for name, part in parts.items():
        stop = next(iter(part.findChildren(QPushButton)), part)
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        assert stop.hasFocus()
        part.style().unpolish(part)
        part.style().polish(part)
        assert (name, part.sizeHint()) == (name, before[name])
    theme.resize(100)
    theme.use(Scheme.LIGHT)


def test_a_heading_is_measured_in_the_type_it_is_drawn_in(qtbot: QtBot, theme: Theme) -> None:
    theme.use(Scheme.LIGHT)
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    heading = table.horizontalHeader()
    heading.ensurePolished()  # Qt cuts by the header's own type what it draws in the section's
    drawn = round(BODY_POINTS * SCALE["small"], 1)
    assert heading.font().pointSizeF() == pytest.approx(drawn)
