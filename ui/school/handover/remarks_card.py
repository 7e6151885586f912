"""RemarksCard: what the principal remarks on a review file; it goes back with his answer."""

from PySide6.QtCore import Signal, Slot

from forms.places import place_of
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.page.strips import MessageStrip
from ui.school.desk import SchoolDesk
from ui.school.review.review_cards import ListCard


class RemarksCard(ListCard):
    """The remarks in the order they were written, each about one place or about the whole return."""

    changed = Signal()
    """A remark was written or taken away."""
    line_wanted = Signal(str)
    """The line at this address, which a remark is about, is to be shown."""

    def __init__(self, desk: SchoolDesk, strip: MessageStrip) -> None:
        super().__init__(desk.desktop, "要带回去的意见", "message-square")
        self._desk = desk
        self._strip = strip
        self._address = ""
        self._remarks: list[tuple[str, str]] = []
        self.comment = button("写意见(&M)…", icon="message-square", style="quiet")
        self.comment.setToolTip("对选中的一项写意见（Ctrl+M）")
        self.drop = button("删去选中的意见(&D)", icon="trash-2", style="quiet")
        self.comment.clicked.connect(self.write)
        self.drop.clicked.connect(self._on_drop)
        self.list.chosen.connect(self._on_remark)
        self.content.addLayout(button_row(self.comment, self.drop))

    def remarks(self) -> tuple[tuple[str, str], ...]:
        """Address and text of each; an address of ``""`` stands for the whole return."""
        return tuple(self._remarks)

    def begin(self) -> None:
        """Forget what was remarked on the file before."""
        self._remarks, self._address = [], ""
        self.comment.setText("写意见(&M)…")
        self._show()

    @Slot(object)
    def be_about(self, address: object) -> None:
        """Let the next remark be about this place."""
        self._address = str(address)
        pack = self._desk.session.pack
        self.comment.setText(f"对“{place_of(pack, self._address)}”写意见(&M)…")

    @Slot()
    def write(self) -> None:
        """Ask for a remark on the place in focus."""
        text = self._desk.desktop.messages.text(
            "写意见",
            f"对“{self._place(self._address)}”的意见，随答复带回给填报员。有意见的不能同时签名。",
            label="意见",
            accept="记下",
        )
        if text is not None:
            self._remarks.append((self._address, text))
            self._show()
            self.changed.emit()

    @Slot()
    def _on_drop(self) -> None:
        marked = self.list.current_payload()
        if not isinstance(marked, int):
            self._strip.say("请先在“要带回去的意见”里选中一条。", tone="query")
            return
        del self._remarks[marked]
        self._show()
        self.changed.emit()

    @Slot(object)
    def _on_remark(self, payload: object) -> None:
        if isinstance(payload, int):
            self.line_wanted.emit(self._remarks[payload][0])

    def _show(self) -> None:
        rows = [
            ListRow(RowLook(text, subtitle=self._place(address), lines=3), number)
            for number, (address, text) in enumerate(self._remarks)
        ]
        self.show_rows(rows, empty="还没有意见。先选中上面的一行再写，就是对那一项的意见。")
        self.drop.setVisible(bool(rows))

    def _place(self, address: str) -> str:
        return place_of(self._desk.session.pack, address) if address else "整份填报表"
