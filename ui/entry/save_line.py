"""SaveLine: whether what was typed is on the disk, and another try if it is not."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from operations.entry.saving import SaveState, SaveStatus
from ui.entry.session import FormSession
from ui.icons import set_icon
from ui.metrics import space, unit
from ui.parts.controls.buttons import button
from ui.parts.labels.elided_label import elided_label
from ui.parts.labels.texts import set_kind

_LOOKS = {
    SaveState.SAVED: ("circle-check", "ok", "small"),
    SaveState.SAVING: ("loader-circle", "muted", "small"),
    SaveState.FAILED: ("circle-alert", "error", "error"),
}
"""Icon, its colour role and the style of the words."""
_LEAST = 12
"""Characters of the words that are always seen, if any are."""


class SaveLine(QWidget):
    """Icon and words; a button while something could not be saved."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        space(row, gap=1)
        self._icon = QLabel()
        self.words = elided_label(style="small", least=_LEAST)
        self.retry = button("重试", style="quiet")
        self.retry.setAccessibleName("重新保存")
        for part in (self._icon, self.words, self.retry):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.retry.hide()

    def follow(self, session: FormSession) -> None:
        """Show the state of this form from now on."""
        session.status_changed.connect(self.show_status)
        self.retry.clicked.connect(session.retry)
        self.show_status(session.opened.status)

    @Slot(object)
    def show_status(self, status: SaveStatus) -> None:
        """Show whether everything is on the disk."""
        icon, tone, style = _LOOKS[status.state]
        set_icon(self._icon, icon, tone, pixels=unit(2))
        self.words.setText(status.text)
        set_kind(self.words, style)
        self.retry.setVisible(status.state is SaveState.FAILED)

    def text(self) -> str:
        """The words, whole."""
        return self.words.text()
