"""SectionWalk: the fields and tables of a page in the order in which the cursor goes through them."""

from collections.abc import Iterable
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.editors.base import FieldEditor
from ui.editors.table.table_editor import TableEditor

Part: TypeAlias = FieldEditor | TableEditor


class SectionWalk:
    """Knows where the cursor is and where it comes to next."""

    def __init__(self) -> None:
        self._order: list[Part] = []

    def add(self, part: Part) -> None:
        """Let a part follow those there are."""
        self._order.append(part)

    def current(self) -> Part | None:
        """The part with the cursor."""
        focused = QApplication.focusWidget()
        return next((one for one in self._order if focused and one.isAncestorOf(focused)), None)

    def first(self, *, last: bool = False) -> Part | None:
        """The first (or last) part that is typed into."""
        return _first(reversed(self._order) if last else self._order)

    def after(self, part: Part, *, forward: bool) -> Part | None:
        """The next part (or the one before) that is typed into."""
        position = self._order.index(part)
        return _first(self._order[position + 1 :] if forward else self._order[:position][::-1])


def _first(parts: Iterable[Part]) -> Part | None:
    return next((part for part in parts if part.takes_focus()), None)


def part_around(source: object) -> Part | None:
    """The part a widget lies in, or is."""
    while isinstance(source, QWidget) and not isinstance(source, FieldEditor | TableEditor):
        source = source.parentWidget()
    return source if isinstance(source, FieldEditor | TableEditor) else None


def put_cursor(part: Part) -> None:
    """Put the cursor on a part: in a table where it was, or into the first row, which is begun."""
    if isinstance(part, FieldEditor):
        part.take_cursor()
    elif not part.model.rows and not part.begin_first_row():
        (part.add if part.add.isVisibleTo(part) else part).setFocus()
    else:
        if not part.view.currentIndex().isValid():
            part.view.step(forward=True)
        part.setFocus(Qt.FocusReason.TabFocusReason)
