"""OwnKeysCard: keys of their own for 统计人员 and 审核人 – asked for, certified, no longer used."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot

from operations.files import KEY, read_file, write_file
from operations.school.keys.own_keys import (
    OwnKey,
    forget_own_key,
    own_keys,
    read_own_certificate,
    request_own_key,
)
from operations.school.keys.requests import RequestFile
from operations.school.records import SchoolStore
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.page.cards import Card
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.parts.rows.row_list import RowList
from ui.school.desk import SchoolDesk
from ui.school.keys.people import register_people

_NOTE = "不是必须的。有自己密钥的人确认时输入自己的口令，他的签名随上报包交给区局；没有的照旧按姓名确认。"


class OwnKeysCard(Card):
    """The two, what each has, and what can be done for the one that is marked."""

    def __init__(self, desk: SchoolDesk, strip: MessageStrip) -> None:
        super().__init__("统计人员、审核人自己的密钥", note=_NOTE, icon="user-check")
        self._desk = desk
        self._strip = strip
        self._keys: Sequence[OwnKey] = ()
        self.list = RowList(desk.desktop.theme, "统计人员、审核人自己的密钥")
        self.people = button("登记姓名…", icon="user-plus")
        self.request = button("生成密钥和申请…", icon="file-plus")
        self.read = button("读入证书…", icon="folder-open")
        self.forget = button("不再使用…", style="quiet")
        self.people.clicked.connect(self._on_people)
        self.request.clicked.connect(self._on_request)
        self.read.clicked.connect(self._on_read)
        self.forget.clicked.connect(self._on_forget)
        self.content.addWidget(self.list)
        self.content.addLayout(button_row(self.people, self.request, self.read, self.forget))
        self.list.selectionModel().currentChanged.connect(self._on_current)

    def refresh(self) -> None:
        """Read how far each of the two is."""
        self._desk.run(own_keys, owner=self, then=self._show)

    def _show(self, keys: Sequence[OwnKey]) -> None:
        self._keys = keys
        marked = self._marked().signatory
        self.list.show_rows([ListRow(_look(key), key.signatory) for key in keys])
        self.list.fit_height(most=len(keys))
        self.list.select(marked)
        self._on_current()

    def _marked(self) -> OwnKey:
        marked = self.list.current_payload()
        return next((key for key in self._keys if key.signatory == marked), self._keys[0])

    @Slot()
    def _on_current(self) -> None:
        if self._keys:
            marked = self._marked()
            self.request.setEnabled(bool(marked.name))
            self.read.setEnabled(any(key.waiting for key in self._keys))
            self.forget.setEnabled(marked.certificate is not None)

    @Slot()
    def _on_people(self) -> None:
        known = {key.signatory: key.name for key in self._keys}
        register_people(self._desk, known, owner=self)

    @Slot()
    def _on_request(self) -> None:
        """Ask where the request goes first: it is written together with the key being made."""
        key, messages, code = self._marked(), self._desk.desktop.messages, self._code
        signatory, name = key.signatory, key.name
        target = messages.save_file(
            f"保存{name}的证书申请",
            suggestion=self._desk.path.with_name(f"{code}-{signatory.value}-request.csr"),
            pattern="证书申请 (*.csr)",
        )
        if target is None:
            return
        passphrase = messages.passphrase(
            f"{name}自己的口令",
            f"请{name}本人设定，不要告诉别人。以后确认时都要输入；忘记了只能重新申请。",
            repeat=True,
        )
        if passphrase is None:
            return
        actor = self._desk.clerk

        def work(store: SchoolStore) -> RequestFile:
            made = request_own_key(store, signatory, name=name, passphrase=passphrase, actor=actor)
            write_file(target, made.content, name=made.name, replace=True)
            return made

        self._desk.step(
            work,
            owner=self,
            then=partial(self._on_requested, target, key),
            fail=self._strip.fail,
        )

    @property
    def _code(self) -> str:
        return self._desk.facts.meta.school_code

    def _on_requested(self, path: Path, key: OwnKey, made: RequestFile) -> None:
        sheet = (
            f"请连同盖章的申请表交区局，表上写明姓名 {key.name}、身份{key.signatory.label}、"
            f"指纹 {made.fingerprint}（{made.words}）。"
        )
        say_saved(self._strip, f"{key.signatory.label}的证书申请已保存。{sheet}", path)

    @Slot()
    def _on_read(self) -> None:
        messages = self._desk.desktop.messages
        paths = messages.open_files("读入区局颁发的证书", pattern="证书 (*.cer)")
        if not paths:
            return
        passphrase = messages.passphrase(
            "输入本人的口令", "请证书上的人输入申请时自己设定的口令，证实密钥和证书是一对。"
        )
        if passphrase is None:
            return
        path, actor = paths[0], self._desk.clerk
        self._desk.step(
            lambda store: read_own_certificate(
                store, read_file(path, limit=KEY), passphrase=passphrase, actor=actor
            ),
            owner=self,
            then=lambda info: self._strip.say(
                f"{info.name}的证书已读入，以后确认时输入本人的口令。", tone="ok"
            ),
            fail=self._strip.fail,
        )

    @Slot()
    def _on_forget(self) -> None:
        key = self._marked()
        signatory, actor = key.signatory, self._desk.clerk
        if not self._desk.desktop.messages.confirm(
            f"{signatory.label}不再使用自己的密钥？",
            f"密钥和证书从填报库里删除，{key.name}以后按姓名确认。请同时告诉区局吊销这张证书。",
            accept="不再使用",
            danger=True,
        ):
            return
        self._desk.step(
            lambda store: forget_own_key(store, signatory, actor=actor),
            owner=self,
            then=lambda _: self._strip.say(f"{signatory.label}以后按姓名确认。", tone="ok"),
            fail=self._strip.fail,
        )


def _look(key: OwnKey) -> RowLook:
    held = key.certificate
    until = "" if held is None else f"有效期至 {held.not_after.astimezone():%Y-%m-%d}"
    waits = "等区局的证书" if key.waiting else ""
    said = "，".join(part for part in (until, waits) if part)
    return RowLook(
        f"{key.signatory.label}　{key.name or '还没有登记'}",
        icon="key-round" if until else "circle-dashed",
        tone="ok" if until else "muted",
        trailing=said or "按姓名确认",
        trailing_tone="query" if waits else "muted",
    )
