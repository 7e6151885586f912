"""Create a bureau's store: who it is, which year, the passphrase, where root key and store lie."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot

from operations.bureau.settings import check_settings, due_fault
from operations.bureau.store import (
    BureauPlan,
    NewBureau,
    at_work,
    authority_file_of,
    create_bureau,
    root_file_of,
    root_pem,
)
from operations.failures.explain import Failure
from operations.files import check_target, write_file
from operations.keys.locked_keys import MAKING_KEYS
from operations.new_store import (
    bureau_code_fault,
    bureau_name_fault,
    operator_fault,
    period_fault,
)
from operations.store_place import ServerAddress, StorePlace
from ui.bureau.server_login import ask_password
from ui.desktop import Desktop
from ui.kinds import BUREAU
from ui.parts.controls.buttons import button, button_row
from ui.parts.controls.passphrase import PassphraseBox
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.page.facts import FactRows
from ui.parts.page.saved import folder_button
from ui.recent import saved_name
from ui.start.new_store_page import Check, Entry, NewStorePage, this_year
from ui.start.server_dialog import ask_server

_RECOVERY = (
    "根密钥文件平时不用，请移到 U 盘上锁进柜子，再另存一份在别处；开户和吊销时才插入。",
    "口令无人能找回。请写在纸上装入信封，由单位保密保管，并指定一名知情的接替人。",
    "局端库每天自动备份在同一文件夹；请定期把备份复制到另一台设备。",
    "把根证书指纹印在发给学校的盖章通知上，学校第一次读入开户文件时要核对。",
)
_BACKUPS = 3
"""Which of them speaks of backups."""
_SERVER_RECOVERY = (
    "服务器上的局端库由信息中心备份，请向他们确认；每月再用“备份”页另存一份到别的设备。"
)
_ALIKE = "两个密钥的口令相同。请给根密钥另设一个口令，一个泄露时另一个仍然安全。"


class NewBureauPage(NewStorePage):
    """Entries and two passphrases; afterwards what to do with the files that were made."""

    def __init__(self, desktop: Desktop) -> None:
        note = (
            "一个区局一个报告期建一个库，名册、上报包和评估都在里面。"
            "一个人用，建成一个文件；几位操作员一起用，建在信息中心的服务器上。"
        )
        super().__init__(desktop, BUREAU, note=note, width=48)
        self.code, self.name, self.period, self.due, self.operator = self.add_entries(
            Card("区局", icon="landmark"),
            (
                Entry("区局代码(&C)", "区局代码", "字母和数字，如 420104", 12),
                Entry("区局名称(&M)", "区局名称", "全称，印在申报表上", 24),
                Entry("报告期（年）(&Y)", "报告期", "", 6, this_year()),
                Entry("上报截止日(&D)", "上报截止日", "如 2024-10-15，可以以后再定", 16),
                Entry(
                    "操作员姓名(&U)",
                    "操作员姓名",
                    "写入操作记录，并出现在签发的文件上",
                    16,
                    saved_name(),
                ),
            ),
        )
        self.cards.addWidget(self._make_secrets())
        self.accept.setEnabled(False)
        self.on_server = button("建在服务器上(&B)…", icon="database")
        self.on_server.clicked.connect(self._on_server)
        self.on_server.setEnabled(False)
        self.add_buttons(self.on_server)
        self._server: ServerAddress | None = None
        self._keys_in: Path | None = None
        """The folder of the root key and the root certificate of a store on a server."""
        self.done = self._make_done()
        self.column.addWidget(self.done)
        self.finish()

    def _make_secrets(self) -> Card:
        card = Card("两个密钥的口令", icon="key-round")
        self.passphrase = self._secret(
            card, "日常密钥", "存在库里，每天用来打开上报包、签发回执和退回单。"
        )
        self.root_passphrase = self._secret(
            card, "根密钥", "存在单独的文件里，平时不用，开户和吊销时才插入。口令应与日常密钥不同。"
        )
        for box in (self.passphrase, self.root_passphrase):
            box.completed.connect(self._on_completed)
        self.passphrase.confirmed.connect(self.root_passphrase.first.setFocus)
        self.root_passphrase.confirmed.connect(self.on_accept)
        self.operator.returnPressed.connect(self.passphrase.first.setFocus)
        return card

    def _secret(self, card: Card, name: str, note: str) -> PassphraseBox:
        card.content.addWidget(text_label(name, style="strong"))
        card.content.addWidget(text_label(note, style="muted"))
        box = PassphraseBox(repeat=True, about=self._known)
        box.first.setAccessibleName(f"{name}的口令")
        box.second.setAccessibleName(f"再输入一次{name}的口令")
        card.content.addWidget(box)
        return box

    def _known(self) -> tuple[str, ...]:
        entries = (self.name, self.code, self.period, self.operator)
        return tuple(entry.text().strip() for entry in entries)

    def _make_done(self) -> Card:
        card = Card("局端库已建立", icon="circle-check")
        self.files = FactRows()
        card.content.addWidget(self.files)
        card.content.addWidget(text_label("请现在就做好这几件事：", style="strong"))
        told = [text_label(f"{number}．{line}") for number, line in enumerate(_RECOVERY, start=1)]
        for label in told:
            card.content.addWidget(label)
        self._backups = told[_BACKUPS - 1]
        self.enter = button("进入局端库(&E)", icon="arrow-right", style="primary")
        self.enter.clicked.connect(self._on_enter)
        self._done_acts = button_row(self.enter)
        card.content.addLayout(self._done_acts)
        card.hide()
        return card

    # -- making it -----------------------------------------------------------------------------

    @Slot(bool)
    def _on_completed(self, _: bool) -> None:
        boxes = (self.passphrase, self.root_passphrase)
        for made in (self.accept, self.on_server):
            made.setEnabled(all(box.is_complete() for box in boxes))

    def checks(self) -> Iterator[Check]:
        """The bureau's facts, and that one passphrase does not open both keys."""
        yield Check.of(self.code, bureau_code_fault)
        yield Check.of(self.name, bureau_name_fault)
        yield Check.of(self.period, period_fault)
        yield Check.of(self.due, due_fault)
        yield Check.of(self.operator, operator_fault)
        alike = self.passphrase.text() == self.root_passphrase.text()
        yield Check(not alike, self.root_passphrase.first, _ALIKE)

    @property
    def making(self) -> str:
        """Most of the time goes into the keys."""
        return MAKING_KEYS

    def file_name(self) -> str:
        """Code and year."""
        return f"{self.code.text().strip()}-{self.period.text().strip()}"

    def person(self) -> str:
        """The operator."""
        return self.operator.text().strip()

    @Slot()
    def _on_server(self) -> None:
        if not self.is_correct():
            return
        title = "局端库建在哪个数据库"
        place = ask_server(
            self.desktop.messages, self.window(), title=title, accept="下一步", place=self._server
        )
        if place is not None:
            self.begin_at(place)
            self.on_accept()

    def begin_at(self, place: ServerAddress) -> None:
        """Make the store in this database from now on; the keys still go into a folder."""
        self._server = place
        self.on_server.setText("换一个数据库(&B)…")
        self.accept.setText("选择密钥的文件夹并新建(&S)…")
        self.strip.say(f"局端库将建在服务器上的“{place.name}”。", detail=str(place))

    def ask_place(self) -> StorePlace | None:
        """Ask for a file, or for the folder of the keys of a store on a server."""
        if self._server is None:
            return super().ask_place()
        self._keys_in = self.desktop.messages.folder("根密钥文件和根证书放在哪个文件夹")
        return None if self._keys_in is None else self._server

    def on_not_made(self, place: StorePlace, failure: Failure) -> None:
        """Ask for the password of the database where that may help."""
        if isinstance(place, ServerAddress) and failure.needs_password:
            ask_password(
                self.desktop,
                place,
                owner=self,
                then=partial(self.make_at, place),
                fail=self.say_failed,
                failure=failure,
            )
        else:
            self.say_failed(failure)

    def _beside(self, path: Path) -> Path:
        """Where a file about the store goes."""
        return path if self._keys_in is None else self._keys_in / path.name

    def work(self, place: StorePlace) -> Callable[[], NewBureau]:
        """Make store, keys and root certificate."""
        plan = BureauPlan(
            self.code.text().strip(),
            self.name.text().strip(),
            int(self.period.text()),
            self.person(),
            check_settings((), due=self.due.text().strip()),
        )
        passphrase, root_passphrase = self.passphrase.text(), self.root_passphrase.text()
        root_key = self._beside(authority_file_of(place))
        certificate = self._beside(root_file_of(place))

        def create() -> NewBureau:
            check_target(certificate, replace=False)
            made = create_bureau(
                place,
                plan,
                passphrase=passphrase,
                root_passphrase=root_passphrase,
                authority_file=root_key,
            )
            desk = made.desk
            with desk.store as store, at_work(store, desk.keys, desk.actor):
                write_file(certificate, root_pem(store), name="", replace=False)
            return made

        return create

    def show_made(self, place: StorePlace, made: NewBureau) -> None:
        """Say what was made and what to do with it, before the store is opened."""
        self.passphrase.clear()
        self.root_passphrase.clear()
        self._place = place
        self.files.show_facts(
            [
                ("局端库", str(place)),
                ("根密钥文件", str(made.authority_file)),
                ("根证书", str(self._beside(root_file_of(place)))),
                ("根证书指纹", str(made.root_fingerprint)),
                *([("上一次", made.note)] if made.note else []),
            ]
        )
        self._done_acts.addWidget(folder_button(made.authority_file))
        if not isinstance(place, Path):
            self._backups.setText(f"{_BACKUPS}．{_SERVER_RECOVERY}")
        self.form.hide()
        self.done.show()
        self.enter.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        self.created.emit(self._place, "")
