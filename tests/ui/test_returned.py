"""A return that came back: banner, remarks at their places, counted, walked, answered, asked about."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operations.school.check import send_back, submit_return
from operations.school.records import Origin, SchoolStore
from tests.ui.keys import press, tab_to
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.messages import Request
from ui.school.face import SchoolFace

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
REASON = "运动场地面积与去年差得太多，请核对。"
FIELD = "facilities.sports_ground_area"
CELL = "pupils.classes[r2].girls"


@pytest.fixture
def returned(school: SchoolFace, qtbot: QtBot) -> SchoolFace:
    """Given back by the principal, with remarks on a field, a cell and the whole."""
    with qtbot.waitActive(school.window()):
        school.window().activateWindow()
    desk = school.desk
    clerk, principal = desk.clerk, desk.principal

    def give_back(store: SchoolStore) -> None:
        submit_return(store, actor=clerk)
        for address in (FIELD, CELL, ""):
            store.comments.add(address, "请核对。", actor=principal, origin=Origin.PRINCIPAL)
        send_back(store, actor=principal, reason=REASON)

    desk.step(give_back, owner=school)
    return school


def test_the_banner_says_who_when_why_and_what_is_left(returned: SchoolFace) -> None:
    at = returned.desk.facts.returned
    assert at is not None
    assert returned.banner.isVisible()
    assert returned.banner.reason.text() == (
        f"校长 {at.at.astimezone():%Y-%m-%d %H:%M} 退回：{REASON}"
    )
    assert returned.banner.rest.text() == "还有 3 条意见没有处理。"


@pytest.mark.parametrize("size", [(1280, 720), (910, 512), (1366, 768)])
def test_the_banner_is_there_at_every_size(returned: SchoolFace, size: tuple[int, int]) -> None:
    returned.window().resize(*size)
    QApplication.processEvents()
    banner = returned.banner
    assert banner.isVisible()
    assert banner.reason.height() >= banner.reason.heightForWidth(banner.reason.width())
    assert banner.next.width() >= banner.next.minimumSizeHint().width()


def test_the_banner_is_there_after_reopening(returned: SchoolFace, qtbot: QtBot) -> None:
    window, path = returned.window(), returned.desk.path
    assert isinstance(path, Path)
    window.go_home()  # type: ignore[attr-defined] # the main window
    window.open_store(path)  # type: ignore[attr-defined]
    face = window.face  # type: ignore[attr-defined]
    assert face.banner.isVisible()
    assert REASON in face.banner.reason.text()


def test_remarks_count_in_button_list_and_navigation(returned: SchoolFace) -> None:
    assert "提交审核（3 条意见未处理）" in returned.header.next.text()
    assert returned.problems.count.text() == "3 条意见"
    returned.desk.session.set_text("safety.guards", "错")
    assert "处理问题（4）" in returned.header.next.text()
    looks = {row.payload: row.look for row in returned.side.sections.rows.rows}
    returned.entry.pages.show_place(Place("facilities", 0))
    looks = {row.payload: row.look for row in returned.side.sections.rows.rows}
    assert looks[Place("facilities", 0)].trailing == "1 意见"
    assert looks[Place("facilities", 0)].icon == "message-square"


def test_f8_walks_the_remarks_too(returned: SchoolFace) -> None:
    returned.entry.pages.go_to("profile.postcode")
    reached = []
    for _ in range(3):
        press(None, Qt.Key.Key_F8)
        reached.append(returned.entry.pages.current_address)
    assert reached[:2] == [CELL, FIELD]
    assert returned.strip.text() == "校长对整份填报表的意见：请核对。"


def test_a_remark_is_marked_as_done_by_key(returned: SchoolFace) -> None:
    returned.entry.pages.go_to(FIELD)
    press(None, Qt.Key.Key_M, CTRL | SHIFT)
    assert returned.banner.rest.text() == "还有 2 条意见没有处理。"
    page = returned.pages.currentWidget()
    assert isinstance(page, SectionPage)
    assert QApplication.focusWidget() is page.fields[FIELD].input
    press(None, Qt.Key.Key_M, CTRL | SHIFT)
    assert returned.strip.text() == "光标所在的这一项没有未处理的意见。"


def test_the_button_at_the_remark_does_the_same(returned: SchoolFace) -> None:
    returned.entry.pages.go_to(FIELD)
    page = returned.pages.currentWidget()
    assert isinstance(page, SectionPage)
    editor = page.fields[FIELD]
    press(None, Qt.Key.Key_Tab)
    done = QApplication.focusWidget()
    assert done is not None
    assert done.accessibleName() == "标为已处理：校长意见：请核对。"
    press(None, Qt.Key.Key_Return)
    assert returned.banner.rest.text() == "还有 2 条意见没有处理。"
    assert QApplication.focusWidget() is editor.input


def test_submitting_with_open_remarks_asks(returned: SchoolFace) -> None:
    asked: list[Request] = []
    returned.desktop.messages.script(asked.append)
    press(None, Qt.Key.Key_F9)
    assert asked[0].text.startswith("还有 3 条意见没有标为已处理，第一条是校长的：“请核对。”")
    assert returned.desk.facts.state.value == "draft"
    assert returned.entry.pages.current_address in {CELL, FIELD}
    returned.desktop.messages.script(True, True)
    press(None, Qt.Key.Key_F9)
    assert returned.desk.facts.state.value == "in_review"
    assert not returned.banner.isVisible()


def test_the_banner_leads_to_the_next_remark(returned: SchoolFace) -> None:
    returned.entry.pages.go_to("profile.postcode")
    tab_to(returned.banner.next)
    press(None, Qt.Key.Key_Return)
    assert returned.entry.pages.current_address == CELL


def test_a_return_the_clerk_took_back_himself_has_no_banner(school: SchoolFace) -> None:
    clerk = school.desk.clerk

    def take_back(store: SchoolStore) -> None:
        submit_return(store, actor=clerk)
        send_back(store, actor=school.desk.principal, reason="先退回。")

    school.desk.step(take_back, owner=school)
    assert school.banner.isVisible()
    school.desk.step(lambda store: submit_return(store, actor=clerk), owner=school)
    assert not school.banner.isVisible()
