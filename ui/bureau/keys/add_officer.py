"""AddOfficer: a further officer, with rights, keys and a passphrase of the own."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from operations.bureau.keys.officers import add_officer
from operations.bureau.records import Officer
from operations.bureau.store import Desk, unlock_authority
from ui.bureau.desk import BureauDesk
from ui.bureau.keys.authority import ask_authority
from ui.bureau.keys.officer_rights import RightTicks
from ui.bureau.work_page import BureauPage
from ui.dialogs.form_dialog import FormDialog
from ui.parts.controls.passphrase import PassphraseBox

_UNLOCK = (
    "添加操作员，先用现在这位操作员的口令打开区局的日常密钥：打开上报包的密钥要交给新操作员一份。"
)
_TEXT = (
    "新操作员有自己的签名密钥、证书和口令。姓名写进证书、回执和日志，以后不能改；"
    "同名的请加上科室。口令请新操作员本人输入。"
)


class OfficerDialog(FormDialog):
    """Who it is, what the officer may do, and the new passphrase."""

    def __init__(self, parent: QWidget | None, *, known: tuple[str, ...] = ()) -> None:
        super().__init__(parent, title="添加操作员", text=_TEXT, icon="user-plus")
        self.name = self.entry("姓名(&M)", "操作员姓名", example="写进证书和日志")
        self.ticks = RightTicks()
        self.box = PassphraseBox(
            repeat=True,
            about=lambda: (*known, self.name.text().strip()),
            rows=self.rows,
        )
        self.body.addWidget(self.box)
        self.body.addWidget(self.ticks)
        self.add_buttons("添加")
        self.name.textChanged.connect(self._on_changed)
        self.ticks.changed.connect(self._on_changed)
        self.box.completed.connect(self._on_changed)
        self._on_changed()
        self.name.setFocus()

    @Slot()
    def _on_changed(self) -> None:
        whole = self.name.text().strip() and self.ticks.rights() and self.box.is_complete()
        self.accept_button.setEnabled(bool(whole))


class AddOfficer(QObject):
    """Asks in turn for the daily keys, the particulars and the root key, then adds."""

    def __init__(self, desk: BureauDesk, page: BureauPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page

    @Slot()
    def start(self) -> None:
        """Begin with the passphrase of the officer who is here."""
        self._desk.unlock(_UNLOCK, self._ask, fail=self._page.fail)

    def _ask(self) -> None:
        meta = self._desk.facts.meta
        dialog = OfficerDialog(self._page, known=(meta.bureau_name, meta.bureau_code))
        agreed = self._desk.desktop.messages.dialog(dialog)
        name, rights, passphrase = dialog.name.text(), dialog.ticks.rights(), dialog.box.text()
        dialog.deleteLater()
        given = ask_authority(self._desk, "签发操作员证书要用根密钥。") if agreed else None
        if given is None:
            return
        key_file, root_passphrase = given

        def work(desk: Desk) -> Officer:
            authority = unlock_authority(desk.store, key_file, root_passphrase)
            return add_officer(desk, name, rights, authority=authority, passphrase=passphrase)

        self._desk.keyed_step(
            work,
            owner=self,
            why=_UNLOCK,
            then=lambda made: self._page.say(
                f"已添加操作员{made.name}。",
                detail="以后各人用自己的口令；换人时先在这一页选中自己，再按“由这一位办理”。",
            ),
            fail=self._page.fail,
        )
