"""Ctrl with an arrow goes to the edge of a table; with Shift the selection reaches to it, as in Excel."""

from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

_UP, _DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down
_LEFT, _RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
_ARROWS: Final = frozenset({_UP, _DOWN, _LEFT, _RIGHT})


def leads_to_edge(event: QKeyEvent) -> bool:
    """Whether it is Ctrl with an arrow, perhaps with Shift."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    control = Qt.KeyboardModifier.ControlModifier
    return event.key() in _ARROWS and held in {control, control | Qt.KeyboardModifier.ShiftModifier}


def go_to_edge(view: QTableView, event: QKeyEvent) -> None:
    """Go to the first or last row or column that is shown, or let the selection reach to there."""
    model, current = view.model(), view.currentIndex()
    columns = [n for n in range(model.columnCount()) if not view.isColumnHidden(n)]
    if not current.isValid() or not columns:
        return
    row = {_UP: 0, _DOWN: model.rowCount() - 1}.get(Qt.Key(event.key()), current.row())
    column = {_LEFT: columns[0], _RIGHT: columns[-1]}.get(Qt.Key(event.key()), current.column())
    target = model.index(row, column)
    flags = QItemSelectionModel.SelectionFlag
    if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        view.selectionModel().setCurrentIndex(target, flags.ClearAndSelect)
        return
    chosen = [*view.selectedIndexes(), current, target]
    first = model.index(min(i.row() for i in chosen), min(i.column() for i in chosen))
    last = model.index(max(i.row() for i in chosen), max(i.column() for i in chosen))
    view.selectionModel().setCurrentIndex(target, flags.NoUpdate)
    view.selectionModel().select(QItemSelection(first, last), flags.ClearAndSelect)
