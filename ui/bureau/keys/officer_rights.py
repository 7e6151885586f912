"""RightTicks: the five rights of an officer as boxes to tick."""

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.rights import Right
from ui.metrics import space
from ui.parts.controls.check import CheckBox

_KEYS = {
    Right.INTAKE: "1",
    Right.REVIEW: "2",
    Right.RECEIPTS: "3",
    Right.SETTINGS: "4",
    Right.KEYS: "5",
}


class RightTicks(QWidget):
    """One box for each right, Alt and its number reach it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        space(column, gap=0.75)
        self.boxes = {right: CheckBox(f"{right.label}(&{_KEYS[right]})") for right in Right}
        for box in self.boxes.values():
            column.addWidget(box)
            box.toggled.connect(self.changed)

    def show_rights(self, rights: Collection[Right], *, read_only: bool = False) -> None:
        """Tick these and no others."""
        for right, box in self.boxes.items():
            box.setChecked(right in rights)
            box.read_only = read_only

    def rights(self) -> frozenset[Right]:
        """What is ticked."""
        return frozenset(right for right, box in self.boxes.items() if box.isChecked())
