"""Editors of one line: text, numbers, dates, times; and calculated values."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from forms.spec import FieldType
from ui.editors.inputs import LineInput
from ui.editors.typed import TypedEditor
from ui.editors.view import Standing
from ui.metrics import characters

_HINTS = {
    FieldType.DATE: "年-月-日，如 2024-09-01",
    FieldType.TIME: "时:分，如 08:20",
    FieldType.DURATION_MINUTES: "分钟数",
}


class LineEditor(TypedEditor):
    """Text that fits on one line."""

    input: LineInput

    def make_input(self) -> QWidget:
        line = LineInput(self)
        if self.field.type.is_numeric:
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if not self.is_wide():
            line.setFixedWidth(characters(14 if self.field.type is FieldType.DATE else 10))
        line.setPlaceholderText(self._hint())
        self.listen(line)
        line.advanced.connect(self._on_advanced)
        return line

    def is_wide(self) -> bool:
        """Free text takes the row; numbers, dates and times are as wide as they need."""
        return self.field.type is FieldType.TEXT

    def input_text(self) -> str:
        return self.input.text()

    def show_text(self, text: str) -> None:
        """Put text into the line."""
        self.input.show_text(text)

    def set_standing(self, standing: Standing) -> None:
        """Show an example only where something can be typed."""
        super().set_standing(standing)
        self.input.setPlaceholderText(self._hint() if standing is Standing.INPUT else "")

    def _hint(self) -> str:
        return _HINTS.get(self.field.type, "必填" if self.field.required else "")
