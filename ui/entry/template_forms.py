"""Which of the forms are meant: for one department's template, or to be printed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from forms.spec import Form
from ui.dialogs.prompts import PromptDialog
from ui.messages import Messages
from ui.metrics import line_height, unit
from ui.parts.controls.check import TickDelegate


@dataclass(frozen=True, slots=True)
class FormsPurpose:
    """What the forms are asked for: title, sentence, icon and act of the dialog."""

    title: str
    text: str
    icon: str
    accept: str


TEMPLATE: Final = FormsPurpose(
    "模板里放哪些表",
    "给一个处室的模板只勾选它要填的表。几个处室填好后可以一次读回来。",
    "file-spreadsheet",
    "导出",
)
PRINT: Final = FormsPurpose(
    "打印哪些表", "存为 PDF 再打印。没有签名的内容每页都带“草稿”字样。", "printer", "存为 PDF"
)


class FormsDialog(PromptDialog):
    """Which forms are meant; those of ``ticked``, or all of them, unless somebody changes it."""

    def __init__(
        self,
        parent: QWidget | None,
        forms: Sequence[Form],
        purpose: FormsPurpose = TEMPLATE,
        ticked: Collection[str] = (),
    ) -> None:
        super().__init__(parent, title=purpose.title, text=purpose.text, icon=purpose.icon)
        self.list = QListWidget()
        self.list.setProperty("part", "lines")
        self.list.setItemDelegate(TickDelegate(self.list))
        self.list.setAccessibleName("要哪些表")
        for form in forms:
            item = QListWidgetItem(form.label)
            item.setData(Qt.ItemDataRole.UserRole, form.id)
            is_ticked = not ticked or form.id in ticked
            item.setCheckState(Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight((line_height() + unit(1)) * len(forms) + unit(1))
        self.list.itemChanged.connect(self._on_changed)
        self.body.addWidget(self.list)
        self.add_buttons(purpose.accept)

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
