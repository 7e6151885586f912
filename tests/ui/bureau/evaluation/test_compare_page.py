"""Two years by keyboard: chosen from the evaluation, by coefficient and by school."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.forms.evaluation.schools import school
from tests.operations.poor_district import poor_district
from tests.ui.bureau.conftest import shown
from tests.ui.keys import press, type_text
from ui.bureau.evaluation.compare_page import ComparePage
from ui.bureau.evaluation.evaluation_page import EvaluationPage
from ui.bureau.face import BureauFace
from ui.bureau.schools.school_page import SchoolPage
from ui.desktop import Desktop

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def then(tmp_path: Path) -> Path:
    rows = [school(1), school(2, staffing__backbone_primary=7), school(3, "312"), school(9)]
    return poor_district(tmp_path / "then.yhb", rows, period=2022)


@pytest.fixture
def face(tmp_path: Path, open_face: Callable[[Path], BureauFace]) -> BureauFace:
    """A district of 2024, at its evaluation."""
    face = open_face(poor_district(tmp_path / "now.yhb"))
    face.pages.show_page("page.evaluation")
    return face


def compared(face: BureauFace, desktop: Desktop, path: Path) -> ComparePage:
    desktop.messages.script([str(path)])
    shown(face, EvaluationPage).compare.click()
    return shown(face, ComparePage)


def test_an_earlier_store_is_opened_beside_this_one(
    qtbot: QtBot, face: BureauFace, desktop: Desktop, then: Path, tmp_path: Path
) -> None:
    before = then.read_bytes()
    page = compared(face, desktop, then)
    assert page.title.text() == "与 2022 年比较"
    assert QApplication.focusWidget() is page.indicators
    assert page.bars.picture.sentence.startswith("小学：差异系数 ")
    assert [record.cells[0].text for record in page.indicators.records.records][6] == (
        "L7 网络多媒体教室"
    )
    page.tabs.setCurrentIndex(1)
    assert [record.cells[1].text for record in page.schools.records.records] == [
        "下降",
        "下降",
        "上升",
        "不再参加",
    ]
    assert page.schools.records.records[0].cells[1].note == "L2↓"
    figure = page.schools.records.records[0].cells[3]
    assert (figure.text, figure.note, figure.word) == ("0.70", "3.00", "不达标")
    page.filters.choose("rose")
    assert page.schools.shown_count() == 1
    page.filters.choose("")
    type_text(page.search, "d3xx")
    press(page.search, Qt.Key.Key_Return)
    press(page.schools, Qt.Key.Key_Return)
    assert shown(face, SchoolPage).code.endswith("3")
    press(face, Qt.Key.Key_Left, ALT)
    page = shown(face, ComparePage)
    page.levels.choose("junior")
    assert page.bars.picture.title.startswith("初中　2022 年与 2024 年")
    desktop.messages.script(str(tmp_path / "图.png"))
    page.bars.save.click()
    qtbot.waitUntil(lambda: page.strip.text() == "图已保存。")
    assert then.read_bytes() == before


def test_a_school_that_is_gone_leads_nowhere(
    face: BureauFace, desktop: Desktop, then: Path
) -> None:
    page = compared(face, desktop, then)
    page.tabs.setCurrentIndex(1)
    page.schools.setFocus()
    press(None, Qt.Key.Key_End)
    page.schools.select(page.schools.records.records[-1].key)
    press(page.schools, Qt.Key.Key_Return)
    assert shown(face, ComparePage) is page


def test_what_cannot_be_compared_is_said_and_another_can_be_chosen(
    face: BureauFace, desktop: Desktop, then: Path, tmp_path: Path
) -> None:
    other = poor_district(tmp_path / "other.yhb", period=2023, bureau="420105")
    page = compared(face, desktop, other)
    assert "请选择本局往年的局端库" in page.strip.text()
    assert page.stack.currentIndex() == 1
    assert QApplication.focusWidget() is page.other
    desktop.messages.script([])
    page.other.click()
    assert page.stack.currentIndex() == 1
    empty = poor_district(tmp_path / "empty.yhb", [school(1, "511")], period=2023)
    desktop.messages.script([str(then)], [str(empty)])
    page.other.click()
    assert page.stack.currentIndex() == 0
    page.other.click()
    assert page.stack.currentIndex() == 0
    assert {record.cells[1].text for record in page.schools.records.records} == {"新参加"}


def test_two_empty_years_say_so(
    tmp_path: Path, open_face: Callable[[Path], BureauFace], desktop: Desktop
) -> None:
    rows = [school(1, "511")]
    face = open_face(poor_district(tmp_path / "now.yhb", rows))
    then = poor_district(tmp_path / "then.yhb", rows, period=2023)
    face.pages.show_page("page.evaluation")
    page = compared(face, desktop, then)
    assert page.stack.currentIndex() == 1
    assert page.empty.hint.text() == "两年都没有可以评估的学校。"
