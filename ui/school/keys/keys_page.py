"""KeysPage: 密钥与开户 – make a key and a request, read the opening file the bureau sends back.

Once a school is enrolled the two steps are folded away: nobody has to do them again, save after a loss.
"""

from pathlib import Path

from PySide6.QtCore import Slot

from operations.failures.explain import Failure
from operations.files import read_file, write_file
from operations.keys.locked_keys import MAKING_KEYS
from operations.school.identity import correct_identity
from operations.school.keys.enrolment import Enrolment
from operations.school.keys.opening import RootOffer, look_at_root, read_opening
from operations.school.keys.requests import (
    RequestFile,
    known_of,
    request_certificate,
    withdraw_request,
)
from ui.dialogs.root_question import root_is_right
from ui.parts.controls.buttons import button, button_row
from ui.parts.controls.passphrase import PassphraseBox
from ui.parts.focus.tab_order import put_in_tab_order
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card, Page
from ui.parts.page.facts import FactRows
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.school.desk import SchoolDesk
from ui.school.keys.identity_dialog import IdentityDialog
from ui.school.keys.key_place_card import KeyPlaceCard
from ui.school.keys.own_keys_card import OwnKeysCard

_REQUEST = "开户申请 (*.csr)"
_OPENING = "开户文件 (*.asice)"
_WAITING = "申请已生成，正等区局的开户文件。忘记了口令，请撤回申请再重新生成。"
_ENROLLED_WAITING = "新的申请正等区局的开户文件；读入之前，仍用现在的密钥和口令签名。"


