"""BureauHeader: whose district this is, how far delivery is, the keys, and what comes next."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from operations.stores import ReturnState
from ui.actions import Actions
from ui.bureau.facts import BureauFacts
from ui.bureau.next_step import NextStep
from ui.icons import set_icon
from ui.metrics import characters, line_height, space, unit
from ui.parts.buttons import button, tool_button
from ui.parts.chips import Chip
from ui.parts.texts import text_label


class BureauHeader(QFrame):
    """The bar above everything; always in sight."""

    next_wanted = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        layout = QHBoxLayout(self)
        space(layout, margins=(2, 1, 2, 1), gap=1.5)
        layout.addWidget(tool_button(actions["window.home"]))
        names = QVBoxLayout()
        space(names, gap=0)
        self.bureau = text_label(style="heading", wrap=False)
        self.bureau.setMinimumWidth(characters(8))
        self.period = text_label(style="small", wrap=False)
        names.addWidget(self.bureau)
        names.addWidget(self.period)
        layout.addLayout(names)
        layout.addStretch(1)
        middle = Qt.AlignmentFlag.AlignVCenter
        self.delivered = Chip()
        self.due = Chip()
        layout.addWidget(self.delivered, 0, middle)
        layout.addWidget(self.due, 0, middle)
        self.keys = Chip()
        layout.addWidget(self.keys, 0, middle)
        self._lock = tool_button(actions["keys.lock"])
        layout.addWidget(self._lock, 0, middle)
        self.next = button("", style="primary", icon="arrow-right")
        self.next.clicked.connect(self.next_wanted)
        layout.addWidget(self.next)
        self.setFixedHeight(line_height() * 2 + unit(2.5))

    def show_facts(self, facts: BureauFacts, *, today: date) -> None:
        """Show whose district it is and how far delivery is."""
        self.bureau.setText(facts.meta.bureau_name)
        self.bureau.setToolTip(facts.meta.bureau_name)
        self.period.setText(f"{facts.meta.period} 年度　{facts.meta.bureau_code}")
        total = len(facts.active)
        there = facts.count(ReturnState.DELIVERED, ReturnState.ACCEPTED)
        done = total > 0 and there == total
        self.delivered.setVisible(total > 0)
        self.delivered.show_state(
            f"已交 {there} / {total} 所",
            icon="circle-check" if done else "inbox",
            tone="ok" if done else "accent",
        )
        self._show_due(facts.due, today=today, done=done)

    def _show_due(self, due: date | None, *, today: date, done: bool) -> None:
        self.due.setVisible(due is not None and not done)
        if due is None:
            return
        days = (due - today).days
        if days < 0:
            self.due.show_state(f"{due} 已截止", icon="clock", tone="error")
        else:
            tone = "query" if days <= 7 else "neutral"
            self.due.show_state(f"{due} 截止，还有 {days} 天", icon="clock", tone=tone)

    def show_keys(self, *, unlocked: bool) -> None:
        """Show whether the daily keys are at hand."""
        if unlocked:
            self.keys.show_state("钥匙已解锁", icon="lock-open", tone="query")
        else:
            self.keys.show_state("钥匙已锁", icon="lock")
        set_icon(self._lock, "lock" if unlocked else "lock-open")

    def show_next(self, step: NextStep) -> None:
        """Show what comes next."""
        self.next.setText(f"{step.text}(&G)")
        self.next.setToolTip(f"{step.hint}（F9）")
        self.next.setAccessibleName(step.text)
        self.next.setAccessibleDescription(step.hint)
        set_icon(self.next, step.icon, "on_accent")
