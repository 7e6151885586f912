"""One scroll at a time: how high lists are that scroll by themselves in a column that may scroll too."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QListView,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QWidget,
)

from ui.metrics import line_height

GIVES_HEIGHTS = "givesHeights"
"""Property of a scroll area that gives the lists in it their heights itself."""
_LEAST_LINES = 5
"""Lower than this many lines no list is made."""
_ANY_HEIGHT = 1_000_000
_READABLE = 8
"""Where so many lines of a column are in sight, a list that fills them can be read."""


class _Height(NamedTuple):
    """What a list was given here instead of what it wanted, in pixels."""

    wanted: int
    given: int


class ListHeights:
    """Heights of lists in a column: low enough that the column fits, or that they need not scroll.

    Where the column fits its room with lower lists, only the lists scroll. Where it does not, it
    scrolls, and a list in it is as high as its rows, but no higher than what is seen of the column.

    Args:
        rows_changed: Called when a list that is as high as its rows has got others.

    """

    def __init__(self, rows_changed: Callable[[], object] | None = None) -> None:
        self._rows_changed = rows_changed
        self._given: dict[QAbstractScrollArea, _Height] = {}
        self._followed: list[QAbstractItemView] = []

    def fit(self, parts: Sequence[QAbstractScrollArea], needed: int, room: QSize) -> None:
        """Set the heights of the parts.

        Args:
            parts: The lists that were given a height, from the top.
            needed: Height of the column as it is now.
            room: Its width, and how much of its height there is in sight.

        """
        wanted = {part: self._wanted(part) for part in parts}
        over = needed - room.height() + sum(wanted[part] - part.minimumHeight() for part in parts)
        heights = _lowered(wanted, over)
        if over > sum(wanted.values()) - sum(heights.values()):
            most = room.height() if room.height() >= line_height() * _READABLE else _ANY_HEIGHT
            wholes = {part: _whole(part, room.width()) for part in parts}
            heights = {part: min(wholes[part] or heights[part], most) for part in parts}
        self._follow(parts)
        self._given = {}
        for part, height in heights.items():
            if height != wanted[part]:
                self._given[part] = _Height(wanted[part], height)
            if part.minimumHeight() != height:
                part.setFixedHeight(height)

    def _follow(self, parts: Sequence[QAbstractScrollArea]) -> None:
        """Hear of each list's cursor and rows; without a scroll bar it cannot keep them in sight."""
        for part in parts:
            if isinstance(part, QAbstractItemView) and part not in self._followed:
                self._followed.append(part)
                part.selectionModel().currentChanged.connect(partial(_lead_if_focused, part))
                rows = part.model()
                for changed in (rows.layoutChanged, rows.modelReset, rows.rowsRemoved):
                    changed.connect(self._on_rows_changed)

    def _on_rows_changed(self, *_: object) -> None:
        whole = any(height.given > height.wanted for height in self._given.values())
        if self._rows_changed is not None and whole:
            self._rows_changed()

    def _wanted(self, part: QAbstractScrollArea) -> int:
        """What a part was given by its page, unless that is what it got here."""
        given, now = self._given.get(part), part.minimumHeight()
        return given.wanted if given is not None and given.given == now else now


def _lowered(wanted: dict[QAbstractScrollArea, int], over: int) -> dict[QAbstractScrollArea, int]:
    """Take this much height from lists, the highest ones first, as far as they can be read."""
    heights, least = dict(wanted), line_height() * _LEAST_LINES
    for part in sorted(wanted, key=wanted.__getitem__, reverse=True):
        if over > 0 and heights[part] > least:
            lower = max(least, heights[part] - over)
            over -= heights[part] - lower
            heights[part] = lower
    return heights


def _whole(part: QAbstractScrollArea, width: int) -> int:
    """Height at which a list or a text that is read needs no scroll bar, in pixels; else 0."""
    frame = 2 * part.frameWidth() + 2
    if isinstance(part, QTableView):
        across = part.horizontalHeader()
        headings = 0 if across.isHidden() else across.sizeHint().height()
        return frame + headings + part.verticalHeader().length()
    if isinstance(part, QListView):
        rows = part.model().rowCount()
        return frame + sum(part.sizeHintForRow(row) for row in range(rows)) + line_height() // 2
    if isinstance(part, QPlainTextEdit) and part.isReadOnly():
        margin = 2 * round(part.document().documentMargin())
        box = QRect(0, 0, width - frame - margin, _ANY_HEIGHT)
        wrap = int(Qt.TextFlag.TextWrapAnywhere)
        text = QFontMetrics(part.font()).boundingRect(box, wrap, part.toPlainText())
        return frame + margin + text.height() + line_height() // 2
    return 0


def _lead_if_focused(view: QAbstractItemView, *_: object) -> None:
    if view.hasFocus():
        lead_the_page(view)


def lead_the_page(view: QAbstractItemView) -> None:
    """Let the column around a list scroll to the current row, whole."""
    area = _column_around(view)
    inside = None if area is None else area.widget()
    if area is not None and inside is not None:
        row = view.visualRect(view.currentIndex())
        middle = view.viewport().mapTo(inside, row.center()).y()
        area.ensureVisible(0, middle, 0, row.height())


def keep_one_scroll(view: QAbstractItemView) -> None:
    """Let the page around a list that shows only its first rows give it its height from now on.

    A dialog does so for all its lists (:class:`ui.parts.layout.fitting.FittingColumn`).
    """
    area = _column_around(view)
    inside = None if area is None or area.property(GIVES_HEIGHTS) else area.widget()
    if area is not None and inside is not None:
        keeper = area.findChild(_Keeper, "", Qt.FindChildOption.FindDirectChildrenOnly)
        (keeper or _Keeper(area, inside)).add(view)


def _column_around(view: QWidget) -> QScrollArea | None:
    area = view.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    return area


class _Keeper(QObject):
    """Gives the lists of one page their heights."""

    def __init__(self, area: QScrollArea, inside: QWidget) -> None:
        super().__init__(area)
        self._area, self._inside = area, inside
        self._heights = ListHeights()
        self._lists: list[QAbstractItemView] = []
        inside.installEventFilter(self)
        area.viewport().installEventFilter(self)

    def add(self, view: QAbstractItemView) -> None:
        if view not in self._lists:
            self._lists.append(view)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when the page has another size, or something in it."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        layout, room = self._inside.layout(), self._area.viewport().size()
        self._lists = [view for view in self._lists if shiboken6.isValid(view)]
        shown = [view for view in self._lists if view.isVisibleTo(self._inside)]
        if layout is not None and shown and room.height() > 0:
            self._heights.fit(shown, layout.totalHeightForWidth(room.width()), room)
