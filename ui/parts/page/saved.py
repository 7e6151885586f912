"""What is said when a file was written: where it lies, and a button that opens its folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from ui.parts.controls.buttons import button
from ui.parts.page.strips import MessageStrip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

_OPEN, _ICON = "打开文件夹(&F)", "folder-open"


def say_saved(
    strip: MessageStrip, sentence: str, path: Path, *, note: str = "", tone: str = "ok"
) -> None:
    """Say that a file or folder was written, and offer to open the folder it lies in.

    Args:
        strip: Where it is said.
        sentence: What was done.
        path: The file, or the folder several files were written into.
        note: A sentence more.
        tone: As for every sentence of a strip.

    """
    kind = "文件夹" if path.is_dir() else "文件"
    detail = "　".join(part for part in (f"{kind}：{path}", note) if part)
    strip.say(sentence, tone=tone, detail=detail)
    strip.offer(_OPEN, lambda: open_folder(path), icon=_ICON)


def folder_button(path: Path) -> "QPushButton":
    """A button that opens the folder of a file that was written, for a dialog or a card."""
    made = button(_OPEN, icon=_ICON)
    made.clicked.connect(lambda: open_folder(path))
    return made


def open_folder(path: Path) -> None:
    """Show the folder of a file, or a folder itself, in the system's own window."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    folder = path if path.is_dir() else path.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
