"""FoldLine: how many questions of a section do not concern this school, and a key to see them."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label


class FoldLine(QWidget):
    """A sentence and a button; hidden while every question concerns the school."""

    turned = Signal()
    """The questions are to be shown, or folded away again."""

    def __init__(self) -> None:
        super().__init__()
        self.unfolded = False
        row = QHBoxLayout(self)
        space(row, gap=1)
        self._text = text_label(style="small", wrap=False)
        self.turn = button("显示", style="quiet")
        self.turn.clicked.connect(self._on_turned)
        row.addWidget(self._text)
        row.addWidget(self.turn)
        row.addStretch(1)
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many there are."""
        state = "灰色的就是" if self.unfolded else "已收起"
        self._text.setText(f"有 {count} 项不适用于本校，{state}。")
        self.turn.setText("收起" if self.unfolded else "显示")
        self.turn.setAccessibleName(f"{self.turn.text()}不适用于本校的 {count} 项")
        self.setVisible(bool(count))

    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    @Slot()
    def _on_turned(self) -> None:
        self.unfolded = not self.unfolded
        self.turned.emit()
