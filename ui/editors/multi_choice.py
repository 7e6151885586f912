"""Editor of several choices out of a list."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from forms.spec import Option
from ui.editors.base import FieldEditor
from ui.editors.inputs import goes_forward, is_enter
from ui.editors.view import Standing
from ui.metrics import space
from ui.parts.controls.check import CheckBox

_COLUMNS = ((4, 4), (3, 6), (2, 14), (1, 1_000))
"""Columns of boxes for labels of at most so many characters, where there is the room."""


class MultiChoiceInput(QWidget):
    """A grid of boxes to tick; codes that are no option are kept behind the others."""

    toggled = Signal()
    left = Signal()
    entered = Signal()
    advanced = Signal(bool)

    def __init__(self, options: tuple[Option, ...], label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.boxes: dict[str, CheckBox] = {}
        self._kept: list[str] = []
        self._grid = QGridLayout(self)
        space(self._grid, margins=(0, 0.5, 0, 0.5), gap=1)
        longest = max((len(option.label) for option in options), default=0)
        self._most = next(count for count, most in _COLUMNS if longest <= most)
        self._columns = 0
        for option in options:
            box = CheckBox(option.label, self)
            box.setAccessibleName(f"{label}：{option.label}")
            box.clicked.connect(self._on_clicked)
            box.installEventFilter(self)
            self.boxes[option.code] = box
        self._arrange(self._most)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the boxes into fewer columns where one would lose the end of its label."""
        super().resizeEvent(event)
        gap = self._grid.spacing()
        widest = max((box.sizeHint().width() for box in self.boxes.values()), default=1)
        self._arrange(min(self._most, max(1, (event.size().width() + gap) // (widest + gap))))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, box in enumerate(self.boxes.values()):
            self._grid.addWidget(box, index // columns, index % columns)

    def codes(self) -> list[str]:
        """The codes ticked, in the order of the list, then those kept."""
        return [code for code, box in self.boxes.items() if box.isChecked()] + self._kept

    def show_codes(self, codes: list[str]) -> None:
        self._kept = [code for code in codes if code not in self.boxes]
        for code, box in self.boxes.items():
            box.setChecked(code in codes)

    @Slot()
    def _on_clicked(self) -> None:
        self._kept = []
        self.toggled.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter leaves the whole question; the arrows and Tab walk through the boxes."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if is_enter(event):
                self.advanced.emit(goes_forward(event))
                return True
        elif isinstance(event, QFocusEvent):
            if event.type() is QEvent.Type.FocusIn:
                self.entered.emit()
            elif event.type() is QEvent.Type.FocusOut:
                self.left.emit()
        return super().eventFilter(watched, event)


class MultiChoiceEditor(FieldEditor):
    """Boxes to tick."""

    input: MultiChoiceInput

    def make_input(self) -> QWidget:
        grid = MultiChoiceInput(self.options, self.field.label, self)
        grid.toggled.connect(self.hand_on)
        grid.left.connect(self._on_left)
        grid.entered.connect(self._on_entered)
        grid.advanced.connect(self._on_advanced)
        return grid

    def is_wide(self) -> bool:
        """The input takes the whole row."""
        return True

    def input_text(self) -> str:
        """The codes, joined by commas as they are stored."""
        return ",".join(self.input.codes())

    def show_text(self, text: str) -> None:
        """Tick the boxes of these codes."""
        self.input.show_codes([code.strip() for code in text.split(",") if code.strip()])

    def set_standing(self, standing: Standing) -> None:
        """Tickable only where it is asked; the cursor may stand on it where it is only read."""
        for box in self.input.boxes.values():
            box.setEnabled(standing in {Standing.INPUT, Standing.REFERENCED})
            box.read_only = standing is not Standing.INPUT
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
