"""TypedEditor: what editors share into which text is typed, on one line or several."""

from PySide6.QtCore import Qt

from ui.editors.base import FieldEditor
from ui.editors.inputs import BoxInput, LineInput
from ui.editors.view import Standing


class TypedEditor(FieldEditor):
    """Hands on while one types, and when one leaves."""

    input: LineInput | BoxInput

    def listen(self, made: LineInput | BoxInput) -> None:
        """Take over what is typed into a new input."""
        made.paused.connect(self.hand_on)
        made.left.connect(self._on_left)
        made.entered.connect(self._on_entered)

    def set_standing(self, standing: Standing) -> None:
        """Calculated and referenced values can be copied, not typed."""
        self.input.setReadOnly(standing is not Standing.INPUT)
        walked = standing in {Standing.INPUT, Standing.REFERENCED}
        policy = Qt.FocusPolicy.StrongFocus if walked else Qt.FocusPolicy.ClickFocus
        self.input.setFocusPolicy(policy)

    def is_composing(self) -> bool:
        """Whether an input method composes in it."""
        return self.input.is_composing
