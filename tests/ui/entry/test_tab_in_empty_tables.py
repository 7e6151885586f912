"""Tab walks through a new form: a table without rows is entered where one can be begun, else passed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operations.school.identity import found_school
from tests.ui.conftest import CLERK
from tests.ui.keys import press, type_text
from ui.entry.section_page import SectionPage
from ui.school.face import SchoolFace
from ui.shell import MainWindow

TAB, BACK = Qt.Key.Key_Tab, Qt.Key.Key_Backtab
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def new_school(
    tmp_path: Path, open_window: Callable[[Path], MainWindow], qtbot: QtBot
) -> SchoolFace:
    path = tmp_path / "新建小学-2024.yhs"
    found_school(
        path, school_code="2142010401", school_name="新建小学", period=2024, actor=CLERK
    ).close()
    window = open_window(path)
    with qtbot.waitActive(window):
        window.activateWindow()
    assert isinstance(window.face, SchoolFace)
    return window.face


def page_at(school: SchoolFace, address: str) -> SectionPage:
    school.entry.pages.go_to(address)
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    return page


def test_tab_begins_the_first_row_of_an_empty_table_and_leaves_it_again(
    new_school: SchoolFace,
) -> None:
    page = page_at(new_school, "safety.incident_reporter")
    table = page.tables["safety.drills"]
    press(None, TAB)
    assert table.view.hasFocus()
    assert table.model.has_begun_row
    press(None, BACK, SHIFT)
    assert new_school.entry.pages.current_address == "safety.incident_reporter"
    assert not table.model.rows
    press(None, TAB)
    type_text(None, "1")
    press(None, TAB)
    assert len(new_school.desk.session.sheet.rows("safety.drills")) == 1


def test_tab_and_enter_pass_a_table_of_which_no_row_is_known_yet(new_school: SchoolFace) -> None:
    page = page_at(new_school, "burden.no_parent_homework")
    assert page.tables["burden.homework"].status() == "填了决定它的各项，这里才有行"
    press(None, TAB)
    assert QApplication.focusWidget() is page.onward
    page_at(new_school, "burden.no_parent_homework")
    press(None, Qt.Key.Key_Return)
    assert new_school.entry.pages.current_address == "burden.grades_by_level"


def test_tab_passes_over_a_table_marked_to_have_no_data(new_school: SchoolFace) -> None:
    page = page_at(new_school, "safety.incident_reporter")
    new_school.desk.session.mark_empty("safety.drills", empty=True)
    press(None, TAB)
    table = page.tables["safety.drills"]
    assert not table.model.rows
    focused = QApplication.focusWidget()
    assert focused is not None
    assert table.isAncestorOf(focused)
