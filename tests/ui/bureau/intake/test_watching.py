"""A watched folder by keyboard: new packages are rehearsed at once and wait for one key."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.bureau.conftest import District, shown
from tests.ui.keys import press, tab_to
from ui.bureau.face import BureauFace
from ui.bureau.intake.import_page import ImportPage
from ui.desktop import Desktop
from ui.recent import watch_folder, watched_folder

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(waiting: BureauFace) -> ImportPage:
    press(waiting, Qt.Key.Key_3, CTRL)
    return shown(waiting, ImportPage)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    folder.mkdir()
    return folder


def watch(page: ImportPage, desktop: Desktop, inbox: Path) -> None:
    desktop.messages.script(inbox)
    tab_to(page.watch.choose)
    press(None, Qt.Key.Key_Space)


def twice(page: ImportPage) -> None:
    """What the timer does: a file counts once it has kept its size."""
    page.watch.watch.look()
    page.watch.watch.look()


def test_new_packages_are_rehearsed_at_once_and_wait_for_one_key(
    page: ImportPage,
    waiting: BureauFace,
    desktop: Desktop,
    district: District,
    inbox: Path,
    passphrase: str,
) -> None:
    desktop.messages.script(passphrase)
    press(waiting, Qt.Key.Key_L, CTRL)
    watch(page, desktop, inbox)
    for path in district.packages:
        shutil.copy(path, inbox)
    (inbox / "通知.pdf").write_bytes(b"%PDF-1.7")
    twice(page)
    assert {row.standing.label for row in page.files.rows.values() if row.standing} == {"首次上报"}
    assert page.desk.facts.unanswered == 0
    assert (
        "来了 2 份上报包，1 个文件不是上报包（通知.pdf：这是 PDF 文件，不是上报包）"
        in page.watch.text.text()
    )
    assert QApplication.focusWidget() is page.start
    press(None, Qt.Key.Key_Return)
    assert page.desk.facts.unanswered == 2


def test_while_the_keys_are_locked_what_came_waits_for_them(
    page: ImportPage,
    waiting: BureauFace,
    desktop: Desktop,
    district: District,
    inbox: Path,
    passphrase: str,
) -> None:
    watch(page, desktop, inbox)
    with zipfile.ZipFile(inbox / "上报.zip", "w") as archive:
        archive.write(district.packages[0], "a.asice.age")
    twice(page)
    assert "有 1 份上报包等待导入，密钥已锁" in page.strip.text()
    desktop.messages.script(passphrase)
    press(waiting, Qt.Key.Key_L, CTRL)
    assert [row.standing is not None for row in page.files.rows.values()] == [True]


def test_on_another_page_it_is_said_there(
    page: ImportPage, waiting: BureauFace, desktop: Desktop, district: District, inbox: Path
) -> None:
    watch(page, desktop, inbox)
    press(waiting, Qt.Key.Key_2, CTRL)
    shutil.copy(district.packages[0], inbox)
    twice(page)
    assert "有 1 份上报包等待导入" in waiting.strip.text()
    assert "Ctrl+3" in waiting.strip.text()


def test_watching_is_remembered_until_it_ends_when_told(
    page: ImportPage, desktop: Desktop, inbox: Path
) -> None:
    watch(page, desktop, inbox)
    assert watched_folder(page.desk.place) == inbox
    tab_to(page.watch.stop)
    press(None, Qt.Key.Key_Space)
    assert watched_folder(page.desk.place) is None
    assert page.watch.isHidden()
    assert page.watch.watch.folder is None


def test_watching_goes_on_with_the_next_start(
    district: District, inbox: Path, open_face: Callable[[Path], BureauFace]
) -> None:
    watch_folder(district.waiting, inbox)
    face = open_face(district.waiting)
    page = face.pages.page("page.import")
    assert isinstance(page, ImportPage)
    assert page.watch.watch.folder == inbox


def test_a_folder_that_is_gone_is_said_once(
    page: ImportPage, desktop: Desktop, inbox: Path
) -> None:
    watch(page, desktop, inbox)
    inbox.rmdir()
    page.watch.watch.look()
    assert "监视的文件夹“收件”打不开" in page.strip.text()
    assert "重新接上" in page.watch.text.text()
    page.strip.clear()
    page.watch.watch.look()
    assert page.strip.text() == ""


def test_receipts_for_all_in_two_keys(
    page: ImportPage,
    waiting: BureauFace,
    desktop: Desktop,
    district: District,
    tmp_path: Path,
    passphrase: str,
) -> None:
    page.add_files(district.packages)
    desktop.messages.script(passphrase)
    page.start.click()
    out = tmp_path / "回执"
    out.mkdir()
    desktop.messages.script(out)
    press(waiting, Qt.Key.Key_F9)
    assert len(list(out.iterdir())) == 2
    assert "已生成 2 份回执" in page.strip.text()
