"""What was saved is told with its place, and its folder is opened by a key."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.support.places import ROOT
from tests.ui.keys import press
from ui.dialogs.prompts import inform_dialog
from ui.messages import Messages
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.school.exchange.exchange_page import ExchangePage
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


def offer(shown: QWidget) -> QPushButton:
    return next(made for made in shown.findChildren(QPushButton) if "打开文件夹" in made.text())


TELLS_ANOTHER_WAY = {
    "ui/messages.py": "asks, and writes nothing",
    "ui/start/new_store_page.py": "opens the store it has made",
    "ui/bureau/intake/import_page.py": "asks for a folder to read from",
    "ui/bureau/intake/watch_row.py": "asks for a folder to read from",
}


def test_whoever_asks_where_to_save_offers_to_open_the_folder() -> None:
    silent = []
    for path in sorted((ROOT / "ui").rglob("*.py")):
        source, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        asks = "messages.save_file(" in source or "messages.folder(" in source
        tells = "say_saved(" in source or "place=" in source
        if asks and not tells and name not in TELLS_ANOTHER_WAY:
            silent.append(name)
    assert silent == []


def test_a_dialog_that_tells_of_a_file_opens_its_folder_and_stays(
    theme: Theme, qtbot: QtBot, tmp_path: Path, opened: Opened
) -> None:
    messages = Messages()
    messages.script(None)
    messages.inform("确认单已保存", "可以打印。", place=tmp_path / "确认单.pdf")
    dialog = inform_dialog(messages.shown[0], None)
    qtbot.addWidget(dialog)
    dialog.show()
    press(offer(dialog), Qt.Key.Key_Space)
    assert opened == [str(tmp_path)]
    assert dialog.isVisible()


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
