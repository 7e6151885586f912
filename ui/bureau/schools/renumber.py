"""Renumber a school's packages: when one is lost for good, let the chain go on behind it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from operations.bureau.intake.undo import Renumbering, restart_chain
from operations.bureau.records import BureauStore
from ui.bureau.work_page import BureauPage
from ui.dialogs.form_dialog import FormDialog

_TEXT = (
    "上报包一份接一份，缺一份就不能接着收。只有缺的那一份确实找不回来、"
    "学校也不能重新导出时，才重设编号；学校手里最新一份的编号写在文件名和学校的“导出与回执”里。"
)
_DIGITS = 6


class RenumberDialog(FormDialog):
    """The number to go on with, and why; says what it means while it is typed."""

    def __init__(self, parent: QWidget | None, plan: Renumbering, *, name: str) -> None:
        super().__init__(parent, title=f"重设{name}的编号", text=_TEXT, icon="list")
        self._plan = plan
        self.number = self.entry("下一份的编号(&M)", "下一份的编号", example="只写数字")
        self.number.setMaxLength(_DIGITS)
        self.reason = self.entry(
            "原因(&E)", "重设编号的原因", example="例如“第 3 号在传送中丢失，学校电脑已损坏”"
        )
        self.add_hint()
        self.add_buttons("重设编号", danger=True)
        self.number.textChanged.connect(self._on_changed)
        self.reason.textChanged.connect(self._on_changed)
        self.number.returnPressed.connect(self.reason.setFocus)
        self.number.setText(str(plan.wanted + 1))
        self.number.selectAll()
        self.number.setFocus()

    def chosen(self) -> int:
        """The number; 0 while none is typed."""
        text = self.number.text().strip()
        return int(text) if text.isdecimal() else 0

    @Slot()
    def _on_changed(self) -> None:
        number = self.chosen()
        allowed = self._plan.allows(number)
        self.tell(self._plan.meaning(number), wrong=not allowed)
        self.accept_button.setEnabled(allowed and bool(self.reason.text().strip()))


def renumber(page: BureauPage, code: str, plan: Renumbering) -> None:
    """Ask for number and reason, then let the school's chain go on there.

    Args:
        page: Shows the outcome.
        code: 学校标识码.
        plan: Which number it may be given.

    """
    desk = page.desk
    name = desk.facts.by_code[code].school.name
    dialog = RenumberDialog(page, plan, name=name)
    agreed = desk.desktop.messages.dialog(dialog)
    number, reason, actor = dialog.chosen(), dialog.reason.text().strip(), desk.actor
    dialog.deleteLater()
    if not agreed:
        return

    def work(store: BureauStore) -> None:
        restart_chain(store, code, number, actor=actor, reason=reason)

    desk.step(
        work,
        owner=page,
        then=lambda _: page.say(
            f"编号已重设，下一份收第 {number} 号。", detail="先前被拒收的那一份现在可以重新导入。"
        ),
        fail=page.fail,
    )
