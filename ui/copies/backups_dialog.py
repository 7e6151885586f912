"""BackupsDialog: the backups of a store, what each holds, and what going back to it would lose."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from forms.wording import file_size
from operations.copies.backups import Backup, Survey, explained
from operations.copies.comparison import Kinship
from ui.dialogs.prompts import PromptDialog
from ui.metrics import characters, line_height
from ui.models.records import CellLook, Column, Record
from ui.parts.controls.buttons import button
from ui.parts.rows.record_table import RecordTable
from ui.theme import Theme

_WIDE = 58
_ROWS_SHOWN = 9
_COLUMNS = (
    Column("made", "备份的时间", 10.5),
    Column("origin", "来历", 4.5),
    Column("state", "当时的状态", 12, stretch=True),
    Column("filled", "填了几项", 6, right=True),
    Column("size", "大小", 6.5, right=True),
)
_NEVER = "读不出"


class BackupsDialog(PromptDialog):
    """Newest first; accepted means that :attr:`chosen` is wanted in the place of the store."""

    view_wanted = Signal(Path)
    """Asks to look into a backup."""
    comparison_wanted = Signal(object)
    """A :class:`operations.copies.backups.Backup`: asks what reads differently in it."""
    elsewhere_wanted = Signal()
    """Asks for a backup that lies somewhere else."""

    def __init__(self, parent: QWidget | None, theme: Theme, found: Survey) -> None:
        super().__init__(parent, title="备份与恢复", text=_text(found), icon="database-backup")
        self.setMinimumWidth(characters(_WIDE))
        self.table = RecordTable(theme, "备份", _COLUMNS)
        self.table.setFixedHeight(line_height() * _ROWS_SHOWN)
        self.table.current_changed.connect(self._on_current)
        self.told = QPlainTextEdit()
        self.told.setReadOnly(True)
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName("这一份备份与现在的库")
        self.told.setFixedHeight(line_height() * 6)
        self.body.addWidget(self.table)
        self.body.addWidget(self.told)
        self.elsewhere = button("别处的备份(&E)…", icon="usb")
        self.view = button("看内容(&V)…", icon="eye")
        self.compare = button("查看哪些不同(&D)…", icon="git-compare")
        for place, made in enumerate((self.elsewhere, self.view, self.compare)):
            self.buttons.insertWidget(place, made)
        self.elsewhere.clicked.connect(self.elsewhere_wanted)
        self.view.clicked.connect(self._on_view)
        self.compare.clicked.connect(self._on_compare)
        self.add_buttons("恢复这一份(&R)…", "关闭", danger=True)
        self.show_survey(found)

    def show_survey(self, found: Survey, select: Path | None = None) -> None:
        """Show these backups; ``select`` becomes the current one."""
        self._found = {one.path: one for one in found.backups}
        self.table.show_records([_record(one) for one in found.backups])
        if select is not None:
            self.table.select(select)
        self.table.select_first()
        self._on_current()

    @property
    def chosen(self) -> Backup | None:
        """The current one."""
        key = self.table.current_key()
        return self._found.get(key) if isinstance(key, Path) else None

    @Slot()
    def _on_current(self) -> None:
        one = self.chosen
        self.told.setPlainText("还没有备份。" if one is None else "\n".join(explained(one)))
        readable = one is not None and one.failure is None
        for made in (self.view, self.accept_button):
            made.setEnabled(readable)
        differs = one is not None and one.comparison is not None and one.comparison.differences
        self.compare.setEnabled(bool(differs))
        if one is not None and one.comparison is not None:
            self.accept_button.setEnabled(one.comparison.relation is not Kinship.SAME)

    @Slot()
    def _on_view(self) -> None:
        if self.chosen is not None:
            self.view_wanted.emit(self.chosen.path)

    @Slot()
    def _on_compare(self) -> None:
        if self.chosen is not None:
            self.comparison_wanted.emit(self.chosen)


def _text(found: Survey) -> str:
    trouble = f"{found.failure.message}\n" if found.failure else ""
    return f"{trouble}“{found.path.name}”的备份，最新的在前。恢复之前可以先看里面有什么。"


def _record(one: Backup) -> Record:
    made = f"{one.made.astimezone():%Y-%m-%d %H:%M}"
    holds = one.contents
    state = "打不开" if holds is None else holds.state or _NEVER
    filled = "" if holds is None else (_NEVER if holds.filled is None else f"{holds.filled} 项")
    return Record(
        one.path,
        (
            CellLook(made, order=one.made, tip=str(one.path)),
            CellLook(one.origin, muted=True),
            CellLook(state, icon="circle-alert" if one.failure else "", tone="error"),
            CellLook(filled, order=None if holds is None else holds.filled),
            CellLook(file_size(one.size), muted=True, order=one.size),
        ),
    )
