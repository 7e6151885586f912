"""A code or name mistyped when the store was made is put right where the clerk sees it: in the form."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from operations.school.identity import CODE, NAME, found_school
from tests.ui.conftest import CLERK
from tests.ui.ime import commit
from tests.ui.keys import press, tab_to, type_text
from ui.school.face import SchoolFace
from ui.shell import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def new_school(
    tmp_path: Path, open_window: Callable[[Path], MainWindow], qtbot: QtBot
) -> SchoolFace:
    """A store that was just made, with a code of which the last digit is wrong."""
    path = tmp_path / "新建小学-2024.yhs"
    found_school(
        path, school_code="2142010401", school_name="新建小学", period=2024, actor=CLERK
    ).close()
    window = open_window(path)
    with qtbot.waitActive(window):
        window.activateWindow()
    assert isinstance(window.face, SchoolFace)
    return window.face


def retype(school: SchoolFace, field: str, text: str) -> None:
    school.entry.pages.go_to(field)
    press(None, Qt.Key.Key_A, CTRL)
    if text.isascii():
        type_text(None, text)
    else:
        focused = school.window().focusWidget()
        assert focused is not None
        commit(focused, text)
    press(None, Qt.Key.Key_Return)


def offered(school: SchoolFace) -> list[QPushButton]:
    found = school.strip.findChildren(QPushButton)
    return [button for button in found if "填报库也改过来" in button.text()]


def test_another_code_is_put_into_the_store_by_key(new_school: SchoolFace) -> None:
    retype(new_school, CODE, "2142010409")
    assert new_school.strip.text() == "建库时填的是“新建小学”（2142010401），开户申请也用它。"
    (button,) = offered(new_school)
    tab_to(button)
    press(button, Qt.Key.Key_Return)
    assert new_school.desk.facts.meta.school_code == "2142010409"
    assert new_school.strip.text() == "已改正：新建小学（2142010409）。"
    assert "2142010409" in new_school.header.line.text()
    problems = new_school.desk.session.problems_at(CODE)
    assert not any("开户文件" in problem.message for problem in problems)


def test_another_name_is_put_into_the_store_and_the_title(new_school: SchoolFace) -> None:
    retype(new_school, NAME, "希望小学")
    (button,) = offered(new_school)
    button.click()
    assert new_school.desk.facts.meta.school_name == "希望小学"
    assert new_school.window().windowTitle().startswith("希望小学")


def test_what_cannot_be_a_code_is_not_offered(new_school: SchoolFace) -> None:
    retype(new_school, CODE, "214201")
    assert offered(new_school) == []


def test_the_whole_offer_is_in_sight(new_school: SchoolFace) -> None:
    new_school.desk.session.set_text(CODE, "2142010409")
    (button,) = offered(new_school)
    strip = new_school.strip
    layout = strip.layout()
    assert layout is not None
    assert strip.height() >= layout.totalHeightForWidth(strip.width())
    assert button.isVisible()
