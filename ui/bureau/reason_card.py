"""ReasonCard: why a return goes back, and the day by which it is to be mended."""

from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit

from ui.metrics import characters, line_height, space
from ui.parts.page.cards import Card


class ReasonCard(Card):
    """What every return slip says, for one school or for many.

    Attributes:
        reason: What the school reads first.
        due: A day as ``2024-10-30``, or empty.

    """

    def __init__(self, *, note: str, lines: int) -> None:
        super().__init__("退回的原因", note=note, icon="message-square-text")
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("退回的原因")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(line_height() * lines)
        self.content.addWidget(self.reason)
        self.due = QLineEdit()
        self.due.setAccessibleName("要求哪天前改好")
        self.due.setPlaceholderText("如 2024-10-30，可以不写")
        self.due.setMaximumWidth(characters(16))
        rows = QFormLayout()
        space(rows, gap=1)
        rows.addRow("要求改好的日期(&D)", self.due)
        self.content.addLayout(rows)
