"""BureauHeader: whose district this is, how far delivery is, the keys, and what comes next."""

from collections.abc import Sequence
from datetime import date

from operations.bureau.records import Officer
from operations.bureau.rights import named
from operations.bureau.today.facts import BureauFacts, DueDate
from ui.actions import Actions
from ui.icons import set_icon
from ui.parts.controls.buttons import tool_button
from ui.parts.frame.header import Header
from ui.parts.labels.chips import Chip


class BureauHeader(Header):
    """Adds how far delivery is, when it is due, and whether the keys are at hand."""

    def __init__(self, actions: Actions) -> None:
        super().__init__(actions)
        self.delivered = Chip()
        self.due = Chip()
        self.officer = Chip()
        self.keys = Chip()
        self._lock = tool_button(actions["keys.lock"])
        self.add(self.delivered, self.due, self.officer, self.keys, self._lock)
        self._way = self.give_way(self._lock, self.due, self.delivered)

    def show_facts(self, facts: BureauFacts, *, today: date) -> None:
        """Show whose district it is and how far delivery is."""
        meta = facts.meta
        self.show_names(meta.bureau_name, f"{meta.period} 年度　{meta.bureau_code}")
        self._way.want(self.delivered, wanted=bool(facts.active))
        self.delivered.show_state(
            f"已交 {facts.delivered} / {len(facts.active)} 所",
            icon="circle-check" if facts.complete else "inbox",
            tone="ok" if facts.complete else "accent",
        )
        self._show_due(facts.due_at(today))

    def _show_due(self, due: DueDate | None) -> None:
        self._way.want(self.due, wanted=due is not None)
        if due is None:
            return
        if due.has_passed:
            self.due.show_state(f"{due.day} 已截止", icon="clock", tone="error")
        else:
            tone = "query" if due.is_near else "neutral"
            text = f"{due.day} 截止，还有 {due.days_left} 天"
            self.due.show_state(text, icon="clock", tone=tone)

    def show_officer(self, name: str, officers: Sequence[Officer]) -> None:
        """Show who works, where there are several officers."""
        self.officer.setVisible(bool(officers))
        known = named(officers, name) is not None
        self.officer.show_state(
            name if known else f"{name}不是操作员",
            icon="user-check",
            tone="neutral" if known else "error",
        )

    def show_keys(self, *, unlocked: bool) -> None:
        """Show whether the daily keys are at hand."""
        if unlocked:
            self.keys.show_state("密钥已解锁", icon="lock-open", tone="query")
        else:
            self.keys.show_state("密钥已锁", icon="lock")
        set_icon(self._lock, "lock" if unlocked else "lock-open")
