"""RemarkList: what principal or bureau remarked about a field or table, where it stands."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import set_icon
from ui.metrics import space
from ui.parts.texts import text_label


class RemarkList(QWidget):
    """One line per open remark; hidden without any."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        space(self._lines, gap=0.25)
        self._texts: tuple[str, ...] = ()
        self.hide()

    def show_texts(self, texts: Sequence[str]) -> None:
        if tuple(texts) == self._texts:
            return
        self._texts = tuple(texts)
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text in self._texts:
            line = _line(text)
            self._lines.addWidget(line)
            line.show()  # Qt alone would show it a turn later, and the page would move then
        self.setVisible(bool(texts))

    def texts(self) -> tuple[str, ...]:
        return self._texts


def _line(text: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    space(row, gap=0.75)
    picture = QLabel()
    set_icon(picture, "message-square", "accent")
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text_label(text, style="remark"), 1)
    return line
