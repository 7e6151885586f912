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
        self.strip = MessageStrip()
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
        card = Card(
            "口令",
            note="口令锁住两把钥匙：日常钥匙在库里，用来打开上报包、签发回执；"
            "根密钥在单独的文件里，开户和吊销时才用。",
            icon="key-round",
        )
        self.passphrase = PassphraseBox(repeat=True)
        self.passphrase.completed.connect(self._on_completed)
        self.passphrase.confirmed.connect(self._on_accept)
        card.content.addWidget(self.passphrase)
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
    def _on_completed(self, complete: bool) -> None:
        self.accept.setEnabled(complete)

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
        code, period = self.code.text().strip(), self.period.text().strip()
        if not (code.isascii() and code.isalnum()):
            self.code.setFocus()
            return "区局代码应由字母和数字组成，请核对后再填。"
        if not self.name.text().strip():
            self.name.setFocus()
            return "请填写区局名称。"
        if not (period.isascii() and period.isdecimal() and len(period) == 4):
            self.period.setFocus()
            return "报告期应为四位年份，如 2024。"
        try:
            check_settings((), due=self.due.text().strip())
        except OperationError as error:
            self.due.setFocus()
            return error.message
        if not self.operator.text().strip():
            self.operator.setFocus()
            return "请填写操作员姓名，操作记录里要写明是谁做的。"
        return ""

    def _create(self, path: Path) -> None:
        plan = BureauPlan(
            self.code.text().strip(),
            self.name.text().strip(),
            int(self.period.text()),
            self.operator.text().strip(),
        )
        settings = check_settings((), due=self.due.text().strip())
        passphrase = self.passphrase.text()
        root = path.with_name(f"{path.stem}-root.pem")

        def create() -> NewBureau:
            made = create_bureau(path, plan, passphrase=passphrase)
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
        self.strip.clear()
        self._path = path
        self.files.show_facts(
            [
                ("局端库", str(path)),
                ("根密钥文件", str(authority_file_of(path))),
                ("根证书", str(path.with_name(f"{path.stem}-root.pem"))),
                ("根证书指纹", made.root_fingerprint),
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


def _entry(name: str, hint: str, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMinimumWidth(characters(width))
    return field
