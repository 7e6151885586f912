"""The other pages: founding a bureau, evaluation, form, settings, keys, backup and journal."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLineEdit,
)
from pytestqt.qtbot import QtBot

from operations.bureau.store import open_bureau, unlock_authority, unlock_daily_keys
from operations.journal.history import Event
from tests.ui.bureau.conftest import District, section_of, shown
from tests.ui.bureau.district import enlarge
from tests.ui.keys import press
from ui.bureau.evaluation.evaluation_page import EvaluationPage
from ui.bureau.face import BureauFace
from ui.bureau.form_page import FormPage
from ui.bureau.keys.keys_page import BureauKeysPage
from ui.bureau.schools.schools_page import SchoolsPage
from ui.bureau.store.backup_page import BackupPage
from ui.bureau.store.journal_page import JournalPage
from ui.bureau.store.new_page import NewBureauPage
from ui.bureau.store.settings_page import SettingsPage
from ui.desktop import Desktop
from ui.parts.controls.combo import ComboBox

DAILY, ROOT_SECRET = "后院的芝麻今年开了十七朵花", "石榴树下面埋着一坛老酒呢"


# -- founding ----------------------------------------------------------------------------------


@pytest.fixture
def founding(qtbot: QtBot, desktop: Desktop) -> NewBureauPage:
    page = NewBureauPage(desktop)
    qtbot.addWidget(page)
    page.show()
    page.code.setText("420104")
    page.name.setText("演示区教育局")
    page.period.setText("2024")
    page.operator.setText("王操作")
    for box, text in ((page.passphrase, DAILY), (page.root_passphrase, ROOT_SECRET)):
        box.first.setText(text)
        box.second.setText(text)
    return page


def test_a_bureau_is_founded_with_two_secrets(
    founding: NewBureauPage, desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    founding.due.setText("2024-10-15")
    path = tmp_path / "420104-2024.yhb"
    desktop.messages.script(path)
    founding.accept.click()
    facts = dict(founding.files.facts())
    root_key = Path(facts["根密钥文件"])
    digits, _, words = facts["根证书指纹"].partition("（")
    assert len(digits.replace(" ", "")) == 20
    assert len(words.split()) == 10
    with open_bureau(path) as store:
        assert unlock_daily_keys(store, DAILY)
        assert unlock_authority(store, root_key, ROOT_SECRET)
    with qtbot.waitSignal(founding.created) as caught:
        founding.enter.click()
    assert caught.args == [path, ""]


@pytest.mark.parametrize(
    ("field", "text", "complaint"),
    [
        ("code", "四二〇", "字母和数字"),
        ("name", " ", "区局名称"),
        ("period", "24", "应为年份"),
        ("due", "十月十五", "2024-10-15"),
        ("operator", "", "操作员姓名"),
    ],
)
def test_a_wrong_entry_is_said_and_gets_the_cursor(
    founding: NewBureauPage, field: str, text: str, complaint: str
) -> None:
    entry: QLineEdit = getattr(founding, field)
    entry.setText(text)
    founding.accept.click()
    assert complaint in founding.strip.text()


def test_both_secrets_must_differ_and_be_typed_twice(founding: NewBureauPage) -> None:
    founding.root_passphrase.first.setText(DAILY)
    assert not founding.accept.isEnabled()
    founding.root_passphrase.second.setText(DAILY)
    founding.accept.click()
    assert "口令相同" in founding.strip.text()


# -- evaluation --------------------------------------------------------------------------------


@pytest.fixture
def evaluation(bureau: BureauFace) -> EvaluationPage:
    bureau.pages.show_page("page.evaluation")
    return shown(bureau, EvaluationPage)


def test_the_evaluation_shows_mean_spread_and_limit(evaluation: EvaluationPage) -> None:
    first = evaluation.view.indicators.records.records[0]
    assert all(cell.text not in {"", "缺"} for cell in first.cells)
    assert first.cells[5].text == "0.50"
    assert "综合差异系数" in evaluation.view.summary.text()
    evaluation.view.tabs.setCurrentWidget(evaluation.view.strip)
    shares = [one.cells[4].order for one in evaluation.view.strip.table.records.records]
    assert abs(sum(shares) - 1) < Decimal("1e-30")


def test_levels_are_looked_at_one_by_one(evaluation: EvaluationPage) -> None:
    evaluation.view.tabs.setCurrentIndex(1)
    assert evaluation.view.matrix.table.shown_count() == 2
    evaluation.view.levels.choose("junior")
    assert evaluation.view.matrix.table.shown_count() == 1
    assert "初中" in evaluation.view.summary.text()


def test_the_raw_table_is_written(
    evaluation: EvaluationPage, desktop: Desktop, tmp_path: Path
) -> None:
    desktop.messages.script(tmp_path / "raw.csv")
    evaluation.raw.click()
    assert (tmp_path / "raw.csv").stat().st_size > 0


def test_all_items_are_judged_when_they_are_looked_at(evaluation: EvaluationPage) -> None:
    assert evaluation.verdicts.table.shown_count() == 0
    evaluation.view.tabs.setCurrentWidget(evaluation.verdicts)
    assert evaluation.verdicts.table.shown_count() > 20
    assert "优质均衡总判定：通过。" in evaluation.verdicts.summary.text()


def test_two_hundred_schools_are_shown_and_filtered(
    district: District, open_face: Callable[[Path], BureauFace]
) -> None:
    enlarge(district.bureau, schools=200)
    face = open_face(district.bureau)
    page = shown(face, SchoolsPage)
    assert page.table.shown_count() == 202
    page.filters.choose("missing")
    assert page.table.shown_count() == 40
    face.pages.show_page("page.evaluation")
    found = shown(face, EvaluationPage)
    assert found.out.shown_count() == 40
    assert "40 所未交" in found.verdict.text()
    lacking = [one.cells[6].text for one in found.view.indicators.records.records]
    assert "缺数据" in lacking


# -- form, settings, keys, backup and journal -----------------------------------------------------


def test_the_bureaus_own_form_is_edited_and_kept(
    bureau: BureauFace, district: District, open_face: Callable[[Path], BureauFace]
) -> None:
    bureau.pages.show_page("page.form")
    page = shown(bureau, FormPage)
    assert page.entry is not None
    editor = next(iter(section_of(page, 0).fields))
    page.entry.session.set_text(editor, "试填的名称")
    page.entry.session.leave(editor)
    assert "已保存" in page.saved.text()
    assert page.undo.isEnabled()
    bureau.pages.show_page("page.evaluation")
    judged = shown(bureau, EvaluationPage)
    judged.view.tabs.setCurrentWidget(judged.verdicts)
    assert judged.verdicts.table.shown_count() > 20
    bureau.pages.show_page("page.form")
    page.undo.click()
    assert page.entry.session.sheet.cell(editor).raw != "试填的名称"
    page.redo.click()
    bureau.left.emit()
    again = open_face(district.bureau)
    again.pages.show_page("page.form")
    reopened = shown(again, FormPage).entry
    assert reopened is not None
    assert reopened.session.sheet.cell(editor).raw == "试填的名称"


def test_the_form_goes_out_as_a_template_and_comes_back(
    bureau: BureauFace, desktop: Desktop, tmp_path: Path
) -> None:
    bureau.pages.show_page("page.form")
    page = shown(bureau, FormPage)
    path = tmp_path / "form.xlsx"
    desktop.messages.script(path, [str(path)])
    page.template.click()
    page.fill.click()
    assert page.strip.text().startswith("已填入")


def test_settings_are_checked_kept_and_shown(bureau: BureauFace) -> None:
    bureau.pages.show_page("page.settings")
    page = shown(bureau, SettingsPage)
    page.due.setText("十月")
    page.save.click()
    assert "2024-10-15" in page.strip.text()
    page.due.setText("2024-11-01")
    combo = page.inputs["setting.relax_dense_centre"]
    assert isinstance(combo, ComboBox)
    combo.setFocus()
    press(combo, "1")
    page.save.click()
    assert str(bureau.desk.facts.due) == "2024-11-01"
    bureau.pages.show_page("page.evaluation")
    assert "计入 L5 是" in shown(bureau, EvaluationPage).view.terms.text()


def test_keys_say_how_long_they_are_good_and_print_recovery_sheets(
    bureau: BureauFace, desktop: Desktop, passphrase: str, tmp_path: Path
) -> None:
    bureau.pages.show_page("page.keys")
    page = shown(bureau, BureauKeysPage)
    assert page.list.rows.rowCount() == 3
    desktop.messages.script(tmp_path / "daily.pdf", tmp_path / "root.pdf", tmp_path / "root.pem")
    for made in (page.daily, page.root, page.certificate):
        made.click()
    assert (tmp_path / "daily.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "root.pem").read_bytes().startswith(b"-----BEGIN CERTIFICATE")
    desktop.messages.script(passphrase)
    page.lists.click()
    assert "第 2 号吊销列表" in page.strip.text()


def test_a_backup_is_made_and_listed(bureau: BureauFace, desktop: Desktop, tmp_path: Path) -> None:
    bureau.pages.show_page("page.backup")
    page = shown(bureau, BackupPage)
    before = page.list.rows.rowCount()
    page.now.click()
    assert page.list.rows.rowCount() >= max(1, before)
    desktop.messages.script(tmp_path)
    page.elsewhere.click()
    [copy] = tmp_path.glob("*.yhb")
    first = copy.read_bytes()
    page.now.click()
    desktop.messages.script(tmp_path, False)
    page.elsewhere.click()
    assert (desktop.messages.shown[-1].title, copy.read_bytes()) == ("替换已有的文件？", first)
    assert "没有写" in page.strip.text()
    desktop.messages.script(tmp_path, True)
    page.elsewhere.click()
    assert "备份完成" in page.strip.text()


def test_the_journal_names_cells_of_tables_in_words(bureau: BureauFace) -> None:
    bureau.pages.show_page("page.journal")
    page = shown(bureau, JournalPage)
    where = ("district.recognition[parents].valid", "district.population", "2142100001", "x.y")
    page._show([Event(1, datetime.now(UTC), "王操作", "撤销", where, "", "")])
    (record,) = page.table.records.records
    cell = record.cells[[column.id for column in page.table.records.columns].index("where")]
    first, _name, school, strange = str(cell.tip).split("、")
    assert first == "区级数据 › 社会认可度调查 › 其中有效"
    assert school == "云杉小学"
    assert strange == "x.y"


def test_the_journal_is_searched_and_verified(bureau: BureauFace) -> None:
    bureau.pages.show_page("page.journal")
    page = shown(bureau, JournalPage)
    assert page.table.shown_count() > 10
    page.search.setText("接收上报包")
    assert page.table.shown_count() == 2
    page.verify.click()
    assert page.strip.text()
    assert page.strip.property("tone") == "ok"


def test_the_figures_can_be_proved_from_the_signed_bytes(bureau: BureauFace) -> None:
    bureau.pages.show_page("page.journal")
    page = shown(bureau, JournalPage)
    page.recompute.click()
    assert "完全一致" in page.strip.text()
    assert page.recompute.isEnabled()


def test_keys_can_be_locked_and_unlocked(
    bureau: BureauFace, desktop: Desktop, passphrase: str
) -> None:
    desktop.messages.script(passphrase)
    press(bureau, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert bureau.desk.unlocked
    assert bureau.header.keys.text() == "密钥已解锁"
    press(bureau, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not bureau.desk.unlocked
