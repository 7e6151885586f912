"""ServerDialog: which database on which server, by its parts or by its whole address."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from operations.bureau.server.address_parts import ServerParts, fault_of, parts_of, server_address
from operations.errors import Misused
from operations.store_place import ServerAddress
from ui.dialogs.form_dialog import FormDialog
from ui.messages import Messages
from ui.metrics import characters
from ui.parts.controls.check import CheckBox

_TEXT = (
    "主机、数据库和用户由信息中心告诉您。有整行地址的，粘贴到最后一行就行。"
    "口令不写在这里：服务器要求时会另外询问。"
)


class ServerDialog(FormDialog):
    """The parts above, the address below; what is typed in one is at once in the other."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        title: str,
        accept: str,
        place: ServerAddress | None = None,
    ) -> None:
        super().__init__(parent, title=title, text=_TEXT, icon="database")
        self.setMinimumWidth(characters(48))
        self.host = self.entry("主机(&H)", "主机", example="db.example 或 10.1.2.3")
        self.port = self.entry("端口(&P)", "端口", example="5432")
        self.database = self.entry("数据库(&D)", "数据库", example="youheng")
        self.user = self.entry("用户(&U)", "用户", example="每位操作员一个")
        self.schema = self.entry("模式(&S)", "模式", example="几个区共用一个数据库时才填")
        self.verifies = CheckBox("验证服务器身份并加密（sslmode=verify-full，推荐）(&V)")
        self.rows.addRow("", self.verifies)
        self.address = self.entry("地址(&A)", "地址", example="postgresql://用户@主机/数据库")
        self.add_hint()
        self.add_buttons(accept)
        self._parts = ServerParts()
        self._is_chosen = False
        """Whether the user has said how safe the way has to be."""
        for field in self._fields():
            field.textEdited.connect(self._on_part)
        self.verifies.toggled.connect(self._on_verifies)
        self.address.textEdited.connect(self._on_address)
        if place is not None:
            self.address.setText(place.url)
            self._on_address()
        self._judge()
        self.host.setFocus()

    def place(self) -> ServerAddress:
        """What was chosen; call it once the dialog was accepted."""
        return server_address(self.address.text())

    def _fields(self) -> tuple[QLineEdit, ...]:
        return self.host, self.port, self.database, self.user, self.schema

    @Slot()
    def _on_part(self) -> None:
        self._parts = replace(
            self._parts,
            host=self.host.text().strip(),
            port=self.port.text().strip(),
            database=self.database.text().strip(),
            user=self.user.text().strip(),
            schema=self.schema.text().strip(),
        )
        if not self._is_chosen:
            self._show_verifies(verifies=not self._parts.is_here)
        self.address.setText(self._parts.address)
        self._judge()

    @Slot(bool)
    def _on_verifies(self, checked: bool) -> None:
        self._is_chosen = True
        self._parts = replace(self._parts, verifies=checked)
        self.address.setText(self._parts.address)
        self._judge()

    @Slot()
    def _on_address(self) -> None:
        try:
            self._parts = parts_of(self.address.text())
        except Misused as error:
            self.accept_button.setEnabled(False)
            self.tell(error.message, wrong=True)
            return
        self._is_chosen = True
        parts = self._parts
        for field, text in zip(
            self._fields(),
            (parts.host, parts.port, parts.database, parts.user, parts.schema),
            strict=True,
        ):
            field.setText(text)
        self._show_verifies(verifies=parts.verifies)
        self._judge()

    def _show_verifies(self, *, verifies: bool) -> None:
        self._parts = replace(self._parts, verifies=verifies)
        self.verifies.blockSignals(True)
        self.verifies.setChecked(verifies)
        self.verifies.blockSignals(False)

    def _judge(self) -> None:
        fault = fault_of(self._parts)
        self.accept_button.setEnabled(not fault)
        self.tell(fault or self._parts.advice, wrong=bool(fault) and self.address.isModified())
        self.fit()


def ask_server(
    messages: Messages,
    window: QWidget,
    *,
    title: str,
    accept: str,
    place: ServerAddress | None = None,
) -> ServerAddress | None:
    """Ask for a database, beginning with this one; ``None`` if the user turned away."""
    dialog = ServerDialog(window, title=title, accept=accept, place=place)
    agreed = messages.dialog(dialog)
    dialog.deleteLater()
    return dialog.place() if agreed else None
