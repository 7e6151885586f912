"""The stores opened lately, one row each: name, kind, when it was last changed, folder or server."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import set_icon
from ui.kinds import SCHOOL, kind_of
from ui.metrics import space, unit
from ui.parts.labels.texts import text_label
from ui.recent import remembered_title

if TYPE_CHECKING:
    from operations.store_place import StorePlace


class RecentRow(QPushButton):
    """One store; Enter, Space or a click opens it, the arrow keys go to the next."""

    chosen = Signal(object)

    def __init__(self, place: "StorePlace", parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        kind = kind_of(place) or SCHOOL
        name, folder, trailing = _described(place)
        where = f"{kind.side}　{folder}"
        self.setProperty("kind", "row")
        self.setAutoDefault(True)  # so that Enter clicks
        self.setAccessibleName(f"{name}，{where}")
        self.setToolTip(str(place))
        picture = QLabel()
        set_icon(picture, kind.icon, "muted", pixels=unit(2))
        texts = QVBoxLayout()
        space(texts, gap=0)
        texts.addWidget(_narrow(text_label(name, wrap=False)))
        texts.addWidget(_narrow(text_label(where, style="small", wrap=False)))
        row = QHBoxLayout(self)
        space(row, margins=(1, 0.5, 1, 0.5), gap=1)
        row.addWidget(picture)
        row.addLayout(texts, 1)
        row.addWidget(text_label(trailing, style="small", wrap=False))
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.place)


class RecentList(QFrame):
    """A few rows; a table with its model would cost the first window half its time again."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "field")
        self.setAccessibleName("最近打开的填报库")
        self._column = QVBoxLayout(self)
        space(self._column, gap=0)
        self.rows: list[RecentRow] = []

    def show_places(self, places: "Sequence[StorePlace]") -> None:
        """Show these stores."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [RecentRow(place, self) for place in places]
        for row in self.rows:
            row.chosen.connect(self.chosen)
            self._column.addWidget(row)


def _described(place: "StorePlace") -> tuple[str, str, str]:
    """What a store is called, where it lies, and when it was changed as far as that can be seen."""
    if not isinstance(place, Path):
        return remembered_title(place) or place.name, str(place), "服务器"
    changed = datetime.fromtimestamp(place.stat().st_mtime, UTC).astimezone()
    return place.stem, str(place.parent), f"{changed:%Y-%m-%d %H:%M}"


def _narrow(label: QLabel) -> QLabel:
    """A long name is cut at the edge, it does not widen the window."""
    label.setMinimumWidth(1)
    return label
