"""MessageStrip: what the user should know but need not answer, at the top of a page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import set_icon
from ui.metrics import space, unit
from ui.parts.controls.buttons import ToolButton, button
from ui.parts.labels.texts import text_label, unbroken
from ui.parts.page.aloud import say_aloud
from ui.parts.restyle import restyle

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QResizeEvent

    from operations.failures.explain import Failure

_ICONS = {"ok": "circle-check", "query": "triangle-alert", "error": "circle-alert"}


class MessageStrip(QFrame):
    """One sentence with icon on a soft ground; hidden while it has nothing to say."""

    reshaped = Signal()
    """It came, went, or needs another height."""

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
        self._offers = QHBoxLayout()
        space(self._offers, gap=1)
        self._offers.addStretch(1)
        texts.addLayout(self._offers)
        texts.addStretch(1)
        layout.addLayout(_at_first_line(self._picture))
        layout.addLayout(texts, 1)
        close = self._close = ToolButton()
        close.setAccessibleName("关闭提示")
        close.clicked.connect(self.clear)
        layout.addLayout(_at_first_line(close))
        close.setVisible(closable)  # after it has a parent, else a window of its own flashes up
        self._in_passing = ""
        self.hide()

    def minimumSizeHint(self) -> "QSize":
        """As high as its lines are at the width it has; wrapped texts ask for more than they need."""
        usual = super().minimumSizeHint()
        usual.setHeight(min(usual.height(), self.heightForWidth(self.width())))
        return usual

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Another width may break the lines elsewhere."""
        super().resizeEvent(event)
        self.updateGeometry()

    @Slot(str, str)
    def say_in_passing(self, text: str, tone: str) -> None:
        """Show a sentence about what was just done; the next thing done takes it away."""
        self.say(text, tone=tone)
        self._in_passing = self.text()

    @Slot()
    def go_on(self) -> None:
        """Hide what was said in passing: something else is done now."""
        if self._in_passing and self._in_passing == self.text():
            self.clear()

    def say(self, text: str, *, tone: str = "accent", detail: str = "") -> None:
        """Show a sentence; ``tone`` is accent, ok, query or error, which is said aloud as well."""
        self._in_passing = ""
        self._withdraw()
        self._text.setText(unbroken(text))
        self._detail.setText(unbroken(detail))
        self._detail.setVisible(bool(detail))
        set_icon(self._picture, _ICONS.get(tone, "info"), tone)
        set_icon(self._close, "x", "muted")
        restyle(self, "tone", tone)
        self.setAccessibleName(f"{text}{detail}")
        self.show()
        self.reshaped.emit()
        if tone == "error":
            say_aloud(self, f"{text}{detail}")

    def offer(self, text: str, act: Callable[[], object], *, icon: str) -> None:
        """Put a button under the sentence that is shown; it goes with the sentence."""
        made = button(text, icon=icon)

        def pressed() -> None:  # the signal carries whether it is checked
            act()

        made.clicked.connect(pressed)
        self._offers.setContentsMargins(0, unit(0.75), 0, unit(0.5))
        self._offers.insertWidget(self._offers.count() - 1, made)
        made.show()
        from ui.parts.focus.tab_order import put_before  # no first window has anything to offer

        put_before(self._close, made)
        self.reshaped.emit()

    def focus_offer(self) -> None:
        """Bring the keyboard to the first button under the sentence, if there is one."""
        item = self._offers.itemAt(0)
        if item is not None and (first := item.widget()) is not None:
            first.setFocus()

    def _withdraw(self) -> None:
        while self._offers.count() > 1:
            item = self._offers.takeAt(0)
            if item is not None and (made := item.widget()) is not None:
                made.hide()
                made.deleteLater()
        self._offers.setContentsMargins(0, 0, 0, 0)

    def fail(self, failure: "Failure") -> None:
        """Say why something was not done."""
        self.say(failure.message, tone="error")

    @Slot()
    def clear(self) -> None:
        """Hide the sentence."""
        self._withdraw()
        self._text.clear()
        self.hide()
        self.reshaped.emit()

    def text(self) -> str:
        """The sentence shown; empty when hidden."""
        return self._text.text()


def _at_first_line(part: QWidget) -> QVBoxLayout:
    """Keep a part at the first line of a long sentence, where it is in sight as soon as that is."""
    column = QVBoxLayout()  # an alignment would load every name of Qt
    column.addWidget(part)
    column.addStretch(1)
    return column
