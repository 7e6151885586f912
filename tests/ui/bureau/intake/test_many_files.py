"""What the window does for hundreds of files: their rows are made beside it, and the list stands still."""

from pathlib import Path
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.exchange import Code
from operations.bureau.intake.settling import ImportResult
from tests.ui.bureau.conftest import District, opened_on_threads, shown
from ui.bureau.face import BureauFace
from ui.bureau.intake import import_rows
from ui.bureau.intake.file_list import FileList
from ui.bureau.intake.import_page import ImportPage
from ui.bureau.intake.import_rows import shown_file, told_files, waiting_files
from ui.bureau.words import LEVELS
from ui.desktop import Desktop
from ui.models.records import Record

NAMES = {"3131000001": "第一小学"}


class PaintedHeights(QObject):
    """Notes how high a list is each time it is painted with what was found out below it."""

    def __init__(self, files: FileList) -> None:
        super().__init__()
        self.seen: list[int] = []
        self._files = files
        files.table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() == QEvent.Type.Paint and self._files.detail.isVisible():
            self.seen.append(self._files.table.height())
        return False


def told(path: Path) -> ImportResult:
    return ImportResult(
        file=path.name,
        verdict=next(iter(LEVELS)),
        code=Code.OK,
        message="接收了第 1 份。",
        accepted=True,
        school="3131000001",
        number=1,
    )


def test_no_row_of_a_file_is_made_while_the_window_waits(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    threaded: Desktop,
    district: District,
    passphrase: str,
) -> None:
    makers: list[bool] = []
    record_of = import_rows.record_of

    def noted(*arguments: object) -> Record:
        makers.append(current_thread() is main_thread())
        return record_of(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(import_rows, "record_of", noted)
    window, face = opened_on_threads(qtbot, threaded, district.waiting)
    face.pages.show_page("page.import")
    page = shown(face, ImportPage)
    page.add_files(district.packages)
    qtbot.waitUntil(lambda: bool(page.files.rows))
    threaded.messages.script(passphrase)
    page.start.click()
    qtbot.waitUntil(lambda: "已接收" in page.strip.text())
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    files = len(district.packages)
    assert makers == [False] * files * 2  # as they wait, and as they were received


def test_a_row_is_made_again_only_for_another_verdict_or_another_name_of_the_school(
    tmp_path: Path,
) -> None:
    path = tmp_path / "3131000001-2024-0001.asice.age"
    (waiting,) = waiting_files([path, path])
    assert shown_file(waiting.row, NAMES, waiting) is waiting
    (received,) = told_files([path], [told(path)], NAMES)
    assert received.record.cells[2].text == "第一小学"
    assert shown_file(received.row, NAMES, received) is received
    renamed = shown_file(received.row, {"3131000001": "实验小学"}, received)
    assert renamed.record.cells[2].text == "实验小学"
    assert shown_file(received.row, NAMES, waiting).record == received.record


def test_files_called_alike_are_told_apart_by_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "3131000001-2024-0001.asice.age" for folder in ("a", "b", "c")]
    files = told_files(paths, [told(path) for path in paths[:2]], NAMES)
    assert [file.row.path for file in files] == paths[:2]


def test_the_list_is_painted_at_one_height_when_an_import_ends(
    waiting: BureauFace, district: District, desktop: Desktop, passphrase: str
) -> None:
    waiting.window().resize(1366, 768)
    waiting.pages.show_page("page.import")
    page = shown(waiting, ImportPage)
    page.add_files(district.packages)
    settle()
    painted = PaintedHeights(page.files)
    desktop.messages.script(passphrase)
    page.start.click()
    settle()
    assert len(painted.seen) == 1


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()
