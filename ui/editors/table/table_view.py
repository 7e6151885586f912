"""FormTableView: a table for the keyboard. Tab right, Enter down, blocks selected as in a spreadsheet."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QMenu,
    QTableView,
)

from forms.spec import FieldType
from operations.entry.block import Block
from ui.editors.inputs import goes_forward, is_enter
from ui.editors.table.cells import CellDelegate
from ui.editors.table.frozen_columns import FrozenColumns
from ui.editors.table.table_edges import go_to_edge, leads_to_edge
from ui.editors.table.table_keys import ACTS, ActSpec, TableAct, act_of
from ui.editors.table.table_measures import ColumnWidths
from ui.editors.turned_away import why_no_rows, why_turned_away
from ui.editors.view import Standing
from ui.models.form_table import FormTableModel, Index
from ui.theme import Theme

_MOST_ROWS, _LEAST_ROWS = 14, 4
_FRAME = 2


class FormTableView(QTableView):
    """The first key typed opens the cell and is not lost; the wheel only scrolls."""

    asked = Signal(object)
    """A :class:`ui.editors.table.table_keys.TableAct` for what is selected."""
    fill_wanted = Signal(str)
    """A text for every selected cell."""
    entered_cell = Signal(str)
    block_changed = Signal()
    """Other cells are selected."""
    advanced = Signal(bool)
    """Enter was pressed where the table ends, or Shift+Enter where it begins."""
    turned_away = Signal(str)
    """Why what was pressed is not done."""

    def __init__(self, model: FormTableModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName(model.table.label)
        self._delegate = CellDelegate(theme, self)
        self._delegate.finished.connect(self._on_finished)
        self._delegate.fill_wanted.connect(self.fill_wanted)
        self._run: tuple[int, int] | None = None
        self._is_leaving = False
        self.setItemDelegate(self._delegate)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(f"{model.table.label}：全选")
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._widths = ColumnWidths(self, model)
        self._theme = theme
        self._keys = self._key_columns()
        self._most = _MOST_ROWS
        self.frozen: FrozenColumns | None = None
        self.horizontalScrollBar().valueChanged.connect(self._keep_names_in_sight)
        model.rowsInserted.connect(self.fit_size)
        model.rowsRemoved.connect(self.fit_size)
        model.modelReset.connect(self.fit_size)
        self.fit_size()

    def _key_columns(self) -> tuple[int, ...]:
        """The shown columns in front that tell the rows apart; beside a running number the name too."""
        columns = self._model.table.columns
        shown = [n for n in range(self._model.columnCount()) if not self.isColumnHidden(n)]
        keys = set(self._model.table.key)
        count = 0
        while count < len(shown) and columns[shown[count]].id in keys:
            count += 1
        is_number = bool(count) and all(columns[n].type.is_numeric for n in shown[:count])
        if is_number and count < len(shown) and columns[shown[count]].type is FieldType.TEXT:
            count += 1
        return tuple(shown[:count])

    def leave_room_for_last(self, *, shown: bool) -> None:
        """Make the columns of figures wide enough for last year's figure beside this year's."""
        self._widths.leave_room_for_last(shown=shown)
        self.fit_size()

    def chosen(self) -> tuple[str, ...]:
        """Addresses of the cells that are selected and seen; a row that is only begun has none."""
        cells = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        return tuple(
            self._model.address(index)
            for index in sorted(cells, key=lambda one: (one.row(), one.column()))
            if index.isValid() and not self.isColumnHidden(index.column())
            if self._model.rows[index.row()].id
        )

    def keep_within(self, height: int) -> None:
        """Be no higher than this many pixels: the headings stay in sight where the cursor is last."""
        rows = (
            height - self.horizontalHeader().height()
        ) // self.verticalHeader().defaultSectionSize()
        most = min(_MOST_ROWS, max(_LEAST_ROWS, rows))
        if most != self._most:
            self._most = most
            self.fit_size()

    def fit_size(self) -> None:
        """Show all rows of a short table, the first ones of a long one, and no empty ground."""
        rows = max(1, min(self._model.rowCount(), self._most))
        more = self.verticalScrollBar().sizeHint().width() if self._model.rowCount() > rows else 0
        across, down = self.horizontalHeader(), self.verticalHeader()
        titles = max(down.sizeHint().width(), down.minimumWidth())
        beside = titles + more + _FRAME
        self.setMaximumWidth(self._widths.wanted + beside)
        self._widths.fit(self.width() - beside)
        over = across.length() + beside > self.width() + _FRAME
        bar = self.horizontalScrollBar().sizeHint().height() if over else 0
        self.setFixedHeight(across.height() + rows * down.defaultSectionSize() + bar + _FRAME)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need a scroll bar, or need none any more."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_size()

    # -- walking -------------------------------------------------------------------------------

    def step(self, *, forward: bool) -> bool:
        """Go to the next (or previous) cell that is typed, over the ends of rows."""
        columns = self._model.columnCount()
        position = self.currentIndex()
        number = position.row() * columns + position.column() if position.isValid() else -1
        order = range(number + 1, self._model.rowCount() * columns)
        if not forward:
            order = range(number - 1, -1, -1)
        for candidate in order:
            index = self._model.index(candidate // columns, candidate % columns)
            hidden = self.isColumnHidden(index.column())
            if index.flags() & Qt.ItemFlag.ItemIsEditable and not hidden:
                self.setCurrentIndex(index)
                return True
        return False

    def move_down(self, *, forward: bool) -> None:
        """Go down (or up) to the column in which the clerk began to walk along the row.

        Below the last row of a free table a row is begun, which is kept only once it is typed into.
        Below the last row of a fixed one the next column begins, as long as anything is blank. From a
        blank last row, or where nothing is left to fill, it goes on behind the table.
        """
        current = self.currentIndex()
        column = current.column()
        if self._run is not None and self._run[0] == current.row():
            column = self._run[1]
        row = current.row() + (1 if forward else -1)
        if row == self._model.rowCount() and self._model.can_grow and not self._last_is_blank():
            self._model.begin_row()
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, column))
            return
        top = self._top_of_next(column) if forward and not self._model.can_grow else None
        if top is not None:
            self.setCurrentIndex(top)
        elif forward or not self._is_typed_before(current):
            self.advanced.emit(forward)

    def go_to_first_cell(self, row: int) -> None:
        """Put the cursor on the first cell of a row that is typed."""
        self.setCurrentIndex(self._model.index(row, 0))
        if self.isColumnHidden(0) or not self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.step(forward=True)

    def _top_of_next(self, column: int) -> QModelIndex | None:
        """First cell to type in the next column that has one; ``None`` if nothing is blank."""
        blank = (
            cell.standing is Standing.INPUT and not cell.text
            for row in self._model.rows
            for cell in row.cells
        )
        if not any(blank):
            return None
        beyond = range(column + 1, self._model.columnCount())
        cells = (
            self._model.index(row, candidate)
            for candidate in beyond
            if not self.isColumnHidden(candidate)
            for row in range(self._model.rowCount())
        )
        return next((cell for cell in cells if cell.flags() & Qt.ItemFlag.ItemIsEditable), None)

    def _is_typed_before(self, current: Index) -> bool:
        """Whether the row has an earlier cell to type: whoever goes up a column stays in the table."""
        return any(
            self._model.index(current.row(), column).flags() & Qt.ItemFlag.ItemIsEditable
            for column in range(current.column())
            if not self.isColumnHidden(column)
        )

    def _last_is_blank(self) -> bool:
        rows = self._model.rows
        return bool(rows) and not any(
            cell.text for cell in rows[-1].cells if cell.standing is Standing.INPUT
        )

    def _on_finished(self, down: bool, forward: bool) -> None:
        if down:
            self.move_down(forward=forward)
        elif not self._step_along(forward=forward):
            super().focusNextPrevChild(forward)

    def _step_along(self, *, forward: bool) -> bool:
        """Step by Tab, and remember where in the row it began."""
        before = self.currentIndex()
        run = self._run
        if not self.step(forward=forward):
            return False
        after = self.currentIndex()
        if run is not None and run[0] == after.row():
            self._run = run
        elif before.isValid() and before.row() == after.row():
            self._run = after.row(), min(before.column(), after.column())
        else:
            self._run = after.row(), after.column()
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next cell that is typed; after the last one it leaves the table."""
        if self.hasFocus() and self._step_along(forward=forward):
            return True
        return super().focusNextPrevChild(forward)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the page where the cursor is."""
        super().currentChanged(current, previous)
        self._run = None
        if current.isValid() and not self._is_leaving:
            self.entered_cell.emit(self._model.address(current))

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, and out from under the columns that stay."""
        super().scrollTo(index, hint)
        bar = self.horizontalScrollBar()
        if self.frozen is None or not bar.value() or index.column() in self._keys:
            return
        hidden = self.frozen.covered - self.visualRect(index).left()
        if hidden > 0:
            bar.setValue(bar.value() - hidden)

    def _keep_names_in_sight(self, scrolled: int) -> None:
        """Begin to keep the columns that tell the rows apart, once somebody scrolls to the right."""
        if scrolled and self._keys and self.frozen is None:
            self.frozen = FrozenColumns(self, self._model, self._theme)
            self.frozen.freeze(self._keys)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A row that was begun and not typed into goes with the cursor."""
        super().focusOutEvent(event)
        inside = QApplication.focusWidget()
        stays = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}
        if event.reason() not in stays and not (inside and self.isAncestorOf(inside)):
            self._is_leaving = True
            self._model.drop_begun_row()
            self._is_leaving = False

    # -- what is selected ----------------------------------------------------------------------

    def block(self) -> Block:
        """The selected rectangle; a row that is only begun is not part of it."""
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        rows = sorted({index.row() for index in chosen if index.isValid()})
        columns = sorted(
            {
                index.column()
                for index in chosen
                if index.isValid() and not self.isColumnHidden(index.column())
            }
        )
        ids = (self._model.rows[row].id for row in rows)
        return Block(
            self._model.table.id,
            tuple(row_id for row_id in ids if row_id),
            tuple(self._model.table.columns[column].id for column in columns),
        )

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell what is selected now."""
        super().selectionChanged(selected, deselected)
        self.block_changed.emit()

    # -- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Spreadsheet keys; everything else opens the cell."""
        spec = act_of(event)
        if spec is not None:
            if self._offers(spec):
                self.asked.emit(spec.act)
            else:
                table, can_change = self._model.table, self._model.can_change
                self.turned_away.emit(why_no_rows(table.label, can_change=can_change))
        elif leads_to_edge(event):
            go_to_edge(self, event)
        elif is_enter(event):
            self.move_down(forward=goes_forward(event))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Say why a cell takes no text; Qt would jump to another one that begins with it."""
        index = self.currentIndex()
        if not search.strip() or not index.isValid():
            return
        standing, can_change = self._model.view(index).standing, self._model.can_change
        item = self._model.table.columns[index.column()]
        self.turned_away.emit(why_turned_away(item, standing, can_change=can_change))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Everything that can be done with what is selected, with its keys."""
        menu = self.make_menu()
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            cell = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(cell.bottomLeft())
        menu.exec(place)
        menu.deleteLater()

    def make_menu(self) -> QMenu:
        """The menu of what can be done with what is selected."""
        menu = QMenu(self)
        menu.setAccessibleName(f"{self._model.table.label}：可以做的事")
        for spec in ACTS:
            if spec.apart:
                menu.addSeparator()
            action = QAction(spec.text, menu)
            action.setShortcut(QKeySequence(spec.keys[0]))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setEnabled(self._offers(spec))
            action.setData(spec.act)
            action.triggered.connect(self._on_menu)
            menu.addAction(action)
        return menu

    def _on_menu(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.asked.emit(TableAct(action.data()))

    def _offers(self, spec: ActSpec) -> bool:
        free = self._model.table.fixed_rows is None
        return (not spec.of_rows or free) and (not spec.changes or self._model.can_change)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Text committed without a composition opens the cell too; Qt alone would lose it."""
        if event.commitString() and self.state() is not QAbstractItemView.State.EditingState:
            if not self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                self.keyboardSearch(event.commitString())
            super().inputMethodEvent(QInputMethodEvent(event.commitString(), []))
        super().inputMethodEvent(event)

    def go_to(self, row_id: str, column_id: str | None) -> bool:
        """Put the cursor on a cell."""
        index = self._model.index_of(row_id, column_id)
        if not index.isValid():
            return False
        shown = (n for n in range(index.column(), self._model.columnCount()))
        column = next((n for n in shown if not self.isColumnHidden(n)), index.column())
        index = index.siblingAtColumn(column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)
        return True
