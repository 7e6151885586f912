"""PassphraseBox: one or two hidden fields with a switch to show what is typed."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.metrics import characters, space
from ui.parts.check import CheckBox
from ui.parts.texts import text_label

SHORTEST: Final = 8
"""Characters a new passphrase has at least."""


class PassphraseBox(QWidget):
    """Asks for a passphrase; with ``repeat`` it is a new one, typed twice."""

    completed = Signal(bool)
    confirmed = Signal()

    def __init__(self, *, repeat: bool = False) -> None:
        super().__init__()
        self._repeat = repeat
        self.first = _hidden("签名口令")
        self.second = _hidden("再输入一次")
        self.hint = text_label(style="small")
        self.reveal = CheckBox("显示口令(&V)")
        self.reveal.toggled.connect(self._on_reveal)
        layout = QVBoxLayout(self)
        space(layout, gap=1)
        rows = QFormLayout()
        space(rows, gap=1)
        rows.addRow("新口令(&P)" if repeat else "签名口令(&P)", self.first)
        if repeat:
            rows.addRow("再输入一次(&R)", self.second)
        else:
            self.second.setParent(self)
            self.second.hide()
        narrow = QHBoxLayout()
        space(narrow)
        narrow.addLayout(rows)
        narrow.addStretch(1)
        layout.addLayout(narrow)
        layout.addWidget(self.reveal)
        layout.addWidget(self.hint)
        self.hint.setVisible(repeat)
        for field in (self.first, self.second):
            field.textChanged.connect(self._on_text_changed)
            field.returnPressed.connect(self._on_return)
        self._on_text_changed()

    @Slot(bool)
    def _on_reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)

    @Slot()
    def _on_text_changed(self) -> None:
        self.hint.setText(self._advice())
        self.completed.emit(self.is_complete())

    @Slot()
    def _on_return(self) -> None:
        if self.is_complete():
            self.confirmed.emit()
        elif self._repeat and self.first.hasFocus():
            self.second.setFocus()

    def _advice(self) -> str:
        text = self.first.text()
        if len(text) < SHORTEST:
            return f"至少 {SHORTEST} 个字符，可以是一句只有您知道的话。口令无人能找回，请妥善保管。"
        if self.second.text() != text:
            return "两次输入还不一致。"
        return "两次输入一致。口令无人能找回，请妥善保管。"

    def is_complete(self) -> bool:
        """Whether it can be used: not empty; a new one long enough and typed twice alike."""
        text = self.first.text()
        if not self._repeat:
            return bool(text)
        return len(text) >= SHORTEST and self.second.text() == text

    def text(self) -> str:
        return self.first.text()

    def clear(self) -> None:
        self.first.clear()
        self.second.clear()


def _hidden(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    field.setFixedWidth(characters(18))
    return field
