"""Looking through backups in the window and going back to one; a store that cannot be opened."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from operations.school.store import open_school
from storage.errors import system
from storage.files.system import SYSTEM
from tests.ui.keys import press
from ui.copies.backups_dialog import BackupsDialog
from ui.copies.lines_dialog import LinesDialog
from ui.messages import Request
from ui.school.exchange.exchange_page import ExchangePage
from ui.school.face import SchoolFace
from ui.shell import MainWindow

Open = Callable[[Path], MainWindow]
BROKEN = b"SQLite format 3\0" + bytes(4096)


@pytest.fixture
def page(school: SchoolFace) -> ExchangePage:
    """The page, with a backup beside the store of before the postcode was changed."""
    school.desk.session.set_text("profile.postcode", "430099")
    school.pages.show_page("page.exchange")
    found = school.pages.currentWidget()
    assert isinstance(found, ExchangePage)
    return found


def window_of(widget: QWidget) -> MainWindow:
    found = widget.window()
    assert isinstance(found, MainWindow)
    return found


def told(dialog: BackupsDialog) -> str:
    return dialog.told.toPlainText()


def test_a_backup_says_what_going_back_would_lose(page: ExchangePage, school: SchoolFace) -> None:
    def look(dialog: BackupsDialog) -> bool:
        assert dialog.table.shown_count() == 1
        assert "恢复它，会失去下列内容。" in told(dialog)
        assert "填写和修改 1 次" in told(dialog)
        assert dialog.accept_button.isEnabled()
        dialog.compare.click()
        dialog.view.click()
        return False

    def differences(dialog: LinesDialog) -> bool:
        assert dialog.table.records.records[0].search == "邮政编码 430030 430099"
        assert dialog.table.shown_count() == 1
        return True

    def view(dialog: LinesDialog) -> bool:
        assert ("学校", "样例小学（2142100001）") in dialog.facts.facts()
        dialog.search.setText("邮政编码")
        assert dialog.table.shown_count() == 1
        return True

    school.desktop.messages.script(look, differences, view)
    page.backups.click()


def test_going_back_asks_closes_restores_and_opens_again(
    page: ExchangePage, school: SchoolFace
) -> None:
    window, path = window_of(page), school.desk.path
    questions: list[Request] = []

    def agree(request: Request) -> bool:
        questions.append(request)
        return True

    school.desktop.messages.script(True, agree)
    page.backups.click()
    (question,) = questions
    assert question.title.startswith("恢复到 ")
    assert "不会删除" in question.text
    assert "填写和修改 1 次" in question.options["detail"]
    face = window.face
    assert isinstance(face, SchoolFace)
    assert face is not school
    assert face.desk.session.sheet.cell("profile.postcode").raw == "430030"
    (aside,) = path.parent.glob("*before-restore*.yhs")
    assert face.strip.text().startswith("已从备份“")
    assert aside.name in face.strip.accessibleName()
    with open_school(aside, read_only=True) as kept:
        assert kept.answers.load().answers["profile.postcode"] == "430099"


def test_turning_away_leaves_everything(page: ExchangePage, school: SchoolFace) -> None:
    window = window_of(page)
    school.desktop.messages.script(True, False)
    page.backups.click()
    assert window.face is school
    assert school.desk.session.sheet.cell("profile.postcode").raw == "430099"


def test_a_backup_from_elsewhere_joins_the_list(
    page: ExchangePage, school: SchoolFace, tmp_path: Path
) -> None:
    copy = tmp_path / "U盘" / "某天.yhs"
    copy.parent.mkdir()
    school.desktop.messages.script(str(copy))
    page.backup.click()

    def look(dialog: BackupsDialog) -> bool:
        dialog.elsewhere.click()
        assert dialog.table.shown_count() == 2
        assert dialog.chosen is not None
        assert dialog.chosen.path == copy
        assert told(dialog) == "与现在的库完全一样，不用恢复。"
        assert not dialog.accept_button.isEnabled()
        return False

    school.desktop.messages.script(look, [str(copy)])
    page.backups.click()


def test_what_is_not_restored_leaves_the_store_open(
    page: ExchangePage, school: SchoolFace, tmp_path: Path
) -> None:
    window, path = window_of(page), school.desk.path
    window.restore(path, tmp_path / "fort.yhs")
    face = window.face
    assert isinstance(face, SchoolFace)
    assert face.strip.text() == "没有恢复，库还是原来的样子。"
    assert "找不到" in face.strip.accessibleName()
    assert face.desk.session.sheet.cell("profile.postcode").raw == "430099"


def offers(window: MainWindow) -> list[QPushButton]:
    return [
        made for made in window.start_page.strip.findChildren(QPushButton) if not made.isHidden()
    ]


def test_a_damaged_store_is_brought_back_from_the_start_page(
    tmp_path: Path, filled_stores: Callable[[str], Path], open_window: Open
) -> None:
    path = Path(shutil.copy(filled_stores("primary"), tmp_path / "样例小学-2024.yhs"))
    window = open_window(path)
    window.go_home()
    path.write_bytes(BROKEN)
    window.open_store(path)
    (restore,) = offers(window)
    assert "从备份恢复" in restore.text()

    def look(dialog: BackupsDialog) -> bool:
        assert "不能比较" in told(dialog)
        return True

    window.desktop.messages.script(look, True)
    restore.click()
    face = window.face
    assert isinstance(face, SchoolFace)
    assert face.desk.session.sheet.cell("profile.postcode").raw == "430030"


def test_a_store_of_a_newer_version_can_be_read(
    tmp_path: Path, filled_stores: Callable[[str], Path], open_window: Open
) -> None:
    path = Path(shutil.copy(filled_stores("primary"), tmp_path / "样例小学-2024.yhs"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9001")
    before = path.read_bytes(), path.stat().st_mtime_ns
    window = open_window(path)
    assert "更新版本的程序" in window.start_page.strip.text()
    (view,) = offers(window)
    assert window.focusWidget() is view, "Enter leads on, and does not close what was said"

    def look(dialog: LinesDialog) -> bool:
        assert dialog.windowTitle() == f"只读查看：{path.name}"
        assert dialog.table.shown_count() > 1000
        return True

    window.desktop.messages.script(look)
    press(view, Qt.Key.Key_Space)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    window.open_store(path.with_name("没有.yhs"))
    assert offers(window) == []


def test_a_store_on_a_network_share_is_refused_and_can_be_read(
    tmp_path: Path,
    filled_stores: Callable[[str], Path],
    open_window: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = Path(shutil.copy(filled_stores("primary"), tmp_path / "样例小学-2024.yhs"))

    class Shared(type(SYSTEM)):  # type: ignore[misc] # whichever system this is
        def share_of(self, path: Path) -> str | None:
            return "//server/填报"

    monkeypatch.setattr(system, "SYSTEM", Shared())
    window = open_window(path)
    assert "在网络共享盘上（//server/填报）" in window.start_page.strip.text()
    assert "复制到本机磁盘" in window.start_page.strip.text()
    (view,) = offers(window)
    window.desktop.messages.script(lambda dialog: dialog.table.shown_count() > 1000)
    view.click()
