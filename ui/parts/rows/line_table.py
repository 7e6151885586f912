"""LineTable: what a dialog lists before something is done, line by line, to read and perhaps to tick."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from ui.metrics import characters, line_height, unit
from ui.parts.controls.check import TickDelegate
from ui.parts.restyle import restyle

MOST: Final = 500
"""Lines that are worth listing; nobody reads more in a dialog."""
_LEAST: Final = 11
"""Narrower than this many characters the last column is not made."""
_NARROW: Final = 8
"""A column of no more characters keeps its width."""


class LineTable(QTableWidget):
    """Read-only lines; Tab leaves it, and a long text is wrapped instead of cut.

    Args:
        name: What is spoken.
        headings: Of the columns, each with its width in characters; the last takes the rest.
        lines: The texts of each line.
        height: In lines of text.

    """

    def __init__(
        self,
        name: str,
        headings: Sequence[tuple[str, int]],
        lines: Sequence[Sequence[str]],
        *,
        height: int = 12,
    ) -> None:
        super().__init__(len(lines), len(headings))
        self.setProperty("part", "lines")
        self.setAccessibleName(name)
        self.setItemDelegate(TickDelegate(self))
        self.setHorizontalHeaderLabels([heading for heading, _ in headings])
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        for number, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                item.setToolTip(cell)
                self.setItem(number, column, item)
        across = self.horizontalHeader()
        restyle(across, "over", "lines")
        across.setStretchLastSection(True)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._widths = [width for _, width in headings[:-1]]
        down = self.verticalHeader()
        down.hide()
        down.setMinimumSectionSize(line_height() + unit(1.5))
        down.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.setFixedHeight(line_height() * height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the wide columns give way alike where large text would leave the last one no room."""
        super().resizeEvent(event)
        room = self.viewport().width() - characters(_LEAST)
        wide = characters(sum(width for width in self._widths if width > _NARROW))
        over = max(0, characters(sum(self._widths)) - room)
        for column, width in enumerate(self._widths):
            gives = over * characters(width) // wide if width > _NARROW else 0
            self.setColumnWidth(column, max(characters(_NARROW / 2), characters(width) - gives))

    def offer_tick(self, line: int, *, key: str) -> None:
        """Let a line be ticked; ``key`` says what a tick there means."""
        item = self.item(line, 0)
        if item is not None:
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, key)

    def tick_all(self) -> None:
        """Tick every line that can be ticked."""
        for item in self._ticks():
            item.setCheckState(Qt.CheckState.Checked)

    def ticked(self) -> frozenset[str]:
        """The keys of the lines that are ticked."""
        checked = Qt.CheckState.Checked
        found = (item for item in self._ticks() if item.checkState() is checked)
        return frozenset(str(item.data(Qt.ItemDataRole.UserRole)) for item in found)

    def _ticks(self) -> list[QTableWidgetItem]:
        items = (self.item(line, 0) for line in range(self.rowCount()))
        role = Qt.ItemDataRole.CheckStateRole
        return [item for item in items if item is not None and item.data(role) is not None]
