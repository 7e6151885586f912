"""ColleaguesChip: which other officers are at the school a page is about."""

from collections.abc import Sequence

from PySide6.QtCore import Slot

from operations.bureau.server.colleagues import Colleague, told
from ui.bureau.work_page import BureauPage
from ui.parts.labels.chips import Chip


class ColleaguesChip(Chip):
    """Hidden while nobody else is there."""

    def __init__(self, page: BureauPage) -> None:
        super().__init__(least=4)
        self._page = page
        page.desk.colleagues_moved.connect(self.refresh)
        self.hide()

    @Slot()
    def refresh(self) -> None:
        """Show who is there now."""
        there = self._page.desk.colleagues_at(self._page.school_in_sight)
        if there:
            icon, tone = colleagues_look(there)
            self.show_state(told(there), icon=icon, tone=tone)
        self.setVisible(bool(there))


def colleagues_look(there: Sequence[Colleague]) -> tuple[str, str]:
    """Icon and tone for what the first of these officers does."""
    return ("pen-line", "query") if there[0].writes else ("eye", "accent")
