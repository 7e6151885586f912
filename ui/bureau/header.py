"""BureauHeader: whose district this is, how far delivery is, the keys, and what comes next."""

from datetime import date

from operations.stores import ReturnState
from ui.actions import Actions
from ui.bureau.facts import BureauFacts
from ui.icons import set_icon
from ui.parts.buttons import tool_button
from ui.parts.chips import Chip
from ui.parts.header import Header


class BureauHeader(Header):
    """Adds how far delivery is, when it is due, and whether the keys are at hand."""

    def __init__(self, actions: Actions) -> None:
        super().__init__(actions)
        self.delivered = Chip()
        self.due = Chip()
        self.keys = Chip()
        self._lock = tool_button(actions["keys.lock"])
        self.add(self.delivered, self.due, self.keys, self._lock)

    def show_facts(self, facts: BureauFacts, *, today: date) -> None:
        """Show whose district it is and how far delivery is."""
        meta = facts.meta
        self.show_names(meta.bureau_name, f"{meta.period} 年度　{meta.bureau_code}")
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
            self.keys.show_state("密钥已解锁", icon="lock-open", tone="query")
        else:
            self.keys.show_state("密钥已锁", icon="lock")
        set_icon(self._lock, "lock" if unlocked else "lock-open")
