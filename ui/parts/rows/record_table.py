"""RecordTable: a register for the keyboard; rows painted calmly, two lines where a cell has a note."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QSizePolicy,
    QTableView,
)

from ui.metrics import characters, line_height, unit
from ui.models.records import (
    CELL_ROLE,
    KEY_ROLE,
    CellLook,
    Column,
    Record,
    RecordModel,
)
from ui.parts.layout.page_area import LEAST_TABLE
from ui.parts.restyle import restyle
from ui.parts.rows.record_delegate import RecordDelegate
from ui.theme import SCALE, Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class RecordTable(QTableView):
    """Arrows walk, with Shift they select; Enter chooses, a heading sorts, Ctrl+C copies."""

    chosen = Signal(object)
    current_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[Column],
        *,
        lines: int = 1,
        margin: float = 1,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.records = RecordModel(columns, self)
        self.setModel(self.records)
        self.setItemDelegate(RecordDelegate(theme, self, self.records.columns, margin))
        restyle(self.horizontalHeader(), "over", "close-records" if margin < 1 else "records")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._lines = lines
        self._fitted = 0
        self._left_out: frozenset[str] = frozenset()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self._set_up_header()
        self.doubleClicked.connect(self._on_activated)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        theme.changed.connect(self.viewport().update)

    def _row_height(self) -> int:
        small = round(line_height() * SCALE["small"])
        return line_height() + (self._lines - 1) * small + unit(1.5)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setAccessibleName(f"{self.accessibleName()}：列")
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(characters(2))
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsMovable(False)
        for number, column in enumerate(self.records.columns):
            self.setColumnWidth(number, characters(column.width))
        self.setSortingEnabled(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)

    def _stretch(self) -> None:
        """Share the room that is left; no column becomes narrower than it was made."""
        columns = self.records.columns
        seen = [n for n in range(len(columns)) if not self.isColumnHidden(n)]
        stretched = [n for n in seen if columns[n].stretch]
        if not stretched:
            return
        taken = sum(self.columnWidth(n) for n in seen if n not in stretched)
        taken += sum(characters(columns[n].width) for n in stretched)
        share = max(0, (self.viewport().width() - taken) // len(stretched))
        for n in stretched:
            self.setColumnWidth(n, characters(columns[n].width) + share)

    # -- what is shown -------------------------------------------------------------------------

    def show_records(self, records: Sequence[Record]) -> None:
        """Show these rows; what is selected, current and in sight stays so if it is still there."""
        kept, column = self.current_key(), max(0, self.currentColumn())
        selected = [index.data(KEY_ROLE) for index in self.selectionModel().selectedRows()]
        top, above = self._top()
        if self.records.show_records(records):
            return
        self._keep(kept, column)
        self._select_again(selected)
        if (row := self.records.row_of(top)) >= 0:
            self.updateGeometries()
            self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(row) + above)

    def _select_again(self, keys: Collection[object]) -> None:
        """Select what was selected before rows came or went."""
        select = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for key in keys:
            if (row := self.records.row_of(key)) >= 0:
                self.selectionModel().select(self.records.index(row, 0), select)

    def _top(self) -> tuple[object, int]:
        """The key of the first row in sight, and how much of it is above the edge, in pixels."""
        index = self.indexAt(QPoint(0, 0))
        if not index.isValid():
            return None, 0
        return index.data(KEY_ROLE), -self.rowViewportPosition(index.row())

    def search(self, text: str) -> None:
        """Show only rows that hold all these words."""
        kept, column = self.current_key(), max(0, self.currentColumn())
        self.records.search(text)
        self._keep(kept, column)

    def only(self, tag: str) -> None:
        """Show only rows with this tag."""
        kept, column = self.current_key(), max(0, self.currentColumn())
        self.records.only(tag)
        self._keep(kept, column)

    def among(self, keys: Collection[object] | None) -> None:
        """Show only rows that stand for one of these; all with ``None``."""
        kept, column = self.current_key(), max(0, self.currentColumn())
        self.records.among(keys)
        self._keep(kept, column)

    def hide_columns(self, ids: Collection[str]) -> None:
        """Leave these columns out; what gave way for lack of room is worked out again."""
        self._left_out = frozenset(ids)
        self._make_room()

    def _make_room(self) -> None:
        """Hide what may give way until the column that stretches has the width it wants."""
        columns = self.records.columns
        hidden = {n for n, column in enumerate(columns) if column.id in self._left_out}
        waiting = sorted(
            (n for n, column in enumerate(columns) if column.yields and n not in hidden),
            key=lambda n: columns[n].yields,
        )
        room = self.viewport().width()
        while waiting and _wanted(columns, hidden) > room:
            hidden.add(waiting.pop())
        for number in range(len(columns)):
            if self.isColumnHidden(number) != (number in hidden):
                self.setColumnHidden(number, number in hidden)
        self._stretch()

    def _keep(self, key: object, column: int) -> None:
        if key is not None and self.current_key() != key:
            self.select(key, column=column)

    def select(self, key: object, *, column: int = 0) -> None:
        """Make the row that stands for this the current one."""
        row = self.records.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.records.index(row, column))

    def select_first(self) -> None:
        """Make the first row current unless one is."""
        if not self.currentIndex().isValid() and self.records.rowCount():
            self.setCurrentIndex(self.records.index(0, 0))

    def current_key(self) -> object:
        """What the current row stands for; ``None`` without one."""
        index = self.currentIndex()
        return index.data(KEY_ROLE) if index.isValid() else None

    def selected_keys(self) -> list[object]:
        """What the selected rows stand for, from the top; without a selection the current one."""
        selected = self.selectionModel().selectedRows() or [self.currentIndex()]
        rows = sorted(index.row() for index in selected if index.isValid())
        return [self.records.index(row, 0).data(KEY_ROLE) for row in rows]

    def currentColumn(self) -> int:
        return self.currentIndex().column()

    def current_column_id(self) -> str:
        number = self.currentColumn()
        return self.records.columns[number].id if number >= 0 else ""

    def shown_count(self) -> int:
        """How many rows pass search and filter."""
        return self.records.rowCount()

    def shown_keys(self) -> list[object]:
        """What the rows stand for that pass search and filter, in their order."""
        return [self.records.index(row, 0).data(KEY_ROLE) for row in range(self.shown_count())]

    def show_at_least(self, rows: int) -> None:
        """Never be lower than so many rows and the heading; the page scrolls instead."""
        high = rows * self.verticalHeader().defaultSectionSize()
        high += self.horizontalHeader().sizeHint().height() + 2
        self.setProperty(LEAST_TABLE, high)
        self.setMinimumHeight(high)

    def fit_height(self) -> None:
        """Be as high as all rows where there is room, and scroll where there is not."""
        rows = self.records.rowCount() * self.verticalHeader().defaultSectionSize()
        self._fitted = rows + self.horizontalHeader().sizeHint().height() + 2
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The height of all rows once that is wanted."""
        usual = super().sizeHint()
        return QSize(usual.width(), self._fitted) if self._fitted else usual

    # -- keyboard ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, Ctrl+C copies the rows that are selected."""
        if event.key() in _ENTER and not event.modifiers():
            self._on_activated(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight, and what matters most in the columns."""
        super().resizeEvent(event)
        self._make_room()
        room = self.viewport().width()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        if self.viewport().width() != room:  # scrolling has laid the rows out and brought a bar
            self._make_room()

    def copy_rows(self) -> None:
        """Put the selected rows, else the current one, on the clipboard, cells set apart by tabs."""
        selected = self.selectionModel().selectedRows() or [self.currentIndex()]
        rows = sorted(index.row() for index in selected if index.isValid())
        columns = range(len(self.records.columns))
        lines = [
            "\t".join(_spoken(self.records.index(row, column)) for column in columns)
            for row in rows
        ]
        if lines:
            QApplication.clipboard().setText("\n".join(lines))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(KEY_ROLE))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit()


def _wanted(columns: Sequence[Column], hidden: Collection[int]) -> int:
    """Width of the columns that are seen, in pixels."""
    return characters(sum(column.width for n, column in enumerate(columns) if n not in hidden))


def _spoken(index: QModelIndex) -> str:
    look: CellLook = index.data(CELL_ROLE)
    return look.spoken
