"""MessageStrip: what the user should know but need not answer, at the top of a page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ui.icons import set_icon
from ui.metrics import space
from ui.parts.buttons import ToolButton
from ui.parts.texts import text_label

if TYPE_CHECKING:
    from operations.failure import Failure

_ICONS = {"ok": "circle-check", "query": "triangle-alert", "error": "circle-alert"}


class MessageStrip(QFrame):
    """One sentence with icon on a soft ground; hidden while it has nothing to say."""

    def __init__(self, *, closable: bool = True) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        layout = QHBoxLayout(self)
        space(layout, margins=(1.5, 1, 1, 1), gap=1)
        self._picture = QLabel()
        texts = QVBoxLayout()
        space(texts, gap=0.25)
        self._text = text_label(style="strong")
        self._detail = text_label()
        texts.addWidget(self._text)
        texts.addWidget(self._detail)
        layout.addWidget(self._picture)
        layout.addLayout(texts, 1)
        close = ToolButton()
        set_icon(close, "x", "muted")
        close.setAccessibleName("关闭提示")
        close.clicked.connect(self.clear)
        layout.addWidget(close)
        close.setVisible(closable)  # after it has a parent, else a window of its own flashes up
        self.hide()

    def say(self, text: str, *, tone: str = "accent", detail: str = "") -> None:
        """Show a sentence; ``tone`` is accent, ok, query or error."""
        self._text.setText(text)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        set_icon(self._picture, _ICONS.get(tone, "info"), tone)
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(f"{text}{detail}")
        self.show()

    def fail(self, failure: "Failure") -> None:
        """Say why something was not done."""
        self.say(failure.message, tone="error")

    @Slot()
    def clear(self) -> None:
        """Hide the sentence."""
        self._text.clear()
        self.hide()

    def text(self) -> str:
        """The sentence shown; empty when hidden."""
        return self._text.text()
