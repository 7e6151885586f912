"""Side: the left column, where to go; its lists tell how it stands at each place."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.actions import Actions, ActionSpec
from ui.metrics import characters, space
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import tool_button

Word = tuple[str, str]
"""A word at the right end of a row, and its tone."""

_NOTHING: Word = ("", "muted")
_SHARE, _LEAST = 0.3, 9
"""The most of its window that the column takes, but for the characters that the name of a place needs."""


class Side(QFrame):
    """A column for lists, with the tools of the window at its foot.

    Args:
        width: In characters, where the window has room.

    """

    def __init__(self, *, width: float) -> None:
        super().__init__()
        self.setProperty("part", "side")
        self._wanted = characters(width)
        self.setMinimumWidth(min(self._wanted, characters(_LEAST)))
        self.setMaximumWidth(self._wanted)
        self.column = QVBoxLayout(self)
        space(self.column, margins=(1, 1.5, 1, 1), gap=0.5)

    def sizeHint(self) -> QSize:
        """As wide as its lists can be read best."""
        return QSize(self._wanted, super().sizeHint().height())

    def share(self, width: int) -> None:
        """Leave the pages most of a window of this width, in pixels; what is told beside a name gives way."""
        most = min(self._wanted, round(width * _SHARE))
        self.setMaximumWidth(max(most, self.minimumWidth()))

    def add_tools(self, actions: Actions, *ids: str) -> None:
        """Add small buttons for these actions; call once after the last list."""
        tools = QHBoxLayout()
        space(tools, gap=0.5)
        for action in ids:
            tools.addWidget(tool_button(actions[action]))
        tools.addStretch(1)
        self.column.addLayout(tools)


def place_rows(
    specs: Iterable[ActionSpec], places: Iterable[str], words: Mapping[str, Word]
) -> list[ListRow]:
    """One row per place, named and drawn like the action that leads there."""
    by_id = {spec.id: spec for spec in specs}
    rows = []
    for place in places:
        word, tone = words.get(place, _NOTHING)
        spec = by_id[place]
        rows.append(
            ListRow(RowLook(spec.text, icon=spec.icon, trailing=word, trailing_tone=tone), place)
        )
    return rows
