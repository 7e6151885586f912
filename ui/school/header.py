"""SchoolHeader: whose return this is, whether it is saved, where it stands, and what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from forms.workflow import State
from operations.entry.saving import SaveState, SaveStatus
from ui.actions import Actions
from ui.icons import set_icon
from ui.metrics import characters, unit
from ui.parts.buttons import button, tool_button
from ui.parts.chips import Chip
from ui.parts.header import Header
from ui.parts.texts import text_label
from ui.school.desk import Facts

_STATES = {
    State.DRAFT: ("pen-line", "accent"),
    State.IN_REVIEW: ("user-check", "query"),
    State.SIGNED: ("signature", "ok"),
    State.DELIVERED: ("send", "accent"),
    State.ACCEPTED: ("badge-check", "ok"),
}
_SAVING = {
    SaveState.SAVED: ("circle-check", "ok"),
    SaveState.SAVING: ("loader-circle", "muted"),
    SaveState.FAILED: ("circle-alert", "error"),
}
_SAVED_WIDTH = 12


class SchoolHeader(Header):
    """Adds undo and redo, the state of saving and the state of the return."""

    retry_wanted = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__(actions)
        self._saved_icon = QLabel()
        self.saved = text_label(style="small", wrap=False)
        self.retry = button("重试", style="quiet")
        self.retry.setAccessibleName("重新保存")
        self.retry.clicked.connect(self.retry_wanted)
        self.state = Chip()
        tools = ("return.undo", "return.redo", "panel.toggle")
        self.add(*(tool_button(actions[tool]) for tool in tools))
        self.add(self._saved_icon, self.saved, self.retry, self.state)

    def show_facts(self, facts: Facts) -> None:
        """Show whose return it is and where it stands."""
        meta = facts.meta
        line = f"{meta.period} 年度　第 {facts.revision} 版　{meta.school_code}"
        self.show_names(meta.school_name, line)
        icon, tone = _STATES[facts.state]
        self.state.show_state(facts.state.label, icon=icon, tone=tone)

    def show_status(self, status: SaveStatus) -> None:
        """Show whether everything is on the disk."""
        icon, tone = _SAVING[status.state]
        set_icon(self._saved_icon, icon, tone, pixels=unit(2))
        room = characters(_SAVED_WIDTH)
        metrics = self.saved.fontMetrics()
        self.saved.setText(metrics.elidedText(status.text, Qt.TextElideMode.ElideRight, room))
        self.saved.setAccessibleName(status.text)
        self.saved.setToolTip(status.text)
        self.retry.setVisible(status.state is SaveState.FAILED)
