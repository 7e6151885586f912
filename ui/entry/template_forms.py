"""Which forms a template is for: one department fills some of them, another the rest."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from forms.spec import Form
from ui.dialogs import PromptDialog
from ui.messages import Messages
from ui.metrics import line_height


class FormsDialog(PromptDialog):
    """Which forms a template is for; all of them unless somebody unticks some."""

    def __init__(self, parent: QWidget | None, forms: Sequence[Form]) -> None:
        text = "给一个处室的模板只勾选它要填的表。几个处室填好后可以一次读回来。"
        super().__init__(parent, title="模板里放哪些表", text=text, icon="file-spreadsheet")
        self.list = QListWidget()
        self.list.setAccessibleName("模板里的表")
        for form in forms:
            item = QListWidgetItem(form.label)
            item.setData(Qt.ItemDataRole.UserRole, form.id)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(line_height() * (len(forms) + 2))
        self.list.itemChanged.connect(self._on_changed)
        self.body.addWidget(self.list)
        self.add_buttons("导出")

    def chosen(self) -> tuple[str, ...]:
        """Ids of the forms that are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _on_changed(self) -> None:
        self.accept_button.setEnabled(bool(self.chosen()))


def ask_forms(
    messages: Messages, parent: QWidget | None, forms: Sequence[Form]
) -> tuple[str, ...] | None:
    """Ask which forms a template is for; ``None`` if the user turned away. One form is not asked about."""
    if len(forms) == 1:
        return (forms[0].id,)
    dialog = FormsDialog(parent, forms)
    accepted = messages.dialog(dialog)
    chosen = dialog.chosen()
    dialog.deleteLater()
    return chosen if accepted else None
