"""PassphraseBox: one or two hidden fields with a switch to show what is typed."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operations.passphrases.strength import HELP, weakness
from operations.passphrases.suggest import suggest_passphrase
from ui.metrics import characters, space
from ui.parts.controls.buttons import button
from ui.parts.controls.check import CheckBox
from ui.parts.labels.texts import text_label

_LEAST = 12
"""Narrower than this many characters no line is made."""


class PassphraseBox(QWidget):
    """Asks for a passphrase; with ``repeat`` it is a new one, typed twice and worth its name.

    Args:
        repeat: Whether it is a new one.
        about: Gives what others know of the holder, which a new one should not rest on.
        label: What it is called where it is not a new one.
        rows: Rows of entries it goes on with, so that all inputs begin and end alike; else its own.

    """

    completed = Signal(bool)
    confirmed = Signal()

    def __init__(
        self,
        *,
        repeat: bool = False,
        about: Callable[[], Iterable[str]] = tuple,
        label: str = "签名口令",
        rows: QFormLayout | None = None,
    ) -> None:
        super().__init__()
        self._repeat = repeat
        self._about = about
        self._suggested = ""
        self._judged = ""
        self._weakness = ""
        self.first = _hidden(label)
        self.second = _hidden("再输入一次")
        self.hint = text_label(style="small")
        self.capitals = text_label("大写锁定好像开着：口令区分大小写。", style="error")
        self.capitals.hide()
        self.reveal = CheckBox("显示口令(&V)")
        self.reveal.toggled.connect(self._on_reveal)
        layout = QVBoxLayout(self)
        space(layout, gap=1)
        if rows is None:
            rows = QFormLayout()
            space(rows, gap=1)
            layout.addLayout(rows)
        rows.addRow("新口令(&P)" if repeat else f"{label}(&P)", self.first)
        if repeat:
            rows.addRow("再输入一次(&R)", self.second)
        else:
            self.second.setParent(self)
            self.second.hide()
        layout.addWidget(self.capitals)
        self.suggest = button("推荐一个口令(&S)", style="quiet")
        self.suggest.clicked.connect(self._on_suggest)
        switches = QHBoxLayout()
        space(switches, gap=1)
        switches.addWidget(self.reveal)
        switches.addWidget(self.suggest)
        switches.addStretch(1)
        layout.addLayout(switches)
        layout.addWidget(self.hint)
        self.suggest.setVisible(repeat)
        self.hint.setVisible(repeat)
        for field in (self.first, self.second):
            field.textChanged.connect(self._on_text_changed)
            field.returnPressed.connect(self._on_return)
            field.capitals.connect(self.capitals.setVisible)
        self._on_text_changed()

    @Slot(bool)
    def _on_reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)

    @Slot()
    def _on_suggest(self) -> None:
        made = suggest_passphrase()
        self._suggested = f"推荐的口令：{made.passphrase}（{made.words}）。"
        self.reveal.setChecked(True)
        self.first.setText(made.passphrase)
        self.second.clear()
        self.second.setFocus()

    @Slot()
    def _on_text_changed(self) -> None:
        if self._repeat:
            self._judge(self.first.text())
            self.hint.setText(self._advice())
        self.completed.emit(self.is_complete())

    def _judge(self, text: str) -> None:
        if text != self._judged:
            self._judged = text
            self._weakness = weakness(text, self._about()) if text else ""

    @Slot()
    def _on_return(self) -> None:
        if self.is_complete():
            self.confirmed.emit()
        elif self._repeat:
            wrong = self.first if self._weakness or not self.first.text() else self.second
            wrong.setFocus()
            wrong.selectAll()

    def _advice(self) -> str:
        text = self.first.text()
        if not text:
            return f"{HELP}口令无人能找回，请妥善保管。"
        if self._weakness:
            return f"口令太弱：{self._weakness}。{HELP}"
        if not text.startswith(self.second.text()):
            return "两次输入的口令不一样，请重新输入第二次。"
        if self.second.text() != text:
            suggested = self._suggested if text in self._suggested else "口令够强。"
            return f"{suggested}请抄下来妥善保管，再输入一次。"
        return "两次输入一致。口令无人能找回，请妥善保管。"

    def is_complete(self) -> bool:
        """Whether it can be used: not empty; a new one strong enough and typed twice alike."""
        text = self.first.text()
        if not self._repeat:
            return bool(text)
        return bool(text) and not self._weakness and self.second.text() == text

    def text(self) -> str:
        return self.first.text()

    def clear(self) -> None:
        self._suggested = ""
        self.capitals.hide()
        self.first.clear()
        self.second.clear()


class HiddenLine(QLineEdit):
    """A line for a passphrase that notices capitals nobody meant.

    No system tells Qt whether Caps Lock is on; a letter whose case does not follow from Shift tells.
    """

    capitals = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the letter that came with the Shift key."""
        letter = event.text()
        if letter.isascii() and letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(letter.isupper() is not shift)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.capitals.emit(False)  # one way or the other, the next letter tells
        super().keyPressEvent(event)


def _hidden(name: str) -> HiddenLine:
    field = HiddenLine()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    field.setMinimumWidth(characters(_LEAST))
    return field
