"""From the schools' packages to the evaluation table, as an officer does it at the keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from operations.bureau.records import ReturnState
from tests.ui.bureau.conftest import District, shown
from ui.bureau.evaluation.evaluation_page import EvaluationPage
from ui.bureau.evaluation.figure_page import FigurePage
from ui.bureau.face import BureauFace
from ui.bureau.intake.import_page import ImportPage
from ui.desktop import Desktop


@pytest.fixture
def page(waiting: BureauFace) -> ImportPage:
    waiting.pages.show_page("page.import")
    return shown(waiting, ImportPage)


def outcomes(page: ImportPage) -> list[str]:
    return [record.cells[1].text for record in page.files.table.records.records]


def spoil(path: Path) -> Path:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return path


def test_from_import_to_the_evaluation_table_by_keyboard(
    qtbot: QtBot,
    waiting: BureauFace,
    district: District,
    desktop: Desktop,
    passphrase: str,
    tmp_path: Path,
) -> None:
    desktop.messages.script([str(path) for path in district.packages])
    QTest.keyClick(waiting, Qt.Key.Key_F9)
    page = shown(waiting, ImportPage)
    assert outcomes(page) == ["待处理", "待处理"]

    desktop.messages.script(passphrase)
    page.start.setFocus()
    QTest.keyClick(page.start, Qt.Key.Key_Space)
    assert outcomes(page) == ["已接收", "已接收"]
    assert "2 份已接收" in page.strip.text()

    receipts = tmp_path / "receipts"
    receipts.mkdir()
    desktop.messages.script(receipts)
    QTest.keyClick(waiting, Qt.Key.Key_F9)
    assert len(list(receipts.glob("*-receipt-*.asice"))) == 2
    assert {item.state for item in waiting.desk.facts.schools} == {ReturnState.ACCEPTED}

    QTest.keyClick(waiting, Qt.Key.Key_F9)
    evaluation = shown(waiting, EvaluationPage)
    assert [one.cells[0].text[:2] for one in evaluation.view.indicators.records.records] == [
        f"L{number}" for number in range(1, 8)
    ]
    evaluation.view.tabs.setCurrentIndex(1)
    evaluation.focus_first()
    assert evaluation.view.matrix.table.shown_count() == 2
    for _ in range(5):
        QTest.keyClick(evaluation.view.matrix.table, Qt.Key.Key_Right)
    QTest.keyClick(evaluation.view.matrix.table, Qt.Key.Key_Return)
    figure = shown(waiting, FigurePage)
    assert figure.title.text().endswith("L4")
    labels = [one.cells[0].text.strip() for one in figure.table.records.records]
    assert "教学及辅助用房面积" in labels
    assert ("签名人", "张样例") in figure.signature.facts()
    QTest.keyClick(waiting, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    shown(waiting, EvaluationPage)


def test_a_rehearsal_says_everything_and_keeps_nothing(
    page: ImportPage, waiting: BureauFace, district: District, desktop: Desktop, passphrase: str
) -> None:
    damaged = spoil(district.packages[0])
    page.add_files([damaged.parent])
    desktop.messages.script(passphrase)
    page.rehearse.click()
    assert outcomes(page)[0].startswith("会拒收")
    assert outcomes(page)[1].startswith("可接收")
    assert "什么都没有保存" in page.strip.accessibleName()
    assert {item.state for item in waiting.desk.facts.schools} == {ReturnState.NONE}
    assert waiting.desk.facts.quarantined == 0


def test_a_damaged_file_is_refused_in_words_and_kept_apart(
    page: ImportPage,
    waiting: BureauFace,
    district: District,
    desktop: Desktop,
    passphrase: str,
    tmp_path: Path,
) -> None:
    damaged = spoil(district.packages[0])
    page.add_files(district.packages)
    desktop.messages.script(passphrase)
    page.start.click()
    assert sorted(outcomes(page)) == ["已接收", "拒收"]
    page.files.table.select(damaged)
    assert damaged.name in page.files.detail.sentence.text()
    assert page.files.detail.advice.text().startswith("怎么办")

    page.tabs.setCurrentIndex(2)
    assert page.quarantine.table.shown_count() == 1
    desktop.messages.script(tmp_path / "kept.age", True)
    page.quarantine.save.click()
    assert (tmp_path / "kept.age").read_bytes() == damaged.read_bytes()
    page.quarantine.delete.click()
    assert waiting.desk.facts.quarantined == 0
    page.tabs.setCurrentIndex(1)
    assert page.log.table.shown_count() == 2


def test_the_same_package_twice_is_no_fault(
    page: ImportPage, district: District, desktop: Desktop, passphrase: str
) -> None:
    desktop.messages.script(passphrase)
    page.add_files(district.packages)
    page.start.click()
    page.clear.click()
    page.add_files(district.packages)
    page.start.click()
    assert outcomes(page) == ["以前已导入", "以前已导入"]
    assert "以前已导入" in page.strip.text()


def test_a_wrong_passphrase_is_told_and_can_be_tried_again(
    page: ImportPage, district: District, desktop: Desktop, passphrase: str
) -> None:
    page.add_files(district.packages)
    desktop.messages.script("不是这个口令", passphrase)
    page.start.click()
    assert "口令不对" in page.strip.text()
    assert outcomes(page) == ["待处理", "待处理"]
    page.start.click()
    assert outcomes(page) == ["已接收", "已接收"]


def test_turning_away_from_the_passphrase_changes_nothing(
    page: ImportPage, district: District, desktop: Desktop
) -> None:
    page.add_files(district.packages)
    desktop.messages.script(None)
    page.start.click()
    assert outcomes(page) == ["待处理", "待处理"]
    assert not page.progress.is_running


def test_a_folder_without_packages_is_said(page: ImportPage, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    page.add_files([empty])
    assert "没有上报包" in page.strip.text()
    assert not page.files.table.isVisible()


def test_files_can_be_dropped(page: ImportPage, district: District) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in district.packages])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    assert len(page.files.rows) == 2


def test_a_cancelled_import_leaves_the_rest_untouched(
    page: ImportPage, district: District, desktop: Desktop, passphrase: str
) -> None:
    desktop.messages.script(passphrase)
    page.add_files(district.packages)
    page.desk.unlock("", lambda: None)
    started: Callable[..., object] = desktop.runner.work

    def cancel_at_once(operation: Callable[..., object], **options: object) -> object:
        def cancelled(ticket: object) -> object:
            ticket.cancel()  # type: ignore[attr-defined] # a Ticket
            return operation(ticket)

        return started(cancelled, **options)

    desktop.runner.work = cancel_at_once  # type: ignore[assignment,method-assign]
    page.start.click()
    assert "已取消" in page.strip.text()
    assert outcomes(page) == ["待处理", "待处理"]
