"""SchoolHeader: whose return this is, whether it is saved, where it stands, and what comes next."""

from forms.workflow import State
from ui.actions import Actions
from ui.entry.save_line import SaveLine
from ui.parts.controls.buttons import tool_button
from ui.parts.frame.header import Header
from ui.parts.labels.chips import Chip
from ui.school.desk import Facts

_STATES = {
    State.DRAFT: ("pen-line", "accent"),
    State.IN_REVIEW: ("user-check", "query"),
    State.SIGNED: ("signature", "ok"),
    State.DELIVERED: ("send", "accent"),
    State.ACCEPTED: ("badge-check", "ok"),
}


class SchoolHeader(Header):
    """Adds undo and redo, the state of saving and the state of the return."""

    def __init__(self, actions: Actions) -> None:
        super().__init__(actions)
        self.saved = SaveLine()
        self.state = Chip()
        undo, redo, panel = (
            tool_button(actions[tool]) for tool in ("return.undo", "return.redo", "panel.toggle")
        )
        self.add(undo, redo, panel, self.saved, self.state)
        self.give_way(self.saved.words, redo, undo, panel, self.state)

    def show_facts(self, facts: Facts, review: int | None) -> None:
        """Show whose return it is and where it stands; a review file that is open comes first.

        Args:
            facts: What the store says.
            review: Revision in the review file that is open.

        """
        meta = facts.meta
        told = [f"{meta.period} 年度", f"第 {facts.revision} 版", meta.school_code]
        if review is not None:
            told[1] = f"第 {review} 版送审文件"
        elif facts.for_review:
            del told[1]
        self.show_names(meta.school_name, "　".join(told))
        icon, tone = _STATES[facts.state]
        label = facts.state.label
        if review is not None:
            icon, tone, label = "user-check", "query", "送审文件，待审"
        elif facts.for_review:
            icon, tone, label = "signature", "accent", "校长审核用"
        self.state.show_state(label, icon=icon, tone=tone)
