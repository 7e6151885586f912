"""File dialogs do not look into files: that would drop the locks of an open store."""

import re
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QFileInfo, Qt
from PySide6.QtGui import QAbstractFileIconProvider, QAction, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMessageBox,
    QRadioButton,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.support.opens import watched
from tests.ui.conftest import CLERK
from ui.app import speak_chinese
from ui.dialogs.file_dialog import FileDialog, IconsByName
from ui.metrics import characters, unit
from ui.palettes import Scheme
from ui.recent import remember_folder
from ui.theme import Theme

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify")


def show_in(dialog: QFileDialog, folder: Path, qtbot: QtBot) -> None:
    """Show a dialog until it has named every file of the folder."""
    qtbot.addWidget(dialog)
    dialog.setDirectory(str(folder))
    dialog.show()
    view = dialog.findChild(QListView, "listView")
    assert isinstance(view, QListView)

    def all_there() -> bool:
        return view.model().rowCount(view.rootIndex()) == len(list(folder.iterdir()))

    qtbot.waitUntil(all_there)
    view.grab()
    dialog.grab()


def a_store(folder: Path) -> Path:
    # No ending that a table of endings knows: only the content would tell what it is.
    path = folder / "学校.yhs"
    from operations.school.store import create_school

    create_school(
        path, school_code="4201040001", school_name="样例小学", period=2024, actor=CLERK
    ).close()
    return path


