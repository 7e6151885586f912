"""IdentityDialog: code and name of the school, put right before it is enrolled."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from operations.new_store import school_code_fault, school_name_fault
from operations.school.records import SchoolMeta
from ui.dialogs.form_dialog import FormDialog


class IdentityDialog(FormDialog):
    """Two entries, filled with what the store says now."""

    def __init__(self, meta: SchoolMeta, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            title="改正学校标识",
            text="开户以后标识码和名称写进证书，不能再改。表里填的标识码和名称一起改正。",
            icon="pen-line",
        )
        self._old = (meta.school_code, meta.school_name)
        self.code = self.entry("学校标识码(&C)", "学校标识码", example="10 位数字")
        self.name = self.entry("学校名称(&M)", "学校名称", example="与办学许可证一致的全称")
        self.code.setText(meta.school_code)
        self.name.setText(meta.school_name)
        self.add_hint()
        self.add_buttons("改正")
        for entry in (self.code, self.name):
            entry.textChanged.connect(self._on_typed)
        self._on_typed()

    def taken(self) -> tuple[str, str]:
        """Code and name as they are to be."""
        return self.code.text().strip(), self.name.text().strip()

    @Slot()
    def _on_typed(self) -> None:
        code, name = self.taken()
        fault = school_code_fault(code) or school_name_fault(name)
        self.tell(fault, wrong=bool(fault))
        self.accept_button.setEnabled(not fault and (code, name) != self._old)
