"""ConnectionBar: says above every page that the server does not answer, with the button to ask it again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from ui.icons import set_icon
from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.restyle import restyle

if TYPE_CHECKING:
    from operations.failures.explain import Failure

_KEPT = "输入的内容留在屏幕上，连上后自动保存。"


class ConnectionBar(QFrame):
    """Stands between header and pages, so that it hides nothing; hidden while the server answers."""

    wanted = Signal()
    """Asks for another try."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "banner")
        self._picture = QLabel()
        self._text = text_label(style="strong")
        self._reason = text_label(style="small")
        self.again = button("重新连接（F5）", icon="refresh-cw")
        self.again.clicked.connect(self.wanted)
        texts = QVBoxLayout()
        space(texts, gap=0.25)
        texts.addWidget(self._text)
        texts.addWidget(self._reason)
        row = QHBoxLayout(self)
        space(row, margins=(3, 1, 2, 1), gap=1.5)
        row.addWidget(self._picture)
        row.addLayout(texts, 1)
        row.addWidget(self.again)
        self.hide()

    def show_lost(self, failure: "Failure") -> None:
        """Say that the server does not answer, and why."""
        self._show(f"与服务器的连接断了。{_KEPT}", failure.message, "error")

    def show_trying(self) -> None:
        """Say that it is being asked."""
        self._show(f"正在重新连接服务器…{_KEPT}", "", "accent")

    def text(self) -> str:
        """What is said; empty while it is hidden."""
        return "" if self.isHidden() else self.accessibleName()

    def _show(self, text: str, reason: str, tone: str) -> None:
        self._text.setText(text)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        set_icon(self._picture, "circle-alert" if tone == "error" else "refresh-cw", tone)
        restyle(self, "tone", tone)
        self.setAccessibleName(f"{text}{reason}")
        self.show()
