"""LinesDialog: many lines to read and search, of a store laid open or of two that differ."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from operations.copies.backups import Backup
from operations.copies.view import StoreView
from ui.dialogs.prompts import PromptDialog
from ui.metrics import characters, line_height
from ui.models.records import CellLook, Column, Record
from ui.parts.labels.texts import text_label
from ui.parts.page.facts import FactRows
from ui.parts.rows.record_table import RecordTable
from ui.theme import Theme

_WIDE = 58
_ROWS_SHOWN = 14
_VIEW = (
    Column("group", "表", 10),
    Column("place", "项目", 20, stretch=True),
    Column("text", "内容", 18),
)
_DIFFERENCES = (
    Column("place", "项目", 20, stretch=True),
    Column("there", "备份里", 14),
    Column("here", "现在", 14),
)


class LinesDialog(PromptDialog):
    """A table with a search line; nothing can be changed."""

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        *,
        title: str,
        text: str,
        columns: Sequence[Column],
        lines: Sequence[Sequence[str]],
        facts: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(parent, title=title, text=text, icon="eye")
        self.setMinimumWidth(characters(_WIDE))
        self.facts = FactRows()
        self.body.addWidget(self.facts)
        self.facts.show_facts(facts)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找项目或内容")
        self.search.setAccessibleName("查找")
        self.search.setClearButtonEnabled(True)
        self.body.addWidget(self.search)
        self.table = RecordTable(theme, title, columns)
        self.table.setFixedHeight(line_height() * _ROWS_SHOWN)
        self.table.show_records([_record(number, line) for number, line in enumerate(lines)])
        self.table.select_first()
        self.body.addWidget(self.table)
        self._count = text_label(style="small")
        self.body.addWidget(self._count)
        self.search.textChanged.connect(self._on_search)
        self._on_search("")
        self.add_buttons("关闭", "")

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self.table.search(text)
        self._count.setText(f"共 {self.table.shown_count()} 项，只能看，不能改。")


def view_dialog(parent: QWidget | None, theme: Theme, view: StoreView) -> LinesDialog:
    """Make the dialog that lays a store open."""
    return LinesDialog(
        parent,
        theme,
        title=f"只读查看：{view.path.name}",
        text=view.remark,
        columns=_VIEW,
        lines=[(line.group, line.place, line.text) for line in view.lines],
        facts=view.facts,
    )


def differences_dialog(parent: QWidget | None, theme: Theme, backup: Backup) -> LinesDialog:
    """Make the dialog about what reads differently in a backup."""
    found = () if backup.comparison is None else backup.comparison.differences
    return LinesDialog(
        parent,
        theme,
        title="与现在的库不同的地方",
        text=f"备份：{backup.path.name}，{backup.made.astimezone():%Y-%m-%d %H:%M}。",
        columns=_DIFFERENCES,
        lines=[(one.place, one.there, one.here) for one in found],
    )


def _record(number: int, line: Sequence[str]) -> Record:
    return Record(number, tuple(CellLook(text) for text in line), search=" ".join(line))
