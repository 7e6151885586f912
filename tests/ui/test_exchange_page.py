"""Excel template out and in, backups, history: the pages beside the main way."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from operations.school.store import open_school
from ui.parts.rehearsal import RehearsalDialog
from ui.school.exchange_page import ExchangePage
from ui.school.face import SchoolFace
from ui.school.history_page import HistoryPage


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
    school.desktop.messages.script(str(target))
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
    school.desktop.messages.script(str(target))
    page.template.click()
    book = load_workbook(target)
    for row in book["学校基本情况"].iter_rows(max_col=3):
        if row[0].value == "profile.postcode":
            row[2].value = "430011"
    book.save(target)
    school.desk.session.set_text("profile.postcode", "430099")

    def choose(dialog: RehearsalDialog) -> bool:
        sides = [dialog.table.item(0, place) for place in (1, 2)]
        assert [item.text() for item in sides if item] == ["430099", "430011"]
        dialog.took_other = other
        return True

    school.desktop.messages.script([str(target)], choose)
    page.fill.click()
    assert school.desk.session.sheet.cell("profile.postcode").raw == kept


def test_what_is_not_read_is_listed_with_its_reason(
    school: SchoolFace, page: ExchangePage, tmp_path: Path
) -> None:
    source = tmp_path / "data.json"
    content = {"profile": {"postcode": "430088", "no_such_field": "1"}}
    source.write_text(json.dumps(content), encoding="utf-8")
    school.desktop.messages.script([str(source)])
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
    assert newest.title == "填写　学校基本情况 › 邮政编码"
    assert "填报员" in newest.subtitle
    found.undo.click()
    assert school.desk.session.sheet.cell("profile.postcode").raw == "430030"
    assert found.list.rows.rows[0].look.title.startswith("撤销")
    found.redo.click()
    assert school.desk.session.sheet.cell("profile.postcode").raw == "430077"
    found.verify.click()
    assert found.strip.property("tone") == "ok"
