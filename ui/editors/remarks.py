"""RemarkList: what principal or bureau remarked about a field or table, where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import set_icon
from ui.metrics import space, unit
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label


@dataclass(frozen=True, slots=True)
class Remark:
    """One open remark: its number, what it is about, and what is shown of it."""

    id: int
    address: str
    text: str


class RemarkList(QWidget):
    """One line per open remark, each with a button to answer it; hidden without any."""

    reply_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._lines = QVBoxLayout(self)
        space(self._lines, gap=0.25)
        self._shown: tuple[tuple[Remark, ...], bool] = ((), False)
        self._made: list[QWidget] = []
        self.hide()

    def show_remarks(self, remarks: Sequence[Remark], *, answerable: bool) -> bool:
        """Show these; whether anything is different now."""
        shown = (tuple(remarks), answerable)
        if shown == self._shown:
            return False
        self._shown = shown
        self._made.clear()
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for remark in remarks:
            line = self._line(remark, answerable=answerable)
            self._lines.addWidget(line)
            self._made.append(line)
            line.show()  # Qt alone would show it a turn later, and the page would move then
        self.setVisible(bool(remarks))
        return True

    def stops(self) -> list[QWidget]:
        """What Tab walks through, from top to bottom."""
        return [made for line in self._made for made in line.findChildren(QPushButton)]

    def texts(self) -> tuple[str, ...]:
        """What is shown."""
        return tuple(remark.text for remark in self._shown[0])

    def _line(self, remark: Remark, *, answerable: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        space(row, gap=0.75)
        picture = QLabel()
        set_icon(picture, "message-square", "accent")
        text = text_label(remark.text, style="remark")
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
        if answerable:
            for part in (picture, text):  # a button has room around its word
                part.setContentsMargins(0, unit(0.75), 0, 0)
            made = button("回复…", icon="corner-up-left", style="quiet")
            made.setAccessibleName(f"回复：{remark.text}")
            made.setToolTip("改好了，或作说明（Ctrl+Shift+M）")
            made.clicked.connect(partial(self.reply_wanted.emit, remark.id))
            row.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        return line
