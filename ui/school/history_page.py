"""HistoryPage: who changed what and when, as the journal has it; undo and redo."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from forms.spec import Pack
from forms.workflow import State
from operations.journal_proof import HistoryVerdict, verify_history
from operations.school.records import EntryKind, JournalEntry
from ui.editors.tab_order import put_in_tab_order
from ui.entry.places import place_of
from ui.history_verdict import in_one_line, tell_findings
from ui.metrics import space
from ui.models.row_list import ListRow, RowLook
from ui.parts.buttons import button
from ui.parts.cards import Card, Page
from ui.parts.row_list import RowList
from ui.parts.strips import MessageStrip
from ui.parts.texts import text_label
from ui.school.desk import SchoolDesk

_MOST = 300
_ICONS = {
    EntryKind.EDIT: "pen-line",
    EntryKind.UNDO: "undo-2",
    EntryKind.REDO: "redo-2",
    EntryKind.MOVE: "arrow-right",
    EntryKind.COMMENT: "message-square",
    EntryKind.SIGN: "signature",
    EntryKind.EXPORT: "send",
    EntryKind.KEY: "key-round",
}


class HistoryPage(Page):
    """The journal can be read and checked, never changed."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__(
            "修改记录",
            note="每一次修改、撤销、流转都记在这里，逐条相扣，不能删改。关机后仍可撤销。",
        )
        self._desk = desk
        self.strip = MessageStrip()
        self.column.addWidget(self.strip)
        row = QHBoxLayout()
        space(row, gap=1)
        self.undo = button("撤销上一步", icon="undo-2")
        self.redo = button("重做", icon="redo-2")
        self.verify = button("核对记录是否完整", icon="shield-check", style="quiet")
        self.undo.clicked.connect(desk.session.undo)
        self.redo.clicked.connect(desk.session.redo)
        self.verify.clicked.connect(self._on_verify)
        for made in (self.undo, self.redo, self.verify):
            row.addWidget(made)
        row.addStretch(1)
        self.column.addLayout(row)
        card = Card()
        self.list = RowList(desk.desktop.theme, "修改记录")
        self._more = text_label(style="small")
        card.content.addWidget(self.list)
        card.content.addWidget(self._more)
        self.column.addWidget(card)
        self.finish()
        self.setFocusProxy(self.list)
        put_in_tab_order(self.list, self.undo, self.redo, self.verify)
        desk.session.status_changed.connect(self._on_saved)

    @Slot()
    def refresh(self) -> None:
        opened = self._desk.session.opened
        self.undo.setEnabled(opened.editable and opened.can_undo)
        self.redo.setEnabled(opened.editable and opened.can_redo)
        self._desk.run(
            lambda store: store.journal.entries(limit=_MOST), owner=self, then=self._show
        )

    def _show(self, entries: list[JournalEntry]) -> None:
        pack = self._desk.session.pack
        rows = []
        for entry in entries:
            look = RowLook(
                _title(entry, pack),
                subtitle="　".join(
                    part
                    for part in (entry.actor.role.label, entry.actor.name, entry.reason)
                    if part
                ),
                icon=_ICONS.get(entry.kind, "circle-dot"),
                trailing=f"{entry.at.astimezone():%m-%d %H:%M:%S}",
            )
            rows.append(ListRow(look, entry.seq))
        self.list.show_rows(rows)
        self.list.fit_height()
        self._more.setVisible(len(entries) == _MOST)
        self._more.setText(f"只显示最近 {_MOST} 条。" if len(entries) == _MOST else "")

    @Slot()
    def _on_saved(self) -> None:
        if self.isVisible() and self._desk.session.opened.is_settled:
            self.refresh()

    @Slot()
    def _on_verify(self) -> None:
        self._desk.run(verify_history, owner=self, then=self._on_verified)

    def _on_verified(self, verdict: HistoryVerdict) -> None:
        self.strip.say(in_one_line(verdict), tone="ok" if verdict.intact else "error")
        tell_findings(self._desk.desktop.messages, verdict)


def _title(entry: JournalEntry, pack: Pack) -> str:
    """What was done, and to what: the first places and how many there are."""
    if entry.kind is EntryKind.MOVE:
        return f"{entry.kind.label}　{_states(entry.payload)}"
    places = [place_of(pack, address) or address for address in entry.addresses[:2]]
    more = f" 等 {len(entry.addresses)} 处" if len(entry.addresses) > len(places) else ""
    return f"{entry.kind.label}　{'、'.join(places)}{more}" if places else entry.kind.label


def _states(payload: Mapping[str, object]) -> str:
    """From which state to which; a store of another version may know other states."""
    labels = {state.value: state.label for state in State}
    words = [labels.get(str(payload.get(end, "")), "") for end in ("from", "to")]
    return " → ".join(word for word in words if word)
