"""Create a bureau's store: who it is, which year, the passphrase, where root key and store lie."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from operations.bureau_file import (
    BureauPlan,
    NewBureau,
    authority_file_of,
    create_bureau,
    root_pem,
)
from operations.bureau_settings import change_settings, check_settings
from operations.errors import OperationError
from operations.files import write_file
from ui.desktop import Desktop
from ui.metrics import characters, space
from ui.parts.buttons import button
from ui.parts.cards import Card, Page
from ui.parts.facts import FactRows
from ui.parts.passphrase import PassphraseBox
from ui.parts.strips import MessageStrip
from ui.parts.texts import text_label
from ui.recent import save_name, saved_name

_RECOVERY = (
    "根密钥文件平时不用，请移到 U 盘上锁进柜子，再另存一份在别处；开户和吊销时才插入。",
    "口令无人能找回。请写在纸上装入信封，由单位保密保管，并指定一名知情的接替人。",
    "局端库每天自动备份在同一文件夹；请定期把备份复制到另一台设备。",
    "把根证书指纹印在发给学校的盖章通知上，学校第一次读入开户文件时要核对。",
)
_CODE_FAULT = "区局代码应由字母和数字组成，请核对后再填。"
_ALIKE = "两把钥匙的口令相同。请给根密钥另设一个口令，一个泄露时另一个仍然安全。"


class NewBureauPage(Page):
    """Entries, then a file chooser; the keys are made off the window's thread."""

    created = Signal(Path)
    left = Signal()

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(
            "新建局端库",
            note="一个区局一个报告期建一个库。名册、上报包和评估都存在这一个文件里。",
            width=48,
            centred=True,
        )
        self._desktop = desktop
        self.strip = MessageStrip(closable=False)
        self.column.addWidget(self.strip)
        self.form = QWidget()
        inside = QVBoxLayout(self.form)
        space(inside, gap=2)
        inside.addWidget(self._make_identity())
        inside.addWidget(self._make_secrets())
        inside.addLayout(self._make_buttons())
        self.column.addWidget(self.form)
        self.done = self._make_done()
        self.column.addWidget(self.done)
        self.finish()
        self.setFocusProxy(self.code)
        self._chain()

    def _make_identity(self) -> Card:
        card = Card("区局", icon="landmark")
        rows = QFormLayout()
        space(rows, gap=1.5)
        self.code = _entry("区局代码", "字母和数字，如 420104", 12)
        self.name = _entry("区局名称", "全称，印在申报表上", 24)
        self.period = _entry("报告期", "", 6)
        self.period.setText(str(datetime.now(UTC).astimezone().year))
        self.due = _entry("上报截止日", "如 2024-10-15，可以以后再定", 16)
        self.operator = _entry("操作员姓名", "写入操作记录，并出现在签发的文件上", 16)
        self.operator.setText(saved_name())
        for label, field in (
            ("区局代码(&C)", self.code),
            ("区局名称(&M)", self.name),
            ("报告期（年）(&Y)", self.period),
            ("上报截止日(&D)", self.due),
            ("操作员姓名(&U)", self.operator),
        ):
            rows.addRow(label, field)
        card.content.addLayout(rows)
        return card

    def _make_secrets(self) -> Card:
        card = Card("两把钥匙的口令", icon="key-round")
        self.passphrase = _secret(
            card, "日常钥匙", "存在库里，每天用来打开上报包、签发回执和退回单。"
        )
        self.root_passphrase = _secret(
            card, "根密钥", "存在单独的文件里，平时不用，开户和吊销时才插入。口令应与日常钥匙不同。"
        )
        for box in (self.passphrase, self.root_passphrase):
            box.completed.connect(self._on_completed)
        self.passphrase.confirmed.connect(self.root_passphrase.first.setFocus)
        self.root_passphrase.confirmed.connect(self._on_accept)
        return card

    def _make_buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        space(buttons, gap=1)
        self.accept = button("选择位置并新建(&S)…", icon="file-plus", style="primary")
        self.accept.setEnabled(False)
        self.accept.clicked.connect(self._on_accept)
        cancel = button("取消", style="quiet")
        cancel.clicked.connect(self.left)
        buttons.addWidget(self.accept)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        return buttons

    def _make_done(self) -> Card:
        card = Card("局端库已建立", icon="circle-check")
        self.files = FactRows()
        card.content.addWidget(self.files)
        card.content.addWidget(text_label("请现在就做好这几件事：", style="strong"))
        for number, line in enumerate(_RECOVERY, start=1):
            card.content.addWidget(text_label(f"{number}．{line}"))
        row = QHBoxLayout()
        space(row)
        self.enter = button("进入局端库(&E)", icon="arrow-right", style="primary")
        self.enter.clicked.connect(self._on_enter)
        row.addWidget(self.enter)
        row.addStretch(1)
        card.content.addLayout(row)
        card.hide()
        return card

    def _chain(self) -> None:
        order = (self.code, self.name, self.period, self.due, self.operator)
        for field, following in zip(order, (*order[1:], self.passphrase.first), strict=True):
            field.returnPressed.connect(following.setFocus)

    # -- making it -----------------------------------------------------------------------------

    @Slot(bool)
    def _on_completed(self, _: bool) -> None:
        boxes = (self.passphrase, self.root_passphrase)
        self.accept.setEnabled(all(box.is_complete() for box in boxes))

    @Slot()
    def _on_accept(self) -> None:
        fault = self._fault()
        if fault:
            self.strip.say(fault, tone="error")
            return
        name = f"{self.code.text().strip()}-{self.period.text().strip()}.yhb"
        path = self._desktop.messages.save_file(
            "新建局端库", suggestion=Path.home() / name, pattern="局端库 (*.yhb)"
        )
        if path is not None:
            self._create(path if path.suffix.lower() == ".yhb" else path.with_suffix(".yhb"))

    def _fault(self) -> str:
        """What has to be corrected first, with the cursor put there."""
        code, period = self.code.text().strip(), self.period.text().strip()
        year = period.isascii() and period.isdecimal() and len(period) == 4
        named, signed = self.name.text().strip(), self.operator.text().strip()
        alike = self.passphrase.text() == self.root_passphrase.text()
        for fine, field, sentence in (
            (code.isascii() and code.isalnum(), self.code, _CODE_FAULT),
            (bool(named), self.name, "请填写区局名称。"),
            (year, self.period, "报告期应为四位年份，如 2024。"),
            (not self._due_fault(), self.due, self._due_fault()),
            (bool(signed), self.operator, "请填写操作员姓名，操作记录里要写明是谁做的。"),
            (not alike, self.root_passphrase.first, _ALIKE),
        ):
            if not fine:
                field.setFocus()
                return sentence
        return ""

    def _due_fault(self) -> str:
        try:
            check_settings((), due=self.due.text().strip())
        except OperationError as error:
            return error.message
        return ""

    def _create(self, path: Path) -> None:
        plan = BureauPlan(
            self.code.text().strip(),
            self.name.text().strip(),
            int(self.period.text()),
            self.operator.text().strip(),
        )
        settings = check_settings((), due=self.due.text().strip())
        passphrase, root_passphrase = self.passphrase.text(), self.root_passphrase.text()
        root = path.with_name(f"{path.stem}-root.pem")

        def create() -> NewBureau:
            made = create_bureau(path, plan, passphrase=passphrase, root_passphrase=root_passphrase)
            with made.desk.store as store:
                if settings:
                    change_settings(store, settings, actor=made.desk.actor)
                write_file(root, root_pem(store), name="")
            return made

        self.form.setEnabled(False)
        self.strip.say("正在生成钥匙，需要几秒钟…")
        self._desktop.runner.database(
            create, owner=self, then=lambda made: self._on_made(path, made), fail=self._on_failed
        )

    def _on_made(self, path: Path, made: NewBureau) -> None:
        save_name(self.operator.text().strip())
        self.passphrase.clear()
        self.root_passphrase.clear()
        self.strip.clear()
        self._path = path
        self.files.show_facts(
            [
                ("局端库", str(path)),
                ("根密钥文件", str(authority_file_of(path))),
                ("根证书", str(path.with_name(f"{path.stem}-root.pem"))),
                ("根证书指纹", str(made.root_fingerprint)),
            ]
        )
        self.form.hide()
        self.done.show()
        self.enter.setFocus()

    def _on_failed(self, error: BaseException) -> None:
        self.form.setEnabled(True)
        self.strip.say(self._desktop.explain(error), tone="error")

    @Slot()
    def _on_enter(self) -> None:
        self.created.emit(self._path)


def _secret(card: Card, name: str, note: str) -> PassphraseBox:
    card.content.addWidget(text_label(name, style="strong"))
    card.content.addWidget(text_label(note, style="muted"))
    box = PassphraseBox(repeat=True)
    box.first.setAccessibleName(f"{name}的口令")
    box.second.setAccessibleName(f"再输入一次{name}的口令")
    card.content.addWidget(box)
    return box


def _entry(name: str, hint: str, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMinimumWidth(characters(width))
    return field
