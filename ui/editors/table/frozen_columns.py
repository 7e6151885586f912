"""FrozenColumns: the first columns of a wide table stay in sight while the others are scrolled."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.editors.table.cells import CellDelegate
from ui.models.form_table import FormTableModel
from ui.theme import Theme

_LINE = 2
"""Width of the line at their right edge, in pixels."""


class FrozenColumns(QTableView):
    """Lies over the left edge of a table, in sight only while the table is scrolled to the right.

    It takes no keyboard: the cursor can only come into these columns by scrolling the table back.
    """

    def __init__(self, over: QTableView, model: FormTableModel, theme: Theme) -> None:
        super().__init__(over)
        self._over = over
        self._columns: tuple[int, ...] = ()
        self.setModel(model)
        self.setSelectionModel(over.selectionModel())
        self.setItemDelegate(CellDelegate(theme, self))
        self.setProperty("part", "frozen")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(over.verticalScrollMode())
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(over.horizontalHeader().defaultAlignment())
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over.horizontalScrollBar().valueChanged.connect(self.settle)
        over.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        over.installEventFilter(self)
        self.hide()

    def freeze(self, columns: tuple[int, ...]) -> None:
        """Keep these columns in sight, the first ones of the table."""
        self._columns = columns
        self.settle()

    @property
    def covered(self) -> int:
        """Width of the table that lies below, in pixels; 0 while it is hidden."""
        return 0 if self.isHidden() else self._span(self._fitting())

    def _span(self, columns: tuple[int, ...]) -> int:
        return sum(self._over.columnWidth(number) for number in columns)

    def _fitting(self) -> tuple[int, ...]:
        """As many of the columns as leave half of the table to the others."""
        columns = self._columns
        while columns and self._span(columns) >= self._over.viewport().width() // 2:
            columns = columns[:-1]
        return columns

    @Slot()
    def settle(self) -> None:
        """Take the place and the measures of the table below, or hide."""
        over = self._over
        scrolled = over.horizontalScrollBar().value() > 0
        columns = self._fitting()
        if not (columns and scrolled):
            self.hide()
            return
        for number in range(self.model().columnCount()):
            if self.isColumnHidden(number) is (number in columns):
                self.setColumnHidden(number, number not in columns)
        for number in columns:
            self.setColumnWidth(number, over.columnWidth(number))
        header = over.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(header)
        self.verticalHeader().setDefaultSectionSize(over.verticalHeader().defaultSectionSize())
        left = over.frameWidth() + over.verticalHeader().width()
        height = header + over.viewport().height()
        self.setGeometry(left, over.frameWidth(), self._span(columns) + _LINE, height)
        self.verticalScrollBar().setValue(over.verticalScrollBar().value())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the table when it is resized or first shown."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self.settle()
        return super().eventFilter(watched, event)
