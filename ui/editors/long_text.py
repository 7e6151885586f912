"""Editor of several lines."""

from PySide6.QtWidgets import QWidget

from ui.editors.inputs import BoxInput
from ui.editors.typed import TypedEditor
from ui.metrics import line_height


class LongTextEditor(TypedEditor):
    """Text of any length; Tab leaves it, and Enter while it is empty."""

    input: BoxInput

    def make_input(self) -> QWidget:
        box = BoxInput(self)
        box.setFixedHeight(line_height() * 4)
        self.listen(box)
        box.advanced.connect(self._on_advanced)
        return box

    def is_wide(self) -> bool:
        """The input takes the whole row."""
        return True

    def input_text(self) -> str:
        return self.input.toPlainText()

    def show_text(self, text: str) -> None:
        self.input.setPlainText(text)
