"""FormTableModel: one table of a form, cell by cell as it stands in the open return."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from forms.record import cell_address
from forms.signs import NOTHING
from forms.spec import Field, FieldType, Option, Table
from ui.editors.view import WAITING, FieldView, LastText, Standing

Index = QModelIndex | QPersistentModelIndex

FIELD_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The column's :class:`forms.spec.Field`."""

YES_NO: Final = (Option("yes", "是"), Option("no", "否"))
_ROOT = QModelIndex()
_LONG_LABEL = 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# Joined once: Qt asks for them twice for each cell it paints.
_CHOSEN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _CHOSEN | Qt.ItemFlag.ItemIsEditable
_TEXTS = {
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.AccessibleTextRole,
}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its stable id, what its header says, and its cells in the order of the columns."""

    id: str
    title: str
    cells: tuple[FieldView, ...]


class FormTableModel(QAbstractTableModel):
    """Rows are given to it; typed text leaves through :attr:`edited`, nothing changes by itself.

    Below the last row of a table of free rows a row may be begun. It has no id and is kept
    nowhere before something is typed into it.
    """

    edited = Signal(str, str)

    def __init__(
        self,
        table: Table,
        choices: Mapping[str, Sequence[Option]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = table
        self.rows: tuple[TableRow, ...] = ()
        self.can_change = True
        self._options = [options_of(column, choices) for column in table.columns]
        self.last_at: Callable[[str], LastText | None] = lambda _address: None
        self._labels = [{option.code: option.label for option in own} for own in self._options]

    # -- for the page --------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these rows, with signals only for what is different."""
        new = tuple(rows)
        if self.has_begun_row:
            new = self._settle_begun_row(new)
        if [row.id for row in self.rows] == [row.id for row in new]:
            old, self.rows = self.rows, new
            for number, (before, after) in enumerate(zip(old, new, strict=True)):
                if before != after:
                    self._tell_changed(number)
        elif self._is_insertion(new):
            self._insert(new)
        elif self._is_removal(new):
            self._remove(new)
        else:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()

    @property
    def can_grow(self) -> bool:
        """Whether there can be more rows: they are free, and may be changed now."""
        return self.table.fixed_rows is None and self.can_change

    @property
    def has_begun_row(self) -> bool:
        """Whether there is a row below the last one that is kept nowhere yet."""
        return bool(self.rows) and not self.rows[-1].id

    def begin_row(self) -> None:
        """Begin a row below the last one."""
        count = len(self.rows)
        absent = [
            count > 0 and all(row.cells[column].standing is Standing.ABSENT for row in self.rows)
            for column in range(len(self.table.columns))
        ]
        cells = (
            FieldView(standing=_standing_of(column, absent=gone))
            for column, gone in zip(self.table.columns, absent, strict=True)
        )
        self._insert((*self.rows, TableRow("", str(count + 1), tuple(cells))))

    def drop_begun_row(self) -> None:
        """Forget the row that was begun, if nothing was typed into it."""
        if self.has_begun_row:
            self._remove(self.rows[:-1])

    def _settle_begun_row(self, new: tuple[TableRow, ...]) -> tuple[TableRow, ...]:
        """Let the row that was begun become the first new one; without any it stays at the end."""
        kept, begun = self.rows[:-1], self.rows[-1]
        if len(new) > len(kept):
            self.rows = (*kept, replace(begun, id=new[len(kept)].id))
            return new
        return (*new, replace(begun, title=str(len(new) + 1)))

    def _tell_changed(self, number: int) -> None:
        last = self.index(number, len(self.table.columns) - 1)
        self.dataChanged.emit(self.index(number, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, number, number)

    def _is_insertion(self, new: Sequence[TableRow]) -> bool:
        """Whether rows came below the last one."""
        old = [row.id for row in self.rows]
        return len(new) > len(old) and [row.id for row in new[: len(old)]] == old

    def _insert(self, new: tuple[TableRow, ...]) -> None:
        count = len(self.rows)
        self.beginInsertRows(QModelIndex(), count, len(new) - 1)
        self.rows = new
        self.endInsertRows()
        for number in range(count):
            self._tell_changed(number)

    def _is_removal(self, new: Sequence[TableRow]) -> bool:
        """Whether rows went and nothing else."""
        kept = {row.id for row in new}
        left = [row.id for row in self.rows if row.id in kept]
        return len(new) < len(self.rows) and left == [row.id for row in new]

    def _remove(self, new: tuple[TableRow, ...]) -> None:
        """Take rows away one by one, so that the cursor stays beside those that went."""
        kept = {row.id for row in new}
        for number in reversed(range(len(self.rows))):
            if self.rows[number].id not in kept:
                self.beginRemoveRows(QModelIndex(), number, number)
                self.rows = (*self.rows[:number], *self.rows[number + 1 :])
                self.endRemoveRows()
        self.rows = new
        for number in range(len(new)):
            self._tell_changed(number)

    def address(self, index: Index) -> str:
        column = self.table.columns[index.column()]
        return cell_address(self.table.id, self.rows[index.row()].id, column.id)

    def view(self, index: Index) -> FieldView:
        """What stands in a cell."""
        return self.rows[index.row()].cells[index.column()]

    def index_of(self, row_id: str, column_id: str | None) -> QModelIndex:
        """The cell of a row id and column id; the first cell without a column."""
        ids = [column.id for column in self.table.columns]
        column = ids.index(column_id) if column_id in ids else 0
        numbers = [number for number, row in enumerate(self.rows) if row.id == row_id]
        return self.index(numbers[0], column) if numbers else QModelIndex()

    def options(self, column: int) -> tuple[Option, ...]:
        """What can be chosen in a column; empty for columns that are typed."""
        return self._options[column]

    def shown(self, index: Index) -> str:
        """The text of a cell as the user reads it."""
        view = self.view(index)
        if view.standing is Standing.ABSENT:
            return NOTHING
        return self._labels[index.column()].get(view.text, view.text)

    def last(self, index: Index) -> LastText | None:
        """What stood in a cell last year; asked for anew each time: most cells are never seen."""
        is_begun = not self.rows[index.row()].id
        if is_begun or self.view(index).standing is Standing.ABSENT:
            return None
        return self.last_at(self.address(index))

    def tell_last_changed(self) -> None:
        """Last year's answers are shown from now on, or are not: paint everything again."""
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.table.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # -- for Qt --------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Text, alignment, the column, and what there is to say."""
        if not index.isValid():
            return None
        column = self.table.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == FIELD_ROLE:
            return column
        return self._text(index, role) if role in _TEXTS else self._extra(index, role)

    def _text(self, index: Index, role: int) -> str:
        if role == Qt.ItemDataRole.EditRole:
            return self.view(index).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            label = self.table.columns[index.column()].label
            return f"{self.rows[index.row()].title} {label} {self.shown(index)}"
        return self.shown(index)

    def _extra(self, index: Index, role: int) -> str | None:
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return "\n".join(self._sentences(index))
        return None

    def _sentences(self, index: Index) -> Iterator[str]:
        """What there is to say about a cell: its problems, its mark, last year's answer."""
        view, last = self.view(index), self.last(index)
        yield from (problem.message for problem in view.problems)
        if view.waiting:
            yield f"{WAITING}：从上年带来，属实的按 F6 确认"
        if last is not None:
            yield last.sentence

    def setData(
        self,
        index: Index,
        value: Any,  # noqa: ANN401 - Qt's signature
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Hand typed text on; the page brings the cell back as it then stands."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value) != self.view(index).text:
            self.edited.emit(self.address(index), str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Inputs can be edited, everything can be selected and copied."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _TYPED if self.view(index).standing is Standing.INPUT else _CHOSEN

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """Labels with units above, row titles at the left, help as a tool tip."""
        if orientation is Qt.Orientation.Vertical:
            return self.rows[section].title if role == Qt.ItemDataRole.DisplayRole else None
        column = self.table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return header_title(column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return column.help if role == Qt.ItemDataRole.ToolTipRole else None


def _standing_of(column: Field, *, absent: bool) -> Standing:
    """Whose a cell of a row is that was just begun."""
    if absent:
        return Standing.ABSENT
    return Standing.INPUT if column.is_input else Standing.CALCULATED


def _alignment(column: Field) -> Qt.AlignmentFlag:
    """Figures lean to the right, and so does their heading."""
    return _RIGHT if column.type.is_numeric else _LEFT


def header_title(column: Field) -> str:
    """The title of a column on as many lines as it needs: its label, then its unit."""
    label = column.label
    if len(label) > _LONG_LABEL:
        middle = -(-len(label) // 2)
        label = f"{label[:middle]}\n{label[middle:]}"
    return f"{label}\n（{column.unit}）" if column.unit else label


def hides(table: Table, column_id: str) -> bool:
    """Whether a column is not shown: the key of fixed rows stands in the row's header already."""
    return table.fixed_rows is not None and column_id in table.key


def options_of(field: Field, choices: Mapping[str, Sequence[Option]]) -> tuple[Option, ...]:
    """What can be chosen in a field; empty for fields that are typed."""
    if field.type is FieldType.YES_NO:
        return YES_NO
    if field.type in {FieldType.CHOICE, FieldType.MULTI_CHOICE} and field.choices:
        return tuple(choices[field.choices])
    return ()
