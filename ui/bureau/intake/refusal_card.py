"""RefusalCard: under a table of files, what the one in focus was answered, whole, and what to do."""

from operations.bureau.intake.settling import ImportResult
from operations.bureau.records import ImportRecord, QuarantinedFile
from ui.bureau.words import advice
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card


class RefusalCard(Card):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = text_label()
        self.advice = text_label(style="muted")
        self.content.addWidget(self.sentence)
        self.content.addWidget(self.advice)
        self.hide()

    def show_item(self, item: ImportResult | ImportRecord | QuarantinedFile | None) -> None:
        """Show what a file was answered; nothing for ``None``."""
        self.setVisible(item is not None)
        if item is None:
            return
        name = item.file if isinstance(item, ImportResult) else item.file_name
        self.sentence.setText(f"{name}　{item.message}")
        todo = advice(item.code)
        self.advice.setText(f"怎么办：{todo}（代码 {item.code.value}）")
        self.advice.setVisible(bool(todo))
