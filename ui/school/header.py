"""SchoolHeader: whose return this is, whether it is saved, where it stands, and what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from forms.workflow import State
from operations.saving import SaveState, SaveStatus
from ui.actions import Actions
from ui.icons import set_icon
from ui.metrics import characters, line_height, space, unit
from ui.parts.buttons import button, tool_button
from ui.parts.chips import Chip
from ui.parts.texts import text_label
from ui.school.desk import Facts
from ui.school.next_step import NextStep

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


class SchoolHeader(QFrame):
    """The bar above everything; always in sight."""

    next_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        layout = QHBoxLayout(self)
        space(layout, margins=(2, 1, 2, 1), gap=1.5)
        layout.addWidget(tool_button(actions["window.home"]))
        names = QVBoxLayout()
        space(names, gap=0)
        self.school = text_label(style="heading", wrap=False)
        self.period = text_label(style="small", wrap=False)
        names.addWidget(self.school)
        names.addWidget(self.period)
        layout.addLayout(names)
        layout.addStretch(1)
        for action in ("return.undo", "return.redo", "panel.toggle"):
            layout.addWidget(tool_button(actions[action]))
        self._saved_icon = QLabel()
        self.saved = text_label(style="small", wrap=False)
        layout.addWidget(self._saved_icon)
        layout.addWidget(self.saved)
        self.retry = button("重试", style="quiet")
        self.retry.setAccessibleName("重新保存")
        self.retry.clicked.connect(self.retry_wanted)
        layout.addWidget(self.retry)
        self.state = Chip()
        layout.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        self.next = button("", style="primary", icon="arrow-right")
        self.next.clicked.connect(self.next_wanted)
        layout.addWidget(self.next)
        self.setFixedHeight(line_height() * 2 + unit(2.5))

    def show_facts(self, facts: Facts) -> None:
        """Show whose return it is and where it stands."""
        self.school.setText(facts.meta.school_name)
        self.school.setToolTip(facts.meta.school_name)
        self.period.setText(
            f"{facts.meta.period} 年度　第 {facts.revision} 版　{facts.meta.school_code}"
        )
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

    def show_next(self, step: NextStep) -> None:
        """Show what comes next."""
        self.next.setText(f" {step.text}(&G)")
        self.next.setToolTip(f"{step.hint}（F9）")
        self.next.setAccessibleName(step.text)
        self.next.setAccessibleDescription(step.hint)
        set_icon(self.next, step.icon, "on_accent")
