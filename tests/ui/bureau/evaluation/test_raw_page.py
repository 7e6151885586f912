"""A table that was made elsewhere is evaluated by itself, and says what it could not use."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.bureau.conftest import District, shown
from tests.ui.keys import press
from ui.bureau.evaluation.evaluation_page import EvaluationPage
from ui.bureau.evaluation.raw_page import RawPage
from ui.bureau.face import BureauFace
from ui.desktop import Desktop

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def evaluation(waiting: BureauFace) -> EvaluationPage:
    """The evaluation of a bureau that has nothing of its own yet."""
    waiting.pages.show_page("page.evaluation")
    return shown(waiting, EvaluationPage)


def table_of(district: District, target: Path, **wrong: str) -> Path:
    """The demonstration's table; ``wrong`` replaces texts of the first school, by column."""
    source = district.folder / "tables" / "district-raw.csv"
    with source.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    for column, text in wrong.items():
        rows[2][rows[0].index(column.replace("__", "."))] = text
    with target.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return target


def test_a_table_is_evaluated_by_keyboard_without_touching_the_store(
    waiting: BureauFace,
    evaluation: EvaluationPage,
    district: District,
    desktop: Desktop,
    tmp_path: Path,
) -> None:
    assert QApplication.focusWidget() is evaluation.foreign
    desktop.messages.script([str(table_of(district, tmp_path / "往年.csv"))])
    press(None, Qt.Key.Key_Space)
    page = shown(waiting, RawPage)
    assert page.title.text() == "评估 往年.csv"
    assert page.strip.text() == "共 2 行数据：2 行参加评估。"
    assert QApplication.focusWidget() is page.view.indicators
    assert page.view.indicators.shown_count() == 7
    assert not page.refused.isVisible()
    assert waiting.desk.facts.evaluation.levels == {}
    page.view.tabs.setCurrentIndex(1)
    page.focus_first()
    press(None, Qt.Key.Key_Return)
    shown(waiting, RawPage)
    press(waiting, Qt.Key.Key_Left, ALT)
    shown(waiting, EvaluationPage)


def test_refused_rows_are_told_exported_and_read_again_after_correction(
    waiting: BureauFace,
    evaluation: EvaluationPage,
    district: District,
    desktop: Desktop,
    tmp_path: Path,
) -> None:
    path = table_of(district, tmp_path / "表.csv", facilities__teaching_area="很大")
    desktop.messages.script([str(path)], str(tmp_path / "改.csv"))
    evaluation.foreign.click()
    page = shown(waiting, RawPage)
    assert "1 行没有接受" in page.strip.text()
    assert page.strip.property("tone") == "query"
    assert page.verdict.text() == "还不能判断"
    page.view.show_tab(page.reading)
    first = page.reading.records.records[0]
    assert [cell.text for cell in first.cells[:2]] == ["没有接受", "3"]
    page.refused.click()
    assert "原因" in (tmp_path / "改.csv").read_text(encoding="utf-8-sig")
    table_of(district, path)
    page.again.click()
    assert "没有接受" not in page.strip.text()
    assert not page.refused.isVisible()


def test_a_table_that_cannot_be_used_is_said_and_another_one_can_be_chosen(
    waiting: BureauFace,
    evaluation: EvaluationPage,
    district: District,
    desktop: Desktop,
    tmp_path: Path,
) -> None:
    nonsense = tmp_path / "成绩.csv"
    nonsense.write_text("姓名,分数\n甲,1\n", encoding="utf-8")
    desktop.messages.script([str(nonsense)])
    evaluation.foreign.click()
    page = shown(waiting, RawPage)
    assert "缺少" in page.strip.text()
    assert page.stack.currentIndex() == 1
    assert QApplication.focusWidget() is page.other
    desktop.messages.script([str(table_of(district, tmp_path / "对.csv"))])
    press(None, Qt.Key.Key_Space)
    assert page.title.text() == "评估 对.csv"
    assert page.stack.currentIndex() == 0


def test_a_table_of_which_nothing_is_left_leads_to_the_reasons(
    waiting: BureauFace,
    evaluation: EvaluationPage,
    district: District,
    desktop: Desktop,
    tmp_path: Path,
) -> None:
    path = table_of(district, tmp_path / "空.csv", facilities__teaching_area="很大")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:3]), encoding="utf-8")
    desktop.messages.script([str(path)])
    evaluation.foreign.click()
    page = shown(waiting, RawPage)
    assert QApplication.focusWidget() is page.reading
    assert "没有接受" in page.strip.text()


def test_turning_away_from_a_file_chooser_leaves_everything(
    waiting: BureauFace,
    evaluation: EvaluationPage,
    district: District,
    desktop: Desktop,
    tmp_path: Path,
) -> None:
    desktop.messages.script([])
    evaluation.foreign.click()
    shown(waiting, EvaluationPage)
    path = table_of(district, tmp_path / "表.csv", facilities__teaching_area="很大")
    desktop.messages.script([str(path)], None, [])
    evaluation.foreign.click()
    page = shown(waiting, RawPage)
    page.refused.click()
    page.other.click()
    assert page.path == path
