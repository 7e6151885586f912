"""F1 explains what is under the cursor and leaves the cursor there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keys import press, type_text
from ui.metrics import characters
from ui.school.face import SchoolFace

F1 = Qt.Key.Key_F1


@pytest.fixture
def active(school: SchoolFace, qtbot: QtBot) -> SchoolFace:
    with qtbot.waitActive(school.window()):
        school.window().activateWindow()
    school.entry.pages.go_to("facilities.teaching_area")
    return school


def test_it_explains_the_field_and_typing_goes_on(active: SchoolFace) -> None:
    before = QApplication.focusWidget()
    press(None, F1)
    panel = active.entry.help
    assert panel.isVisible()
    for line in ("教学及辅助用房面积", "标准 4.5 ㎡", "R-facilities-001", "单位：㎡"):
        assert line in panel._title.text() + panel.text()
    assert QApplication.focusWidget() is before
    type_text(None, "7")
    assert not any(
        widget.focusPolicy() & Qt.FocusPolicy.TabFocus for widget in panel.findChildren(QWidget)
    )


def test_what_is_below_is_read_by_key_and_the_cursor_stays(active: SchoolFace) -> None:
    active.window().resize(characters(110), 420)
    before = QApplication.focusWidget()
    shift = Qt.KeyboardModifier.ShiftModifier
    press(None, F1, shift)
    bar = active.entry.help._scroll.verticalScrollBar()
    assert active.entry.help.isVisible()
    assert bar.value() == 0 < bar.maximum()
    while bar.value() < bar.maximum():
        at = bar.value()
        press(None, F1, shift)
        assert bar.value() > at
    press(None, F1, shift)
    assert bar.value() == 0
    assert QApplication.focusWidget() is before


def test_it_follows_the_cursor_and_closes_again(active: SchoolFace) -> None:
    press(None, F1)
    press(None, Qt.Key.Key_Return)
    assert "普通教室面积" in active.entry.help._title.text()
    active.entry.pages.go_to("pupils.classes")
    assert active.entry.help._title.text() == "年级"
    press(None, F1)
    assert active.entry.help.isHidden()
    assert active.problems.isVisible()


def test_the_page_does_not_move_when_it_opens(active: SchoolFace) -> None:
    page = active.pages.currentWidget()
    assert page is not None
    width = page.width()
    press(None, F1)
    assert page.width() == width
    assert active.problems.isHidden()


def test_where_there_is_no_room_the_help_takes_the_place_of_the_list(
    active: SchoolFace, qtbot: QtBot
) -> None:
    active.window().resize(characters(50), 512)
    page = active.pages.currentWidget()
    assert page is not None
    press(None, F1)
    assert active.side.isHidden()
    qtbot.waitUntil(lambda: page.width() >= characters(25))
    press(None, F1)
    assert active.side.isVisible()


def test_on_a_small_screen_it_opens_and_goes(active: SchoolFace) -> None:
    active.window().resize(910, 512)
    assert active.aside.isHidden()
    press(None, F1)
    assert active.entry.help.isVisible()
    press(None, F1)
    assert active.aside.isHidden()
