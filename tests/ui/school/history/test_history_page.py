"""The history by keyboard: read, filtered, of one cell, jumped from, put back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.keys import press, tab_to, type_text
from ui.messages import Request
from ui.school.face import SchoolFace
from ui.school.history.history_page import HistoryPage

CTRL = Qt.KeyboardModifier.ControlModifier
CELL = "pupils.classes[r2].girls"


@pytest.fixture
def changed(school: SchoolFace, qtbot: QtBot) -> SchoolFace:
    """Three things typed, one after the other."""
    with qtbot.waitActive(school.window()):
        school.window().activateWindow()
    session = school.desk.session
    session.set_text("profile.postcode", "430077")
    session.set_text(CELL, "20")
    session.set_text("safety.guards", "5")
    return school


def history(school: SchoolFace) -> HistoryPage:
    page = school.pages.currentWidget()
    assert isinstance(page, HistoryPage)
    return page


def titles(page: HistoryPage) -> list[str]:
    return [row.look.title for row in page.list.rows.rows]


def raw(school: SchoolFace, address: str) -> str | None:
    return school.desk.session.sheet.cell(address).raw


def test_entries_are_read_in_words(changed: SchoolFace) -> None:
    press(None, Qt.Key.Key_4, CTRL)
    page = history(changed)
    assert QApplication.focusWidget() is page.list
    guards, girls, postcode = titles(page)[:3]
    assert postcode == "填写　学校基本情况 › 邮政编码：430030 → 430077"
    assert girls.startswith("填写　学生与班级 › 班级名册 › 一年级 2 › 其中女生：")
    assert girls.endswith((" → 20 人", " → 20"))
    assert "safety" not in guards
    assert all("[" not in title for title in titles(page))


def test_enter_goes_to_the_cell(changed: SchoolFace) -> None:
    press(None, Qt.Key.Key_4, CTRL)
    press(None, Qt.Key.Key_Down)
    press(None, Qt.Key.Key_Return)
    assert changed.entry.pages.current_address == CELL


def test_the_history_of_one_cell_by_key(changed: SchoolFace) -> None:
    changed.entry.pages.go_to(CELL)
    press(None, Qt.Key.Key_H, CTRL)
    page = history(changed)
    assert len([one for one in titles(page) if "430077" in one or "保安" in one]) == 0
    assert "其中女生" in titles(page)[0]
    assert "其中女生" in page.filters.place.text()
    tab_to(page.filters.place)
    press(None, Qt.Key.Key_Return)
    assert any("430077" in title for title in titles(page))


def test_the_history_is_filtered_by_form_and_person(changed: SchoolFace) -> None:
    press(None, Qt.Key.Key_4, CTRL)
    page = history(changed)
    tab_to(page.filters.form)
    type_text(None, "profile")
    press(None, Qt.Key.Key_Tab)
    assert "430077" in titles(page)[0]
    assert not any("其中女生" in title for title in titles(page))
    page.filters.form.setFocus()
    press(None, Qt.Key.Key_Delete)
    press(None, Qt.Key.Key_Tab)
    assert any("其中女生" in title for title in titles(page))
    people = [page.filters.person.itemText(n) for n in range(page.filters.person.count())]
    assert people[0] == "所有人"
    assert "王样例" in people
    page.filters.person.show_text("王样例")
    page.filters.changed.emit()
    assert all("王样例" in row.look.subtitle for row in page.list.rows.rows if row.look.subtitle)
    assert not page.filters.day.itemText(1).startswith("0000")


def test_one_cell_is_put_back_and_that_is_undone(changed: SchoolFace) -> None:
    press(None, Qt.Key.Key_4, CTRL)
    page = history(changed)
    press(None, Qt.Key.Key_Down)
    press(None, Qt.Key.Key_Down)
    tab_to(page.restore)
    press(None, Qt.Key.Key_Return)
    assert raw(changed, "profile.postcode") == "430030"
    assert page.strip.text() == "已恢复：学校基本情况 › 邮政编码，现为“430030”。"
    assert titles(page)[0] == "填写　学校基本情况 › 邮政编码：430077 → 430030"
    changed.actions_table["return.undo"].trigger()
    assert raw(changed, "profile.postcode") == "430077"


def test_a_moment_is_gone_back_to_after_asking(changed: SchoolFace) -> None:
    before = raw(changed, "safety.guards"), raw(changed, CELL)
    press(None, Qt.Key.Key_4, CTRL)
    page = history(changed)
    press(None, Qt.Key.Key_Down)
    press(None, Qt.Key.Key_Down)
    asked: list[Request] = []
    changed.desktop.messages.script(asked.append)
    tab_to(page.return_to)
    press(None, Qt.Key.Key_Return)
    assert "共改 2 处" in asked[0].text
    assert (raw(changed, "safety.guards"), raw(changed, CELL)) == before
    changed.desktop.messages.script(True)
    press(None, Qt.Key.Key_Return)
    assert raw(changed, "profile.postcode") == "430077"
    assert raw(changed, CELL) != "20"
    assert "已恢复到" in page.strip.text()
    changed.actions_table["return.undo"].trigger()
    assert (raw(changed, "safety.guards"), raw(changed, CELL)) == before


def test_several_places_of_one_step_are_listed_by_themselves(changed: SchoolFace) -> None:
    session = changed.desk.session
    plan = session.plan_paste("pupils.classes[r1].enrolled", "40\t19\n41\t18")
    assert plan is not None
    session.apply_paste(plan)
    press(None, Qt.Key.Key_4, CTRL)
    page = history(changed)
    rows = page.list.rows.rows
    assert rows[0].look.title.startswith("填写 4 处　学生与班级 › 班级名册 › 一年级 1")
    assert [row.look.indent for row in rows[1:5]] == [1, 1, 1, 1]
    press(None, Qt.Key.Key_Down)
    press(None, Qt.Key.Key_Down)
    old = rows[2].look.title.rpartition("：")[2].partition(" ")[0]
    tab_to(page.restore)
    press(None, Qt.Key.Key_Return)
    assert raw(changed, "pupils.classes[r1].girls") == old
    assert raw(changed, "pupils.classes[r1].enrolled") == "40"
