"""ConfirmCard: 统计人员, 审核人 and 单位负责人, who has confirmed and whose turn it is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from forms.confirmation import Signatory
from operations.school.records import SchoolStore
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.rows.row_list import RowList
from ui.school.desk import SchoolDesk
from ui.school.keys.people import BESIDE_HEAD, register_people

if TYPE_CHECKING:
    from operations.school.signing.confirm import Confirmed


class ConfirmCard(Card):
    """The three in their order; the head confirms where he signs."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__(
            "三人确认",
            note="统计人员、审核人、单位负责人依次确认同一份填报内容（教育部令第44号第二十七条）；此后有改动的，确认作废。",
            icon="user-check",
        )
        self._desk = desk
        self._shown: Confirmed | None = None
        self.list = RowList(desk.desktop.theme, "三人确认")
        self.content.addWidget(self.list)
        self.notes = text_label(style="muted")
        self.content.addWidget(self.notes)
        self.confirm = button("确认(&C)…", icon="user-check", style="primary")
        self.people = button("登记统计人员和审核人(&W)…", icon="user-plus", style="quiet")
        self.confirm.clicked.connect(self._on_confirm)
        self.people.clicked.connect(self._on_people)
        self.content.addLayout(button_row(self.confirm, self.people))

    def show_confirmed(self, confirmed: "Confirmed") -> None:
        """Show how far the three have come."""
        self._shown = confirmed
        self.setVisible(bool(confirmed.rule.demanded))
        given = {found.signatory: found for found in confirmed.given}
        rows: list[ListRow] = []
        for signatory in confirmed.rule.demanded:
            name, found = confirmed.people.get(signatory, "还没有登记"), given.get(signatory)
            done = "已签名确认" if signatory in confirmed.signed else "已确认"
            when = "未确认" if found is None else f"{found.at.astimezone():%m-%d %H:%M} {done}"
            look = RowLook(
                f"{signatory.label}　{name}",
                icon="circle-dashed" if found is None else "circle-check",
                tone="muted" if found is None else "ok",
                trailing=when,
                trailing_tone="muted" if found is None else "ok",
                strong=signatory is confirmed.next,
            )
            rows.append(ListRow(look, signatory.value))
        self.list.show_rows(rows)
        self.list.fit_height(most=len(Signatory))
        notes = "".join((*confirmed.void, confirmed.note))
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))
        self._show_turn(confirmed)

    def _show_turn(self, confirmed: "Confirmed") -> None:
        turn = confirmed.next
        by_button = turn in BESIDE_HEAD and turn in confirmed.people
        self.confirm.setVisible(by_button)
        if turn is not None and by_button:
            self.confirm.setText(f"{turn.label}{confirmed.people[turn]}确认(&C)…")

    @Slot()
    def _on_confirm(self) -> None:
        shown = self._shown
        if shown is None or shown.next is None:
            return
        turn = shown.next
        name = shown.people[turn]
        if turn in shown.keyed:
            self._sign(turn, name, digest=shown.digest)
            return
        if not self._desk.desktop.messages.confirm(
            f"以{turn.label}的身份确认",
            f"请{name}本人操作。确认后，姓名和时间会写进上报数据，本人对数据的真实性、完整性负责。",
            accept=f"我是{name}，我确认",
        ):
            return
        from operations.school.signing.confirm import confirm_return

        digest = shown.digest
        self._desk.step(
            lambda store: confirm_return(store, turn, name=name, digest=digest), owner=self
        )

    def _sign(self, turn: Signatory, name: str, *, digest: str) -> None:
        """Who has a key of his own confirms with his passphrase."""
        passphrase = self._desk.desktop.messages.passphrase(
            f"以{turn.label}的身份确认",
            f"请{name}本人输入自己的签名口令。确认后，姓名、时间和本人的签名会写进上报数据，"
            "本人对数据的真实性、完整性负责。",
        )
        if passphrase is not None:
            self._desk.step(
                lambda store: _signed(store, turn, name, digest=digest, passphrase=passphrase),
                owner=self,
            )

    @Slot()
    def _on_people(self) -> None:
        register_people(self._desk, {} if self._shown is None else self._shown.people, owner=self)


def _signed(
    store: SchoolStore, turn: Signatory, name: str, *, digest: str, passphrase: str
) -> None:
    from operations.school.keys.own_keys import unlock_own_key
    from operations.school.signing.confirm import confirm_return

    key = unlock_own_key(store, turn, passphrase)
    confirm_return(store, turn, name=name, digest=digest, key=key)
