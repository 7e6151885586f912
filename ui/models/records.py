"""RecordModel: rows of a register that already know how each cell looks; sorted and searched.

One model for every table of the bureau: schools, files, figures. Rows are given to it whole.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

Index = QModelIndex | QPersistentModelIndex

CELL_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The :class:`CellLook` of a cell."""
KEY_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""What the row stands for."""
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        id: Name by which pages ask for it.
        label: Heading.
        width: In Chinese characters.
        right: Figures lean to the right.
        stretch: Takes what room is left.
        tip: Longer heading, as a tool tip.
        yields: Where there is no room columns give way, the highest first; 0 never does.

    """

    id: str
    label: str
    width: float
    right: bool = False
    stretch: bool = False
    tip: str = ""
    yields: int = 0


@dataclass(frozen=True, slots=True)
class CellBar:
    """A figure as a bar under its text, in the tone of its cell; all in shares of the longest bar.

    Attributes:
        long: Of the bar, 0 to 1.
        lines: What it is compared with: a solid line, then dotted ones.

    """

    long: float
    lines: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CellLook:
    """How one cell looks.

    Attributes:
        text: What it says.
        note: A second, small line.
        icon: Icon before the text.
        tone: Colour role of the icon and of the second line (which stays quiet while all is ok).
        order: What it is sorted by: the text where it is empty; ``None`` is missing and comes last.
        tip: Tool tip, or what makes it once somebody asks; without it the text, which may be cut.
        muted: Text in the quiet colour.
        strong: Bold text.
        bar: Drawn under the text.
        word: What the icon or bar says, for whoever hears or copies the cell.

    """

    text: str
    note: str = ""
    icon: str = ""
    tone: str = "muted"
    order: Any = ""
    tip: str | Callable[[], str] = ""
    muted: bool = False
    strong: bool = False
    bar: CellBar | None = None
    word: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return "，".join(part for part in (self.text, self.note, self.word) if part)


@dataclass(frozen=True, slots=True)
class Record:
    """One row: what it stands for, its cells, what a search looks at, and its tags for filters."""

    key: object
    cells: tuple[CellLook, ...]
    search: str = ""
    tags: frozenset[str] = frozenset()


class RecordModel(QAbstractTableModel):
    """Rows are given to it; it shows those that are searched for, in the order asked for.

    Searching and sorting happen here rather than in a proxy: one pass in Python instead of a call
    from Qt into Python for every comparison.
    """

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.records: tuple[Record, ...] = ()
        self._shown: list[Record] = []
        self._words: tuple[str, ...] = ()
        self._tag = ""
        self._among: frozenset[object] | None = None
        self._order = (-1, Qt.SortOrder.AscendingOrder)

    # -- what is shown -------------------------------------------------------------------------

    def show_records(self, records: Sequence[Record]) -> bool:
        """Take these rows, with signals only for what is different if they stand for the same.

        Returns:
            Whether they stand for the same as before.

        """
        self.records = tuple(records)
        new = self._arranged()
        if [record.key for record in new] != [record.key for record in self._shown]:
            self._reset(new)
            return False
        old, self._shown = self._shown, new
        both = enumerate(zip(old, new, strict=True))
        self._tell_changed([number for number, (before, after) in both if before != after])
        return True

    def _tell_changed(self, numbers: Sequence[int]) -> None:
        """Tell of rows that changed, of those below one another at once: after an import all have."""
        last = len(self.columns) - 1
        ends = [n for n, number in enumerate(numbers) if numbers[n + 1 : n + 2] != [number + 1]]
        first = 0
        for end in ends:
            top, bottom = self.index(numbers[first], 0), self.index(numbers[end], last)
            self.dataChanged.emit(top, bottom)
            first = end + 1

    def search(self, text: str) -> None:
        """Show only rows that hold all these words, anywhere and in any case."""
        self._words = tuple(text.casefold().split())
        self._reset(self._arranged())

    def only(self, tag: str) -> None:
        """Show only rows with this tag; all with the empty one."""
        self._tag = tag
        self._reset(self._arranged())

    def among(self, keys: Collection[object] | None) -> None:
        """Show only rows that stand for one of these; all with ``None``."""
        self._among = None if keys is None else frozenset(keys)
        self._reset(self._arranged())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by what the cells say; missing ones last, both ways; -1 is the order as given."""
        self._order = (column, order)
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        keys = [self._shown[index.row()].key for index in old]
        self._shown = self._arranged()
        rows = {record.key: number for number, record in enumerate(self._shown)}
        moved = [
            self.index(rows[key], index.column()) for key, index in zip(keys, old, strict=True)
        ]
        self.changePersistentIndexList(old, moved)
        self.layoutChanged.emit()

    def row_of(self, key: object) -> int:
        """Number of the row that stands for this; -1 if none does."""
        return next((n for n, record in enumerate(self._shown) if record.key == key), -1)

    def _reset(self, shown: list[Record]) -> None:
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def _arranged(self) -> list[Record]:
        found = [record for record in self.records if self._accepts(record)]
        column, order = self._order
        if column < 0:
            return found
        known = [record for record in found if _order(record.cells[column]) is not None]
        known.sort(
            key=lambda record: _order(record.cells[column]),
            reverse=order is Qt.SortOrder.DescendingOrder,
        )
        return known + [record for record in found if _order(record.cells[column]) is None]

    def _accepts(self, record: Record) -> bool:
        if self._tag and self._tag not in record.tags:
            return False
        if self._among is not None and record.key not in self._among:
            return False
        text = record.search.casefold() if self._words else ""
        return all(word in text for word in self._words)

    # -- for Qt --------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Look, key, and the same in words."""
        if not index.isValid():
            return None
        record, column = self._shown[index.row()], self.columns[index.column()]
        look = record.cells[index.column()]
        if role in {CELL_ROLE, KEY_ROLE}:
            return look if role == CELL_ROLE else record.key
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.label}：{look.spoken}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return (look.tip if isinstance(look.tip, str) else look.tip()) or look.spoken
        return look.text if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's own signature
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or column.label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen, nothing can be typed."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _order(look: CellLook) -> Any:  # noqa: ANN401 - whatever can be compared within a column
    return look.text or None if look.order == "" else look.order
