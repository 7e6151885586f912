"""A return that came back: banner, list, remarks at their places, counted, walked, answered, asked about."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.reply import PointReply, ReplyKind
from operations.school.check import send_back, submit_return
from operations.school.records import Origin, SchoolStore
from tests.ui.keys import press, tab_to
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.messages import Request
from ui.metrics import characters
from ui.school.face import SchoolFace
from ui.school.points.points_page import PointsPage
from ui.school.points.reply_dialog import ReplyDialog

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
    assert returned.banner.rest.text() == "还有 3 条意见没有回复。"


@pytest.mark.parametrize("size", [(1280, 720), (910, 512), (1366, 768)])
def test_the_banner_is_there_at_every_size(returned: SchoolFace, size: tuple[int, int]) -> None:
    returned.window().resize(*size)
    QApplication.processEvents()
    banner = returned.banner
    assert banner.isVisible()
    assert banner.reason.height() >= banner.reason.heightForWidth(banner.reason.width())
    assert banner.next.width() >= banner.next.minimumSizeHint().width()


def test_the_banner_has_no_narrow_column_where_the_text_is_large(returned: SchoolFace) -> None:
    banner = returned.banner
    banner.resize(characters(30), banner.heightForWidth(characters(30)))
    QApplication.processEvents()
    assert banner.reason.width() >= characters(20)
    assert banner.next.mapTo(banner, QPoint()).y() > banner.rest.mapTo(banner, QPoint()).y()
    assert banner.reason.height() >= banner.reason.heightForWidth(banner.reason.width())


def test_the_banner_is_there_after_reopening(returned: SchoolFace, qtbot: QtBot) -> None:
    window, path = returned.window(), returned.desk.path
    assert isinstance(path, Path)
    window.go_home()  # type: ignore[attr-defined] # the main window
    window.open_store(path)  # type: ignore[attr-defined]
    face = window.face  # type: ignore[attr-defined]
    assert face.banner.isVisible()
    assert REASON in face.banner.reason.text()


def test_remarks_count_in_button_list_and_navigation(returned: SchoolFace) -> None:
    assert "提交审核（3 条意见未回复）" in returned.header.next.text()
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
    assert returned.strip.text() == "校长对整份填报表的意见：请核对。　按 Ctrl+Shift+M 回复。"
    press(None, Qt.Key.Key_F8)
    assert returned.entry.pages.current_address == CELL  # and round again
    for _ in range(2):
        press(None, Qt.Key.Key_F8)
    returned.desktop.messages.script(True)
    press(None, Qt.Key.Key_M, CTRL | SHIFT)
    assert replies(returned)[""] == PointReply(ReplyKind.CHANGED)
    assert replies(returned)[FIELD] is None
    assert returned.strip.text() == "回复已保存，校长审核时看得到。"


def test_a_remark_on_the_whole_is_no_longer_meant_once_the_cursor_has_moved(
    returned: SchoolFace,
) -> None:
    returned.entry.pages.go_to(FIELD)
    press(None, Qt.Key.Key_F8)
    assert returned.problems.comment_marked is not None
    press(None, Qt.Key.Key_Return)
    press(None, Qt.Key.Key_M, CTRL | SHIFT)
    assert returned.strip.text() == "光标所在的这一项没有要回复的意见。"


def test_the_cursor_on_the_button_at_a_remark_is_in_its_field(returned: SchoolFace) -> None:
    returned.entry.pages.go_to("facilities.building_area")
    press(None, Qt.Key.Key_Backtab, SHIFT)
    button = QApplication.focusWidget()
    assert button is not None
    assert button.accessibleName() == "回复：校长意见：请核对。"
    assert returned.entry.pages.current_address == FIELD
    returned.desktop.messages.script(True)
    press(None, Qt.Key.Key_M, CTRL | SHIFT)
    assert replies(returned)[FIELD] == PointReply(ReplyKind.CHANGED)


def test_a_remark_is_answered_by_key(returned: SchoolFace) -> None:
    returned.entry.pages.go_to(FIELD)
    returned.desktop.messages.script(True)
    press(None, Qt.Key.Key_M, CTRL | SHIFT)
    assert returned.banner.rest.text() == "还有 2 条意见没有回复。"
    assert replies(returned)[FIELD] == PointReply(ReplyKind.CHANGED)
    page = returned.pages.currentWidget()
    assert isinstance(page, SectionPage)
    assert QApplication.focusWidget() is page.fields[FIELD].input
    press(None, Qt.Key.Key_M, CTRL | SHIFT)
    assert returned.strip.text() == "光标所在的这一项没有要回复的意见。"


def test_the_button_at_the_remark_does_the_same(returned: SchoolFace) -> None:
    returned.entry.pages.go_to(FIELD)
    page = returned.pages.currentWidget()
    assert isinstance(page, SectionPage)
    editor = page.fields[FIELD]
    press(None, Qt.Key.Key_Tab)
    reply = QApplication.focusWidget()
    assert reply is not None
    assert reply.accessibleName() == "回复：校长意见：请核对。"
    returned.desktop.messages.script(False, True)
    press(None, Qt.Key.Key_Return)
    assert returned.banner.rest.text() == "还有 3 条意见没有回复。"
    press(reply, Qt.Key.Key_Return)
    assert returned.banner.rest.text() == "还有 2 条意见没有回复。"
    assert QApplication.focusWidget() is editor.input


def test_an_explanation_is_written_in_the_dialog(returned: SchoolFace) -> None:
    def explain(dialog: ReplyDialog) -> bool:
        dialog.kind.choose("explained")
        assert not dialog.accept_button.isEnabled()
        dialog.edit.setPlainText("核实无误")
        assert "一类的话不算说明" in dialog.hint.text()
        dialog.edit.setPlainText("因 2024 年 9 月新操场未验收，见批复。")
        assert dialog.accept_button.isEnabled()
        return True

    returned.entry.pages.go_to(FIELD)
    returned.desktop.messages.script(explain)
    press(None, Qt.Key.Key_M, CTRL | SHIFT)
    reply = replies(returned)[FIELD]
    assert reply is not None
    assert reply.sentence == "作说明：因 2024 年 9 月新操场未验收，见批复。"


def test_the_list_leads_to_the_cells_and_shows_the_replies(returned: SchoolFace) -> None:
    tab_to(returned.banner.all)
    press(None, Qt.Key.Key_Return)
    page = returned.pages.currentWidget()
    assert isinstance(page, PointsPage)
    facts = dict(page.facts.facts())
    assert (facts["原因"], facts["期限"]) == (REASON, "没有规定")
    rows = [row.look for row in page.points.list.rows.rows]
    assert [look.trailing for look in rows] == ["待回复"] * 3
    assert "运动场" in rows[0].subtitle
    returned.desktop.messages.script(True)
    page.points.list.select(2)
    page.points.reply.click()
    rows = [row.look for row in page.points.list.rows.rows]
    assert [look.trailing for look in rows] == ["待回复", "待回复", "已修改"]
    page.points.list.select(1)
    press(page.points.list, Qt.Key.Key_Return)
    assert returned.entry.pages.current_address == FIELD
    looks = {row.payload: row.look for row in returned.side.steps.rows.rows}
    assert looks["page.points"].trailing == "2 条待回复"


def replies(face: SchoolFace) -> dict[str, PointReply | None]:
    """What stands in the store."""
    return {comment.address: comment.reply for comment in face.desk.facts.comments}


def test_submitting_with_open_remarks_asks(returned: SchoolFace) -> None:
    asked: list[Request] = []
    returned.desktop.messages.script(asked.append)
    press(None, Qt.Key.Key_F9)
    assert asked[0].text.startswith("还有 3 条意见没有回复，第一条是校长的：“请核对”。")
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
