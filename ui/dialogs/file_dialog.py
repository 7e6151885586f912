"""File dialogs that look at the names of files, never into them.

A dialog that opens files to find their icons would, on Linux and macOS, drop the locks of a store
that is open in this program (decision 0027). There Qt's own dialog is taken, with icons by name; on
Windows, where closing a file drops nothing, the system's.
"""

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileInfo, QSize
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QSplitter,
    QStyle,
    QToolButton,
    QWidget,
)

from ui.icons import set_icon
from ui.metrics import characters, line_height, unit
from ui.parts.controls.arrows import give_arrows
from ui.recent import remember_folder, remembered_folder

_OWN_DIALOG: Final = sys.platform != "win32"

_LABELS: Final = {
    QFileDialog.DialogLabel.LookIn: "位置：",
    QFileDialog.DialogLabel.FileName: "文件名：",
    QFileDialog.DialogLabel.FileType: "类型：",
    QFileDialog.DialogLabel.Accept: "打开",
    QFileDialog.DialogLabel.Reject: "取消",
}
_ICONS: Final = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "chevron-up",
    "newFolderButton": "plus",
    "listModeButton": "list",
    "detailModeButton": "table",
}
_WIDE, _HIGH, _PLACES = 56, 24, 11
"""The dialog in characters and lines, and the column of places in it in characters."""


class IconsByName(QAbstractFileIconProvider):
    """Gives a folder the icon of folders and all else the icon of files."""

    def __init__(self) -> None:
        super().__init__()
        style = QApplication.style()
        # Made here: Qt asks for them in a thread of its own, where no icon may be made.
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)

    def icon(self, asked: QFileInfo | QAbstractFileIconProvider.IconType, /) -> QIcon:
        """Give the icon of a file or of a kind of place."""
        if isinstance(asked, QFileInfo):
            return self._folder if asked.isDir() else self._file
        is_file = asked is QAbstractFileIconProvider.IconType.File
        return self._file if is_file else self._folder

    def type(self, info: QFileInfo, /) -> str:
        """Name the kind of file for the column of kinds."""
        if info.isDir():
            return "文件夹"
        return f"{info.suffix()} 文件" if info.suffix() else "文件"


class FileDialog(QFileDialog):
    """A dialog for one file, several, a new one or a folder."""

    def __init__(self, parent: QWidget | None, title: str, pattern: str = "") -> None:
        super().__init__(parent, title, str(remembered_folder()), pattern)
        self._icons = IconsByName()  # Qt does not keep it
        if _OWN_DIALOG:
            self.setOption(QFileDialog.Option.DontUseNativeDialog)
            self.setIconProvider(self._icons)
            for label, words in _LABELS.items():
                self.setLabelText(label, words)
            self._dress()

    def _dress(self) -> None:
        """Give Qt's dialog our icons, as its own are black in every palette, and room for names."""
        for name, icon in _ICONS.items():
            tool = self.findChild(QToolButton, name)
            if tool is not None:
                set_icon(tool, icon)
        give_arrows(self)
        room = self.screen().availableGeometry().size() - QSize(unit(4), unit(8))
        self.resize(QSize(characters(_WIDE), line_height() * _HIGH).boundedTo(room))
        halves = self.findChild(QSplitter, "splitter")
        if halves is not None:
            halves.setSizes([characters(_PLACES), self.width() - characters(_PLACES)])

    def for_opening(self, *, many: bool) -> "FileDialog":
        """Ask for files that exist."""
        mode = QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile
        self.setFileMode(mode)
        return self

    def for_saving(self, suggestion: str) -> "FileDialog":
        """Ask for a new file; the dialog itself asks before one that exists is chosen."""
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setFileMode(QFileDialog.FileMode.AnyFile)
        self.setLabelText(QFileDialog.DialogLabel.Accept, "保存")
        self.selectFile(str(remembered_folder() / Path(suggestion).name))
        return self

    def chosen(self) -> list[str]:
        """What was chosen; the next dialog begins where this one ended."""
        found = self.selectedFiles()
        if found:
            first = Path(found[0])
            is_folder = self.fileMode() is QFileDialog.FileMode.Directory
            remember_folder(first if is_folder else first.parent)
        return found

    def for_a_folder(self) -> "FileDialog":
        """Ask for a folder."""
        self.setFileMode(QFileDialog.FileMode.Directory)
        self.setOption(QFileDialog.Option.ShowDirsOnly)
        self.setLabelText(QFileDialog.DialogLabel.Accept, "选择")
        return self
