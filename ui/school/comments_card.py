"""CommentsCard: what principal and bureau remarked, open ones first, each can be marked as done."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from forms.places import place_of
from forms.record import split_address
from forms.workflow import State
from operations.school.records import Comment, Origin
from ui.entry.remarks import author_of
from ui.entry.views import row_titles
from ui.metrics import space
from ui.models.row_list import ListRow, RowLook
from ui.parts.buttons import button
from ui.parts.cards import Card
from ui.parts.row_list import RowList
from ui.parts.texts import text_label
from ui.school.desk import SchoolDesk
from ui.theme import Theme


class CommentsCard(Card):
    """Comments on cells and on the whole return."""

    def __init__(self, desk: SchoolDesk, theme: Theme) -> None:
        super().__init__("意见", icon="message-square")
        self._desk = desk
        self.list = RowList(theme, "意见")
        self.content.addWidget(self.list)
        self._empty = text_label(
            "还没有意见。核对某一项时按 Ctrl+M，可以对这一项写意见。", style="muted"
        )
        self.content.addWidget(self._empty)
        row = QHBoxLayout()
        space(row, gap=1)
        self.add = button("对整份填报表写意见(&M)…", icon="message-square", style="quiet")
        self.done = button("选中的标为已处理(&D)", icon="check", style="quiet")
        self.add.clicked.connect(self._on_add)
        self.done.clicked.connect(self._on_done)
        row.addWidget(self.add)
        row.addWidget(self.done)
        row.addStretch(1)
        self.content.addLayout(row)

    def refresh(self) -> None:
        """Show the comments as they stand."""
        facts = self._desk.facts
        comments = sorted(facts.comments, key=lambda comment: (not comment.is_open, comment.id))
        self.list.show_rows([ListRow(self._look(comment), comment.id) for comment in comments])
        self.list.fit_height(most=8)
        self.list.setVisible(bool(comments))
        self._empty.setVisible(not comments)
        self.add.setVisible(facts.state is State.IN_REVIEW)
        self.done.setVisible(any(comment.is_open for comment in comments))

    def _look(self, comment: Comment) -> RowLook:
        pack = self._desk.session.pack
        place = place_of(pack, comment.address) if comment.address else "整份填报表"
        return RowLook(
            comment.text,
            subtitle=f"{place}　{author_of(comment)} {comment.author}　{comment.at.astimezone():%m-%d %H:%M}",
            icon="message-square" if comment.is_open else "circle-check",
            tone="query" if comment.is_open else "ok",
            trailing="" if comment.is_open else "已处理",
            lines=3,
            muted=not comment.is_open,
        )

    @Slot()
    def _on_add(self) -> None:
        write_comment(self._desk, "")

    @Slot()
    def _on_done(self) -> None:
        number = self.list.current_payload()
        if not isinstance(number, int):
            self._desk.said.emit("请先在列表中选中一条意见。", "query")
            return
        actor = self._desk.clerk
        self._desk.step(lambda store: store.comments.resolve(number, actor=actor), owner=self)


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
