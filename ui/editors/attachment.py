"""Editor of attachments: a list of files; the store keeps their bytes, the answer their digests."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from forms.types.attachments import AttachmentCodec
from forms.values import Attachment
from forms.wording import file_size
from ui.editors.base import FieldEditor
from ui.editors.view import Standing
from ui.metrics import line_height, space, unit
from ui.parts.controls.buttons import button
from ui.parts.controls.check import TickDelegate
from ui.parts.focus.tab_order import put_in_tab_order

_NONE: Final = "没有附件"


class AttachmentInput(QWidget):
    """The files, and two buttons. It changes nothing itself: the page reads files into the store."""

    wanted = Signal()
    removed = Signal(int)
    opened = Signal(int)
    left = Signal()
    entered = Signal()

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.files = QListWidget()
        self.files.setAccessibleName(f"{label}：已添加的附件")
        self.files.setProperty("part", "lines")
        self.files.setItemDelegate(TickDelegate(self.files))
        self.files.setTabKeyNavigation(False)
        self.add = button("添加附件", icon="paperclip")
        self.add.setAccessibleName(f"{label}：添加附件")
        self.remove = button("移除选中", icon="trash-2", style="quiet")
        self.remove.setAccessibleName(f"{label}：移除选中的附件")
        self.files.itemActivated.connect(self._on_activated)
        self.files.setToolTip("Enter 打开，Delete 移除")
        self.add.clicked.connect(self.wanted)
        self.remove.clicked.connect(self._on_remove)
        buttons = QHBoxLayout()
        space(buttons, gap=1)
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        space(layout, gap=0.5)
        layout.addWidget(self.files)
        layout.addLayout(buttons)
        self.setFocusProxy(self.add)
        put_in_tab_order(self.add, self.files, self.remove)
        for part in (self.add, self.files, self.remove):
            part.installEventFilter(self)
        self._shown: tuple[Attachment, ...] = ()
        self._read_only = False
        self.show_files([])

    def set_changeable(self, *, changeable: bool, read_only: bool) -> None:
        """Let files be added and removed, or only read: then the cursor stands on their list."""
        self._read_only = read_only
        self.add.setEnabled(changeable)
        self.setFocusProxy(self.files if read_only else self.add)
        self.show_files(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the cursor comes and goes, whichever part it is on."""
        if event.type() is QEvent.Type.FocusIn:
            self.entered.emit()
        elif event.type() is QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def show_files(self, files: Sequence[Attachment]) -> None:
        """List these; where nothing can be added, a line says that there are none."""
        self._shown = tuple(files)
        lines = [f"{file.name}　{file_size(file.size)}" for file in files]
        self.files.clear()
        for line in lines or ([_NONE] if self._read_only else []):
            self.files.addItem(QListWidgetItem(line))
        self.files.setVisible(bool(files) or self._read_only)
        self.files.setFixedHeight((line_height() + unit(1)) * max(1, len(files)) + 2)
        self.remove.setEnabled(bool(files) and self.add.isEnabled())

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        if self._shown:
            self.opened.emit(self.files.row(item))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete in the list removes the file."""
        if event.key() == Qt.Key.Key_Delete and self.files.hasFocus() and self.remove.isEnabled():
            self._on_remove()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_remove(self) -> None:
        row = self.files.currentRow()
        if row >= 0:
            self.removed.emit(row)


class AttachmentEditor(FieldEditor):
    """Files that belong to a field. ``files_wanted`` asks the page to let the user choose some."""

    input: AttachmentInput
    files_wanted = Signal(str)
    files_dropped = Signal(str, list)
    """Address, and paths of files to add."""
    file_opened = Signal(object)
    """An :class:`forms.values.Attachment` somebody wants to see."""

    def make_input(self) -> QWidget:
        """Make the list and its buttons."""
        self._text = ""
        self.setAcceptDrops(True)
        made = AttachmentInput(self.field.label, self)
        made.wanted.connect(self._on_wanted)
        made.removed.connect(self._on_removed)
        made.opened.connect(self._on_opened)
        made.entered.connect(self._on_entered)
        made.left.connect(self._on_left)
        return made

    def is_wide(self) -> bool:
        """The input takes the whole row."""
        return True

    def takes_focus(self) -> bool:
        """Enter passes over files nobody asks for, or the next Enter would open a dialog; Tab does not."""
        is_asked_for = self.field.required or self.view.standing is not Standing.INPUT
        return super().takes_focus() and (is_asked_for or bool(self.listed()))

    @Slot()
    def _on_wanted(self) -> None:
        self.files_wanted.emit(self.address)

    @Slot(int)
    def _on_opened(self, row: int) -> None:
        self.file_opened.emit(self.listed()[row])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, where files can be added: also beside the buttons, on the question itself."""
        if self.input.add.isEnabled() and _files_in(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the files that were dropped."""
        event.acceptProposedAction()
        self.files_dropped.emit(self.address, _files_in(event))

    @Slot(int)
    def _on_removed(self, row: int) -> None:
        files = self.listed()
        del files[row]
        self.show_text(AttachmentCodec().canonical(tuple(files)))
        self.hand_on()

    def listed(self) -> list[Attachment]:
        """The files as the answer lists them; empty for text that is no such list."""
        files = AttachmentCodec().parse(self._text).value
        listed = files if isinstance(files, tuple) else ()
        return [file for file in listed if isinstance(file, Attachment)]

    def input_text(self) -> str:
        """The list as canonical JSON, or nothing."""
        return self._text

    def show_text(self, text: str) -> None:
        self._text = text
        self.input.show_files(self.listed())

    def set_standing(self, standing: Standing) -> None:
        """Files come and go only where they are asked; where they are only read, they are opened."""
        self.input.set_changeable(
            changeable=standing is Standing.INPUT, read_only=standing is Standing.REFERENCED
        )
        self.input.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _files_in(event: QDropEvent) -> list[Path]:
    """The files something dragged names; no folders, nothing from elsewhere."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.is_file()]
