"""How wide the columns of a form's table are and how high its headings."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from forms.spec import Field, Option
from forms.types.lengths import longest_text
from ui.metrics import characters, line_height, unit
from ui.models.form_table import FormTableModel, header_title, hides

_LAST_WIDTH = 3
"""Room for last year's figure beside this year's, in characters."""
_TYPED = {
    "integer": (4.0, 2.5),
    "date": (6.0, 5.5),
    "time": (4.0, 3.0),
    "text": (8.0, 5.0),
    "long_text": (14.0, 8.0),
}
_OTHERWISE = (5.0, 3.5)
"""What is typed into a column usually takes, and what nearly all of it gets by with, in characters."""
_MOST_TEXT = (16.0, 9.0)
"""No column of texts is made wider to begin with."""
_MOST_CHOSEN = 12


class ColumnWidth(NamedTuple):
    """How wide a column is to be, in pixels.

    Attributes:
        wanted: With room around what is usually typed.
        least: Narrower than this it is not made.

    """

    wanted: int
    least: int


def fitted(widths: Sequence[ColumnWidth], room: int) -> list[int]:
    """The widths of columns in a room: narrower ones if that is enough to fit, else those wanted."""
    over = sum(one.wanted for one in widths) - room
    slack = sum(one.wanted - one.least for one in widths)
    if not 0 < over <= slack:
        return [one.wanted for one in widths]
    return [one.wanted - -(-(one.wanted - one.least) * over // slack) for one in widths]


class ColumnWidths:
    """Makes each column as wide as what is usually typed and as its title; hides printed keys.

    A width that was set by hand stays.

    Args:
        view: The table.
        model: What it shows.

    """

    def __init__(self, view: QTableView, model: FormTableModel) -> None:
        self._view, self._model = view, model
        self._last = 0
        self._fitting = False
        self._by_hand: dict[int, int] = {}
        _name_headers(view, model)
        self._shown = [
            number
            for number, column in enumerate(model.table.columns)
            if not hides(model.table, column.id)
        ]
        for number in range(len(model.table.columns)):
            view.setColumnHidden(number, number not in self._shown)
        self._measure()
        self.fit(self.wanted)
        view.horizontalHeader().sectionResized.connect(self._on_resized)

    @property
    def wanted(self) -> int:
        """What all columns together ask for, in pixels."""
        return sum(one.wanted for one in self._widths)

    def leave_room_for_last(self, *, shown: bool) -> None:
        """Let the columns of figures have room for last year's figure beside this year's."""
        self._last = _LAST_WIDTH if shown else 0
        self._measure()

    def fit(self, room: int) -> None:
        """Keep the columns within this many pixels, if that can be done."""
        self._fitting = True
        for number, width in zip(self._shown, fitted(self._widths, room), strict=True):
            self._view.setColumnWidth(number, width)
        self._fitting = False

    def _measure(self) -> None:
        self._widths = [self._width(number) for number in self._shown]

    def _width(self, number: int) -> ColumnWidth:
        if number in self._by_hand:
            return ColumnWidth(self._by_hand[number], self._by_hand[number])
        column = self._model.table.columns[number]
        metrics = QFontMetrics(self._view.font())
        title = max(map(metrics.horizontalAdvance, header_title(column).split("\n")))
        last = self._last if column.type.is_numeric else 0
        wanted, least = _content_widths(column, self._model.options(number))
        sizes = (max(characters(size + last), title) + unit(2) for size in (wanted, least))
        return ColumnWidth(*sizes)

    def _on_resized(self, number: int, _old: int, width: int) -> None:
        if not self._fitting and width:
            self._by_hand[number] = width
            self._measure()


def _name_headers(view: QTableView, model: FormTableModel) -> None:
    across, down = view.horizontalHeader(), view.verticalHeader()
    across.setAccessibleName(f"{model.table.label}：列")
    down.setAccessibleName(f"{model.table.label}：行")
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    across.setHighlightSections(False)
    titles = [
        header_title(column).split("\n")
        for column in model.table.columns
        if not hides(model.table, column.id)
    ]
    across.setFixedHeight(line_height() * max(map(len, titles), default=1) + unit(1.5))
    down.setDefaultSectionSize(line_height() + unit(1.5))
    down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    down.setMinimumWidth(characters(3))
    down.setMaximumWidth(characters(11))


def _content_widths(column: Field, options: Sequence[Option]) -> tuple[float, float]:
    """What is typed into a column usually takes, and at least, in characters."""
    longest = max((len(option.label) for option in options), default=0)
    if longest:
        size = min(longest, _MOST_CHOSEN) + 1.5
        return size, size
    if (most := longest_text(column)) is not None:
        return text_widths(most, is_code=column.is_code)
    return _TYPED.get(column.type.value, _OTHERWISE)


def text_widths(longest: int, *, is_code: bool = False) -> tuple[float, float]:
    """What texts of at most so many characters usually take, and at least, in full characters.

    A short text is often as long as it may be, a long one seldom half of it. Codes are half as wide.
    """
    width = 0.6 if is_code else 1.0
    usual, least = min(longest, 6 + longest / 7), min(longest, 4 + longest / 12)
    return min(usual * width, _MOST_TEXT[0]), min(least * width, _MOST_TEXT[1])
