"""Editor of one choice out of a list."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from ui.editors.base import FieldEditor
from ui.editors.view import Standing
from ui.metrics import characters
from ui.parts.controls.combo import ComboBox


class ChoiceEditor(FieldEditor):
    """A closed list into which codes and words are typed. Text that is no option stays visible."""

    input: ComboBox

    def make_input(self) -> QWidget:
        combo = ComboBox(self)
        combo.offer(self.options)
        combo.setMinimumWidth(characters(14))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.activated.connect(self._on_chosen)
        combo.left.connect(self._on_left)
        combo.entered.connect(self._on_entered)
        combo.advanced.connect(self._on_advanced)
        return combo

    def input_text(self) -> str:
        """The code chosen, or the text that means no option; empty without either."""
        return self.input.text()

    def show_text(self, text: str) -> None:
        """Choose the option with this code; other text is shown as it is, without being one."""
        self.input.show_text(text)

    @Slot()
    def _on_chosen(self) -> None:
        self.hand_on()

    def set_standing(self, standing: Standing) -> None:
        """Without a choice to make it is only read; the cursor may stand on it all the same."""
        self.input.setEnabled(standing in {Standing.INPUT, Standing.REFERENCED})
        self.input.read_only = standing is not Standing.INPUT
        self.input.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
