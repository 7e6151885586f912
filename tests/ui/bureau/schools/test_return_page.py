"""A school's return read at the bureau, by keyboard: nothing can be typed, a comment becomes a point."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from forms.values import Attachment
from tests.ui.bureau.conftest import shown
from tests.ui.keys import press, tab_to, type_text
from ui.bureau.face import BureauFace
from ui.bureau.schools.return_page import ReturnPage
from ui.bureau.schools.school_page import SchoolPage
from ui.bureau.schools.schools_page import SchoolsPage
from ui.bureau.schools.slip_page import SlipPage
from ui.bureau.work_page import ReturnAbout
from ui.desktop import Desktop
from ui.editors.attachment import AttachmentEditor
from ui.entry.attaching import PictureDialog
from ui.entry.room import EntryRoom
from ui.entry.section_page import SectionPage

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
AREA = "facilities.teaching_area"


@pytest.fixture
def page(bureau: BureauFace) -> ReturnPage:
    """The return of the first school, reached by keys alone."""
    press(shown(bureau, SchoolsPage).table, Qt.Key.Key_Return)
    school = shown(bureau, SchoolPage)
    tab_to(school.delivery.read)
    press(None, Qt.Key.Key_Space)
    return shown(bureau, ReturnPage)


def room(page: ReturnPage) -> EntryRoom:
    assert page.entry is not None
    return page.entry


def go_to(page: ReturnPage, address: str) -> SectionPage:
    room(page).pages.go_to(address)
    found = page.row.stack.currentWidget()
    assert isinstance(found, SectionPage)
    return found


def test_a_package_that_comes_while_it_is_read_is_read_on_at_the_same_place(
    page: ReturnPage,
) -> None:
    go_to(page, AREA)
    place = room(page).pages.place
    page._opened = "the package before"
    page.desk.facts_changed.emit()
    assert page.strip.text() == "又导入了这所学校的一份上报包，这里换成了新的一份。"
    assert room(page).pages.place == place
    package = page.desk.facts.by_code[page.code].package
    assert package is not None
    assert page._opened == package.identity


def test_a_package_that_is_taken_back_while_it_is_read_is_told(page: ReturnPage) -> None:
    facts, code = page.desk.facts, page.code
    schools = tuple(
        replace(one, package=None) if one.school.code == code else one for one in facts.schools
    )
    page.desk.take(replace(facts, schools=schools))
    page.desk.facts_changed.emit()
    assert page.strip.text() == "这份上报包的导入已经撤销，下面是撤销前的内容。"
    assert not page.slip.isEnabled()
    assert not page.comment.isEnabled()


def test_it_shows_what_the_school_signed_and_takes_no_key(page: ReturnPage) -> None:
    assert "云杉小学" in page.title.text()
    section = go_to(page, AREA)
    before = room(page).session.sheet.cell(AREA).text
    assert before
    type_text(None, "123")
    press(None, Qt.Key.Key_Return)
    assert room(page).session.sheet.cell(AREA).text == before
    assert section.fields[AREA].view.text == before
    assert not room(page).session.editable


def test_of_a_question_that_was_not_asked_the_answer_that_decides_it_is_one_press_away(
    page: ReturnPage,
) -> None:
    section = go_to(page, "pupils.attached_preschool")
    press(section.fields["pupils.attached_preschool"].input, Qt.Key.Key_7)
    assert page.strip.text().endswith("要看【附设班】，那里还没有填。")
    (way,) = [one for one in page.strip.findChildren(QPushButton) if "附设班" in one.text()]
    way.click()
    assert room(page).pages.current_address == "profile.attached_classes"


def test_keys_walk_sections_and_fields_are_found(
    page: ReturnPage, bureau: BureauFace, desktop: Desktop
) -> None:
    first = room(page).pages.place
    press(None, Qt.Key.Key_PageDown, CTRL)
    assert room(page).pages.place != first
    desktop.messages.script(None)
    press(bureau, Qt.Key.Key_F, CTRL)  # looks for fields here, not for schools
    assert isinstance(bureau.pages.currentWidget(), ReturnPage)
    assert desktop.messages.unused_answers == 0


def test_a_comment_on_a_place_becomes_a_point_of_the_slip(
    page: ReturnPage, bureau: BureauFace, desktop: Desktop
) -> None:
    section = go_to(page, AREA)
    desktop.messages.script("请核对不动产证")
    press(None, Qt.Key.Key_M, CTRL)
    assert "教学及辅助用房面积" in desktop.messages.shown[-1].text
    remarks = section.fields[AREA]._remarks
    assert remarks is not None
    assert remarks.texts() == ("本次意见：请核对不动产证",)
    tab_to(page.slip)
    assert "（1）" in page.slip.text()
    press(None, Qt.Key.Key_Space)
    slip = shown(bureau, SlipPage)
    assert [(draft.address, draft.text) for draft in slip.drafts] == [(AREA, "请核对不动产证")]
    press(bureau, Qt.Key.Key_Left, ALT)
    shown(bureau, ReturnPage)


def test_turning_away_from_a_comment_adds_none(page: ReturnPage, desktop: Desktop) -> None:
    desktop.messages.script("  ")
    press(None, Qt.Key.Key_M, CTRL)
    assert list(page.desk.slips.of(page.code)) == []


@pytest.mark.parametrize(("name", "begins"), [("报告.pdf", b"%PDF-"), ("报告.xlsx", b"PK")])
def test_it_is_saved_as_report_and_as_workbook(
    page: ReturnPage, desktop: Desktop, tmp_path: Path, name: str, begins: bytes
) -> None:
    desktop.messages.script(tmp_path / name)
    tab_to(page.save)
    press(None, Qt.Key.Key_Return)
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert "已保存" in page.strip.text()


def test_an_attachment_is_opened_by_enter_out_of_the_package(
    page: ReturnPage, desktop: Desktop
) -> None:
    session = room(page).session
    address = next(
        item.id
        for item in session.opened.engine.plan.fields.values()
        if isinstance(value := session.sheet.value(item.id), tuple)
        and value
        and isinstance(value[0], Attachment)
    )
    editor = go_to(page, address).fields[address]
    assert isinstance(editor, AttachmentEditor)
    assert not editor.input.add.isEnabled()
    desktop.messages.script(False)
    editor.input.files.setFocus()
    assert QApplication.focusWidget() is editor.input.files
    press(None, Qt.Key.Key_Down)
    press(None, Qt.Key.Key_Return)
    assert isinstance(desktop.messages.shown[-1].options["dialog"], PictureDialog)


def test_another_school_takes_the_place_of_the_one_before(
    page: ReturnPage, bureau: BureauFace
) -> None:
    first = room(page).session.sheet.record.school_code
    other = bureau.desk.facts.schools[1].school.code
    bureau.pages.show_about("page.return", ReturnAbout(other, AREA))
    assert room(page).session.sheet.record.school_code == other != first
    assert room(page).pages.current_address == AREA
