"""HistoryPage: what was changed, from what to what, by whom and when; the way there and the way back."""

from PySide6.QtCore import Slot

from forms.quoting import shortened
from forms.workflow import why_read_only
from operations.journal.proof import HistoryVerdict, verify_history
from operations.school.history.past import PastChange, PastEntry, PastFilter, back_to, read_past
from operations.school.records import EntryKind
from ui.history_verdict import in_one_line, tell_findings
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.controls.why_not import WhyNot, allow
from ui.parts.focus.tab_order import put_in_tab_order
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card, Page
from ui.parts.page.strips import MessageStrip
from ui.parts.rows.row_list import RowList
from ui.school.desk import SchoolDesk
from ui.school.history.history_filters import HistoryFilters

_MOST = 300
_PARTS = 8
"""So many places of one entry are listed by themselves."""
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
    """The journal can be read and checked, never changed; what it tells can be put back."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__(
            "修改记录",
            note="每一次修改、撤销、流转都记在这里，逐条相扣，不能删改。恢复是一次新的修改，也可以撤销。",
        )
        self._desk = desk
        self._entries: list[PastEntry] = []
        self.strip = MessageStrip()
        self.pin(self.strip)
        self.undo = button("撤销上一步", icon="undo-2")
        self.redo = button("重做", icon="redo-2")
        self.verify = button("核对记录是否完整", icon="shield-check", style="quiet")
        self.undo.clicked.connect(desk.session.undo)
        self.redo.clicked.connect(desk.session.redo)
        self.verify.clicked.connect(self._on_verify)
        self.column.addLayout(button_row(self.undo, self.redo, self.verify))
        self.filters = HistoryFilters(desk.session.pack)
        self.filters.changed.connect(self._show)
        self.column.addWidget(self.filters)
        self.column.addWidget(self._make_list())
        self.finish()
        self.setFocusProxy(self.list)
        put_in_tab_order(
            *(self.list, self.go, self.restore, self.return_to),
            *(self.filters.form, self.filters.person, self.filters.day, self.filters.place),
            *(self.undo, self.redo, self.verify),
        )
        desk.session.status_changed.connect(self._on_saved)

    def _make_list(self) -> Card:
        card = Card()
        self.list = RowList(self._desk.desktop.theme, "修改记录")
        self.list.chosen.connect(self._on_chosen)
        self._more = text_label(style="small")
        self.go = button("到这一处（Enter）", icon="arrow-right")
        self.restore = button("恢复这一处原来的内容(&R)", icon="rotate-ccw")
        self.return_to = button("回到这一刻(&T)…", icon="history")
        self.go.clicked.connect(lambda: self._on_chosen(self.list.current_payload()))
        self.restore.clicked.connect(self._on_restore)
        self.return_to.clicked.connect(self._on_return)
        card.content.addWidget(self.list)
        card.content.addWidget(self._more)
        card.content.addLayout(button_row(self.go, self.restore, self.return_to))
        self._why = WhyNot(self.restore, self.return_to)
        card.content.addWidget(self._why)
        return card

    def about(self, address: str) -> None:
        """Tell of one field or cell only; of everything with ``""``."""
        self.filters.show_address(address)

    @Slot()
    def refresh(self) -> None:
        """Read the journal again."""
        opened = self._desk.session.opened
        locked = why_read_only(self._desk.facts.state)
        allow(self.undo, locked or ("" if opened.can_undo else "没有可以撤销的修改。"))
        allow(self.redo, locked or ("" if opened.can_redo else "没有可以重做的修改。"))
        self._why.say(locked)
        self._desk.run(read_past, owner=self, then=self._take)

    def _take(self, entries: list[PastEntry]) -> None:
        self._entries = entries
        self.filters.offer(entries)
        self._show()

    @Slot()
    def _show(self) -> None:
        wanted = self.filters.wanted()
        found = [entry for entry in self._entries if wanted.takes(entry)]
        rows = [row for entry in found[:_MOST] for row in _rows(entry, wanted)]
        self.list.show_rows(rows)
        self.list.fit_height(most=14)
        if self.list.current_payload() is None:
            self.list.select(rows[0].payload if rows else None)
        more = len(found) > _MOST
        self._more.setVisible(more or not found)
        self._more.setText(f"只显示最近 {_MOST} 条。" if more else "没有这样的记录。")

    @Slot()
    def _on_saved(self) -> None:
        if self.isVisible() and self._desk.session.opened.is_settled:
            self.refresh()

    # -- what is chosen ------------------------------------------------------------------------

    def _entry(self) -> PastEntry | None:
        chosen = self.list.current_payload()
        if not isinstance(chosen, tuple):
            return None
        return next((entry for entry in self._entries if entry.seq == chosen[0]), None)

    def _change(self) -> PastChange | None:
        entry, chosen = self._entry(), self.list.current_payload()
        if entry is None or not entry.changes or not isinstance(chosen, tuple):
            return None
        number = 0 if len(entry.changes) == 1 else chosen[1]
        return entry.changes[number] if number >= 0 else None

    @Slot(object)
    def _on_chosen(self, _payload: object) -> None:
        change, entry = self._change(), self._entry()
        if change is None and entry is not None and entry.changes:
            change = entry.changes[0]
        if change is not None and change.address:
            self.jumped.emit(change.address)
        else:
            self.strip.say("这一条没有改动填报的内容，没有可去的地方。")

    @Slot()
    def _on_restore(self) -> None:
        change, entry = self._change(), self._entry()
        if change is None or entry is None:
            self.strip.say("请先选中一处改动。一次改了多处的，请选中其中一处。", tone="query")
            return
        reason = f"恢复第 {entry.seq} 条记录以前的内容"
        if self._desk.session.restore([change.back], reason=reason):
            self.strip.say(f"已恢复：{change.place}，现为“{shortened(change.before)}”。", tone="ok")

    @Slot()
    def _on_return(self) -> None:
        entry = self._entry()
        if entry is None:
            self.strip.say("请先选中一条记录。", tone="query")
            return
        edits = back_to(self._entries, entry.seq)
        if not edits:
            self.strip.say("这就是现在的内容，没有要恢复的。")
            return
        moment = f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}"
        text = f"全部内容将恢复到 {moment} 这一条刚做完的样子，共改 {len(edits)} 处。可以用“撤销”整批退回。"
        later = [one.title for one in self._entries if one.seq > entry.seq and one.back]
        detail = "将退回：\n" + "\n".join(later[:_PARTS]) + ("\n……" if len(later) > _PARTS else "")
        if not self._desk.desktop.messages.confirm(
            "回到这一刻？", text, accept="恢复", detail=detail
        ):
            return
        if self._desk.session.restore(edits, reason=f"恢复到第 {entry.seq} 条记录，{moment}"):
            self.strip.say(f"已恢复到 {moment}，共改 {len(edits)} 处。", tone="ok")

    # -- is it whole? --------------------------------------------------------------------------

    @Slot()
    def _on_verify(self) -> None:
        self._desk.run(verify_history, owner=self, then=self._on_verified)

    def _on_verified(self, verdict: HistoryVerdict) -> None:
        self.strip.say(in_one_line(verdict), tone="ok" if verdict.intact else "error")
        tell_findings(self._desk.desktop.messages, verdict)


def _rows(entry: PastEntry, wanted: PastFilter) -> list[ListRow]:
    """The row of an entry and, where it changed several places, one for each of the first."""
    look = RowLook(
        entry.title,
        subtitle="　".join(part for part in (f"{entry.role} {entry.person}", entry.reason) if part),
        icon=_ICONS.get(entry.kind, "circle-dot"),
        trailing=f"{entry.at.astimezone():%m-%d %H:%M:%S}",
        lines=2,
    )
    rows = [ListRow(look, (entry.seq, -1))]  # number of the entry, and of its change or -1
    if len(entry.changes) < 2:
        return rows
    parts = [(n, one) for n, one in enumerate(entry.changes) if wanted.takes_change(one)]
    rows += [
        ListRow(RowLook(one.sentence, indent=1, lines=2), (entry.seq, number))
        for number, one in parts[:_PARTS]
    ]
    if len(parts) > _PARTS:
        more = RowLook(f"还有 {len(parts) - _PARTS} 处", indent=1, muted=True)
        rows.append(ListRow(more, (entry.seq, _PARTS)))
    return rows
