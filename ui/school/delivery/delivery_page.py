"""DeliveryPage: export the signed package, read what the bureau sends back, reopen if need be."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from forms.exchange import ContainerKind
from forms.workflow import State
from operations.files import read_file
from operations.school.check import send_back
from operations.school.delivery.export import ExportedPackage, export_package
from operations.school.delivery.replies import Reply, read_reply
from operations.school.records import Delivery
from ui.dialogs.replacing import write_asking
from ui.icons import set_icon
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.controls.check import CheckBox
from ui.parts.controls.why_not import WhyNot, allow
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card, Page
from ui.parts.page.facts import grouped
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.parts.restyle import restyle
from ui.parts.rows.row_list import RowList
from ui.school.desk import Facts, SchoolDesk
from ui.school.signing.exported_card import ExportedCard

_REPLY = "回执或退回单 (*.asice)"
_NO_REPLY = "这个库还没有签过上报包，不会有回执或退回单。"
_DIGITS = 32
_EXPORTABLE = {State.SIGNED, State.DELIVERED}


class DeliveryPage(Page):
    """Out, back, and what went before."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__(
            "导出与回执", note="上报包只有收件的区局能打开，可以用 U 盘或任何渠道传送。"
        )
        self._desk = desk
        self.strip = MessageStrip()
        self.pin(self.strip)
        self.column.addWidget(self._make_export_card())
        self.exported = ExportedCard(desk)
        self.column.addWidget(self.exported)
        self.column.addWidget(self._make_reply_card())
        self.column.addWidget(self._make_reopen_card())
        self.column.addWidget(self._make_list_card())
        self.finish()
        self.setFocusProxy(self.export)
        desk.facts_changed.connect(self.refresh)

    def _make_export_card(self) -> Card:
        card = Card("导出上报包", icon="package")
        self.standing = text_label()
        self.export = button("选择文件夹并导出(&X)…", icon="folder-open", style="primary")
        self.plain = CheckBox("不加密，只供本校查看(&U)")
        self.export.clicked.connect(self._on_export)
        card.content.addWidget(self.standing)
        # Tab enters the page at what it is about, and would never come to what stands above that.
        card.content.addLayout(button_row(self.export))
        card.content.addWidget(self.plain)
        return card

    def _make_reply_card(self) -> Card:
        card = Card(
            "区局的回执或退回单",
            note="回执确认区局已经接收；退回单带着对各项的意见，读入后自动开始新的一版。",
            icon="mail-check",
        )
        self.reply = button("读入回执或退回单(&R)…", icon="file-input")
        self.reply.clicked.connect(self._on_reply)
        card.content.addLayout(button_row(self.reply))
        self._why_no_reply = WhyNot(self.reply)
        card.content.addWidget(self._why_no_reply)
        return card

    def _make_reopen_card(self) -> Card:
        self._reopen_card = Card(
            "重新打开",
            note="签名之后发现错误，可以重新打开修改。已签名的一版原样保留，修改形成新的一版。",
            icon="rotate-ccw",
        )
        self.reopen = button("重新打开填报表(&E)…", icon="rotate-ccw", style="danger")
        self.reopen.clicked.connect(self._on_reopen)
        self._reopen_card.content.addLayout(button_row(self.reopen))
        return self._reopen_card

    def _make_list_card(self) -> Card:
        self._list_card = Card("本库签过的上报包", icon="list")
        self.list = RowList(self._desk.desktop.theme, "上报包")
        self._list_card.content.addWidget(self.list)
        return self._list_card

    @Slot()
    def refresh(self) -> None:
        """Show what can be done now."""
        facts = self._desk.facts
        standing = _standing(facts)
        self.standing.setText(standing)
        for act in (self.export, self.plain):
            allow(act, "" if facts.state in _EXPORTABLE else standing)
        self._why_no_reply.say("" if facts.deliveries else _NO_REPLY)
        self._show_first(self.reply if facts.state is State.DELIVERED else self.export)
        reopenable = facts.state in {State.SIGNED, State.DELIVERED, State.ACCEPTED}
        self._reopen_card.setVisible(reopenable)
        self._list_card.setVisible(bool(facts.deliveries))
        rows = [ListRow(_look(item), item.identity) for item in reversed(facts.deliveries)]
        self.list.show_rows(rows)
        self.list.fit_height(most=8)

    def _show_first(self, wanted: QPushButton) -> None:
        """Let the page begin at what comes next, and show it as that."""
        self.setFocusProxy(wanted)
        for act, icon in ((self.export, "folder-open"), (self.reply, "file-input")):
            kind, role = ("primary", "on_accent") if act is wanted else ("ordinary", "accent")
            restyle(act, "kind", kind)
            set_icon(act, icon, role)

    @Slot()
    def _on_export(self) -> None:
        folder = self._desk.desktop.messages.folder("导出到哪个文件夹")
        if folder is None:
            return
        actor, plain = self._desk.clerk, self.plain.isChecked()
        write_asking(
            self._desk,
            lambda store, replace: export_package(
                store, folder, actor=actor, replace=replace, plain=plain
            ),
            changes=True,
            owner=self,
            then=self._on_exported,
            fail=self.strip.fail,
        )

    def _on_exported(self, exported: ExportedPackage) -> None:
        how = "已加密，只有区局能打开。" if exported.encrypted else "未加密，请勿外传。"
        tone = "ok" if exported.encrypted else "query"
        sentence = f"第 {exported.number} 号上报包已导出。{how}"
        say_saved(self.strip, sentence, exported.path, tone=tone)
        self.exported.show_exported(exported)

    @Slot()
    def _on_reply(self) -> None:
        paths = self._desk.desktop.messages.open_files("读入回执或退回单", pattern=_REPLY)
        if not paths:
            return
        path, actor = paths[0], self._desk.clerk
        self._desk.step(
            lambda store: read_reply(store, read_file(path), actor=actor),
            owner=self,
            then=self._on_replied,
            fail=self.strip.fail,
        )

    def _on_replied(self, reply: Reply) -> None:
        if reply.kind is ContainerKind.RECEIPT:
            self.strip.say(f"区局已接收第 {reply.number} 号上报包，回执已保存。", tone="ok")
            return
        self.strip.say(
            f"第 {reply.number} 号上报包被区局退回：{reply.reason}",
            tone="query",
            detail=f"随附 {reply.comments} 条意见，请逐条修改或说明，再重新提交。",
        )
        self._desk.page_wanted.emit("page.points")

    @Slot()
    def _on_reopen(self) -> None:
        reason = self._desk.desktop.messages.text(
            "重新打开填报表",
            "将开始新的一版，修改后要重新提交、签名和导出。",
            label="重新打开的原因",
            accept="重新打开",
        )
        if reason is None:
            return
        actor = self._desk.clerk
        self._desk.step(
            lambda store: send_back(store, actor=actor, reason=reason),
            owner=self,
            then=lambda _: self.strip.say("已开始新的一版，可以修改。", tone="ok"),
            fail=self.strip.fail,
        )


