"""OfficersPage: who works at the bureau, with which certificate, and may do what."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QVBoxLayout

from forms.rights import rights_told
from operations.bureau.keys.officers import OfficerState, officer_states, revoke_officer, set_rights
from operations.bureau.records import BureauStore, Officer
from operations.bureau.store import unlock_authority
from operations.keys.key_care import KeyStatus
from ui.bureau.desk import BureauDesk
from ui.bureau.keys.add_officer import AddOfficer
from ui.bureau.keys.authority import ask_authority, ask_revocation
from ui.bureau.keys.officer_rights import RightTicks
from ui.bureau.work_page import BureauPage
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.page.facts import FactRows, grouped
from ui.parts.rows.row_list import RowList

_NOTE = (
    "各人有自己的证书、口令和权限，回执、退回单、开户文件和操作记录写明是谁。"
    "添加、吊销和改权限要用根密钥；查看、评估、出表和备份不要权限。"
)
_ALONE = "现在只有一名操作员，有全部权限，不用选人。添加第二名以后，各人才有各自的权限。"
_LOOKS = {
    KeyStatus.VALID: ("user-check", "ok"),
    KeyStatus.EXPIRING: ("clock", "query"),
    KeyStatus.EXPIRED: ("circle-x", "error"),
    KeyStatus.REVOKED: ("shield-x", "muted"),
}


class OfficersPage(BureauPage):
    """The officers at the left, the chosen one at the right."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "区局操作员", note=_NOTE, back=True)
        self._states: dict[str, OfficerState] = {}
        self.add = button("添加操作员(&N)…", icon="user-plus")
        self._adding = AddOfficer(desk, self)
        self.add.clicked.connect(self._on_add)
        self.add_buttons(self.add)
        left, right = QVBoxLayout(), QVBoxLayout()
        self.add_columns(left, right)
        left.addWidget(self._make_list())
        left.addStretch(1)
        right.addWidget(self._make_chosen())
        right.addStretch(1)

    def _make_list(self) -> Card:
        card = Card("操作员", icon="user-check")
        self.list = RowList(self.desk.desktop.theme, "区局操作员")
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.chosen.connect(
            lambda _: self.ticks.boxes[next(iter(self.ticks.boxes))].setFocus()
        )
        card.content.addWidget(self.list)
        self.alone = text_label(_ALONE, style="small")
        card.content.addWidget(self.alone)
        return card

    def _make_chosen(self) -> Card:
        self.chosen = Card("证书和权限", icon="badge-check")
        self.facts = FactRows()
        self.ticks = RightTicks()
        self.ticks.changed.connect(self._update_buttons)
        self.save = button("保存权限(&K)…", icon="save", style="primary")
        self.save.clicked.connect(self._on_save)
        self.sit = button("由这一位办理(&T)", icon="user-check")
        self.sit.clicked.connect(self._on_sit)
        self.revoke = button("吊销证书…", icon="shield-x", style="danger")
        self.revoke.clicked.connect(self._on_revoke)
        for part in (self.facts, self.ticks):
            self.chosen.content.addWidget(part)
        self.chosen.content.addLayout(button_row(self.save, self.sit, self.revoke))
        return self.chosen

    # -- what is shown -------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        self.desk.run(officer_states, owner=self, then=self._show, fail=self.fail)

    def _show(self, states: tuple[OfficerState, ...]) -> None:
        self._states = {item.officer.name: item for item in states}
        here = self.desk.actor.name
        rows = [
            ListRow(_look(item, here=item.officer.name == here), item.officer.name)
            for item in states
        ]
        self.list.show_rows(rows)
        self.list.fit_height()
        if self._current is None:
            self.list.select(here if here in self._states else states[0].officer.name)
        self.alone.setVisible(self._is_alone)
        self._show_current()

    @property
    def _is_alone(self) -> bool:
        return not self.desk.facts.officers

    @property
    def _current(self) -> OfficerState | None:
        return self._states.get(str(self.list.current_payload()))

    @Slot(QModelIndex)
    def _on_current(self, _index: QModelIndex) -> None:
        self._show_current()

    def _show_current(self) -> None:
        state = self._current
        self.chosen.setVisible(state is not None)
        if state is None:
            return
        gone = state.status is KeyStatus.REVOKED
        self.facts.show_facts(
            [
                ("姓名", state.officer.name),
                ("证书", state.status.word),
                ("有效期至", f"{state.not_after.astimezone():%Y-%m-%d}"),
                ("证书指纹", grouped(state.fingerprint)),
            ]
        )
        self.ticks.show_rights(state.officer.rights, read_only=gone or self._is_alone)
        self.revoke.setVisible(not gone and not self._is_alone)
        self.save.setVisible(not gone and not self._is_alone)
        self.sit.setVisible(not gone and not self._is_alone)
        self._update_buttons()

    @Slot()
    def _update_buttons(self) -> None:
        state = self._current
        if state is not None:
            rights = self.ticks.rights()
            self.save.setEnabled(bool(rights) and rights != state.officer.rights)
            self.sit.setEnabled(state.officer.name != self.desk.actor.name)

    def focus_first(self) -> None:
        self.list.setFocus()

    # -- what is done --------------------------------------------------------------------------

    @Slot()
    def _on_add(self) -> None:
        """Add one; from the second on names count, so the first takes that of the certificate before."""
        first, here = next(iter(self._states), ""), self.desk.actor.name
        if self._is_alone and first not in {"", here}:
            text = (
                f"操作员证书上的姓名是“{first}”，这台电脑上记的是“{here}”。"
                "添加第二名操作员以后，各人只用证书上的姓名办理。"
            )
            if not self.desk.desktop.messages.confirm(
                f"您是{first}吗？", text, accept=f"我是{first}"
            ):
                self.say("没有添加。证书上不是您的姓名时，请先“换发操作员证书”。", tone="query")
                return
            self.desk.seat(first)
        self._adding.start()

    @Slot()
    def _on_sit(self) -> None:
        if self._current is not None:
            name = self._current.officer.name
            self.desk.seat(name)
            self.say(f"现在由{name}办理，用{name}的口令打开密钥。")

    @Slot()
    def _on_save(self) -> None:
        state = self._current
        given = None if state is None else ask_authority(self.desk, "改权限要用根密钥。")
        if state is None or given is None:
            return
        (path, passphrase), actor, rights = given, self.desk.actor, self.ticks.rights()
        name = state.officer.name

        def work(store: BureauStore) -> Officer:
            authority = unlock_authority(store, path, passphrase)
            return set_rights(store, name, rights, authority=authority, actor=actor)

        self._do(work, lambda made: f"{made.name}现在可以：{rights_told(made.rights)}。")

    @Slot()
    def _on_revoke(self) -> None:
        state = self._current
        if state is None:
            return
        name = state.officer.name
        asked = ask_revocation(
            self.desk,
            f"吊销后{name}不能再签名，没有权限，密钥从库里删去。请给各校发带新吊销列表的文件。",
            example="“调离”“口令泄露”",
            title=f"吊销{name}的证书",
        )
        if asked is None:
            return
        actor = self.desk.actor

        def work(store: BureauStore) -> Officer:
            authority = unlock_authority(store, asked.key_file, asked.passphrase)
            return revoke_officer(
                store, name, authority=authority, actor=actor, reason=asked.reason
            )

        self._do(work, lambda gone: f"已吊销操作员{gone.name}的证书，权限和密钥也已去掉。")

    def _do(self, work: Callable[[BureauStore], Officer], said: Callable[[Officer], str]) -> None:
        self.desk.step(
            work, owner=self, then=lambda officer: self.say(said(officer)), fail=self.fail
        )


def _look(state: OfficerState, *, here: bool) -> RowLook:
    icon, tone = _LOOKS.get(state.status, ("circle-help", "muted"))
    return RowLook(
        state.officer.name,
        subtitle=rights_told(state.officer.rights),
        icon=icon,
        tone=tone,
        trailing=f"证书{state.status.word}" + ("　正在办理" if here else ""),
        strong=here,
        muted=state.status is KeyStatus.REVOKED,
    )
