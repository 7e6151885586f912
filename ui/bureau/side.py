"""BureauSide: the left column, one row per page with how it stands there."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from operations.stores import ReturnState
from ui.actions import Actions
from ui.bureau.actions import BUREAU_ACTIONS, PAGES
from ui.bureau.facts import BureauFacts
from ui.metrics import characters, space
from ui.models.row_list import Row, RowLook
from ui.parts.buttons import tool_button
from ui.parts.row_list import RowList
from ui.theme import Theme


class BureauSide(QFrame):
    """Where to go."""

    page_chosen = Signal(str)

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__()
        self.setProperty("part", "side")
        self.setFixedWidth(characters(14))
        layout = QVBoxLayout(self)
        space(layout, margins=(1, 1.5, 1, 1), gap=0.5)
        self.pages = RowList(theme, "页面", part="navigation")
        self.pages.chosen.connect(self._on_chosen)
        layout.addWidget(self.pages, 1)
        tools = QHBoxLayout()
        space(tools, gap=0.5)
        for action in ("window.theme", "window.keys"):
            tools.addWidget(tool_button(actions[action]))
        tools.addStretch(1)
        layout.addLayout(tools)

    @Slot(object)
    def _on_chosen(self, payload: object) -> None:
        self.page_chosen.emit(str(payload))

    def show_facts(self, facts: BureauFacts) -> None:
        """Show how it stands on each page."""
        words = _words(facts)
        specs = {spec.id: spec for spec in BUREAU_ACTIONS}
        rows = []
        for page in PAGES:
            word, tone = words.get(page, ("", "muted"))
            look = RowLook(
                specs[page].text, icon=specs[page].icon, trailing=word, trailing_tone=tone
            )
            rows.append(Row(look, page))
        self.pages.show_rows(rows)


def _words(facts: BureauFacts) -> dict[str, tuple[str, str]]:
    missing = facts.count(ReturnState.NONE, ReturnState.RETURNED)
    passes = {True: ("通过", "ok"), False: ("未通过", "error"), None: ("待定", "muted")}
    return {
        "page.schools": (f"{missing} 所未交", "query") if missing else ("", "muted"),
        "page.import": (f"隔离 {facts.quarantined}", "query")
        if facts.quarantined
        else ("", "muted"),
        "page.evaluation": passes[facts.evaluation.passes] if facts.active else ("", "muted"),
    }
