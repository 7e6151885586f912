"""FormTableView: a table for the keyboard. Enter down, Tab right, blocks copied and pasted."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView

from forms.spec import Field, Option
from ui.editors.cells import CellDelegate
from ui.editors.inputs import goes_forward, is_enter
from ui.metrics import characters, line_height, unit
from ui.models.form_table import FormTableModel, Index, header_title, hides
from ui.theme import Theme

_MOST_ROWS = 14
_FRAME = 2


class FormTableView(QTableView):
    """The first key typed opens the cell and is not lost; the wheel only scrolls."""

    pasted = Signal(str, str)
    cleared = Signal(list)
    row_wanted = Signal()
    row_unwanted = Signal(str)
    entered_cell = Signal(str)

    def __init__(self, model: FormTableModel, theme: Theme) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setAccessibleName(model.table.label)
        self._delegate = CellDelegate(theme, self)
        self._delegate.finished.connect(self._on_finished)
        self.setItemDelegate(self._delegate)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.DoubleClicked | trigger.EditKeyPressed)
        self.setTabKeyNavigation(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName(f"{model.table.label}：全选")
        self.setWordWrap(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._size_headers()
        model.rowsInserted.connect(self.fit_size)
        model.rowsRemoved.connect(self.fit_size)
        model.modelReset.connect(self.fit_size)
        self.fit_size()

    def _size_headers(self) -> None:
        across = self.horizontalHeader()
        across.setAccessibleName(f"{self._model.table.label}：列")
        self.verticalHeader().setAccessibleName(f"{self._model.table.label}：行")
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        metrics = QFontMetrics(self.font())
        lines = 1
        for number, column in enumerate(self._model.table.columns):
            title = header_title(column).split("\n")
            widest = max(metrics.horizontalAdvance(line) for line in title)
            width = max(_content_width(column, self._model.options(number)), widest) + unit(2)
            self.setColumnWidth(number, width)
            hidden = hides(self._model.table, column.id)
            self.setColumnHidden(number, hidden)
            lines = lines if hidden else max(lines, len(title))
        across.setFixedHeight(line_height() * lines + unit(1.5))
        down = self.verticalHeader()
        down.setDefaultSectionSize(line_height() + unit(1.5))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumWidth(characters(3))
        down.setMaximumWidth(characters(11))

    def fit_size(self) -> None:
        """Show all rows of a short table, the first ones of a long one, and no empty ground."""
        rows = max(1, min(self._model.rowCount(), _MOST_ROWS))
        more = self.verticalScrollBar().sizeHint().width() if self._model.rowCount() > rows else 0
        across, down = self.horizontalHeader(), self.verticalHeader()
        titles = max(down.sizeHint().width(), down.minimumWidth())
        total = across.length() + titles + more + _FRAME
        self.setMaximumWidth(total)
        bar = self.horizontalScrollBar().sizeHint().height() if total > self.width() + _FRAME else 0
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
        """Go down (or up) in the column; below the last row of a free table a new row begins."""
        current = self.currentIndex()
        row = current.row() + (1 if forward else -1)
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, current.column()))
        elif forward and self._model.table.fixed_rows is None and not self._last_is_blank():
            self.row_wanted.emit()

    def _last_is_blank(self) -> bool:
        rows = self._model.rows
        return bool(rows) and not any(
            cell.text for cell in rows[-1].cells if cell.standing.value == "input"
        )

    def _on_finished(self, down: bool, forward: bool) -> None:
        if down:
            self.move_down(forward=forward)
        elif not self.step(forward=forward):
            self.focusNextPrevChild(forward)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes to the next cell that is typed; after the last one it leaves the table."""
        if self.hasFocus() and self.step(forward=forward):
            return True
        return super().focusNextPrevChild(forward)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the page where the cursor is."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.entered_cell.emit(self._model.address(current))

    # -- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Spreadsheet keys; everything else opens the cell."""
        modifier = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.block())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not modifier:
            self._clear()
        elif event.key() == Qt.Key.Key_Insert or (modifier and event.key() == Qt.Key.Key_Plus):
            self.row_wanted.emit()
        elif modifier and event.key() in {Qt.Key.Key_Minus, Qt.Key.Key_Delete}:
            self._remove_row()
        elif is_enter(event):
            self.move_down(forward=goes_forward(event))
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Text committed without a composition opens the cell too; Qt alone would lose it."""
        if event.commitString() and self.state() is not QAbstractItemView.State.EditingState:
            super().inputMethodEvent(QInputMethodEvent(event.commitString(), []))
        super().inputMethodEvent(event)

    def block(self) -> str:
        """The selected cells as a spreadsheet takes them: tabs and line breaks."""
        chosen = self.selectionModel().selectedIndexes()
        if not chosen:
            return ""
        rows = sorted({index.row() for index in chosen})
        columns = sorted(
            {index.column() for index in chosen if not self.isColumnHidden(index.column())}
        )
        return "\n".join(
            "\t".join(self._model.shown(self._model.index(row, column)) for column in columns)
            for row in rows
        )

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        current = self.currentIndex()
        if text and current.isValid():
            self.pasted.emit(self._model.address(current), text)

    def _clear(self) -> None:
        chosen = self.selectionModel().selectedIndexes()
        typed = [item for item in chosen if item.flags() & Qt.ItemFlag.ItemIsEditable]
        if typed:
            self.cleared.emit([self._model.address(index) for index in typed])

    def _remove_row(self) -> None:
        current = self.currentIndex()
        if current.isValid() and self._model.table.fixed_rows is None:
            self.row_unwanted.emit(self._model.rows[current.row()].id)

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


def _content_width(column: Field, options: Sequence[Option]) -> int:
    """Width what is typed into a column usually takes, in pixels."""
    longest = max((len(option.label) for option in options), default=0)
    typed = {"integer": 4.0, "date": 6.0, "time": 4.0, "text": 8.0, "long_text": 14.0}
    return characters(min(longest, 12) + 1.5 if longest else typed.get(column.type.value, 5.0))
