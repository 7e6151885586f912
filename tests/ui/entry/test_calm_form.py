"""A new form is calm: nothing is said about what the clerk has not come to, until he asks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.workflow import Actor, Role
from operations.school.store import create_school
from tests.ui.keys import press, tab_to
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.school.face import SchoolFace
from ui.shell import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def empty(open_window: Callable[[Path], MainWindow], tmp_path: Path, qtbot: QtBot) -> SchoolFace:
    path = tmp_path / "新库.yhs"
    actor = Actor("王样例", Role.CLERK)
    create_school(
        path, school_code="3142010401", school_name="样例小学", period=2024, actor=actor
    ).close()
    window = open_window(path)
    with qtbot.waitActive(window):
        window.activateWindow()
    face = window.face
    assert isinstance(face, SchoolFace)
    return face


def waiting(face: SchoolFace) -> list[str]:
    found = face.desk.session.open_problems()
    return [problem.code for problem in found if not problem.is_blank]


def page_of(face: SchoolFace, form: str, number: int) -> SectionPage:
    face.entry.pages.show_place(Place(form, number))
    page = face.pages.currentWidget()
    assert isinstance(page, SectionPage)
    return page


def test_an_empty_form_counts_blanks_alone(empty: SchoolFace) -> None:
    assert waiting(empty) == []
    blank = len(empty.desk.session.open_problems())
    assert empty.header.next.text().strip() == f"继续填写（{blank}）(&G)"
    assert empty.problems.count.text() == f"{blank} 项未填"
    press(None, Qt.Key.Key_F8)
    assert empty.strip.text().startswith("没有待处理的问题。")


def test_a_table_left_behind_is_asked_about(empty: SchoolFace) -> None:
    empty.entry.pages.go_to("safety.inspections")
    page = empty.pages.currentWidget()
    assert isinstance(page, SectionPage)
    assert waiting(empty) == []
    assert QApplication.focusWidget() is page.tables["safety.inspections"].view
    press(None, Qt.Key.Key_PageDown, CTRL)
    found = waiting(empty)
    assert found
    assert f"{len(found)} 个待处理" in empty.problems.count.text()
    assert f"处理问题（{len(found)}）" in empty.header.next.text()
    press(None, Qt.Key.Key_F8)
    assert empty.pages.currentWidget() is page


def test_a_table_is_not_asked_about_when_the_cursor_comes_from_the_one_before(
    empty: SchoolFace,
) -> None:
    empty.entry.pages.go_to("facilities.music_rooms")
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Return):
        press(None, key)
    page = empty.pages.currentWidget()
    assert isinstance(page, SectionPage)
    assert QApplication.focusWidget() is page.tables["facilities.art_rooms"].view
    assert empty.entry.pages.current_address == "facilities.art_rooms[].room_name"
    assert not page.tables["facilities.art_rooms"].notes


def test_a_check_asked_for_tells_everything(empty: SchoolFace) -> None:
    press(None, Qt.Key.Key_Return, CTRL)
    sheet = empty.desk.session.sheet
    assert len(empty.desk.session.open_problems()) == len(sheet.open_problems)
    assert len(waiting(empty)) == 6


def test_not_applicable_is_said_only_when_it_is_known(empty: SchoolFace) -> None:
    page = page_of(empty, "pupils", 1)
    junior = page.fields["pupils.entrants_junior"]
    assert junior.view.standing.value == "input"
    assert page.folded.isHidden()
    empty.desk.session.set_text("profile.school_type", "211")
    assert junior.view.standing.value == "absent"
    assert junior.isHidden()
    hidden = sum(editor.isHidden() for editor in page.fields.values())
    assert page.folded.text() == f"有 {hidden} 项不适用于本校，已收起。"
    tab_to(page.folded.turn)
    press(None, Qt.Key.Key_Return)
    assert not junior.isHidden()
    press(None, Qt.Key.Key_Return)
    assert junior.isHidden()


def test_a_jump_to_a_folded_question_unfolds_it(empty: SchoolFace) -> None:
    page = page_of(empty, "pupils", 1)
    empty.desk.session.set_text("profile.school_type", "211")
    empty.entry.pages.go_to("pupils.entrants_junior")
    assert not page.fields["pupils.entrants_junior"].isHidden()


def test_what_was_come_to_is_kept_over_a_step_of_the_store(empty: SchoolFace) -> None:
    session = empty.desk.session
    session.visit("safety.inspections")
    before = waiting(empty)
    assert before
    empty.desk.step(lambda _: None, owner=empty)
    assert waiting(empty) == before
