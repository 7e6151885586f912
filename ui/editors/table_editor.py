"""TableEditor: one table of a form with its heading, its row buttons, and the findings in it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from forms.problems import Problem
from forms.spec import Option, Table
from ui.editors.note_list import NoteList
from ui.editors.notes import ProblemNote
from ui.editors.remarks import RemarkList
from ui.editors.table_view import FormTableView
from ui.metrics import space
from ui.models.form_table import FormTableModel, TableRow
from ui.parts.buttons import button
from ui.parts.cards import Card
from ui.parts.check import CheckBox
from ui.parts.texts import text_label
from ui.theme import Theme


class TableEditor(Card):
    """Shows a table; what the user does leaves as signals with addresses."""

    value_edited = Signal(str, str)
    cells_cleared = Signal(list)
    pasted = Signal(str, str)
    row_wanted = Signal(str)
    row_unwanted = Signal(str, str)
    marked_empty = Signal(str, bool)
    justified = Signal(str, str)
    entered = Signal(str)
    reshaped = Signal()
    """More or less stands above or under the cells than before."""

    def __init__(self, table: Table, choices: Mapping[str, Sequence[Option]], theme: Theme) -> None:
        super().__init__(table.label, note=table.help)
        self.table = table
        self.model = FormTableModel(table, choices, self)
        self.view = FormTableView(self.model, theme)
        self._is_free = table.fixed_rows is None
        self._shown: tuple[Problem, ...] = ()
        self.content.addWidget(self.view)
        # Above the view but after it for Tab, which enters a proxied editor at the proxy.
        self.content.insertLayout(self.content.indexOf(self.view), self._make_tools())
        # Only now that they have a parent: before, each would flash up as a window of its own.
        for tool in (self.add, self.remove):
            tool.setVisible(self._is_free)
        self.empty.setVisible(self._is_free and not table.at_least_one)
        self._below = QVBoxLayout()
        space(self._below, gap=0.5)
        self._remarks = RemarkList()
        self._below.addWidget(self._remarks)
        self._found = NoteList(self.view)
        self._found.justified.connect(self.justified)
        self._below.addWidget(self._found)
        self.content.addLayout(self._below)
        self.model.edited.connect(self.value_edited)
        self.view.pasted.connect(self.pasted)
        self.view.cleared.connect(self.cells_cleared)
        self.view.row_wanted.connect(self._on_row_wanted)
        self.view.row_unwanted.connect(self._on_row_unwanted)
        self.view.entered_cell.connect(self.entered)
        self.setFocusProxy(self.view)

    def _make_tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        space(tools, gap=1)
        self.add = button("添加一行", icon="plus", style="quiet")
        self.remove = button("删除本行", icon="trash-2", style="quiet")
        self.paste = button("粘贴表格", icon="clipboard-paste", style="quiet")
        self.empty = CheckBox("本表无数据")
        self.add.setToolTip("添加一行（Insert）")
        self.remove.setToolTip("删除光标所在的行（Ctrl+减号）")
        self.paste.setToolTip("把从 Excel 复制的一块填到光标处，先预览（Ctrl+V）")
        for tool in (self.add, self.remove, self.paste, self.empty):
            tool.setAccessibleName(f"{self.table.label}：{tool.text()}")
        self.add.clicked.connect(self._on_row_wanted)
        self.remove.clicked.connect(self._on_remove)
        self.paste.clicked.connect(self._on_paste)
        self.empty.clicked.connect(self._on_marked)
        hint = text_label("Enter 向下，Tab 向右，可粘贴 Excel 区域", style="small", wrap=False)
        for tool in (self.add, self.remove, self.paste):
            tools.addWidget(tool)
        tools.addWidget(self.empty)
        tools.addStretch(1)
        tools.addWidget(hint)
        return tools

    def show_table(
        self, rows: Sequence[TableRow], *, empty: bool, editable: bool, relevant: bool
    ) -> None:
        """Show rows and what can be done with them."""
        self.model.show_rows(rows)
        self.setVisible(relevant)
        self.empty.setChecked(empty)
        self.empty.setEnabled(editable and not rows)
        self.add.setEnabled(editable)
        self.remove.setEnabled(editable and bool(rows))
        self.paste.setEnabled(editable and bool(rows or self._is_free))
        self.view.setVisible(bool(rows))

    def show_problems(self, problems: Sequence[Problem], *, read_only: bool) -> None:
        """Show the findings of the table and of the current row under it."""
        if tuple(problems) == self._shown:
            return
        self._shown = tuple(problems)
        self._found.show_problems(problems, read_only=read_only)
        self.reshaped.emit()

    def show_remarks(self, texts: Sequence[str]) -> None:
        """Show what principal or bureau remarked about cells of the table."""
        self._remarks.show_texts(texts)
        self.reshaped.emit()

    def current_row(self) -> str:
        """Id of the row the cursor is in, or ``""``."""
        row = self.view.currentIndex().row()
        return self.model.rows[row].id if 0 <= row < len(self.model.rows) else ""

    def takes_focus(self) -> bool:
        """Whether Enter stops here."""
        return not self.isHidden()

    @property
    def notes(self) -> tuple[ProblemNote, ...]:
        """The findings shown under the table."""
        return self._found.notes

    @Slot()
    def _on_row_wanted(self) -> None:
        if self._is_free and self.add.isEnabled():
            self.row_wanted.emit(self.table.id)

    @Slot(str)
    def _on_row_unwanted(self, row_id: str) -> None:
        if self.remove.isEnabled():
            self.row_unwanted.emit(self.table.id, row_id)

    @Slot()
    def _on_remove(self) -> None:
        row_id = self.current_row()
        if row_id:
            self.row_unwanted.emit(self.table.id, row_id)

    @Slot()
    def _on_paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if not self.model.rows:
            self.row_wanted.emit(self.table.id)
        index = self.view.currentIndex()
        if not index.isValid() and self.model.rows:
            index = self.model.index(0, 0)
        if text and index.isValid():
            self.pasted.emit(self.model.address(index), text)

    @Slot(bool)
    def _on_marked(self, ticked: bool) -> None:
        self.marked_empty.emit(self.table.id, ticked)
