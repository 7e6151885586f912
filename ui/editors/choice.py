"""Editor of one choice out of a list."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from ui.editors.base import FieldEditor
from ui.editors.view import Standing
from ui.metrics import characters
from ui.parts.combo import ComboBox


class ChoiceEditor(FieldEditor):
    """A closed list; digits choose. Text that is no option stays visible until it is corrected."""

    input: ComboBox

    def make_input(self) -> QWidget:
        """Make the list."""
        combo = ComboBox()
        for option in self.options:
            combo.addItem(option.label, option.code)
        combo.setCurrentIndex(-1)
        combo.setMinimumWidth(characters(14))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.activated.connect(self._on_chosen)
        combo.left.connect(self._on_left)
        combo.entered.connect(self._on_entered)
        combo.advanced.connect(self._on_advanced)
        return combo

    def input_text(self) -> str:
        """The code chosen, or the text that is kept; empty without either."""
        index = self.input.currentIndex()
        return self._kept() if index < 0 else str(self.input.itemData(index))

    def _kept(self) -> str:
        return str(self.input.property("kept") or "")

    def show_text(self, text: str) -> None:
        """Choose the option with this code; other text is shown as it is, without being one."""
        index = self.input.findData(text)
        self.input.setProperty("kept", "" if index >= 0 else text)
        self.input.setPlaceholderText(text if text and index < 0 else "请选择")
        self.input.setCurrentIndex(index)

    @Slot()
    def _on_chosen(self) -> None:
        self.input.setProperty("kept", "")
        self.input.setPlaceholderText("请选择")
        self.hand_on()

    def set_standing(self, standing: Standing) -> None:
        """Without a choice to make it is only read."""
        self.input.setEnabled(standing is Standing.INPUT)
        self.input.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
