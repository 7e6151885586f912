"""Dialogs about a file before it is read: what it would change, and which of its sheets is meant."""

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QWidget

from ui.dialogs.prompts import PromptDialog
from ui.metrics import characters, line_height
from ui.parts.labels.texts import text_label
from ui.parts.rows.line_table import MOST, LineTable

_WIDE = 56


class RehearsalDialog(PromptDialog):
    """What a file would change, line by line; nothing is written before it is accepted.

    Args:
        parent: The window.
        title: Title.
        text: The summary.
        headings: Of the columns, each with its width in characters; the last takes the rest.
        lines: A line for each change.
        accept: The act.

    """

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str,
        text: str,
        headings: Sequence[tuple[str, int]],
        lines: Sequence[Sequence[str]],
        accept: str,
    ) -> None:
        super().__init__(parent, title=title, text=text, icon="file-input", tone="accent")
        self.setMinimumWidth(characters(_WIDE))
        self.table = LineTable("将要改动的内容", headings, lines[:MOST])
        self.body.addWidget(self.table)
        if len(lines) > MOST:
            self.body.addWidget(text_label(f"只列出前 {MOST} 项。", style="small"))
        self.add_buttons(accept)


class SheetDialog(PromptDialog):
    """Which sheet of a workbook is read."""

    def __init__(self, parent: QWidget | None, *, sheets: Sequence[str]) -> None:
        text = "这个工作簿里不止一张工作表可以读，请选要读的那一张。"
        super().__init__(parent, title="读哪一张工作表", text=text, icon="table")
        self.list = QListWidget()
        self.list.setProperty("part", "lines")
        self.list.setAccessibleName("工作表")
        self.list.addItems(list(sheets))
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(line_height() * 8)
        self.list.itemActivated.connect(self.accept)
        self.body.addWidget(self.list)
        self.add_buttons("读入这一张")

    @property
    def sheet(self) -> str:
        """The one that is chosen."""
        item = self.list.currentItem()
        return item.text() if item is not None else ""
