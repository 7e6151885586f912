"""RenewOperator: a new signing key and certificate for the operator, and a new passphrase."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from operations.bureau.keys.renew import renew_operator
from operations.bureau.store import DailyKeys, Desk, officer, unlock_authority
from ui.bureau.desk import BureauDesk
from ui.bureau.keys.authority import ask_authority
from ui.bureau.work_page import BureauPage
from ui.dialogs.form_dialog import FormDialog
from ui.parts.controls.passphrase import PassphraseBox
from ui.recent import save_name

_UNLOCK = "换发操作员证书，先用现在的口令打开区局的日常密钥。"
_TEXT = (
    "签名用的密钥和证书换成新的，锁在新的口令下；打开上报包的密钥不变，学校不用做任何事。"
    "只是到期换发，旧证书照旧有效到期满；口令泄露或换人，请写明原因，同时吊销旧证书。"
)


class OperatorDialog(FormDialog):
    """Who the operator is, whether the old certificate is revoked, and the new passphrase."""

    def __init__(self, parent: QWidget | None, *, name: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(parent, title="换发操作员证书", text=_TEXT, icon="badge-check")
        self.name = self.entry("操作员姓名(&M)", "操作员姓名", example="写进证书和日志")
        self.name.setText(name)
        self.reason = self.entry(
            "吊销旧证书(&E)",
            "吊销旧证书的原因",
            example="到期换发请留空；或写“口令泄露”“人员更换”",
        )
        self.box = PassphraseBox(
            repeat=True,
            about=lambda: (*known, self.name.text().strip()),
            rows=self.rows,
        )
        self.body.addWidget(self.box)
        self.add_buttons("换发")
        self.name.textChanged.connect(self._on_changed)
        self.box.completed.connect(self._on_changed)
        self._on_changed()
        (self.reason if name else self.name).setFocus()

    @Slot()
    def _on_changed(self) -> None:
        self.accept_button.setEnabled(bool(self.name.text().strip()) and self.box.is_complete())


class RenewOperator(QObject):
    """Asks in turn for the daily keys, the particulars and the root key, then renews."""

    def __init__(self, desk: BureauDesk, page: BureauPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page

    @Slot()
    def start(self) -> None:
        """Begin with the passphrase that holds now."""
        self._desk.unlock(_UNLOCK, self._ask, fail=self._page.fail)

    def _ask(self) -> None:
        meta = self._desk.facts.meta
        known = (meta.bureau_name, meta.bureau_code)
        dialog = OperatorDialog(self._page, name=self._desk.actor.name, known=known)
        dialog.name.setReadOnly(bool(self._desk.facts.officers))  # each renews the own
        agreed = self._desk.desktop.messages.dialog(dialog)
        name, reason = dialog.name.text().strip(), dialog.reason.text().strip()
        passphrase = dialog.box.text()
        dialog.deleteLater()
        given = ask_authority(self._desk, "签发操作员证书要用根密钥。") if agreed else None
        if given is None:
            return
        key_file, root_passphrase = given

        def work(desk: Desk) -> DailyKeys:
            return renew_operator(
                desk.store,
                desk.keys,
                authority=unlock_authority(desk.store, key_file, root_passphrase),
                passphrase=passphrase,
                actor=officer(name),
                revoke_reason=reason,
            )

        self._desk.keyed_step(
            work,
            owner=self,
            why=_UNLOCK,
            then=lambda keys: self._on_renewed(keys, name, revoked=bool(reason)),
            fail=self._page.fail,
        )

    def _on_renewed(self, keys: DailyKeys, name: str, *, revoked: bool) -> None:
        self._desk.adopt(keys)
        save_name(name)
        old = "旧证书已吊销，新的吊销列表随以后的文件发出。" if revoked else ""
        self._page.say(
            f"已给操作员{name}换发密钥和证书，以后用新的口令。",
            detail=f"{old}原来的日常密钥恢复单已经作废，请重新打印一份封存。",
        )