@pytest.mark.parametrize("kind", ["open", "save", "folder"])
def test_a_dialog_in_the_folder_of_a_store_leaves_its_file_alone(
    kind: str, tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    path = a_store(tmp_path)
    dialog = FileDialog(None, "选择", "所有文件 (*)")
    match kind:
        case "open":
            dialog.for_opening(many=True)
        case "save":
            dialog.for_saving("新的.asice")
        case _:
            dialog.setFileMode(QFileDialog.FileMode.Directory)
    with watched(path) as opens:
        show_in(dialog, tmp_path, qtbot)
        dialog.setViewMode(QFileDialog.ViewMode.Detail)
        dialog.selectFile(str(path))
        dialog.grab()
        dialog.close()
        assert opens.look() == 0
        path.read_bytes()
        assert opens.look() > 0


def test_files_are_told_by_name(theme: Theme, tmp_path: Path) -> None:
    icons = IconsByName()
    folder, file = QFileInfo(str(tmp_path)), QFileInfo(str(tmp_path / "a.yhs"))
    assert (icons.type(folder), icons.type(file)) == ("文件夹", "yhs 文件")
    assert icons.type(QFileInfo(str(tmp_path / "a"))) == "文件"
    kinds = QAbstractFileIconProvider.IconType
    assert icons.icon(kinds.File).cacheKey() == icons.icon(file).cacheKey()
    assert icons.icon(kinds.Folder).cacheKey() == icons.icon(folder).cacheKey()
    assert icons.icon(file).cacheKey() != icons.icon(folder).cacheKey()


def test_what_was_chosen(theme: Theme, tmp_path: Path, qtbot: QtBot) -> None:
    path = a_store(tmp_path)
    dialog = FileDialog(None, "选择", "所有文件 (*)").for_opening(many=False)
    show_in(dialog, tmp_path, qtbot)
    name = dialog.findChild(QLineEdit)
    assert isinstance(name, QLineEdit)
    name.setText(path.name)
    chosen: list[str] = []
    dialog.fileSelected.connect(chosen.append)
    dialog.accept()
    assert chosen == [str(path)]
    assert dialog.selectedFiles() == [str(path)]
    assert dialog.chosen() == [str(path)]
    saving = FileDialog(None, "保存", "所有文件 (*)").for_saving("/elsewhere/回执.asice")
    qtbot.addWidget(saving)
    assert saving.selectedFiles() == [str(tmp_path / "回执.asice")]


def test_a_dialog_begins_where_the_user_was_last(
    theme: Theme, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # as if the program lay here
    first = FileDialog(None, "选择").for_a_folder()
    qtbot.addWidget(first)
    assert first.directory().absolutePath() != str(tmp_path)
    (tmp_path / "U盘").mkdir()
    remember_folder(tmp_path / "U盘")
    for dialog in (
        FileDialog(None, "选择").for_a_folder(),
        FileDialog(None, "打开").for_opening(many=True),
        FileDialog(None, "保存").for_saving("模板.xlsx"),
    ):
        qtbot.addWidget(dialog)
        assert dialog.directory().absolutePath() == str(tmp_path / "U盘")
    (tmp_path / "U盘").rmdir()
    gone = FileDialog(None, "选择").for_a_folder()
    qtbot.addWidget(gone)
    assert gone.directory().absolutePath() != str(tmp_path / "U盘")


def texts_of(dialog: QFileDialog) -> Iterator[str]:
    """Everything a dialog says, the names of files left out."""
    for widget in dialog.findChildren(QWidget):
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QTreeView) and (model := widget.model()) is not None:
            for column in range(model.columnCount()):
                yield str(model.headerData(column, Qt.Orientation.Horizontal))
    yield from (action.text() for action in dialog.findChildren(QAction))


@pytest.mark.parametrize("kind", ["open", "save", "folder"])
def test_no_word_of_a_dialog_is_english(
    kind: str, qapp: QApplication, theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    translator = speak_chinese(qapp)
    assert translator is not None, "the translation of Qt is there"
    try:
        made = FileDialog(None, "选择", "所有文件 (*)")
        asked = {
            "open": lambda: made.for_opening(many=True),
            "save": lambda: made.for_saving("新的.asice"),
            "folder": made.for_a_folder,
        }
        dialog = asked[kind]()
        show_in(dialog, tmp_path, qtbot)
        said = [text for text in texts_of(dialog) if text]
        assert any("文件夹" in text for text in said)
        assert [text for text in said if re.search("[A-Za-z]{2}", text)] == []
        buttons = QMessageBox.StandardButton
        box = QMessageBox()
        qtbot.addWidget(box)
        box.setStandardButtons(buttons.Yes | buttons.Cancel | buttons.Discard | buttons.Retry)
        assert not any(re.search("[A-Za-z]{2}", made.text()) for made in box.buttons())
    finally:
        qapp.removeTranslator(translator)


@pytest.mark.parametrize("scheme", Scheme)
def test_its_tools_are_seen_in_every_palette(theme: Theme, qtbot: QtBot, scheme: Scheme) -> None:
    theme.use(scheme)
    dialog = FileDialog(None, "选择附件").for_opening(many=True)
    qtbot.addWidget(dialog)
    tools = [one for one in dialog.findChildren(QToolButton) if one.objectName().endswith("Button")]
    assert len(tools) >= 6
    for tool in tools:
        image = tool.icon().pixmap(24).toImage()
        points = product(range(image.width()), range(image.height()))
        inked = max((image.pixelColor(*point) for point in points), key=QColor.alpha)
        wanted = theme.colour("text")
        assert abs(inked.lightness() - wanted.lightness()) < 8, tool.objectName()
    theme.use(Scheme.LIGHT)


def test_it_has_room_for_names_and_keeps_within_the_screen(theme: Theme, qtbot: QtBot) -> None:
    dialog = FileDialog(None, "选择附件").for_opening(many=True)
    qtbot.addWidget(dialog)
    room = dialog.screen().availableGeometry()
    assert characters(50) <= dialog.width() <= room.width() or dialog.width() >= room.width() - 40
    assert dialog.height() <= room.height()


@pytest.mark.parametrize("scheme", Scheme)
def test_every_chooser_of_a_dialog_of_qt_shows_an_arrow(
    theme: Theme, qtbot: QtBot, scheme: Scheme
) -> None:
    theme.use(scheme)
    dialog = FileDialog(None, "选择附件", "附件 (*.pdf)").for_opening(many=True)
    qtbot.addWidget(dialog)
    dialog.show()
    choosers = dialog.findChildren(QComboBox)
    assert choosers
    muted = theme.colour("muted")
    for chooser in choosers:
        image = chooser.grab().toImage()
        end = product(range(image.width() - unit(4), image.width()), range(image.height()))
        assert any(image.pixelColor(x, y) == muted for x, y in end), chooser.objectName()
    theme.use(Scheme.LIGHT)


def test_a_window_that_a_dialog_opens_gets_its_arrows(theme: Theme, qtbot: QtBot) -> None:
    assert theme is not None
    dialog = FileDialog(None, "选择附件", "附件 (*.pdf)").for_opening(many=True)
    qtbot.addWidget(dialog)
    dialog.show()
    later = QComboBox(QWidget(dialog))
    QApplication.sendEvent(dialog, QEvent(QEvent.Type.WindowDeactivate))
    assert later.findChild(QLabel, "arrow") is not None


@pytest.mark.parametrize("scheme", Scheme)
def test_what_can_be_chosen_is_seen_in_every_palette(
    theme: Theme, qtbot: QtBot, scheme: Scheme
) -> None:
    theme.use(scheme)
    choice = QRadioButton("打印全部")
    qtbot.addWidget(choice)
    choice.show()
    image = choice.grab().toImage()
    seen = product(range(unit(3)), range(image.height()))
    assert any(image.pixelColor(x, y) == theme.colour("control") for x, y in seen)
    theme.use(Scheme.LIGHT)
