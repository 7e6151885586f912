"""Editor of a yes-or-no question: two buttons, none pressed until it is answered."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.editors.base import FieldEditor
from ui.editors.inputs import goes_forward, is_enter
from ui.editors.view import Standing
from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.restyle import restyle

_KEYS = dict.fromkeys("1ys是", "yes") | dict.fromkeys("20nf否", "no")
"""The initials of 是 and 否 as in every other list, and what else people press."""
_CLEAR = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
_SIDEWAYS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space}


class YesNoInput(QWidget):
    """是 | 否. Keys: 1, Y or S; 2, 0, N or F; arrows; Delete clears; Enter goes on."""

    chosen = Signal()
    left = Signal()
    entered = Signal()
    advanced = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = QHBoxLayout(self)
        space(layout, gap=0)
        self.buttons = {"yes": _segment("是", "first"), "no": _segment("否", "last")}
        for made in self.buttons.values():
            made.clicked.connect(self._on_clicked)
            layout.addWidget(made)

    def show_answer(self, answer: str) -> None:
        """Show ``yes``, ``no``, or nothing for anything else; the text itself is kept."""
        self.answer = answer
        for code, made in self.buttons.items():
            made.setChecked(code == answer)

    def choose(self, answer: str) -> None:
        """Answer as the user would."""
        self.show_answer(answer)
        self.chosen.emit()

    @Slot()
    def _on_clicked(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        pressed: QObject = self.sender()
        code = next(code for code, made in self.buttons.items() if made is pressed)
        self.choose("" if code == self.answer else code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().lower()
        if is_enter(event):
            self.advanced.emit(goes_forward(event))
        elif not self.buttons["yes"].isEnabled():
            event.ignore()
        elif event.key() in _CLEAR:
            self.choose("")
        elif key in _KEYS:
            self.choose(_KEYS[key])
        elif event.key() in _SIDEWAYS:
            self.choose("no" if self.answer == "yes" else "yes")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus on the buttons, which take none themselves."""
        super().focusInEvent(event)
        self._mark_focus(focused=True)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_focus(focused=False)
        self.left.emit()

    def _mark_focus(self, *, focused: bool) -> None:
        for made in self.buttons.values():
            restyle(made, "focused", focused)


class YesNoEditor(FieldEditor):
    """是 or 否, and no default."""

    input: YesNoInput

    def make_input(self) -> QWidget:
        pair = YesNoInput(self)
        for made in pair.buttons.values():
            made.setAccessibleName(f"{self.field.label}：{made.text()}")
        pair.chosen.connect(self._on_chosen)
        pair.left.connect(self._on_left)
        pair.entered.connect(self._on_entered)
        pair.advanced.connect(self._on_advanced)
        return pair

    def accessible_label(self) -> str:
        """The question with its answer: the widget has no value of its own that could be read."""
        answer = {"yes": "是", "no": "否"}.get(self.input.answer, "未选")
        return f"{super().accessible_label()}：{answer}"

    def input_text(self) -> str:
        """``yes``, ``no``, the text that is kept, or nothing."""
        return self.input.answer

    def show_text(self, text: str) -> None:
        """Press the button of this answer."""
        self.input.show_answer(text)
        self.input.setAccessibleName(self.accessible_label())

    @Slot()
    def _on_chosen(self) -> None:
        self.input.setAccessibleName(self.accessible_label())
        self.hand_on()

    def set_standing(self, standing: Standing) -> None:
        """Pressable only where it is asked; the cursor may stand on it where it is only read."""
        self.input.setEnabled(standing in {Standing.INPUT, Standing.REFERENCED})
        for made in self.input.buttons.values():
            made.setEnabled(standing is Standing.INPUT)


def _segment(text: str, place: str) -> QPushButton:
    made = button(text, style="segment")
    made.setProperty("place", place)
    made.setCheckable(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
