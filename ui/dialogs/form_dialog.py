"""FormDialog: a question with several entries."""

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from ui.dialogs.prompts import PromptDialog
from ui.metrics import characters, space
from ui.parts.labels.texts import set_kind, text_label

_WIDTH = 40


class FormDialog(PromptDialog):
    """Entries under the text; what else a dialog adds to :attr:`body` comes below them."""

    def __init__(self, parent: QWidget | None, *, title: str, text: str, icon: str) -> None:
        super().__init__(parent, title=title, text=text, icon=icon)
        self.setMinimumWidth(characters(_WIDTH))
        self.rows = QFormLayout()
        space(self.rows, gap=1)
        self.body.addLayout(self.rows)

    def entry(self, label: str, name: str, *, example: str = "") -> QLineEdit:
        """Add a line to fill in; ``label`` may hold a mnemonic, ``name`` is spoken."""
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(example)
        made.setMinimumWidth(characters(20))
        self.rows.addRow(label, made)
        return made

    def add_hint(self) -> None:
        """Put a line at the end that says what is still wrong, or what it means."""
        self.hint = text_label(style="small")
        self.body.addWidget(self.hint)

    def tell(self, text: str, *, wrong: bool = False) -> None:
        """Let the hint say something; what is wrong stands out."""
        self.hint.setText(text)
        set_kind(self.hint, "error" if wrong else "small")
