"""The principal at work on the page of the review: the keyboard stays where he reads, each key leads on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operations.school.check import submit_return
from tests.ui.conftest import CLERK
from tests.ui.keys import press
from ui.parts.cards import Page
from ui.school.face import SchoolFace
from ui.school.review_page import ReviewPage

CELL = "pupils.minority_primary"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(school: SchoolFace, qtbot: QtBot) -> ReviewPage:
    """The review of a return that was submitted, in the window with the keyboard."""
    school.desk.step(lambda store: submit_return(store, actor=CLERK), owner=school)
    school.pages.show_page("page.review")
    with qtbot.waitActive(school.window()):
        school.window().activateWindow()
    found = school.pages.currentWidget()
    assert isinstance(found, ReviewPage)
    return found


def comment(school: SchoolFace, page: ReviewPage) -> None:
    page.answers.list.setFocus()
    page.answers.list.select(CELL)
    school.desktop.messages.script("请核对")
    press(page.answers.list, Qt.Key.Key_M, CTRL)


def test_a_comment_leaves_the_keyboard_in_its_row(school: SchoolFace, page: ReviewPage) -> None:
    comment(school, page)
    assert page.answers.list.hasFocus()
    assert page.answers.list.current_payload() == CELL
    assert page.waiting.text().startswith("还有 1 条意见没有回复。")
    assert not page.waiting.isHidden()


def test_what_was_said_of_a_step_goes_with_the_next(school: SchoolFace, page: ReviewPage) -> None:
    comment(school, page)
    assert school.strip.text() == "意见已保存。"
    school.desktop.messages.script("请重填")
    page.give_back.click()
    assert school.strip.text() == ""


def test_the_next_step_leads_to_the_decision_where_the_page_is_in_sight(
    school: SchoolFace, page: ReviewPage
) -> None:
    page.setFocus()
    page.go_on()
    assert page.give_back.hasFocus(), "the two others have not confirmed yet"
    assert page.verticalScrollBar().value() > 0


def test_ctrl_f_searches_in_what_is_read(school: SchoolFace, page: ReviewPage) -> None:
    page.setFocus()
    press(page, Qt.Key.Key_F, CTRL)
    assert page.answers.search.hasFocus()


def test_home_and_end_go_to_the_ends_of_a_page(school: SchoolFace, page: ReviewPage) -> None:
    page.setFocus()
    bar = page.verticalScrollBar()
    press(page, Qt.Key.Key_End)
    assert 0 < bar.value() == bar.maximum()
    press(page, Qt.Key.Key_Home)
    assert bar.value() == 0
    assert isinstance(QApplication.focusWidget(), Page)
