"""RecordTable: a register for the keyboard; rows painted calmly, two lines where a cell has a note."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.icons import pixmap
from ui.metrics import characters, line_height, unit
from ui.models.records import (
    CELL_ROLE,
    KEY_ROLE,
    CellLook,
    Column,
    Index,
    Record,
    RecordModel,
)
from ui.theme import SCALE, Theme

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class RecordDelegate(QStyledItemDelegate):
    """Icon, text and small second line; a soft ground for the chosen row."""

    def __init__(self, theme: Theme, table: "RecordTable") -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look: CellLook = index.data(CELL_ROLE)
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen and self._table.hasFocus() and index.column() == self._table.currentColumn():
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        inner = rect.adjusted(unit(1), 0, -unit(1), 0)
        right = self._table.records.columns[index.column()].right
        self._paint_look(painter, inner, look, right=right)
        painter.restore()

    def _paint_look(self, painter: QPainter, inner: QRect, look: CellLook, *, right: bool) -> None:
        body, small = self._fonts(look)
        metrics, note_metrics = QFontMetrics(body), QFontMetrics(small)
        first = inner
        if look.note:
            high = metrics.height() + note_metrics.height()
            top = inner.top() + (inner.height() - high) // 2
            first = QRect(inner.left(), top, inner.width(), metrics.height())
            below = QRect(
                inner.left(), top + metrics.height(), inner.width(), note_metrics.height()
            )
            painter.setFont(small)
            painter.setPen(self._theme.colour("muted" if look.tone == "ok" else look.tone))
            self._paint_text(painter, below, look.note, right=right)
        if look.icon:
            first = self._paint_icon(painter, first, look, metrics, right=right)
        painter.setFont(body)
        painter.setPen(self._theme.colour("muted" if look.muted else "text"))
        self._paint_text(painter, first, look.text, right=right)

    def _paint_icon(
        self, painter: QPainter, rect: QRect, look: CellLook, metrics: QFontMetrics, *, right: bool
    ) -> QRect:
        size = unit(2)
        left = rect.left()
        if right:
            taken = metrics.horizontalAdvance(look.text) + unit(0.75) + size
            left = max(rect.left(), rect.right() - taken)
        top = rect.top() + (rect.height() - size) // 2
        painter.drawPixmap(left, top, size, size, pixmap(look.icon, look.tone, pixels=size))
        return QRect(
            left + size + unit(0.75),
            rect.top(),
            rect.right() - left - size - unit(0.75) + 1,
            rect.height(),
        )

    @staticmethod
    def _paint_text(painter: QPainter, rect: QRect, text: str, *, right: bool) -> None:
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _fonts(self, look: CellLook) -> tuple[QFont, QFont]:
        body = QFont(self._table.font())
        body.setBold(look.strong)
        small = QFont(self._table.font())
        small.setPointSizeF(small.pointSizeF() * SCALE["small"])
        return body, small

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are all alike; their height is the table's business."""
        del option, index
        return QSize(unit(4), self._table.verticalHeader().defaultSectionSize())


class RecordTable(QTableView):
    """Arrows walk, Enter or a double click chooses, a heading sorts, Ctrl+C copies."""

    chosen = Signal(object)
    current_changed = Signal()

    def __init__(
        self, theme: Theme, name: str, columns: Sequence[Column], *, lines: int = 1
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.records = RecordModel(columns, self)
        self.setModel(self.records)
        self.setItemDelegate(RecordDelegate(theme, self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._lines = lines
        self._fitted = 0
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
            stretch = QHeaderView.ResizeMode.Stretch
            self.setColumnWidth(number, characters(column.width))
            if column.stretch:
                header.setSectionResizeMode(number, stretch)
        self.setSortingEnabled(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)

    # -- what is shown -------------------------------------------------------------------------

    def show_records(self, records: Sequence[Record]) -> None:
        """Show these rows; the current one stays current if it is still there."""
        kept, column = self.current_key(), max(0, self.currentColumn())
        self.records.show_records(records)
        self._keep(kept, column)

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

    def currentColumn(self) -> int:
        return self.currentIndex().column()

    def current_column_id(self) -> str:
        number = self.currentColumn()
        return self.records.columns[number].id if number >= 0 else ""

    def shown_count(self) -> int:
        """How many rows pass search and filter."""
        return self.records.rowCount()

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
        """Enter chooses, Ctrl+C copies the row."""
        if event.key() in _ENTER and not event.modifiers():
            self._on_activated(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _copy(self) -> None:
        row = self.currentIndex().row()
        if row < 0:
            return
        cells = [self.records.index(row, number) for number in range(len(self.records.columns))]
        looks: list[CellLook] = [cell.data(CELL_ROLE) for cell in cells]
        QApplication.clipboard().setText("\t".join(look.spoken for look in looks))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(KEY_ROLE))

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.current_changed.emit()
