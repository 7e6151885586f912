"""Editor of several lines."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.editors.base import FieldEditor
from ui.editors.inputs import BoxInput
from ui.editors.view import Standing
from ui.metrics import line_height


class LongTextEditor(FieldEditor):
    """Text of any length; Tab leaves it."""

    input: BoxInput

    def make_input(self) -> QWidget:
        """Make the box."""
        box = BoxInput()
        box.setFixedHeight(line_height() * 4)
        box.paused.connect(self.hand_on)
        box.left.connect(self._on_left)
        box.entered.connect(self._on_entered)
        return box

    def is_wide(self) -> bool:
        """It takes the row."""
        return True

    def input_text(self) -> str:
        """What stands in the box."""
        return self.input.toPlainText()

    def show_text(self, text: str) -> None:
        """Put text into the box."""
        self.input.setPlainText(text)

    def set_standing(self, standing: Standing) -> None:
        """Referenced text can be copied, not typed."""
        typed = standing is Standing.INPUT
        self.input.setReadOnly(not typed)
        walked = standing in {Standing.INPUT, Standing.REFERENCED}
        policy = Qt.FocusPolicy.StrongFocus if walked else Qt.FocusPolicy.ClickFocus
        self.input.setFocusPolicy(policy)

    def is_composing(self) -> bool:
        """Whether an input method composes in the box."""
        return self.input.is_composing
