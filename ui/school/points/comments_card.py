"""CommentsCard: what principal and bureau remarked, open ones first, each with its reply."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from forms.places import place_of
from forms.record import split_address
from forms.workflow import State
from operations.school.records import Comment, Origin
from ui.entry.remarks import author_of
from ui.entry.row_titles import row_titles
from ui.metrics import space
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.rows.row_list import RowList
from ui.school.desk import SchoolDesk
from ui.theme import Theme

if TYPE_CHECKING:
    from operations.school.points.points import Point


class CommentsCard(Card):
    """Comments on cells and on the whole return; a click or Enter goes to the cell."""

    def __init__(self, desk: SchoolDesk, theme: Theme) -> None:
        super().__init__("意见", icon="message-square")
        self._desk = desk
        self._values: dict[int, str] = {}
        self.list = RowList(theme, "意见")
        self.list.chosen.connect(self._on_chosen)
        self.content.addWidget(self.list)
        self._empty = text_label(style="muted")
        self.content.addWidget(self._empty)
        row = QHBoxLayout()
        space(row, gap=1)
        self.add = button("对整份填报表写意见(&M)…", icon="message-square", style="quiet")
        self.reply = button("回复选中的意见(&R)…", icon="corner-up-left", style="quiet")
        self.add.clicked.connect(self._on_add)
        self.reply.clicked.connect(self._on_reply)
        row.addWidget(self.add)
        row.addWidget(self.reply)
        row.addStretch(1)
        self.content.addLayout(row)

    def refresh(self) -> None:
        """Show the comments as they stand."""
        facts = self._desk.facts
        comments = sorted(facts.comments, key=lambda comment: (not comment.is_open, comment.id))
        self.list.show_rows([ListRow(self._look(comment), comment.id) for comment in comments])
        self.list.fit_height(most=12)
        self.list.setVisible(bool(comments))
        self._empty.setVisible(not comments)
        in_review = facts.state is State.IN_REVIEW
        self._empty.setText(
            "还没有意见。核对某一项时按 Ctrl+M，可以对这一项写意见。"
            if in_review
            else "没有意见要回复。校长退回时写的意见和区局退回单里的意见会列在这里。"
        )
        self.add.setVisible(in_review)
        self.reply.setVisible(facts.state is State.DRAFT and bool(comments))

    def show_points(self, points: "Sequence[Point]") -> None:
        """Add what stood and what stands at the places."""
        self._values = {point.comment.id: point.values for point in points}
        self.refresh()

    @property
    def address(self) -> str:
        """The place of the comment that is marked; ``""`` for the whole return, and for none."""
        marked = self.list.current_payload()
        found = (one.address for one in self._desk.facts.comments if one.id == marked)
        return next(found, "")

    def _look(self, comment: Comment) -> RowLook:
        pack = self._desk.session.pack
        rows = row_titles(self._desk.session, split_address(comment.address)[0])
        place = place_of(pack, comment.address, rows) if comment.address else "整份填报表"
        who = f"{author_of(comment)} {comment.author}　{comment.at.astimezone():%m-%d %H:%M}"
        reply = "" if comment.reply is None else f"\n回复：{comment.reply.sentence}"
        told = [place, who, self._values.get(comment.id, "")]
        return RowLook(
            f"{comment.text}{reply}",
            subtitle="　".join(part for part in told if part),
            icon="message-square" if comment.is_open else "circle-check",
            tone="query" if comment.is_open else "ok",
            trailing="待回复" if comment.is_open else _done(comment),
            lines=5,
            muted=not comment.is_open,
        )

    @Slot()
    def _on_chosen(self) -> None:
        if self.address:
            self._desk.place_wanted.emit(self.address)
        elif self._desk.facts.state is State.DRAFT:
            self._on_reply()

    @Slot()
    def _on_add(self) -> None:
        write_comment(self._desk, "")

    @Slot()
    def _on_reply(self) -> None:
        from ui.school.points.reply_dialog import ask_reply

        number = self.list.current_payload()
        if not isinstance(number, int):
            self._desk.said.emit("请先在列表中选中一条意见。", "query")
            return
        ask_reply(self._desk, number, owner=self)


def _done(comment: Comment) -> str:
    return "已处理" if comment.reply is None else comment.reply.kind.label


def write_comment(desk: SchoolDesk, address: str) -> None:
    """Let the principal write a comment on a field or cell, or with ``""`` on everything."""
    rows = row_titles(desk.session, split_address(address)[0])
    place = place_of(desk.session.pack, address, rows) or "整份填报表"
    text = desk.desktop.messages.text(
        "写意见", f"对“{place}”的意见，退回后填报员会看到。", label="意见", accept="保存意见"
    )
    if text is None:
        return
    actor = desk.principal
    desk.step(
        lambda store: store.comments.add(address, text, actor=actor, origin=Origin.PRINCIPAL),
        owner=desk,
        then=lambda _: desk.said.emit("意见已保存。", "ok"),
    )
