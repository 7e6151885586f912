"""FactRows: a quiet two-column list of facts, label and value, that can be copied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from ui.metrics import characters, space
from ui.parts.labels.texts import text_label


class FactRows(QWidget):
    """Labels at the left, values at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QFormLayout(self)
        space(self._rows, gap=0.75)
        self._rows.setHorizontalSpacing(characters(1.5))
        self._facts: tuple[tuple[str, str], ...] = ()
        self.hide()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show these; pairs with an empty value are left out."""
        given = tuple(fact for fact in facts if fact[1])
        if given == self._facts:
            return
        self._facts = given
        self.setVisible(bool(given))
        while self._rows.rowCount():
            self._rows.removeRow(0)
        for label, value in given:
            shown = text_label(value)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setAccessibleName(f"{label}：{value}")
            told = text_label(label, style="muted", wrap=False)
            told.setAlignment(Qt.AlignmentFlag.AlignTop)  # beside the first line of a long value
            self._rows.addRow(told, shown)

    def facts(self) -> tuple[tuple[str, str], ...]:
        return self._facts


def grouped(digest: str, size: int = 8) -> str:
    """A digest in groups that can be read over the phone."""
    return " ".join(digest[start : start + size] for start in range(0, len(digest), size))
