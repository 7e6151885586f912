"""SchoolSide: the left column, sections above, the steps of the return below."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from forms.workflow import State
from ui.actions import SCHOOL_ACTIONS, Actions
from ui.metrics import characters, space
from ui.models.row_list import Row, RowLook
from ui.parts.buttons import tool_button
from ui.parts.row_list import RowList
from ui.parts.texts import text_label
from ui.school.desk import Facts
from ui.school.sections import SectionList
from ui.school.session import FormSession
from ui.theme import Theme

STEPS = ("page.keys", "page.review", "page.delivery", "page.history", "page.exchange")


class SchoolSide(QFrame):
    """Where to go."""

    step_chosen = Signal(str)

    def __init__(self, session: FormSession, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setProperty("part", "side")
        self.setFixedWidth(characters(16.5))
        layout = QVBoxLayout(self)
        space(layout, margins=(1, 1.5, 1, 1), gap=0.5)
        layout.addWidget(_heading("填报"))
        self.sections = SectionList(session, theme)
        layout.addWidget(self.sections, 1)
        line = QFrame()
        line.setProperty("part", "line")
        layout.addWidget(line)
        layout.addWidget(_heading("上报"))
        self.steps = RowList(theme, "上报步骤", part="navigation")
        self.steps.chosen.connect(self._on_chosen)
        layout.addWidget(self.steps)
        tools = QHBoxLayout()
        space(tools, gap=0.5)
        for action in ("return.check", "window.theme", "window.keys"):
            tools.addWidget(tool_button(actions[action]))
        tools.addStretch(1)
        layout.addLayout(tools)

    @Slot(object)
    def _on_chosen(self, payload: object) -> None:
        self.step_chosen.emit(str(payload))

    def show_facts(self, facts: Facts) -> None:
        """Show how far each step is."""
        words = _words(facts)
        specs = {spec.id: spec for spec in SCHOOL_ACTIONS}
        rows = []
        for step in STEPS:
            word, tone = words[step]
            look = RowLook(
                specs[step].text, icon=specs[step].icon, trailing=word, trailing_tone=tone
            )
            rows.append(Row(look, step))
        self.steps.show_rows(rows)
        self.steps.fit_height()


def _words(facts: Facts) -> dict[str, tuple[str, str]]:
    if facts.enrolment is not None:
        keys = ("已开户", "ok")
    else:
        keys = ("待开户文件", "query") if facts.request else ("未开户", "muted")
    review = {
        State.DRAFT: ("", "muted"),
        State.IN_REVIEW: ("待签名", "query"),
    }.get(facts.state, ("已签名", "ok"))
    delivery = {
        State.SIGNED: ("待导出", "query"),
        State.DELIVERED: ("待回执", "query"),
        State.ACCEPTED: ("已接收", "ok"),
    }.get(facts.state, ("", "muted"))
    return {
        "page.keys": keys,
        "page.review": review,
        "page.delivery": delivery,
        "page.history": ("", "muted"),
        "page.exchange": ("", "muted"),
    }


def _heading(text: str) -> QFrame:
    row = QFrame()
    row.setProperty("part", "field")
    inside = QHBoxLayout(row)
    space(inside, margins=(1, 0, 1, 0))
    inside.addWidget(text_label(text, style="small", wrap=False))
    return row
