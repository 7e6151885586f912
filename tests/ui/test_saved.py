"""What was saved is told with its place, and its folder is opened by a key."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.keys import press
from ui.parts.saved import say_saved
from ui.parts.strips import MessageStrip
from ui.school.exchange_page import ExchangePage
from ui.school.face import SchoolFace
from ui.theme import Theme


class Opened(list[str]):
    """The folders that were opened, in place of the system's own windows."""

    def __call__(self, url: QUrl) -> bool:
        self.append(url.toLocalFile())
        return True


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    found = Opened()
    monkeypatch.setattr(QDesktopServices, "openUrl", found)
    return found


def offer(strip: MessageStrip) -> QPushButton:
    return next(made for made in strip.findChildren(QPushButton) if "打开文件夹" in made.text())


def test_the_folder_of_a_file_is_opened(
    theme: Theme, qtbot: QtBot, tmp_path: Path, opened: Opened
) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    file = tmp_path / "模板.xlsx"
    file.write_bytes(b"")
    say_saved(strip, "文件已保存。", file)
    assert strip.text() == "文件已保存。"
    assert f"文件：{file}" in strip.accessibleName()
    press(offer(strip), Qt.Key.Key_Space)
    say_saved(strip, "已导出。", tmp_path, note="共 3 个文件")
    assert f"文件夹：{tmp_path}　共 3 个文件" in strip.accessibleName()
    press(offer(strip), Qt.Key.Key_Space)
    assert opened == [str(tmp_path), str(tmp_path)]


def test_a_template_is_saved_and_its_folder_offered(
    school: SchoolFace, tmp_path: Path, opened: Opened
) -> None:
    school.pages.show_page("page.exchange")
    page = school.pages.currentWidget()
    assert isinstance(page, ExchangePage)
    target = tmp_path / "填报模板.xlsx"
    school.desktop.messages.script(True, str(target))  # every form
    press(page.template, Qt.Key.Key_Space)
    assert target.is_file()
    press(offer(page.strip), Qt.Key.Key_Space)
    assert opened == [str(tmp_path)]
