"""The section page: made from the pack, typed into, walked through, refreshed where it changed."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from forms.reply import PointReply, ReplyKind
from operations.school.records import Origin, SchoolStore
from tests.ui.ime import commit
from tests.ui.keys import press, type_text
from ui.editors.attachment import AttachmentEditor
from ui.editors.inputs import LineInput
from ui.editors.view import Standing
from ui.entry.paste_preview import PastePreview
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.entry.views import field_view
from ui.messages import Request
from ui.parts.labels.texts import unbroken
from ui.parts.rows.line_table import LineTable
from ui.school.face import SchoolFace


def page_of(school: SchoolFace, form: str, number: int) -> SectionPage:
    school.entry.pages.show_place(Place(form, number))
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    return page


def raw(school: SchoolFace, address: str) -> str | None:
    return school.desk.session.sheet.cell(address).raw


def test_every_section_of_the_pack_has_its_fields_and_tables(school: SchoolFace) -> None:
    pack = school.desk.session.pack
    shown: set[str] = set()
    for place in school.side.sections.places():
        page = page_of(school, place.form, place.section)
        shown |= page.fields.keys() | page.tables.keys()
    items = {item.id for f in pack.school_forms for s in f.sections for item in s.items}
    assert shown == items


def test_enter_walks_through_the_fields_and_on_to_the_next_section(school: SchoolFace) -> None:
    page = page_of(school, "profile", 3)
    last = [editor for editor in page.fields.values() if editor.takes_focus()][-1]
    last.setFocus()
    last.advanced.emit(True)
    assert school.entry.pages.place == Place("pupils", 0)
    school.entry.pages.turn(forward=False)
    assert school.entry.pages.place == Place("profile", 3)
    first = next(iter(page.fields.values()))
    first.advanced.emit(False)
    assert school.entry.pages.place == Place("profile", 2)


def test_enter_passes_over_files_nobody_asks_for(school: SchoolFace) -> None:
    page = page_of(school, "pupils", 1)
    evidence, before = page.fields["pupils.admission_evidence"], "pupils.admission_disclosed"
    assert not evidence.takes_focus()
    assert page_of(school, "safety", 0).fields["safety.guard_contract"].takes_focus()
    page_of(school, "pupils", 1).fields[before].advanced.emit(True)
    assert school.entry.pages.place == Place("pupils", 2)


def test_typing_changes_the_return_its_page_and_what_is_calculated(school: SchoolFace) -> None:
    page = page_of(school, "facilities", 0)
    editor = page.fields["facilities.site_area"]
    assert isinstance(editor.input, LineInput)
    editor.input.clear()
    commit(editor.input, "３２，６００")
    editor.hand_on()
    assert raw(school, "facilities.site_area") == "３２，６００"
    editor.input.left.emit()
    assert raw(school, "facilities.site_area") == "32600.00"
    assert editor.input_text() == "32600"
    assert school.header.saved.text().startswith("已保存")


def test_wrong_text_is_kept_and_said_at_the_field(school: SchoolFace) -> None:
    page = page_of(school, "facilities", 0)
    editor = page.fields["facilities.site_area"]
    editor.show_text("三万")
    editor.hand_on()
    assert raw(school, "facilities.site_area") == "三万"
    assert unbroken("（基本校验 2）") in editor.notes[0].sentence()


def test_a_blank_is_shown_only_when_the_user_came_by_or_asked(school: SchoolFace) -> None:
    session = school.desk.session
    for address in ("facilities.site_area", "facilities.building_area", "facilities.admin_area"):
        session.set_text(address, "")
    page = page_of(school, "facilities", 0)
    tones = {name: editor.view.tone for name, editor in page.fields.items() if editor.view.tone}
    assert tones == {}
    page.fields["facilities.site_area"].left.emit("facilities.site_area")
    assert page.fields["facilities.site_area"].view.tone == "error"
    assert page.fields["facilities.building_area"].view.tone == ""
    assert "继续填写（3）" in school.header.next.text()
    school._check()
    assert page.fields["facilities.building_area"].view.tone == "error"
    assert page.fields["facilities.admin_area"].view.tone == "error"


def test_f9_leads_from_blank_to_blank(school: SchoolFace) -> None:
    session = school.desk.session
    for address in ("facilities.site_area", "safety.guards"):
        session.set_text(address, "")
    reached = []
    for _ in range(3):
        school.go_on()
        reached.append(school.entry.pages.current_address)
    assert reached == ["facilities.site_area", "safety.guards", "facilities.site_area"]


def test_a_query_is_answered_at_the_field(school: SchoolFace) -> None:
    page = page_of(school, "facilities", 5)
    editor = page.fields["facilities.books"]
    editor.show_text("9000")
    editor.hand_on()
    note = editor.notes[0]
    assert note.box is not None
    commit(note.box, "因 2024 年 8 月图书馆改造，下架 5000 册，12 月前补足。")
    note.box.left.emit()
    assert editor.view.tone == ""
    key = editor.view.problems[0].key
    assert key in school.desk.session.sheet.record.justifications


def test_a_question_that_does_not_concern_the_school_is_grey(school: SchoolFace) -> None:
    page = page_of(school, "pupils", 1)
    editor = page.fields["pupils.entrants_junior"]
    assert editor.view.standing is Standing.ABSENT
    assert editor.input_text() == "不适用"


def test_a_calculated_figure_that_may_still_apply_is_missing_not_grey(school: SchoolFace) -> None:
    session = school.desk.session
    assert field_view(session, "pupils.enrolled_junior").standing is Standing.ABSENT
    session.set_text("profile.school_type", "")
    blank = field_view(session, "pupils.enrolled_junior")
    assert (blank.standing, blank.text) == (Standing.CALCULATED, "")


def test_undo_and_redo_come_back_to_the_page(school: SchoolFace) -> None:
    page = page_of(school, "profile", 1)
    editor = page.fields["profile.postcode"]
    before = editor.input_text()
    editor.show_text("430000")
    editor.hand_on()
    school.actions_table["return.undo"].trigger()
    assert editor.input_text() == before
    school.actions_table["return.redo"].trigger()
    assert editor.input_text() == "430000"


def test_rows_are_added_filled_and_deleted_after_asking(school: SchoolFace) -> None:
    page = page_of(school, "burden", 6)
    table = page.tables["burden.service_courses"]
    count = table.model.rowCount()
    table.add.click()
    assert table.model.rowCount() == count + 1
    table.view.setCurrentIndex(table.model.index_of(table.model.rows[-1].id, "pupils"))
    type_text(table.view, "4")
    press(table.view.findChild(LineInput), Qt.Key.Key_Backtab)
    row_id = table.model.rows[-1].id  # a row is kept, and gets its id, once it is typed into
    assert raw(school, f"burden.service_courses[{row_id}].pupils") == "4"
    asked: list[Request] = []
    school.desktop.messages.script(asked.append)
    table.view.go_to(row_id, None)
    table.remove.click()
    assert table.model.rowCount() == count + 1
    school.desktop.messages.script(True)
    table.remove.click()
    assert table.model.rowCount() == count
    assert asked[0].options["accept"] == "删除"


def test_a_pasted_block_is_previewed_before_anything_changes(school: SchoolFace) -> None:
    page = page_of(school, "pupils", 0)
    table = page.tables["pupils.classes"]
    QGuiApplication.clipboard().setText("一年级\t1\t普通班\t四十\t20")
    table.view.setCurrentIndex(table.model.index(0, 0))
    before = raw(school, "pupils.classes[r1].enrolled")

    def refuse(dialog: PastePreview) -> bool:
        assert raw(school, "pupils.classes[r1].enrolled") == before
        return False

    school.desktop.messages.script(refuse)
    press(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert raw(school, "pupils.classes[r1].enrolled") == before
    school.desktop.messages.script(True)
    press(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert raw(school, "pupils.classes[r1].enrolled") == "四十"
    assert raw(school, "pupils.classes[r1].grade") == "1"


def test_the_preview_of_a_paste_says_answers_in_words_not_in_codes(school: SchoolFace) -> None:
    page = page_of(school, "pupils", 0)
    table = page.tables["pupils.classes"]
    last = table.model.rowCount() - 1
    table.view.setCurrentIndex(table.model.index(last, 0))
    QGuiApplication.clipboard().setText("五年级\n三年级\t9\t复式班\t40")
    seen: list[tuple[str, ...]] = []

    def look(dialog: PastePreview) -> bool:
        (lines,) = dialog.findChildren(LineTable)
        items = [[lines.item(row, column) for column in range(3)] for row in range(2)]
        seen.extend(tuple(one.text() for one in row if one) for row in items)
        return False

    school.desktop.messages.script(look)
    press(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert seen == [
        (f"第 {last + 1} 行 年级", "六年级", "五年级"),
        ("新增第 1 行", "", "三年级　9　复式班　40"),
    ]


def test_the_mark_of_no_data_needs_an_empty_table(school: SchoolFace) -> None:
    page = page_of(school, "safety", 5)
    table = page.tables["safety.incidents"]
    assert table.empty.isChecked()
    table.empty.click()
    assert not table.empty.isChecked()
    assert any(problem.code == "F6" for problem in school.desk.session.sheet.problems)
    table.add.click()
    assert table.empty.isEnabled()
    type_text(table.view, "1")
    press(table.view.findChild(LineInput), Qt.Key.Key_Tab)
    assert not table.empty.isEnabled()


def test_files_are_read_into_the_store_and_named_in_the_answer(
    school: SchoolFace, tmp_path: Path
) -> None:
    page = page_of(school, "safety", 0)
    editor = page.fields["safety.guard_contract"]
    assert isinstance(editor, AttachmentEditor)
    present = len(editor.listed())
    path = tmp_path / "保安合同续签.pdf"
    path.write_bytes(b"%PDF-1.7 something")
    school.desktop.messages.script([str(path)])
    editor.input.add.click()
    listed = json.loads(raw(school, "safety.guard_contract") or "[]")
    assert [item["name"] for item in listed][-1] == "保安合同续签.pdf"
    assert len(editor.listed()) == present + 1


@pytest.mark.parametrize(
    "address", ["profile.postcode", "pupils.classes[r3].enrolled", "burden.lessons[2].music"]
)
def test_a_jump_puts_the_cursor_there(school: SchoolFace, address: str) -> None:
    school.entry.pages.go_to(address)
    assert school.entry.pages.current_address == address
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    assert not page.go_to("nowhere.at_all")
    school.entry.pages.go_to("nowhere.at_all")
    assert school.pages.currentWidget() is page


def test_an_open_comment_stands_at_its_field_until_it_is_answered(school: SchoolFace) -> None:
    desk = school.desk
    actor = desk.principal
    page = page_of(school, "facilities", 0)
    table = page_of(school, "pupils", 0).tables["pupils.classes"]

    def remark(store: SchoolStore) -> None:
        for address in ("facilities.site_area", "pupils.classes[r2].girls"):
            store.comments.add(address, "请核对。", actor=actor, origin=Origin.PRINCIPAL)

    desk.step(remark, owner=school)
    remarks = page.fields["facilities.site_area"]._remarks
    assert remarks is not None
    assert remarks.texts() == ("校长意见：请核对。",)
    assert table._remarks.texts() == ("校长意见：一年级 2　其中女生：请核对。",)
    assert school.problems.count.text() == "2 条意见"
    desk.step(
        lambda store: store.comments.answer(1, PointReply(ReplyKind.CHANGED), actor=actor),
        owner=school,
    )
    assert remarks.texts() == ()
    assert school.problems.count.text() == "1 条意见"


def test_a_whole_number_stays_whole_where_decimals_are_allowed(school: SchoolFace) -> None:
    table = page_of(school, "burden", 0).tables["burden.lessons"]
    table.view.go_to("1", "music")
    type_text(table.view, "5")
    press(None, Qt.Key.Key_Tab)
    index = table.model.index_of("1", "music")
    assert table.model.shown(index) == "5"
    assert raw(school, "burden.lessons[1].music") == "5.00"
    table.view.setCurrentIndex(index)
    press(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "5"
