"""File dialogs do not look into files: that would drop the locks of an open store."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from tests.support.opens import watched
from tests.ui.conftest import CLERK
from ui.file_dialogs import FileDialog, IconsByName
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
    saving = FileDialog(None, "保存", "所有文件 (*)").for_saving(str(tmp_path / "回执.asice"))
    qtbot.addWidget(saving)
    assert saving.selectedFiles() == [str(tmp_path / "回执.asice")]
