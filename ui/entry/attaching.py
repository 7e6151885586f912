"""Files of a field: chosen or dropped by the user, kept in the store, seen again by Enter."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from forms.values import Attachment
from operations.entry.attachments import (
    KeptFiles,
    LookedAt,
    already_there,
    keep_files,
    look_at,
)
from operations.files import write_file
from operations.scratch import folder_of_this_program
from ui.desk import StoreDesk
from ui.dialogs.prompts import PromptDialog
from ui.entry.session import FormSession
from ui.metrics import characters

_PATTERN = "常用附件 (*.pdf *.jpg *.jpeg *.png *.docx *.xlsx);;所有文件 (*)"
_DOCUMENTS = ".pdf .docx .xlsx .pptx .doc .xls .wps .et .ofd .txt"
_PICTURES = ".jpg .jpeg .png .bmp .heic .webp"
_HARMLESS = frozenset(f"{_DOCUMENTS} {_PICTURES}".split())
"""Endings of what the system may open; a program that came along is not run by Enter."""
_WIDE, _HIGH = 48, 26
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


def attach_files(
    desk: StoreDesk[Any, Any],
    session: FormSession,
    address: str,
    *,
    owner: QObject,
    then: Callable[[], object],
) -> None:
    """Ask for files and add them to the attachment field at ``address``; ``then`` once they are."""
    paths = desk.desktop.messages.open_files("选择附件", pattern=_PATTERN, many=True)
    if paths:
        attach(desk, session, address, paths, owner=owner, then=then)


def attach(
    desk: StoreDesk[Any, Any],
    session: FormSession,
    address: str,
    paths: Sequence[Path],
    *,
    owner: QObject,
    then: Callable[[], object] = lambda: None,
) -> None:
    """Add files to the attachment field at ``address``; ``then`` once they are there."""
    actor, beside = session.opened.actor, session.opened.attached

    def name_them(kept: KeptFiles) -> None:
        twice = already_there(session.sheet.value(address), kept.files)
        session.attach(address, kept.files)
        if note := twice or kept.note:
            desk.said.emit(note, "query" if twice or kept.unsure else "ok")
        then()

    desk.run(
        lambda store: keep_files(store, paths, beside=beside, actor=actor),
        owner=owner,
        then=name_them,
        fail=session.refused.emit,
    )


def show_attachment(
    desk: StoreDesk[Any, Any], session: FormSession, file: Attachment, *, owner: QWidget
) -> None:
    """Show a picture or a first page here; open any other file with the system's own program."""

    def show(seen: LookedAt) -> None:
        content = seen.content
        if content is None:
            desk.said.emit(f"库里没有附件“{file.name}”的内容，请重新添加。", "error")
            return
        image = _image_of(seen)
        note = f"共 {seen.pages} 页，这是第 1 页。" if seen.pages > 1 else ""
        if not image.isNull():
            dialog = PictureDialog(owner.window(), file.name, image, note=note)
            if desk.desktop.messages.dialog(dialog):
                open_copy(file.name, content)
        elif Path(file.name).suffix.lower() in _HARMLESS:
            open_copy(file.name, content)
        else:
            desk.said.emit(f"“{file.name}”这种文件不在这里打开，它可能是程序。", "query")

    fetch = session.opened.fetch
    desk.run(lambda store: look_at(store, file, fetch), owner=owner, then=show)


def _image_of(seen: LookedAt) -> QImage:
    """The picture, or the first page; a null image for anything else."""
    if seen.page is None:
        return QImage.fromData(seen.content or b"")
    page, form = seen.page, QImage.Format.Format_RGB32
    # A copy: the image does not keep the bytes it is made of.
    return QImage(page.pixels, page.width, page.height, page.width * 4, form).copy()


def open_copy(name: str, content: bytes) -> None:
    """Open a copy with the system's program; it is gone when this program ends."""
    path = write_file(folder_of_this_program() / name, content, name=name, replace=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class PictureDialog(PromptDialog):
    """A picture, or the first page of a document, in the size of the dialog."""

    def __init__(self, parent: QWidget | None, name: str, image: QImage, *, note: str) -> None:
        super().__init__(parent, title=name, text=note, icon="eye")
        self.setMinimumWidth(characters(_WIDE))
        shown = WholePicture(image, QSize(characters(_WIDE - 4), characters(_HIGH)))
        shown.setAccessibleName(f"图片：{name}")
        self.body.addWidget(shown)
        self.add_buttons("用系统的程序打开", "关闭")


class WholePicture(QAbstractScrollArea):
    """All of a picture, as large as there is room: a dialog that is too high makes it lower."""

    def __init__(self, image: QImage, room: QSize) -> None:
        super().__init__()
        self._image, self._shown = image, QPixmap()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setFixedHeight(image.size().scaled(room, _KEEP).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the middle, from all the pixels that it has."""
        del event
        room, ratio = self.viewport().rect(), self.devicePixelRatioF()
        wanted = self._image.size().scaled(room.size() * ratio, _KEEP)
        if self._shown.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown = QPixmap.fromImage(self._image.scaled(wanted, _KEEP, smooth))
            self._shown.setDevicePixelRatio(ratio)
        place = QRectF(QPointF(), self._shown.deviceIndependentSize())
        place.moveCenter(QRectF(room).center())
        painter = QPainter(self.viewport())
        painter.drawPixmap(place.topLeft(), self._shown)
        painter.end()
