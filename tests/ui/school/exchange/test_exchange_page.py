"""Excel template out and in, backups, history: the pages beside the main way."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from operations.school.check import submit_return
from operations.school.store import open_school
from tests.ui.conftest import CLERK
from tests.ui.keys import press
from ui.entry.fill_rehearsal import FillRehearsal
from ui.entry.template_forms import FormsDialog
from ui.parts.controls.why_not import WhyNot
from ui.school.exchange.exchange_page import ExchangePage
from ui.school.face import SchoolFace
from ui.school.history.history_page import HistoryPage


@pytest.fixture
def page(school: SchoolFace) -> ExchangePage:
    school.pages.show_page("page.exchange")
    found = school.pages.currentWidget()
    assert isinstance(found, ExchangePage)
    return found


def test_the_template_goes_out_and_comes_back(
    school: SchoolFace, page: ExchangePage, tmp_path: Path
) -> None:
    target = tmp_path / "模板.xlsx"
    school.desktop.messages.script(True, str(target))
    page.template.click()
    assert page.strip.text() == "文件已保存。"
    school.desk.session.set_text("profile.postcode", "430099")
    school.desktop.messages.script([str(target)])
    page.fill.click()
    assert page.strip.text() == "读入 0 项。"
    # What was typed after the export stays: the file did not change it.
    assert school.desk.session.sheet.cell("profile.postcode").raw == "430099"


@pytest.mark.parametrize(("other", "kept"), [(False, "430099"), (True, "430011")])
def test_what_both_sides_changed_is_asked(
    school: SchoolFace,
    page: ExchangePage,
    tmp_path: Path,
    other: bool,
    kept: str,
) -> None:
    target = tmp_path / "模板.xlsx"
    school.desktop.messages.script(True, str(target))
    page.template.click()
    book = load_workbook(target)
    for row in book["学校基本情况"].iter_rows(max_col=3):
        if row[0].value == "profile.postcode":
            row[2].value = "430011"
    book.save(target)
    school.desk.session.set_text("profile.postcode", "430099")

    def choose(dialog: FillRehearsal) -> bool:
        sides = [dialog.table.item(0, place) for place in range(5)]
        assert [item.text() for item in sides if item] == [
            "冲突",
            "邮政编码",
            "430099",
            "430011",
            "430030",
        ]
        dialog.show()
        dialog.table.setFocus()
        dialog.table.setCurrentCell(0, 0)
        if other:
            press(dialog.table, Qt.Key.Key_Space)
        press(dialog.accept_button, Qt.Key.Key_Return)
        return bool(dialog.result())

    school.desktop.messages.script([str(target)], choose)
    page.fill.click()
    assert school.desk.session.sheet.cell("profile.postcode").raw == kept


def test_what_is_no_answer_stands_first_and_is_counted(
    school: SchoolFace, page: ExchangePage, tmp_path: Path
) -> None:
    target = tmp_path / "模板.xlsx"
    school.desktop.messages.script(True, str(target))
    page.template.click()
    book = load_workbook(target)
    for row in book["学校基本情况"].iter_rows(max_col=3):
        if row[0].value == "profile.postcode":
            row[2].value = "430011"
        if row[0].value == "profile.founded_year":
            row[2].value = "一九九八"
    book.save(target)

    def look(dialog: FillRehearsal) -> bool:
        told = [dialog.table.item(row, 0) for row in range(2)]
        assert [item.text() for item in told if item] == ["需改正", "将改"]
        said = [label.text() for label in dialog.findChildren(QLabel)]
        assert any("将改 2 处；其中 1 处需要改正，读入后照样留着" in text for text in said)
        return False

    school.desktop.messages.script([str(target)], look)
    page.fill.click()


def test_rows_that_nobody_sees_in_the_file_are_told_before_and_after_they_are_read(
    school: SchoolFace, page: ExchangePage, tmp_path: Path
) -> None:
    target = tmp_path / "模板.xlsx"
    school.desktop.messages.script(True, str(target))
    page.template.click()
    book = load_workbook(target)
    sheet = book["学校基本情况"]
    for number, row in enumerate(sheet.iter_rows(max_col=3), start=1):
        if row[0].value == "profile.postcode":
            row[2].value = "430011"
            sheet.row_dimensions[number].hidden = True
    book.save(target)
    told = "有 1 行在文件里隐藏着或被筛选掉了，同样会读"

    def look(dialog: FillRehearsal) -> bool:
        assert any(told in label.text() for label in dialog.findChildren(QLabel))
        return True

    school.desktop.messages.script([str(target)], look)
    page.fill.click()
    assert told in page.strip.text()


def test_what_the_file_leaves_out_is_done_only_when_ticked(
    school: SchoolFace, page: ExchangePage, tmp_path: Path
) -> None:
    target = tmp_path / "模板.xlsx"
    school.desktop.messages.script(True, str(target))
    page.template.click()
    book = load_workbook(target)
    for row in book["学校基本情况"].iter_rows(max_col=3):
        if row[0].value in {"profile.postcode", "profile.address"}:
            row[2].value = None
    book.save(target)
    before = school.desk.session.sheet.record

    def tick_the_second(dialog: FillRehearsal) -> bool:
        cells = [dialog.table.item(row, place) for row, place in ((0, 0), (1, 0), (1, 1))]
        texts = [cell.text() for cell in cells if cell is not None]
        assert texts[:2] == ["清空", "清空"]
        dialog.show()
        dialog.table.setFocus()
        dialog.table.setCurrentCell(1, 0)
        press(dialog.table, Qt.Key.Key_Space)
        gone.append(texts[2])
        return True

    gone: list[str] = []
    school.desktop.messages.script([str(target)], tick_the_second)
    page.fill.click()
    answers = school.desk.session.sheet.record.answers
    name = {"邮政编码": "profile.postcode", "学校地址": "profile.address"}[gone[0]]
    assert [item for item in before.answers if item not in answers] == [name]
    press(None, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert school.desk.session.sheet.record == before


def test_turning_away_from_the_rehearsal_reads_nothing(
    school: SchoolFace, page: ExchangePage, tmp_path: Path
) -> None:
    source = tmp_path / "data.json"
    source.write_text(json.dumps({"profile": {"postcode": "430088"}}), encoding="utf-8")
    before = school.desk.session.sheet.record
    school.desktop.messages.script([str(source)], False)
    page.fill.click()
    assert school.desk.session.sheet.record == before


def test_a_template_of_some_forms_is_made_by_ticking_them(
    school: SchoolFace, page: ExchangePage, tmp_path: Path
) -> None:
    target = tmp_path / "总务处.xlsx"

    def only_the_third(dialog: FormsDialog) -> bool:
        dialog.show()
        for row in range(dialog.list.count()):
            dialog.list.setCurrentRow(row)
            if row != 2:
                press(dialog.list, Qt.Key.Key_Space)
        assert dialog.chosen() == ("facilities",)
        press(dialog.list, Qt.Key.Key_Return)
        return True

    school.desktop.messages.script(only_the_third, str(target))
    page.template.click()
    names = [sheet.title for sheet in load_workbook(target) if sheet.sheet_state == "visible"]
    assert "办学条件" in names
    assert "学生与班级" not in names
    assert "办学条件-填报模板" in school.desktop.messages.shown[-1].options["suggestion"].name


def test_what_is_not_read_is_listed_with_its_reason(
    school: SchoolFace, page: ExchangePage, tmp_path: Path
) -> None:
    source = tmp_path / "data.json"
    content = {"profile": {"postcode": "430088", "no_such_field": "1"}}
    source.write_text(json.dumps(content), encoding="utf-8")
    school.desktop.messages.script([str(source)], True)
    page.fill.click()
    assert "1 项没有读入" in page.strip.text()
    assert page.leftovers.rows.rowCount() == 1
    assert school.desk.session.sheet.cell("profile.postcode").raw == "430088"


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", b"{", b""])
def test_a_broken_file_is_refused_and_changes_nothing(
    school: SchoolFace, page: ExchangePage, tmp_path: Path, content: bytes
) -> None:
    source = tmp_path / "坏.xlsx"
    source.write_bytes(content)
    before = school.desk.session.sheet.record
    school.desktop.messages.script([str(source)])
    page.fill.click()
    assert page.strip.property("tone") == "error"
    assert school.desk.session.sheet.record == before


def test_a_backup_is_a_store_of_its_own(
    school: SchoolFace, page: ExchangePage, tmp_path: Path
) -> None:
    target = tmp_path / "备份.yhs"
    school.desktop.messages.script(None)
    page.backup.click()
    assert not target.exists()
    school.desktop.messages.script(str(target))
    page.backup.click()
    copy = open_school(target, read_only=True)
    assert copy.answers.load() == school.desk.session.sheet.record
    copy.close()


def test_opening_leaves_an_automatic_backup(
    tmp_path: Path,
    filled_stores: Callable[[str], Path],
    open_window: Callable[[Path], object],
) -> None:
    path = Path(shutil.copy(filled_stores("primary"), tmp_path / "自动-2024.yhs"))
    open_window(path)
    reader = open_school(path, read_only=True)
    assert len(reader.backups.all()) == 1
    reader.close()


def test_the_history_tells_who_did_what_and_that_it_is_whole(school: SchoolFace) -> None:
    school.desk.session.set_text("profile.postcode", "430077")
    school.pages.show_page("page.history")
    found = school.pages.currentWidget()
    assert isinstance(found, HistoryPage)
    newest = found.list.rows.rows[0].look
    assert newest.title == "填写　学校基本情况 › 邮政编码：430030 → 430077"
    assert "填报员" in newest.subtitle
    found.undo.click()
    assert school.desk.session.sheet.cell("profile.postcode").raw == "430030"
    assert school.entry.pages.current_address == "profile.postcode"
    school.pages.show_page("page.history")
    assert found.list.rows.rows[0].look.title.startswith("撤销")
    found.redo.click()
    assert school.desk.session.sheet.cell("profile.postcode").raw == "430077"
    found.verify.click()
    assert found.strip.property("tone") == "ok"


def test_what_cannot_be_done_after_submission_says_why_and_what_to_do(
    school: SchoolFace, page: ExchangePage
) -> None:
    why = "填报表现在是“待校长审核”，内容不能改。请由校长审核签名，或退回填报员修改。"
    school.desk.step(lambda store: submit_return(store, actor=CLERK), owner=school)
    for act in (page.fill, page.statistics):
        assert not act.isEnabled()
        assert act.toolTip() == act.accessibleDescription() == why
    lines = [line for line in page.findChildren(WhyNot) if line.isVisible()]
    assert [line.text() for line in lines] == [why, why]
    assert page.template.isEnabled()
