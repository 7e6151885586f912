"""The official tables are looked at page by page, chosen, printed and exported."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from pytestqt.qtbot import QtBot

from tests.ui.bureau.conftest import shown
from ui.bureau.evaluation import tables_page
from ui.bureau.evaluation.evaluation_page import EvaluationPage
from ui.bureau.evaluation.tables_page import TablesPage
from ui.bureau.face import BureauFace
from ui.desktop import Desktop
from ui.metrics import characters
from ui.reading.reader import Reader


@pytest.fixture
def tables(bureau: BureauFace) -> TablesPage:
    bureau.pages.show_page("page.evaluation")
    shown(bureau, EvaluationPage).tables.click()
    return shown(bureau, TablesPage)


def reader_of(page: TablesPage) -> Reader:
    assert page.reader is not None
    return page.reader


def tick(page: TablesPage, *wanted: int) -> None:
    for row in range(page.list.count()):
        state = Qt.CheckState.Checked if row in wanted else Qt.CheckState.Unchecked
        page.list.item(row).setCheckState(state)


def test_all_seven_are_shown_one_after_the_other(tables: TablesPage, qtbot: QtBot) -> None:
    assert tables.chosen() == ("I", "II-1", "II-2", "III", "IV", "V", "VI")
    reader = reader_of(tables)
    assert len(reader.views) == 7
    qtbot.waitUntil(lambda: reader.views[0].has_picture)
    tables.list.setCurrentRow(4)
    assert reader.current() == 4
    qtbot.waitUntil(lambda: reader.views[4].has_picture)


def test_on_a_small_screen_list_and_tables_have_a_tab_each(
    tables: TablesPage, qtbot: QtBot
) -> None:
    tabs = tables.halves.tabs
    assert tabs is not None
    tables.halves.setFixedWidth(characters(30))
    qtbot.waitUntil(tabs.isVisible)
    assert (tables.list.isVisible(), reader_of(tables).isVisible()) == (True, False)
    tabs.setCurrentIndex(1)
    assert (tables.list.isVisible(), reader_of(tables).isVisible()) == (False, True)
    tables.halves.setFixedWidth(characters(60))
    qtbot.waitUntil(tabs.isHidden)
    assert (tables.list.isVisible(), reader_of(tables).isVisible()) == (True, True)


def test_what_is_drawn_again_is_read_on_where_it_was(tables: TablesPage, qtbot: QtBot) -> None:
    before = reader_of(tables)
    tables.list.setCurrentRow(4)
    tables.desk.step(lambda _: None, owner=tables)
    qtbot.waitUntil(lambda: reader_of(tables) is not before)
    assert tables.list.currentRow() == 4
    qtbot.waitUntil(lambda: reader_of(tables).current() == 4)


def test_only_the_tables_that_are_ticked_are_shown_and_exported(
    tables: TablesPage, desktop: Desktop, tmp_path: Path
) -> None:
    tick(tables, 2, 3)
    assert len(reader_of(tables).views) == 2
    folder = tmp_path / "tables"
    desktop.messages.script(folder)
    tables.export.click()
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["420104-2024-II-2.pdf", "420104-2024-III.pdf", "420104-2024-申报表.xlsx"]
    assert tables.strip.text() == "申报表已生成：420104-2024-申报表.xlsx 和 2 份 PDF。"


def test_without_a_table_there_is_nothing_to_export_and_that_is_said(tables: TablesPage) -> None:
    tick(tables)
    assert tables.reader is None
    assert not tables.export.isEnabled()
    assert tables.strip.text() == "没有选表：请勾选要看的表。"
    tick(tables, 0)
    assert len(reader_of(tables).views) == 1
    assert tables.export.isEnabled()


def test_the_pages_in_sight_are_printed(
    tables: TablesPage, desktop: Desktop, tmp_path: Path, qtbot: QtBot
) -> None:
    tick(tables, 0, 1)
    target = tmp_path / "printed.pdf"

    def accept(dialog: QPrintDialog) -> bool:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(72)
        return True

    desktop.messages.script(accept)
    reader = reader_of(tables)
    reader.print_out.click()
    qtbot.waitUntil(lambda: target.exists() and reader.print_out.isEnabled())
    assert len(PdfReader(target).pages) == 2


def test_where_no_page_can_be_shown_the_export_is_offered(
    bureau: BureauFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_page, "open_joined", lambda _pdfs: None)
    bureau.pages.show_about("page.tables", 2024)
    page = shown(bureau, TablesPage)
    assert page.strip.text().endswith("请导出后用别的软件看和打印。")
    assert page.export.isEnabled()


def test_before_the_first_return_the_page_says_what_to_do(waiting: BureauFace) -> None:
    waiting.pages.show_about("page.tables", 2024)
    page = shown(waiting, TablesPage)
    assert "还没有接收任何学校的上报包" in page.strip.text()
    assert not page.export.isEnabled()
