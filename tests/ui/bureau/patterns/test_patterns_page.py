"""异常与规律 by keyboard: from what is odd to a folder with a return slip for each school."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operations.bureau.records import ReturnState
from tests.ui.bureau.conftest import District, shown
from tests.ui.keys import press, tab_to, type_text
from ui.bureau.face import BureauFace
from ui.bureau.patterns.batch_page import BatchPage
from ui.bureau.patterns.patterns_page import PatternsPage
from ui.bureau.schools.return_page import ReturnPage
from ui.desktop import Desktop

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(bureau: BureauFace) -> PatternsPage:
    """The page, reached by its key."""
    bureau.actions_table["page.patterns"].trigger()
    return shown(bureau, PatternsPage)


def batch_from(qtbot: QtBot, bureau: BureauFace, key: Qt.Key) -> BatchPage:
    press(bureau, key, ALT)
    qtbot.waitUntil(lambda: isinstance(bureau.pages.currentWidget(), BatchPage))
    return shown(bureau, BatchPage)


def test_what_is_odd_is_listed_with_its_schools(page: PatternsPage, bureau: BureauFace) -> None:
    assert page.patterns is not None
    assert page.summary.text() == page.patterns.sentence
    assert page.patterns.schools == 2
    assert "同类型、同规模不到 5 所的不比较" in page.notes.text()
    assert QApplication.focusWidget() is page.table
    page.filters.choose("change")
    press(page.table, Qt.Key.Key_Home, CTRL)
    current = page.current
    assert current is not None
    assert current.kind.value == "change"
    assert page.places.shown_count() == len(current.places)
    tab_to(page.places)
    press(None, Qt.Key.Key_Return)
    assert shown(bureau, ReturnPage).subject


def test_a_batch_goes_from_the_list_into_a_folder_for_each_school(
    qtbot: QtBot,
    page: PatternsPage,
    bureau: BureauFace,
    district: District,
    desktop: Desktop,
    passphrase: str,
    tmp_path: Path,
) -> None:
    page.filters.choose("change")
    press(page.table, Qt.Key.Key_Home, CTRL)
    batch = batch_from(qtbot, bureau, Qt.Key.Key_K)
    assert batch.count.text() == "2 所学校，每所一份退回单"
    assert QApplication.focusWidget() is batch.patterns
    tab_to(batch.text)
    press(None, "a", CTRL)
    type_text(None, "Please look again")
    assert batch.preview.toPlainText().endswith("\n    Please look again")
    batch.text.setPlainText(" ")
    assert "要学校做什么" in batch.count.text()
    assert not batch.issue.isEnabled()
    batch.text.setPlainText("Please look again")
    out = tmp_path / "退回"
    desktop.messages.script(None, out, passphrase)
    press(bureau, Qt.Key.Key_K, ALT)
    qtbot.waitUntil(lambda: desktop.messages.unused_answers == 2)
    assert not out.exists()
    qtbot.waitUntil(lambda: not batch.issue.isDown())
    press(bureau, Qt.Key.Key_K, ALT)
    qtbot.waitUntil(lambda: not batch.slips)
    schools = bureau.desk.facts.schools
    assert [path.name for path in sorted(out.iterdir())] == sorted(
        f"{one.school.code}-{one.school.name}" for one in schools
    )
    assert all(len(list(folder.iterdir())) == 1 for folder in out.iterdir())
    assert {one.state for one in schools} == {ReturnState.RETURNED}
    assert "已生成 2 所学校的退回单，每校一个文件夹。" in batch.strip.text()
    assert not batch.issue.isEnabled()
    assert batch.count.text() == "退回单都已生成，这里没有要退回的了。按“返回”继续看别的规律。"
    assert not any(part.isVisible() for part in (batch.reason, batch.text, batch.preview))
    press(bureau, Qt.Key.Key_Left, ALT)
    assert shown(bureau, PatternsPage).stack.currentIndex() == 1
    assert district.bureau.exists()


def test_only_the_selected_schools_are_sent_back(
    qtbot: QtBot, page: PatternsPage, bureau: BureauFace
) -> None:
    page.filters.choose("change")
    press(page.table, Qt.Key.Key_Home, CTRL)
    tab_to(page.places)
    press(None, Qt.Key.Key_Down)
    batch = batch_from(qtbot, bureau, Qt.Key.Key_E)
    assert page.current is not None
    assert [slip.school for slip in batch.slips] == [page.current.places[-1].school]


def test_several_patterns_make_one_slip_a_school(
    qtbot: QtBot, page: PatternsPage, bureau: BureauFace
) -> None:
    press(page.table, "a", CTRL)
    assert page.patterns is not None
    batch = batch_from(qtbot, bureau, Qt.Key.Key_K)
    assert len(batch.chosen) == len(page.patterns.found)
    assert len({slip.school for slip in batch.slips}) == len(batch.slips) == 2


def test_a_search_finds_a_school_by_its_initials(page: PatternsPage) -> None:
    every = page.table.shown_count()
    type_text(page.search, "zzzz")
    assert page.table.shown_count() == 0
    page.search.clear()
    type_text(page.search, "ysxx")
    press(page.search, Qt.Key.Key_Return)
    assert 0 < page.table.shown_count() <= every
    assert QApplication.focusWidget() is page.table
