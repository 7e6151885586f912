"""Create a school's store: who we are, which year, where the file goes."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit

from forms.workflow import Actor, Role
from ui.desktop import Desktop
from ui.metrics import characters, space
from ui.parts.buttons import button
from ui.parts.cards import Card, Page
from ui.parts.strips import MessageStrip
from ui.recent import save_name, saved_name


class NewSchoolPage(Page):
    """Four entries, then a file chooser; the store is made on the database thread."""

    created = Signal(Path)
    left = Signal()

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(
            "新建填报库",
            note="一所学校一个报告期建一个填报库。所有数据只存在这一个文件里，不会上传。",
            width=44,
            centred=True,
        )
        self._desktop = desktop
        self.strip = MessageStrip()
        self.column.addWidget(self.strip)
        card = Card()
        rows = QFormLayout()
        space(rows, gap=1.5)
        self.code = _entry("学校标识码", "10 位数字，如 3142010401", 14)
        self.name = _entry("学校名称", "与办学许可证一致的全称", 22)
        self.period = _entry("报告期", "", 6)
        self.period.setText(str(datetime.now(UTC).astimezone().year))
        self.clerk = _entry("填报员姓名", "写入修改记录", 10)
        self.clerk.setText(saved_name())
        rows.addRow("学校标识码(&C)", self.code)
        rows.addRow("学校名称(&M)", self.name)
        rows.addRow("报告期（年）(&Y)", self.period)
        rows.addRow("填报员姓名(&P)", self.clerk)
        card.content.addLayout(rows)
        self.column.addWidget(card)
        buttons = QHBoxLayout()
        space(buttons, gap=1)
        self.accept = button("选择位置并新建(&S)", icon="file-plus", style="primary")
        self.accept.clicked.connect(self._on_accept)
        cancel = button("取消", style="quiet")
        cancel.clicked.connect(self.left)
        buttons.addWidget(self.accept)
        buttons.addWidget(cancel)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.finish()
        self.setFocusProxy(self.code)
        for field, following in (
            (self.code, self.name),
            (self.name, self.period),
            (self.period, self.clerk),
            (self.clerk, self.accept),
        ):
            field.returnPressed.connect(following.setFocus)

    @Slot()
    def _on_accept(self) -> None:
        fault = self._fault()
        if fault:
            self.strip.say(fault, tone="error")
            return
        name = self.name.text().strip()
        suggestion = Path.home() / f"{name}-{self.period.text().strip()}.yhs"
        path = self._desktop.messages.save_file(
            "新建填报库", suggestion=suggestion, pattern="填报库 (*.yhs)"
        )
        if path is None:
            return
        self._create(path if path.suffix.lower() == ".yhs" else path.with_name(f"{path.name}.yhs"))

    def _create(self, path: Path) -> None:
        from operations.school_file import create_school

        code, name = self.code.text().strip(), self.name.text().strip()
        period, clerk = int(self.period.text()), self.clerk.text().strip()
        self.accept.setEnabled(False)

        def create() -> None:
            actor = Actor(clerk, Role.CLERK)
            store = create_school(
                path, school_code=code, school_name=name, period=period, actor=actor
            )
            store.close()

        self._desktop.runner.database(
            create, owner=self, then=lambda _: self._on_made(path, clerk), fail=self._on_failed
        )

    def _on_made(self, path: Path, clerk: str) -> None:
        save_name(clerk)
        self.created.emit(path)

    def _on_failed(self, error: BaseException) -> None:
        self.accept.setEnabled(True)
        self.strip.say(self._desktop.explain(error), tone="error")

    def _fault(self) -> str:
        code, period = self.code.text().strip(), self.period.text().strip()
        if not (code.isascii() and code.isdecimal() and len(code) == 10):
            self.code.setFocus()
            return "学校标识码应为 10 位数字，请核对后再填。"
        if not self.name.text().strip():
            self.name.setFocus()
            return "请填写学校名称。"
        if not (period.isascii() and period.isdecimal() and len(period) == 4):
            self.period.setFocus()
            return "报告期应为四位年份，如 2024。"
        if not self.clerk.text().strip():
            self.clerk.setFocus()
            return "请填写填报员姓名，修改记录里要写明是谁填的。"
        return ""


def _entry(name: str, hint: str, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setMinimumWidth(characters(width))
    return field
