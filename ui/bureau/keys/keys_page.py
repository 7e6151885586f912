"""BureauKeysPage: what runs out when, recovery sheets, renewals that need the root key."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from operations.bureau.keys.key_care import bureau_keys_state
from operations.bureau.keys.renew import (
    Renewal,
    refresh_revocations,
    renew_certificates,
    wanted_renewals,
)
from operations.bureau.records import BureauStore
from operations.bureau.sent.issue import IssuedBytes
from operations.bureau.store import Desk, authority_file_of, root_pem, unlock_authority
from operations.files import write_file
from operations.keys.key_care import KeyKind, KeyState, KeyStatus
from operations.keys.recovery import daily_recovery_sheet, root_recovery_sheet
from ui.bureau.desk import BureauDesk
from ui.bureau.keys.authority import ask_authority
from ui.bureau.keys.operator import RenewOperator
from ui.bureau.schools.enrol import save_issued
from ui.bureau.work_page import OFFICERS_PAGE, BureauPage
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.rows.row_list import RowList

_NOTE = "日常密钥在库里，用来打开上报包、签发回执；根密钥在单独的文件里，开户、吊销和换发时才用。"
_LOST = (
    "忘记日常口令：用日常密钥恢复单和口令信封；两样都丢失时，已经加密的上报包再也打不开，"
    "请学校重新导出。根密钥丢失：须建立新的根证书，全区学校重新开户。"
)
_PDF = "PDF 文件 (*.pdf)"
_LOOKS = {
    KeyStatus.VALID: ("circle-check", "ok"),
    KeyStatus.EXPIRING: ("clock", "query"),
    KeyStatus.EXPIRED: ("circle-x", "error"),
}


class BureauKeysPage(BureauPage):
    """Terms at the top, then what can be done about them."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "密钥与证书", note=_NOTE)
        self._wanted: list[Renewal] = []
        column = QVBoxLayout()
        self.add_columns(column)
        column.addWidget(self._make_terms())
        column.addWidget(self._make_renewals())
        column.addWidget(self._make_recovery())
        column.addStretch(1)

    def _make_terms(self) -> Card:
        card = Card("有效期", icon="calendar-days")
        self.list = RowList(self.desk.desktop.theme, "密钥与证书的有效期")
        card.content.addWidget(self.list)
        self.lists = button("签发新的吊销列表(&L)…", icon="refresh-cw")
        self.lists.clicked.connect(self._on_lists)
        self.operator = button("换发操作员证书(&H)…", icon="badge-check")
        self.operator.clicked.connect(RenewOperator(self.desk, self).start)
        self.officers = button("查看区局操作员(&J)", icon="user-check")
        self.officers.clicked.connect(lambda: self.opened.emit(OFFICERS_PAGE, None))
        card.content.addLayout(button_row(self.lists, self.operator, self.officers))
        return card

    def _make_renewals(self) -> Card:
        self.renewals = Card(
            "等待换发的学校证书",
            note="这些学校的上报包里带着换发申请，由现在的校长签名担保，不用再核对指纹。",
            icon="user-check",
        )
        self.waiting = RowList(self.desk.desktop.theme, "等待换发的学校证书")
        self.renew = button("全部换发，随回执带回(&W)…", icon="badge-check", style="primary")
        self.renew.clicked.connect(self._on_renew)
        self.renewals.content.addWidget(self.waiting)
        self.renewals.content.addLayout(button_row(self.renew))
        return self.renewals

    def _make_recovery(self) -> Card:
        card = Card("恢复单", note=_LOST, icon="printer")
        self.daily = button("保存日常密钥恢复单(&Y)…", icon="file-down")
        self.daily.clicked.connect(self._on_daily)
        self.root = button("保存根密钥恢复单(&O)…", icon="file-down")
        self.root.clicked.connect(self._on_root)
        self.certificate = button("保存根证书(&C)…", icon="stamp")
        self.certificate.clicked.connect(self._on_certificate)
        card.content.addLayout(button_row(self.daily, self.root, self.certificate))
        hint = (
            "恢复单打印后封存，与口令分开保管。根密钥恢复单上有根证书指纹，可抄在给学校的通知上。"
        )
        card.content.addWidget(text_label(hint, style="small"))
        return card

    # -- what is shown -------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        self.desk.run(_read, owner=self, then=self._show, fail=self.fail)

    def _show(self, found: tuple[list[KeyState], list[Renewal]]) -> None:
        states, self._wanted = found
        own = [item for item in states if item.kind is not KeyKind.SCHOOL or item.warning]
        self.list.show_rows([ListRow(_look(item), (item.kind, item.holder)) for item in own])
        self.list.fit_height(most=12)
        self.renewals.setVisible(bool(self._wanted))
        names = {code: item.school.name for code, item in self.desk.facts.by_code.items()}
        rows = [
            ListRow(
                RowLook(
                    names.get(item.package.school_code, item.package.school_code),
                    subtitle=f"新密钥指纹 {item.fingerprint}",
                    icon="key-round",
                ),
                item.package.school_code,
            )
            for item in self._wanted
        ]
        self.waiting.show_rows(rows)
        self.waiting.fit_height(most=8)

    def focus_first(self) -> None:
        self.list.setFocus()

    # -- with the root key ---------------------------------------------------------------------

    @Slot()
    def _on_lists(self) -> None:
        given = ask_authority(self.desk, "签发吊销列表要用根密钥。")
        if given is None:
            return
        (path, passphrase), actor = given, self.desk.actor

        def work(store: BureauStore) -> int:
            authority = unlock_authority(store, path, passphrase)
            return refresh_revocations(store, authority=authority, actor=actor)

        self.desk.step(
            work,
            owner=self,
            then=lambda number: self.say(
                f"已签发第 {number} 号吊销列表，以后发给学校的文件都带着它。"
            ),
            fail=self.fail,
        )

    @Slot()
    def _on_renew(self) -> None:
        given = ask_authority(self.desk, "换发证书要用根密钥。")
        if given is None:
            return
        (path, passphrase), wanted = given, self._wanted

        def work(desk: Desk) -> list[IssuedBytes]:
            authority = unlock_authority(desk.store, path, passphrase)
            return renew_certificates(desk, wanted, authority=authority)

        self.desk.keyed_step(
            work,
            owner=self,
            why="带回新证书的回执要用区局的操作员密钥签名。",
            then=lambda made: save_issued(
                self.desk, self, made, done=f"已换发 {len(made)} 份证书，请把回执交给学校。"
            ),
            fail=self.fail,
        )

    # -- sheets --------------------------------------------------------------------------------

    @Slot()
    def _on_daily(self) -> None:
        name = self.desk.actor.name
        self._save("日常密钥恢复单.pdf", _PDF, lambda store: daily_recovery_sheet(store, name=name))

    @Slot()
    def _on_root(self) -> None:
        path = authority_file_of(self.desk.place)
        if not path.is_file():
            found = self.desk.desktop.messages.open_files(
                "选择根密钥文件", pattern="根密钥 (*.age);;所有文件 (*)"
            )
            if not found:
                return
            path = found[0]
        self._save("根密钥恢复单.pdf", _PDF, lambda store: root_recovery_sheet(store, path))

    @Slot()
    def _on_certificate(self) -> None:
        self._save("根证书.pem", "根证书 (*.pem)", root_pem)

    def _save(self, name: str, pattern: str, make: Callable[[BureauStore], bytes]) -> None:
        code = self.desk.facts.meta.bureau_code
        target = self.desk.desktop.messages.save_file(
            f"保存{name}", suggestion=Path.home() / f"{code}-{name}", pattern=pattern
        )
        if target is None:
            return

        def work(store: BureauStore) -> None:
            write_file(target, make(store), name=name, replace=True, private=True)

        self.desk.run(
            work,
            owner=self,
            then=lambda _: self.say_saved(f"{name}已保存。", target),
            fail=self.fail,
        )


def _read(store: BureauStore) -> tuple[list[KeyState], list[Renewal]]:
    return bureau_keys_state(store), wanted_renewals(store)


def _look(item: KeyState) -> RowLook:
    icon, tone = _LOOKS[item.status]
    end = item.not_after.astimezone()
    word = "已到期" if item.status is KeyStatus.EXPIRED else f"还有 {item.days_left} 天"
    return RowLook(
        f"{item.name}　{item.kind.label}",
        subtitle=item.warning or f"有效期至 {end:%Y-%m-%d}",
        icon=icon,
        tone=tone,
        trailing=word,
        trailing_tone="muted" if tone == "ok" else tone,
        lines=2,
    )
