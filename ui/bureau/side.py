"""BureauSide: the left column, one row per page with how it stands there."""

from PySide6.QtCore import Signal, Slot

from operations.bureau.today.facts import BureauFacts
from ui.actions import Actions
from ui.bureau.actions import BUREAU_ACTIONS, PAGES
from ui.parts.frame.side import Side, Word, place_rows
from ui.parts.rows.row_list import RowList
from ui.theme import Theme


class BureauSide(Side):
    """The pages of this side, each with how far it is."""

    page_chosen = Signal(str)

    def __init__(self, theme: Theme, actions: Actions) -> None:
        super().__init__(width=14)
        self.pages = RowList(theme, "页面", part="navigation")
        self.pages.chosen.connect(self._on_chosen)
        self.column.addWidget(self.pages, 1)
        self.add_tools(actions, "window.look", "window.keys")

    @Slot(object)
    def _on_chosen(self, payload: object) -> None:
        self.page_chosen.emit(str(payload))

    def show_facts(self, facts: BureauFacts) -> None:
        """Show how it stands on each page."""
        self.pages.show_rows(place_rows(BUREAU_ACTIONS, PAGES, _words(facts)))


def _words(facts: BureauFacts) -> dict[str, Word]:
    missing = facts.missing
    passes = {True: ("通过", "ok"), False: ("未通过", "error"), None: ("待定", "muted")}
    return {
        "page.schools": (f"{missing} 所未交", "query") if missing else ("", "muted"),
        "page.import": (f"隔离 {facts.quarantined}", "query")
        if facts.quarantined
        else ("", "muted"),
        "page.evaluation": passes[facts.evaluation.passes] if facts.active else ("", "muted"),
    }
