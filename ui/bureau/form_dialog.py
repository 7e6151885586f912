"""FormDialog: a question with several entries, as high as its wrapped texts need."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QLayout, QLineEdit, QWidget

from ui.dialogs import PromptDialog
from ui.metrics import characters, space
from ui.parts.texts import text_label

_WIDTH = 40


class FormDialog(PromptDialog):
    """Entries under the text; what else a dialog adds to :attr:`body` comes below them."""

    def __init__(self, parent: QWidget | None, *, title: str, text: str, icon: str) -> None:
        super().__init__(parent, title=title, text=text, icon=icon)
        self.setFixedWidth(characters(_WIDTH))
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

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the height once everything has its looks."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Be as high as the wrapped texts need; the layout by itself counts with less width."""
        if (layout := self.layout()) is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
            self.setMinimumHeight(0)
            self.resize(self.width(), layout.heightForWidth(self.width()))