class KeysPage(Page):
    """Each step on its card; what is done says so."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__(
            "密钥与开户",
            note="签名密钥只存在本机的填报库里，由校长的口令锁住。每所学校开户一次。",
        )
        self._desk = desk
        self.strip = MessageStrip()
        self.pin(self.strip)
        self.column.addWidget(self._make_present_card())
        self.column.addWidget(self._make_identity_card())
        self.column.addWidget(self._make_again_card())
        self._steps = (self._make_request_card(), self._make_opening_card())
        for card in self._steps:
            self.column.addWidget(card)
        self.place = KeyPlaceCard(desk, self.strip)
        self.own = OwnKeysCard(desk, self.strip)
        self.column.addWidget(self.place)
        self.column.addWidget(self.own)
        # Tab enters a page at what it is about, and would never come to what stands above that.
        put_in_tab_order(self.opening, self.correct)
        self.finish()
        desk.facts_changed.connect(self.refresh)
        self.refresh()

    def _make_present_card(self) -> Card:
        self.present = Card("已开户", icon="badge-check")
        self.enrolled = FactRows()
        self.present.content.addWidget(self.enrolled)
        return self.present

    def _make_again_card(self) -> Card:
        self._again_card = Card(
            "重新开户",
            note="密钥丢失、忘记口令或证书快到期，区局又发来开户文件，才用得着；平时不用动这里。",
            icon="rotate-ccw",
        )
        self.again = button("重新开户或读入新的开户文件(&N)…", icon="rotate-ccw")
        self.again.clicked.connect(self._on_again)
        self._unfolded = False
        self._again_card.content.addLayout(button_row(self.again))
        return self._again_card

    def _make_identity_card(self) -> Card:
        self._identity_card = Card(
            "学校标识", note="开户以后写进证书，不能再改；现在写错了还可以改正。", icon="pen-line"
        )
        self.identity = FactRows()
        self.correct = button("改正标识码或名称(&C)…", icon="pen-line")
        self.correct.clicked.connect(self._on_correct)
        self._identity_card.content.addWidget(self.identity)
        self._identity_card.content.addLayout(button_row(self.correct))
        return self._identity_card

    def _make_request_card(self) -> Card:
        card = Card(
            "第一步　生成开户申请",
            note="由校长设定口令。程序生成密钥和申请文件，把申请文件和盖章的指纹单交给区局。",
            icon="key-round",
        )
        self.passphrase = PassphraseBox(repeat=True, about=self._known)
        self.request = button("生成开户申请(&K)", icon="file-plus", style="primary")
        self.request.setEnabled(False)
        self.passphrase.completed.connect(self.request.setEnabled)
        self.passphrase.confirmed.connect(self._on_request)
        self.request.clicked.connect(self._on_request)
        self.save_again = button("再次保存申请文件", icon="save")
        self.save_again.clicked.connect(self._on_save_again)
        self.withdraw = button("撤回申请…", style="quiet")
        self.withdraw.clicked.connect(self._on_withdraw)
        self.waiting = text_label(style="muted")
        self.requested = FactRows()
        card.content.addWidget(self.passphrase)
        card.content.addLayout(button_row(self.request))
        card.content.addWidget(self.waiting)
        card.content.addWidget(self.requested)
        card.content.addLayout(button_row(self.save_again, self.withdraw))
        return card

    def _make_opening_card(self) -> Card:
        card = Card(
            "第二步　读入开户文件",
            note="区局核对指纹后发回开户文件。第一次读入时，请对照区局盖章通知上的根证书指纹。",
            icon="file-input",
        )
        self.opening = button("读入开户文件(&I)…", icon="folder-open")
        self.opening.clicked.connect(self._on_opening)
        card.content.addLayout(button_row(self.opening))
        card.content.addWidget(
            text_label(
                "密钥丢失或忘记口令时，重新生成申请并重新开户，旧证书由区局吊销。"
                "读入新的开户文件之前，仍用原来的密钥和口令签名。",
                style="small",
            )
        )
        return card

    @Slot()
    def refresh(self) -> None:
        """Show how far enrolment is."""
        facts = self._desk.facts
        found = facts.enrolment
        self.present.setVisible(found is not None)
        if found is not None:
            self.enrolled.show_facts(_enrolment_facts(found))
        self._identity_card.setVisible(found is None)
        meta = facts.meta
        self.identity.show_facts([("标识码", meta.school_code), ("名称", meta.school_name)])
        request = facts.request
        waits = request is not None and request.waiting
        folded = found is not None and not waits and not self._unfolded
        self._again_card.setVisible(folded)
        for card in self._steps:
            card.setVisible(not folded)
        first = self.again if folded else self.passphrase.first
        self.setFocusProxy(self.opening if waits else first)
        self.passphrase.setVisible(not waits)
        self.request.setVisible(not waits)
        told = request if found is None or waits else None
        self.save_again.setVisible(told is not None)
        self.withdraw.setVisible(waits)
        self.waiting.setVisible(waits)
        self.waiting.setText(_ENROLLED_WAITING if found is not None else _WAITING)
        self.place.refresh()
        self.own.refresh()
        rows = [("指纹", told.fingerprint), ("电话核对", told.words)] if told else []
        self.requested.show_facts(rows)

    def _known(self) -> tuple[str, ...]:
        return known_of(self._desk.facts.meta, self._desk.principal)

    @Slot()
    def _on_again(self) -> None:
        self._unfolded = True
        self.refresh()
        self.passphrase.first.setFocus()

    @Slot()
    def _on_correct(self) -> None:
        dialog = IdentityDialog(self._desk.facts.meta, self)
        agreed = self._desk.desktop.messages.dialog(dialog)
        code, name = dialog.taken()
        dialog.deleteLater()
        if not agreed:
            return
        actor = self._desk.clerk
        self._desk.step(
            lambda store: correct_identity(store, school_code=code, school_name=name, actor=actor),
            owner=self,
            then=lambda _: self.strip.say(f"已改正：{name}（{code}）。", tone="ok"),
            fail=self.strip.fail,
        )

    # -- the request ---------------------------------------------------------------------------

    @Slot()
    def _on_request(self) -> None:
        messages = self._desk.desktop.messages
        if self._desk.facts.enrolment is not None and not messages.confirm(
            "重新生成密钥？",
            "新的密钥先放在旁边，等读入区局为它发来的开户文件才换上；"
            "在那以前仍用现在的密钥和口令签名，申请也可以撤回。",
            accept="重新生成",
        ):
            return
        passphrase, actor = self.passphrase.text(), self._desk.principal
        self.request.setEnabled(False)
        self.strip.say(MAKING_KEYS)
        self._desk.step(
            lambda store: request_certificate(store, passphrase=passphrase, actor=actor),
            owner=self,
            then=self._on_requested,
            fail=self._on_failed,
        )

    def _on_requested(self, request: RequestFile) -> None:
        self.passphrase.clear()
        self.save_again.setFocus()  # what had the keyboard is hidden while a request waits
        if not self._save(request):
            self.strip.say(
                "密钥已生成，申请文件还没有保存，可以用“再次保存申请文件”。", tone="query"
            )

    @Slot()
    def _on_save_again(self) -> None:
        if self._desk.facts.request is not None:
            self._save(self._desk.facts.request)

    def _save(self, request: RequestFile) -> bool:
        """Ask where to, and write it there; whether the user said where."""
        suggestion = self._desk.path.with_name(request.name)
        path = self._desk.desktop.messages.save_file(
            "保存开户申请", suggestion=suggestion, pattern=_REQUEST
        )
        if path is None:
            return False
        self._desk.run(
            lambda _: write_file(path, request.content, name=request.name, replace=True),
            owner=self,
            then=lambda _: self._on_saved(path),
            fail=self._on_failed,
        )
        return True

    def _on_saved(self, path: Path) -> None:
        say_saved(self.strip, "开户申请已保存，请把文件交给区局。", path)

    @Slot()
    def _on_withdraw(self) -> None:
        enrolled = self._desk.facts.enrolment is not None
        text = "申请和它的新密钥会从填报库里删除，区局为它发来的开户文件不能再读入。"
        after = "现在的密钥不变，照常签名。" if enrolled else "以后要开户，须重新生成申请。"
        if not self._desk.desktop.messages.confirm(
            "撤回开户申请？", text + after, accept="撤回申请", danger=True
        ):
            return
        actor = self._desk.principal
        self._desk.step(
            lambda store: withdraw_request(store, actor=actor),
            owner=self,
            then=lambda _: self.strip.say("开户申请已撤回。", tone="ok"),
            fail=self._on_failed,
        )

    # -- the opening file ----------------------------------------------------------------------

    @Slot()
    def _on_opening(self) -> None:
        paths = self._desk.desktop.messages.open_files("读入开户文件", pattern=_OPENING)
        if not paths:
            return
        path = paths[0]
        if self._desk.facts.enrolment is not None:
            self._read(path)
            return
        if self._desk.facts.request is None and not self._desk.desktop.messages.confirm(
            "签名密钥在校长的电脑上？",
            "这个填报库没有申请过开户。只有校长在自己的电脑上申请了开户，才在这里读入同一份开户文件："
            "这里照常填报，签名用送审文件交给校长。",
            accept="密钥在校长的电脑上",
        ):
            return
        self._desk.run(
            lambda _: look_at_root(read_file(path)),
            owner=self,
            then=lambda offer: self._on_offered(path, offer),
            fail=self._on_failed,
        )

    def _on_offered(self, path: Path, offer: RootOffer) -> None:
        if root_is_right(self._desk.desktop.messages, offer, accept="读入"):
            self._read(path)

    def _read(self, path: Path) -> None:
        actor = self._desk.clerk
        self._desk.step(
            lambda store: read_opening(store, read_file(path), actor=actor, key_elsewhere=True),
            owner=self,
            then=self._on_read,
            fail=self._on_failed,
        )

    def _on_read(self, found: Enrolment) -> None:
        self._unfolded = False
        self.refresh()
        self.strip.say(f"开户完成：{found.bureau_name}，签名人 {found.principal}。", tone="ok")

    def _on_failed(self, failure: Failure) -> None:
        self.request.setEnabled(self.passphrase.is_complete())
        self.strip.fail(failure)


def _enrolment_facts(found: Enrolment) -> list[tuple[str, str]]:
    return [
        ("区局", f"{found.bureau_name}（{found.bureau_code}）"),
        ("学校", found.school_name),
        ("签名人", found.principal),
        ("证书有效期至", f"{found.valid_until.astimezone():%Y-%m-%d}"),
        ("根证书指纹", found.root_fingerprint),
    ]
