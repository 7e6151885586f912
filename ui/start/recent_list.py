"""The stores opened lately, one row each: name, kind, folder, when it was last changed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView

from ui.icons import icon
from ui.metrics import line_height, unit


class RecentList(QListView):
    """Enter or a click opens the store."""

    chosen = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "plain")
        self.setAccessibleName("最近打开的填报库")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSpacing(unit(0.25))
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.activated.connect(self._on_activated)
        self.clicked.connect(self._on_activated)

    def show_paths(self, paths: Sequence[Path]) -> None:
        """Show these stores."""
        self._rows.clear()
        for path in paths:
            school = path.suffix.lower() == ".yhs"
            changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
            kind = "学校端" if school else "局端"
            text = f"{path.stem}　·　{kind}　·　{changed:%Y-%m-%d %H:%M}　·　{path.parent}"
            item = QStandardItem(icon("school" if school else "landmark", "muted"), text)
            item.setData(path, Qt.ItemDataRole.UserRole)
            item.setToolTip(str(path))
            self._rows.appendRow(item)
        self.setFixedHeight((line_height() + unit()) * len(paths) + unit())

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(Qt.ItemDataRole.UserRole))
