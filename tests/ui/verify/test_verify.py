"""Looking at a file from the window: by the button, by a drop, by a double click; and a page beside it."""

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from main import wants_desktop
from operations.school.delivery.export import export_package
from operations.school.store import open_school
from operations.verify.paper_check import paper_code_of
from tests.operations.staging import CLERK, District
from tests.ui.keys import press
from ui.app import make_window
from ui.desktop import Desktop
from ui.shell import MainWindow
from ui.verify.dialog import VerifyDialog


@pytest.fixture
def window(desktop: Desktop, qtbot: QtBot) -> MainWindow:
    made = make_window(desktop)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def package(district: District, tmp_path: Path) -> Path:
    with open_school(district.school()) as store:
        return export_package(
            store, tmp_path / "x.asice", actor=CLERK, plain=True, replace=False
        ).path


def drop(target: QWidget, data: QMimeData) -> None:
    """Drop as the window system does."""
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    target.dropEvent(event)


def file_data(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def text_data(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


class Seen:
    """What a dialog showed when it came up, and what is done in it before it is closed."""

    def __init__(self, *acts: object) -> None:
        self.state = self.what = self.sentence = self.verdict = ""
        self.facts: dict[str, str] = {}
        self._acts = acts

    def __call__(self, dialog: VerifyDialog) -> bool:
        for act in self._acts:
            assert callable(act)
            act(dialog)
        self.state, self.what = dialog.state.text(), dialog.what.text()
        self.sentence, self.facts = dialog.sentence.text(), dict(dialog.facts.facts())
        self.verdict = dialog.verdict.text() if not dialog.verdict.isHidden() else ""
        return True


def test_a_dropped_receipt_says_what_it_is(window: MainWindow, district: District) -> None:
    seen = Seen()
    window.desktop.messages.script(seen)
    drop(window, file_data(district.receipt()))
    assert (seen.state, seen.what) == ("完整，来源未核对", "回执")
    assert seen.facts["谁的"] == f"演示区教育局发给学校 {district.code()}"
    assert seen.facts["报告期"] == "2024 年"


def test_with_a_store_open_its_root_vouches_for_the_signer(
    window: MainWindow, district: District
) -> None:
    window.open_store(district.school())
    seen = Seen()
    window.desktop.messages.script(seen)
    window.open_file(district.receipt())
    assert (seen.state, seen.sentence) == ("完整可信", "文件完整，签名有效，可以使用。")


def test_the_button_of_the_start_page_asks_for_a_file(
    window: MainWindow, district: District
) -> None:
    seen = Seen()
    window.desktop.messages.script((district.package(),), seen)
    window.start_page.verify.click()
    assert seen.state == "已加密，这里打不开"
    assert seen.facts["谁的"] == f"学校 {district.code()}（按文件名）"


def test_a_changed_file_is_not_to_be_used(
    window: MainWindow, package: Path, district: District
) -> None:
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(data)
    seen = Seen()
    window.desktop.messages.script(seen)
    window.look_at(package)
    assert seen.state == "不可用"
    assert seen.sentence


def test_a_page_scanned_into_the_line_is_compared_by_enter(
    window: MainWindow, package: Path
) -> None:
    code = paper_code_of(package.read_bytes()).on_page(2, 9)

    def scan(dialog: VerifyDialog) -> None:
        dialog.show()
        dialog.paper.setFocus()
        dialog.paper.setText(code.encode())
        press(dialog.paper, Qt.Key.Key_Return)

    seen = Seen(scan)
    window.desktop.messages.script(seen)
    window.look_at(package)
    assert seen.verdict == "相符"


def test_the_text_of_a_page_dropped_asks_for_the_file(
    window: MainWindow, package: Path, district: District
) -> None:
    code = paper_code_of(package.read_bytes())
    seen = Seen()
    window.desktop.messages.script((district.school(),), seen)
    drop(window, text_data(code.encode()))
    assert (seen.what, seen.verdict) == ("学校填报库", "相符")


def test_another_page_dropped_into_the_dialog_does_not_belong(
    window: MainWindow, package: Path
) -> None:
    other = "YOUHENG-PAPER-1 2142100001 2024 R1 " + "AB" * 32
    seen = Seen(lambda dialog: drop(dialog, text_data(other)))
    window.desktop.messages.script(seen)
    window.look_at(package)
    assert seen.verdict == "不相符"


def test_another_file_dropped_into_the_dialog_takes_its_place(
    window: MainWindow, package: Path, district: District
) -> None:
    seen = Seen(lambda dialog: drop(dialog, file_data(district.receipt())))
    window.desktop.messages.script(seen)
    window.look_at(package)
    assert seen.what == "回执"


def test_a_store_is_opened_from_what_was_found(window: MainWindow, district: District) -> None:
    window.desktop.messages.script(lambda dialog: dialog.opener.click() or True)
    drop(window, file_data(district.school()))
    assert window.face is not None


def test_the_sheet_says_what_the_window_says(
    window: MainWindow, package: Path, tmp_path: Path
) -> None:
    target = tmp_path / "sheet.pdf"
    seen = Seen(lambda dialog: dialog.sheet_wanted.emit())
    window.desktop.messages.script(seen, target, None)
    window.look_at(package)
    text = "".join("".join(page.extract_text() for page in PdfReader(target).pages).split())
    for words in (seen.state, seen.sentence, seen.facts["谁的"], "单凭这张纸不能证明"):
        assert "".join(words.split()) in text
    code = paper_code_of(package.read_bytes())
    assert "".join(code.groups[:8]) in text


def test_what_cannot_be_read_is_said(window: MainWindow, tmp_path: Path) -> None:
    window.desktop.messages.script(None)
    window.look_at(tmp_path / "gone.asice")
    assert window.desktop.messages.shown[-1].title == "不能核对"
    assert "gone.asice" in window.desktop.messages.shown[-1].text


def test_other_texts_are_not_taken(window: MainWindow) -> None:
    drop(window, text_data("hello"))
    assert window.desktop.messages.shown == []


@pytest.mark.parametrize("name", ["a.asice", "a.asice.age", "a.csr", "a.yhr", "a.yhs", "A.ASICE"])
def test_a_double_click_opens_the_window(name: str) -> None:
    assert wants_desktop([name])


def test_a_file_of_another_kind_is_no_face_of_its_own(
    window: MainWindow, tmp_path: Path, district: District
) -> None:
    copy = Path(shutil.copy(district.receipt(), tmp_path / "mail.bin"))
    window.open_file(copy)
    assert "请重新选择文件" in window.start_page.strip.text()