def _standing(facts: Facts) -> str:
    state = facts.state
    if state is State.SIGNED:
        return "填报表已签名，可以导出。"
    if state is State.DELIVERED:
        return "已经导出过，内容不变，可以再导出一份。"
    if (accepted := facts.accepted) is not None:
        number, day = accepted
        return f"区局已接收第 {number} 号上报包（{day:%Y-%m-%d}），不需要再导出。"
    return "校长签名之后才能导出。"


def _look(item: Delivery) -> RowLook:
    if item.accepted_at is not None:
        icon, tone, word = "badge-check", "ok", f"{item.accepted_at.astimezone():%m-%d} 已接收"
    elif item.withdrawn_at is not None:
        icon, tone, word = "circle-x", "muted", "已作废（换了密钥）"
    elif item.exported_at is not None:
        icon, tone, word = "send", "accent", f"{item.exported_at.astimezone():%m-%d %H:%M} 已导出"
    else:
        icon, tone, word = "signature", "muted", "未导出"
    return RowLook(
        f"第 {item.number} 号　第 {item.revision} 版　{item.created.astimezone():%Y-%m-%d %H:%M} 签名",
        subtitle=item.exported_to or f"包标识 {grouped(item.identity[:_DIGITS])} …",
        icon=icon,
        tone=tone,
        trailing=word,
        trailing_tone="ok" if tone == "ok" else "muted",
    )
