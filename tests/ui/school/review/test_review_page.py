"""The principal at work on the page of the review: the keyboard stays where he reads, each key leads on."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operations.errors import Refused
from operations.school.check import submit_return
from tests.ui.conftest import CLERK
from tests.ui.keys import press
from ui.entry.section_page import SectionPage
from ui.parts.page.cards import Page
from ui.school.face import SchoolFace
from ui.school.review.review_page import ReviewPage

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


def test_the_briefing_stands_before_the_signing_facts_which_have_their_place(
    school: SchoolFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    later: list[Callable[[], object]] = []
    monkeypatch.setattr(
        school.desktop.runner, "after_painting", lambda action, owner: later.append(action)
    )
    school.desk.step(lambda store: submit_return(store, actor=CLERK), owner=school)
    school.pages.show_page("page.review")
    page = school.pages.currentWidget()
    assert isinstance(page, ReviewPage)
    assert page.briefing.verdicts.rows.rows
    before = dict(page.facts.facts())
    assert before["上报包"] == "正在读取…"
    assert page.answers.isHidden()
    later[0]()
    after = dict(page.facts.facts())
    assert (list(after), after["上报包"]) == (list(before), "第 1 号")
    assert "摘要" not in str(list(after)), "the paper has another once the head has confirmed"
    assert not page.answers.isHidden()


def test_where_nothing_can_be_signed_no_fact_is_waited_for(
    school: SchoolFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise Refused("现在不能签名。")

    monkeypatch.setattr("operations.school.signing.signing_preview.preview_signature", refuse)
    school.desk.step(lambda store: submit_return(store, actor=CLERK), owner=school)
    school.pages.show_page("page.review")
    page = school.pages.currentWidget()
    assert isinstance(page, ReviewPage)
    assert "正在读取…" not in dict(page.facts.facts()).values()
    assert page.strip.text() == "现在不能签名。"


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
    assert page.three.people.hasFocus(), "nobody is registered who could confirm"
    assert "请先在“三人确认”中登记" in page.waiting.text()
    assert "等统计人员和审核人确认后" in page.waiting.text()
    assert page.waiting.isVisible()
    assert page.verticalScrollBar().value() > 0
    school.desktop.messages.script("张敏", "刘洋")
    press(page.three.people, Qt.Key.Key_Return)
    page.go_on()
    assert page.three.confirm.hasFocus()
    assert "登记" not in page.waiting.text()


def test_enter_on_a_verdict_leads_to_the_answers_behind_it(
    school: SchoolFace, page: ReviewPage
) -> None:
    verdicts = page.briefing.verdicts
    verdicts.setFocus()
    verdicts.select("四个 100%")
    press(verdicts, Qt.Key.Key_Return)
    assert isinstance(school.pages.currentWidget(), SectionPage)
    assert school.entry.pages.place.form == "safety"
    school.pages.show_page("page.review")
    seven = page.briefing.seven
    seven.setFocus()
    seven.select("L1_primary")
    press(seven, Qt.Key.Key_Return)
    assert school.entry.pages.place.form == "staffing"


def test_ctrl_f_searches_in_what_is_read(school: SchoolFace, page: ReviewPage) -> None:
    page.setFocus()
    press(page, Qt.Key.Key_F, CTRL)
    assert page.answers.search.hasFocus()
    assert not page.answers.search.visibleRegion().isEmpty(), "it is in sight"


def test_home_and_end_go_to_the_ends_of_a_page(school: SchoolFace, page: ReviewPage) -> None:
    page.setFocus()
    bar = page.verticalScrollBar()
    press(page, Qt.Key.Key_End)
    assert 0 < bar.value() == bar.maximum()
    press(page, Qt.Key.Key_Home)
    assert bar.value() == 0
    assert isinstance(QApplication.focusWidget(), Page)


def test_the_page_follows_the_row_that_is_walked_to(school: SchoolFace, page: ReviewPage) -> None:
    rows = page.answers.list
    rows.setFocus()
    rows.setCurrentIndex(rows.rows.index(1))
    page.settle()
    bar = page.verticalScrollBar()
    bar.setValue(rows.mapTo(page.inside, rows.rect().topLeft()).y() - page.viewport().height() + 90)
    before = bar.value()
    for _ in range(4):
        press(rows, Qt.Key.Key_Down)
        row = rows.visualRect(rows.currentIndex())
        place = rows.viewport().mapTo(page.viewport(), row.bottomLeft())
        assert place.y() < page.viewport().height()
    assert bar.value() > before
