"""TableEditor: one table of a form with its heading, its row buttons, and the findings in it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from forms.problems import Problem
from forms.spec import Option, Table
from ui.editors.inputs import goes_forward, is_enter
from ui.editors.note_list import NONE_ALIKE, NoteList
from ui.editors.notes import ProblemNote
from ui.editors.remarks import Remark, RemarkList
from ui.editors.table.table_keys import TableAct, act_of
from ui.editors.table.table_view import FormTableView
from ui.metrics import space
from ui.models.form_table import FormTableModel, TableRow
from ui.parts.controls.buttons import button
from ui.parts.controls.check import CheckBox
from ui.parts.focus.tab_order import put_behind
from ui.parts.labels.elided_label import elided_label
from ui.parts.layout.giving_way import GivingWay
from ui.parts.page.cards import Card
from ui.theme import Theme

_HINT = "Tab 向右，Enter 向下，Ctrl+D 向下填充"
_HINT_EMPTY = "Insert 添加一行，Ctrl+V 粘贴"
_HINT_UNKNOWN = "填了决定它的各项，这里才有行"
_HINT_FIRST = "没有的按 Enter，再按空格"
_SUMMARY_WIDTH = 14
"""Least width of what is said about the selection, in characters."""
_WITHOUT_ROWS = frozenset({TableAct.ADD_ROW, TableAct.PASTE})


class TableEditor(Card):
    """Shows a table; what the user does leaves as signals with addresses."""

    value_edited = Signal(str, str)
    asked = Signal(object, object)
    """A :class:`~ui.editors.table.table_keys.TableAct` and the :class:`~operations.entry.block.Block`."""
    fill_wanted = Signal(object, str)
    """A block and the text for each of its cells."""
    block_changed = Signal(object)
    """The block that is selected now."""
    marked_empty = Signal(str, bool)
    justified = Signal(str, str)
    justified_alike = Signal(str, str)
    entered = Signal(str)
    advanced = Signal(bool)
    reply_wanted = Signal(int)
    turned_away = Signal(str)
    reshaped = Signal()
    """More or less stands above or under the cells than before."""

    def __init__(self, table: Table, choices: Mapping[str, Sequence[Option]], theme: Theme) -> None:
        super().__init__(table.label, note=table.help)
        self.table = table
        self.model = FormTableModel(table, choices, self)
        self.view = FormTableView(self.model, theme)
        self._is_free = table.fixed_rows is None
        self._may_lack_rows = self._is_free and not table.at_least_one
        self._shown: tuple[tuple[Problem, ...], dict[str, int]] = ((), {})
        self.content.addWidget(self.view)
        # Above the view but after it for Tab, which enters a proxied editor at the proxy.
        self.content.insertLayout(self.content.indexOf(self.view), self._make_tools())
        # Only now that they have a parent: before, each would flash up as a window of its own.
        for tool in (self.add, self.remove):
            tool.setVisible(self._is_free)
        self.empty.setVisible(self._may_lack_rows)
        self._below = QVBoxLayout()
        space(self._below, gap=0.5)
        self._remarks = RemarkList()
        self._remarks.reply_wanted.connect(self._on_reply_wanted)
        self._below.addWidget(self._remarks)
        self._found = NoteList(self.view)
        self._found.justified.connect(self.justified)
        self._found.justified_alike.connect(self.justified_alike)
        self._below.addWidget(self._found)
        self.content.addLayout(self._below)
        self.model.edited.connect(self.value_edited)
        self.view.asked.connect(self._on_asked)
        self.view.fill_wanted.connect(self._on_fill_wanted)
        self.view.block_changed.connect(self._on_block_changed)
        self.view.entered_cell.connect(self.entered)
        self.view.advanced.connect(self._on_advanced)
        self.view.turned_away.connect(self.turned_away)
        self.model.rowsRemoved.connect(self._on_rows_gone)
        self.setAccessibleName(table.label)
        self._lead_tab()

    def _make_tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        space(tools, gap=1)
        self.add = button("添加一行", icon="plus", style="quiet")
        self.remove = button("删除所选行", icon="trash-2", style="quiet")
        self.paste = button("粘贴表格", icon="clipboard-paste", style="quiet")
        self.empty = CheckBox("本表无数据")
        self.add.setToolTip("添加一行（Insert）")
        self.remove.setToolTip("删除选中的各行（Ctrl+减号）")
        self.paste.setToolTip("把从 Excel 复制的一块填到选中处，先预览（Ctrl+V）")
        for tool in (self.add, self.remove, self.paste, self.empty):
            tool.setAccessibleName(f"{self.table.label}：{tool.text()}")
            tool.installEventFilter(self)
        self.add.clicked.connect(lambda: self._on_asked(TableAct.ADD_ROW))
        self.remove.clicked.connect(lambda: self._on_asked(TableAct.DELETE_ROWS))
        self.paste.clicked.connect(lambda: self._on_asked(TableAct.PASTE))
        self.empty.clicked.connect(self._on_marked)
        self._summary = ""
        self._status = elided_label(style="small")
        self._status.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for tool in (self.add, self.remove, self.paste):
            tools.addWidget(tool)
        tools.addWidget(self.empty)
        tools.addStretch(1)
        tools.addWidget(self._status)
        GivingWay(self, (self._status, self.paste))
        return tools

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Without a row there is no view to hear them: rows are added and pasted from here too."""
        spec = act_of(event)
        if spec is not None and spec.act in _WITHOUT_ROWS and not self.model.rows:
            self._on_asked(spec.act)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cursor on a tool or note is in the table, in its current row; Enter goes on from the tick."""
        if watched is self.empty and isinstance(event, QKeyEvent) and is_enter(event):
            if event.type() is QEvent.Type.KeyPress:
                self.advanced.emit(goes_forward(event))
            return True
        if event.type() == QEvent.Type.FocusIn:
            index = self.view.currentIndex()
            self.entered.emit(self.model.address(index) if self.current_row() else self.table.id)
        return super().eventFilter(watched, event)

    def show_table(
        self, rows: Sequence[TableRow], *, empty: bool, editable: bool, relevant: bool
    ) -> None:
        """Show rows and what can be done with them."""
        self.model.can_change = editable
        self.model.show_rows(rows)
        self.setVisible(relevant)
        self.empty.setChecked(empty)
        self.empty.setEnabled(editable and not rows)
        self.empty.setVisible(self._may_lack_rows and not rows)
        self.add.setEnabled(editable)
        self.remove.setEnabled(editable and bool(rows))
        self.paste.setEnabled(editable and bool(rows or self._is_free))
        self._show_status()
        if self._summary:
            self._on_block_changed()  # what is summed may be different now
        if not rows and self.view.hasFocus() and not self.begin_first_row():
            self.add.setFocus()
        self._show_view()

    def _show_view(self) -> None:
        """Show the cells as long as there are rows, and let Tab come where the cursor can be."""
        self.view.setVisible(bool(self.model.rows))
        self._lead_tab()

    def _lead_tab(self) -> None:
        """Let Tab enter at the cells; without rows here, to begin one; else pass on.

        A proxy that is hidden would hold Tab where it is.
        """
        self.setFocusProxy(None)  # type: ignore[arg-type] # the stubs lack it
        begins = self.model.can_grow and not self.empty.isChecked()
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.TabFocus if begins and not self.model.rows else policy.NoFocus)
        if self.model.rows:
            self.setFocusProxy(self.view)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab has come to a table without rows."""
        super().focusInEvent(event)
        self.begin_first_row()

    def begin_first_row(self) -> bool:
        """Put the cursor in a blank row of a table without any; ``False`` where none can be begun.

        It goes with the cursor unless it is typed into, as any row that is begun.
        """
        if self.model.rows or not self.model.can_grow or self.empty.isChecked():
            return False
        self._begin_row()
        return True

    def _begin_row(self) -> None:
        """Put the cursor in a blank row below the last one, which is kept only once it is typed into."""
        if not self.model.has_begun_row:
            self.model.begin_row()
        self.view.setVisible(True)
        self.view.go_to_first_cell(len(self.model.rows) - 1)
        self._lead_tab()
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        self._show_status()
        self.reshaped.emit()

    @Slot()
    def _on_rows_gone(self) -> None:
        if not self.model.rows and not self.view.hasFocus():
            self._show_view()
            self._show_status()
            self.reshaped.emit()

    @Slot(bool)
    def _on_advanced(self, forward: bool) -> None:
        """Enter on the blank row of an empty table asks first whether there is no data."""
        if forward and self._may_be_empty:
            self.empty.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.advanced.emit(forward)

    @property
    def _may_be_empty(self) -> bool:
        """Whether the mark of no data is offered for a table in which only a blank row stands."""
        blank = len(self.model.rows) == 1 and self.model.has_begun_row
        return blank and self.empty.isEnabled() and not self.empty.isHidden()

    def show_problems(
        self, problems: Sequence[Problem], *, read_only: bool, alike: Mapping[str, int] = NONE_ALIKE
    ) -> None:
        """Show the findings of the table and of the current row under it."""
        shown = (tuple(problems), dict(alike))
        if shown == self._shown:
            return
        self._shown = shown
        self._found.show_problems(problems, read_only=read_only, alike=alike)
        self._on_reshaped()

    @Slot(int)
    def _on_reply_wanted(self, number: int) -> None:
        self.setFocus()  # what was pressed goes away with its remark
        self.reply_wanted.emit(number)

    def show_remarks(self, remarks: Sequence[Remark], *, answerable: bool) -> None:
        """Show what principal or bureau remarked about cells of the table."""
        if self._remarks.show_remarks(remarks, answerable=answerable):
            self._on_reshaped()

    def current_row(self) -> str:
        """Id of the row the cursor is in, or ``""``."""
        row = self.view.currentIndex().row()
        return self.model.rows[row].id if 0 <= row < len(self.model.rows) else ""

    def write_reason(self) -> bool:
        """Put the cursor where a reason for a query of the current row is written, if there is one."""
        return self._found.write_reason()

    def _on_reshaped(self) -> None:
        stops = [*self._remarks.stops(), *self._found.stops()]
        put_behind(self.view, stops)
        for stop in stops:
            stop.installEventFilter(self)
        self.reshaped.emit()

    def takes_focus(self) -> bool:
        """Whether Enter stops here: not at a table that has no row yet and of which none is begun."""
        return not self.isHidden() and bool(self.model.rows or self._is_free)

    @property
    def notes(self) -> tuple[ProblemNote, ...]:
        """The findings shown under the table."""
        return self._found.notes

    @Slot(object)
    def _on_asked(self, act: TableAct) -> None:
        """Begin or drop a row, or pass on what was asked for, unless the table does not offer it now."""
        tool = {TableAct.ADD_ROW: self.add, TableAct.DELETE_ROWS: self.remove}.get(act)
        if tool is not None and not (self._is_free and tool.isEnabled()):
            return
        if act is TableAct.ADD_ROW:
            self._begin_row()
        elif act is TableAct.DELETE_ROWS and not self.view.block().rows:
            self.model.drop_begun_row()
        else:
            self.asked.emit(act, self.view.block())

    @Slot(str)
    def _on_fill_wanted(self, text: str) -> None:
        self.fill_wanted.emit(self.view.block(), text)

    @Slot()
    def _on_block_changed(self) -> None:
        self.block_changed.emit(self.view.block())

    def status(self) -> str:
        """What stands beside the buttons."""
        return self._status.text()

    def show_summary(self, text: str) -> None:
        """Say something about the selected cells beside the buttons; ``""`` says the keys again."""
        self._summary = text
        self._show_status()

    def _show_status(self) -> None:
        without_rows = _HINT_EMPTY if self._is_free else _HINT_UNKNOWN
        hint = _HINT if self.model.rows else without_rows
        if self._may_be_empty:
            hint = _HINT_FIRST
        # The end of a hint is as needed as its beginning: it is whole, or it gives way.
        least = _SUMMARY_WIDTH if self._summary else len(hint)
        self._status.say(self._summary or hint, least=least)

    @Slot(bool)
    def _on_marked(self, ticked: bool) -> None:
        self.marked_empty.emit(self.table.id, ticked)
