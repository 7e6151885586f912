"""Ctrl+F and Ctrl+K by keyboard: words, ids, initials; the cursor ends in the place."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.ui.keys import press, type_text
from ui.desktop import Desktop
from ui.entry.palette import Palette
from ui.entry.places import Place
from ui.school.face import SchoolFace

CTRL = Qt.KeyboardModifier.ControlModifier
AREA = "facilities.site_area"


@pytest.fixture
def keyboard(school: SchoolFace) -> SchoolFace:
    school.window().activateWindow()
    return school


def typing(text: str, *keys: Qt.Key) -> Callable[[Palette], bool]:
    """Type into the palette, press keys there, then Enter."""

    def answer(dialog: Palette) -> bool:
        dialog.show()
        dialog.activateWindow()
        type_text(dialog.line, text)
        for key in (*keys, Qt.Key.Key_Return):
            press(dialog.line, key)
        return bool(dialog.result())

    return answer


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_K])
@pytest.mark.parametrize("text", ["zdmj", "site_area"])
def test_a_field_is_found_and_has_the_cursor(
    keyboard: SchoolFace, desktop: Desktop, key: Qt.Key, text: str
) -> None:
    desktop.messages.script(typing(text))
    press(None, key, CTRL)
    assert keyboard.entry.pages.place == Place("facilities", 0)
    page = keyboard.entry.pages.page(Place("facilities", 0))
    assert QApplication.focusWidget() is page.fields[AREA].input


def test_typing_replaces_what_stands_where_a_closing_dialog_led(
    keyboard: SchoolFace, qtbot: QtBot
) -> None:
    dialog = QDialog(keyboard)
    dialog.show()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    keyboard.entry.pages.go_to(AREA)
    dialog.close()
    with qtbot.waitActive(keyboard.window()):
        keyboard.window().activateWindow()
    type_text(None, "16000")
    press(None, Qt.Key.Key_Return)
    assert keyboard.desk.session.sheet.cell(AREA).raw == "16000.00"


def test_a_column_leads_to_its_first_cell(keyboard: SchoolFace, desktop: Desktop) -> None:
    desktop.messages.script(typing("pupils.classes.girls"))
    press(None, Qt.Key.Key_F, CTRL)
    table = keyboard.entry.pages.page(Place("pupils", 0)).tables["pupils.classes"]
    assert QApplication.focusWidget() is table.view
    current = table.view.currentIndex()
    assert (current.row(), table.table.columns[current.column()].id) == (0, "girls")


def test_down_takes_the_next_of_what_was_found(keyboard: SchoolFace, desktop: Desktop) -> None:
    seen: list[str] = []

    def second(dialog: Palette) -> bool:
        dialog.show()
        type_text(dialog.line, "area")
        press(dialog.line, Qt.Key.Key_Down)
        assert dialog.place is not None
        seen.append(dialog.place.target)
        press(dialog.line, Qt.Key.Key_Return)
        return bool(dialog.result())

    desktop.messages.script(second)
    press(None, Qt.Key.Key_F, CTRL)
    assert keyboard.entry.pages.current_address.partition("[")[0] == seen[0].partition("[")[0]


def test_pages_sections_and_rules_are_jumped_to(keyboard: SchoolFace, desktop: Desktop) -> None:
    desktop.messages.script(typing("shyqm"))
    press(None, Qt.Key.Key_K, CTRL)
    assert keyboard.pages.currentWidget() is keyboard.pages.page("page.review")
    desktop.messages.script(typing("r-pupils-001"))
    press(None, Qt.Key.Key_K, CTRL)
    assert keyboard.entry.pages.place.form == "pupils"
    desktop.messages.script(typing("zdyxs"))
    press(None, Qt.Key.Key_K, CTRL)
    assert keyboard.entry.pages.place == Place("facilities", 0)


def test_escape_and_finding_nothing_leave_the_cursor_alone(
    keyboard: SchoolFace, desktop: Desktop
) -> None:
    before = keyboard.entry.pages.place

    def nothing(dialog: Palette) -> bool:
        type_text(dialog.line, "qqqqqq")
        dialog.show()
        assert not dialog.accept_button.isEnabled()
        assert dialog.place is None
        press(dialog.line, Qt.Key.Key_Escape)
        return bool(dialog.result())

    desktop.messages.script(nothing)
    press(None, Qt.Key.Key_K, CTRL)
    assert keyboard.entry.pages.place == before
