"""A key that cannot do what it is pressed for says why, and what was said goes when work goes on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from operations.school.check import submit_return
from operations.school.store import create_school
from tests.ui.conftest import CLERK
from tests.ui.ime import commit
from tests.ui.keys import press, type_text
from ui.editors.table.table_view import FormTableView
from ui.entry.section_page import SectionPage
from ui.school.face import SchoolFace
from ui.shell import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
AREA = "facilities.site_area"
CLASSES = "pupils.classes"
TITLES = "staffing.titles"


@pytest.fixture
def keyboard(school: SchoolFace) -> SchoolFace:
    school.window().activateWindow()
    return school


def page_of(school: SchoolFace, address: str) -> SectionPage:
    """Go there and give the page."""
    school.entry.pages.go_to(address)
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    return page


def view_of(school: SchoolFace, table: str, column: str) -> FormTableView:
    """The cursor on the first cell of a column."""
    view = page_of(school, table).tables[table].view
    columns = [found.id for found in school.desk.session.pack.tables[table].columns]
    view.setCurrentIndex(view.model().index(0, columns.index(column)))
    return view


def test_a_digit_on_a_cell_that_does_not_apply_says_so_and_the_cursor_stays(
    keyboard: SchoolFace,
) -> None:
    view = view_of(keyboard, CLASSES, "boarders")
    before = view.currentIndex()
    type_text(None, "4")
    assert view.currentIndex() == before
    assert keyboard.strip.text().startswith("【其中寄宿生】在这里不适用，不用填写。按【")


def test_chinese_on_a_cell_that_does_not_apply_says_so_too(keyboard: SchoolFace) -> None:
    commit(view_of(keyboard, CLASSES, "boarders"), "四")
    assert keyboard.strip.text().startswith("【其中寄宿生】在这里不适用，不用填写。按【")


@pytest.mark.parametrize("key", [Qt.Key.Key_Insert, Qt.Key.Key_Minus])
def test_rows_of_a_fixed_table_are_neither_added_nor_deleted_and_that_is_said(
    keyboard: SchoolFace, key: Qt.Key
) -> None:
    page_of(keyboard, TITLES)
    press(None, key, CTRL if key == Qt.Key.Key_Minus else Qt.KeyboardModifier.NoModifier)
    assert keyboard.strip.text() == "【职称】的行是固定的，不能添加或删除。"


def test_what_is_calculated_says_so_to_whoever_types_there(keyboard: SchoolFace) -> None:
    editor = page_of(keyboard, "profile.has_primary").fields["profile.has_primary"]
    type_text(editor.input, "s")
    assert keyboard.strip.text() == "【有小学段】由程序计算，不能填写。"


def test_after_the_submission_a_key_in_a_field_says_that_nothing_can_be_changed(
    keyboard: SchoolFace,
) -> None:
    keyboard.desk.step(lambda store: submit_return(store, actor=CLERK), owner=keyboard)
    editor = page_of(keyboard, AREA).fields[AREA]
    type_text(editor.input, "7")
    assert keyboard.strip.text() == "填报内容现在只能看，不能改。"


def test_what_was_undone_is_said_until_the_next_edit(keyboard: SchoolFace) -> None:
    page_of(keyboard, AREA)
    press(None, Qt.Key.Key_A, CTRL)
    type_text(None, "20001")
    press(None, Qt.Key.Key_Return)
    press(None, Qt.Key.Key_Z, CTRL)
    assert keyboard.strip.text().startswith("已撤销：")
    press(None, Qt.Key.Key_A, CTRL)
    type_text(None, "20002")
    press(None, Qt.Key.Key_Return)
    assert keyboard.strip.isHidden()


def test_escape_takes_away_what_lies_over_the_page(keyboard: SchoolFace) -> None:
    page_of(keyboard, AREA)
    keyboard.strip.say("请确认没有拿错文件。", tone="query")
    before = QApplication.focusWidget()
    press(None, Qt.Key.Key_Escape)
    assert keyboard.strip.isHidden()
    assert QApplication.focusWidget() is before


PRESCHOOL = "pupils.attached_preschool"
VISITS = "equity.home_visits_per_pupil"


@pytest.fixture
def new(tmp_path: Path, open_window: Callable[[Path], MainWindow]) -> SchoolFace:
    """A return nobody has typed anything into."""
    path = tmp_path / "新.yhs"
    create_school(
        path, school_code="2142100001", school_name="样例小学", period=2024, actor=CLERK
    ).close()
    face = open_window(path).face
    assert isinstance(face, SchoolFace)
    face.window().activateWindow()
    return face


@pytest.mark.parametrize(
    ("address", "label", "decider"),
    [
        (PRESCHOOL, "附设班", "profile.attached_classes"),
        (VISITS, "残疾学生", "equity.disabled_pupils"),
    ],
)
def test_on_a_new_form_a_grey_field_says_which_blank_answer_decides_it_and_leads_there(
    new: SchoolFace, address: str, label: str, decider: str
) -> None:
    page = page_of(new, address)
    if page.fields[address].isHidden():
        page.folded.turn.click()
    editor = page.fields[address]
    assert f"由【{label}】决定" in editor.input.accessibleDescription()
    type_text(editor.input, "4")
    assert new.strip.text().endswith(f"要看【{label}】，那里还没有填。")
    way = next(one for one in new.strip.findChildren(QPushButton) if label in one.text())
    press(way, Qt.Key.Key_Return)
    assert new.entry.pages.current_address == decider
