"""RowListModel: a list of rows that already know how they look; problems, sections, history, files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex

LOOK_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The :class:`RowLook` of a row."""
PAYLOAD_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""What the row stands for."""
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class RowLook:
    """How one row looks.

    Attributes:
        title: Main text.
        subtitle: Second line, small.
        icon: Icon at the left, and the role of its colour.
        tone: Colour role of the icon.
        trailing: Short text at the right end.
        trailing_tone: Colour role of the trailing text.
        indent: Steps to the right.
        strong: Bold title.
        heading: A heading between rows; cannot be chosen.
        lines: Most lines the title may take.
        muted: Title in the quiet colour.
        note: Spoken, and shown as a tool tip, but not painted: what an icon says by itself.
        beside: What was remarked on it; painted by :class:`ui.parts.rows.margin_delegate.MarginDelegate`.

    """

    title: str
    subtitle: str = ""
    icon: str = ""
    tone: str = "muted"
    trailing: str = ""
    trailing_tone: str = "muted"
    indent: int = 0
    strong: bool = False
    heading: bool = False
    lines: int = 1
    muted: bool = False
    note: str = ""
    beside: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        parts = (self.title, self.subtitle, self.trailing, self.note)
        return "，".join((*filter(None, parts), *(f"意见：{text}" for text in self.beside)))


@dataclass(frozen=True, slots=True)
class ListRow:
    """A look and what it stands for (anything that can be compared)."""

    look: RowLook
    payload: object = None


class RowListModel(QAbstractListModel):
    """Rows are given to it; signals only for what is different."""

    def __init__(self, *, parent: Any = None) -> None:  # noqa: ANN401 - any QObject
        super().__init__(parent)
        self.rows: tuple[ListRow, ...] = ()

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        new = tuple(rows)
        if [row.payload for row in new] != [row.payload for row in self.rows]:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()
            return
        old, self.rows = self.rows, new
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(number), self.index(number))

    def find(self, payload: object) -> QModelIndex:
        """The row that stands for this; an invalid index if none does."""
        for number, row in enumerate(self.rows):
            if row.payload == payload:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Look, payload, and the same in words."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == LOOK_ROLE:
            return row.look
        if role == PAYLOAD_ROLE:
            return row.payload
        if role == Qt.ItemDataRole.ToolTipRole:
            look = row.look
            lines = (look.title, look.subtitle, look.trailing, look.note, *look.beside)
            return "\n".join(filter(None, lines))
        if role == Qt.ItemDataRole.DisplayRole:
            return row.look.title
        return row.look.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid() or self.rows[index.row()].look.heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
