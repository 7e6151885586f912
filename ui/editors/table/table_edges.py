"""Ctrl with an arrow, Home or End goes to an edge; Shift lets the selection reach there, as in Excel.

Shift with an arrow alone is here too: Qt selects from where its own keys were last, not from where the
cursor was put.
"""

from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from ui.models.form_table import Index

_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down
_LEFT, _RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
_HOME, _END = Qt.Key.Key_Home, Qt.Key.Key_End
_ARROWS: Final = frozenset({_UP, _DOWN, _LEFT, _RIGHT})
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def leads_to_edge(event: QKeyEvent) -> bool:
    """Whether it is Ctrl with an arrow, Home or End, perhaps with Shift, or Shift with an arrow."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held == _SHIFT:
        return event.key() in _ARROWS
    return event.key() in _ARROWS | {_HOME, _END} and held in {_CTRL, _CTRL | _SHIFT}


def go_to_edge(view: QTableView, event: QKeyEvent) -> None:
    """Go to the first or last row, column or cell shown, or let the selection reach to there."""
    current = view.currentIndex()
    columns = [n for n in range(view.model().columnCount()) if not view.isColumnHidden(n)]
    if not current.isValid() or current.column() not in columns:
        return
    flags, key = QItemSelectionModel.SelectionFlag, Qt.Key(event.key())
    if not event.modifiers() & _CTRL:
        target = _neighbour(view, current, columns, key)
        first, last = _corners(target, _anchor(view, current))
    else:
        target = _edge(view, current, columns, key)
        first, last = _corners(*view.selectedIndexes(), current, target)
    if not event.modifiers() & _SHIFT:
        view.selectionModel().setCurrentIndex(target, flags.ClearAndSelect)
        return
    view.selectionModel().setCurrentIndex(target, flags.NoUpdate)
    view.selectionModel().select(QItemSelection(first, last), flags.ClearAndSelect)


def _edge(view: QTableView, current: Index, columns: list[int], key: Qt.Key) -> QModelIndex:
    last_row = view.model().rowCount() - 1
    rows = {_UP: 0, _HOME: 0, _DOWN: last_row, _END: last_row}
    ends = {_LEFT: columns[0], _HOME: columns[0], _RIGHT: columns[-1], _END: columns[-1]}
    return view.model().index(rows.get(key, current.row()), ends.get(key, current.column()))


def _neighbour(view: QTableView, current: Index, columns: list[int], key: Qt.Key) -> QModelIndex:
    down = {_UP: -1, _DOWN: 1}.get(key, 0)
    along = {_LEFT: -1, _RIGHT: 1}.get(key, 0)
    row = min(max(current.row() + down, 0), view.model().rowCount() - 1)
    place = min(max(columns.index(current.column()) + along, 0), len(columns) - 1)
    return view.model().index(row, columns[place])


def _anchor(view: QTableView, current: Index) -> QModelIndex:
    """The corner of the selection opposite to the cursor: where it was begun."""
    first, last = _corners(*view.selectedIndexes(), current)
    row = first.row() if current.row() == last.row() else last.row()
    column = first.column() if current.column() == last.column() else last.column()
    return view.model().index(row, column)


def _corners(*cells: Index) -> tuple[QModelIndex, QModelIndex]:
    model = cells[0].model()
    rows, columns = [one.row() for one in cells], [one.column() for one in cells]
    return model.index(min(rows), min(columns)), model.index(max(rows), max(columns))
