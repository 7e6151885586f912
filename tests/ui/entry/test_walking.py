"""From finding to finding by key: the cell that is wrong, the next one behind, the reason and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.workflow import State
from operations.school.check import submit_return
from tests.ui.ime import commit
from tests.ui.keys import press, type_text
from ui.editors.inputs import BoxInput
from ui.editors.table.table_view import FormTableView
from ui.entry.section_page import SectionPage
from ui.messages import Request
from ui.parts.controls.combo import ComboBox
from ui.school.face import SchoolFace

CTRL = Qt.KeyboardModifier.ControlModifier
REASON = "因 2024 年 8 月扩班，学籍已核对，2025 年 9 月化解。"


@pytest.fixture
def active(school: SchoolFace, qtbot: QtBot) -> SchoolFace:
    with qtbot.waitActive(school.window()):
        school.window().activateWindow()
    return school


def at(school: SchoolFace) -> str:
    return school.entry.pages.current_address


def page_of(school: SchoolFace) -> SectionPage:
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    return page


def test_the_mark_is_on_the_cell_that_is_wrong(active: SchoolFace) -> None:
    session = active.desk.session
    session.set_text("burden.lessons[1].foreign", "1")
    [found] = [one for one in session.problems if one.code == "R-burden-006"]
    assert found.place == "burden.lessons[1].foreign"
    press(None, Qt.Key.Key_F8)
    assert at(active) == "burden.lessons[1].foreign"
    table = page_of(active).tables["burden.lessons"]
    cells = table.model.rows[table.view.currentIndex().row()].cells
    marked = [
        column.id for column, cell in zip(table.table.columns, cells, strict=True) if cell.tone
    ]
    assert "foreign" in marked
    assert "chinese" not in marked


def test_the_mark_moves_with_the_fault(active: SchoolFace) -> None:
    session = active.desk.session
    cell = "burden.exams[1]"
    session.set_text(f"{cell}.final_1", "1")
    assert [one.place for one in session.problems if one.is_open] == [f"{cell}.final_1"]
    page = active.entry.pages
    page.go_to(f"{cell}.final_1")
    session.set_text(f"{cell}.midterm_2", "1")
    session.set_text(f"{cell}.final_1", "0")
    assert [one.place for one in session.problems if one.is_open] == [f"{cell}.midterm_2"]
    table = page_of(active).tables["burden.exams"]
    tones = {
        column.id: view.tone
        for column, view in zip(table.table.columns, table.model.rows[0].cells, strict=True)
    }
    assert {name for name, tone in tones.items() if tone} == {"midterm_2"}


def test_f8_goes_on_from_where_the_cursor_is(active: SchoolFace) -> None:
    session = active.desk.session
    for address in ("profile.postcode", "facilities.site_area", "safety.guards"):
        session.set_text(address, "错")
    active.entry.pages.go_to("staffing.fulltime_primary")
    press(None, Qt.Key.Key_F8)
    assert at(active) == "safety.guards"
    active.entry.pages.go_to("staffing.fulltime_primary")
    press(None, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert at(active) == "facilities.site_area"
    press(None, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    press(None, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert at(active) == "safety.guards"


def test_f7_goes_on_from_where_the_cursor_is(active: SchoolFace) -> None:
    for address in ("profile.postcode", "facilities.site_area"):
        active.desk.session.set_text(address, "")
    active.entry.pages.go_to("pupils.classes[r3].girls")
    press(None, Qt.Key.Key_F7)
    assert at(active) == "facilities.site_area"
    active.entry.pages.go_to("pupils.classes[r3].girls")
    press(None, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert at(active) == "profile.postcode"


def test_f8_stops_as_often_as_is_counted(active: SchoolFace) -> None:
    session = active.desk.session
    for row in ("r1", "r2", "r3"):
        session.set_text(f"pupils.classes[{row}].enrolled", "59")
    count = sum(problem.is_open for problem in session.problems)
    assert active.problems.count.text() == f"{count} 个待处理"
    stops = set()
    for _ in range(count):
        press(None, Qt.Key.Key_F8)
        stops.add(active.problems.list.current_payload())
    assert len(stops) == count


def large_classes(school: SchoolFace) -> list[str]:
    found = school.desk.session.open_problems()
    return [one.place for one in found if one.code == "R-pupils-004"]


def test_a_reason_is_written_from_the_row_and_used_for_the_others(active: SchoolFace) -> None:
    session = active.desk.session
    for row in ("r1", "r2", "r4"):
        session.set_text(f"pupils.classes[{row}].enrolled", "46")
    assert large_classes(active) == [
        f"pupils.classes[{row}].enrolled" for row in ("r1", "r2", "r4")
    ]
    active.entry.pages.go_to("pupils.classes[r2].enrolled")
    press(None, Qt.Key.Key_J, CTRL)
    box = QApplication.focusWidget()
    assert isinstance(box, BoxInput)
    assert "一年级 2" in box.accessibleName()
    commit(box, REASON)
    press(None, Qt.Key.Key_Tab)
    press(None, Qt.Key.Key_Return)
    assert large_classes(active) == []
    assert QApplication.focusWidget() is box
    press(None, Qt.Key.Key_J, CTRL)
    assert isinstance(QApplication.focusWidget(), FormTableView)
    assert at(active) == "pupils.classes[r2].enrolled"
    active.actions_table["return.undo"].trigger()
    assert len(large_classes(active)) >= 2


def test_a_place_without_a_query_says_so(active: SchoolFace) -> None:
    active.entry.pages.go_to("profile.postcode")
    press(None, Qt.Key.Key_J, CTRL)
    assert active.strip.text() == "光标所在的这一项没有要写说明的经验校验。"


def test_a_comment_names_what_it_is_about(active: SchoolFace) -> None:
    actor = active.desk.clerk
    active.desk.step(lambda store: submit_return(store, actor=actor), owner=active)
    assert active.desk.facts.state is State.IN_REVIEW
    asked: list[Request] = []
    active.entry.pages.go_to("pupils.classes[r2].girls")
    active.desktop.messages.script(asked.append, asked.append)
    press(None, Qt.Key.Key_M, CTRL)
    assert "“学生与班级 › 班级名册 › 第 2 行 › 其中女生”" in asked[0].text
    press(None, Qt.Key.Key_4, CTRL)
    press(None, Qt.Key.Key_M, CTRL)
    assert "“整份填报表”" in asked[1].text


def test_the_cursor_stands_on_what_is_only_read(active: SchoolFace) -> None:
    actor = active.desk.clerk
    active.desk.step(lambda store: submit_return(store, actor=actor), owner=active)
    for address in ("profile.school_type", "profile.boarding", "profile.postcode"):
        active.entry.pages.go_to(address)
        editor = page_of(active).fields.get(address)
        if editor is None:
            continue
        focused = QApplication.focusWidget()
        assert focused is editor.input
        before = editor.input_text()
        type_text(None, "1")
        press(None, Qt.Key.Key_Delete)
        assert editor.input_text() == before
        if isinstance(focused, ComboBox):
            press(None, Qt.Key.Key_Space)
            assert not focused.view().isVisible()
    press(None, Qt.Key.Key_Return)
    assert at(active) != "profile.postcode"
