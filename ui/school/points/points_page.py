"""PointsPage: what was asked for when the return came back, as a list to work off, with the replies."""

from datetime import UTC, datetime

from PySide6.QtCore import Slot

from operations.school.points.points import read_points
from operations.school.points.returned import still_open
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card, Page
from ui.parts.page.facts import FactRows
from ui.school.desk import SchoolDesk
from ui.school.points.comments_card import CommentsCard

_NOTE = (
    "单击一条或按 Enter 到那一格；改好后回复“已修改”，不改的写明原因。"
    "校长审核时看得到回复；给区局的随下一份上报包交去，与意见并排显示。"
)


class PointsPage(Page):
    """Who returned it, why and until when; then point by point."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__("意见与回复", note=_NOTE)
        self._desk = desk
        self.head = Card("退回", icon="corner-up-left")
        self.facts = FactRows()
        self.head.content.addWidget(self.facts)
        self.rest = text_label(style="strong")
        self.head.content.addWidget(self.rest)
        self.column.addWidget(self.head)
        self.points = CommentsCard(desk, desk.desktop.theme)
        self.column.addWidget(self.points)
        self.finish()
        self.setFocusProxy(self.points.list)
        desk.facts_changed.connect(self.refresh)

    @property
    def commented_address(self) -> str:
        """The place of the point in focus."""
        return self.points.address

    @Slot()
    def refresh(self) -> None:
        """Show the points as they stand."""
        facts = self._desk.facts
        found = facts.returned
        self.head.setVisible(found is not None)
        if found is not None:
            deadline = found.deadline(datetime.now(UTC).astimezone().date())
            rows = [
                ("退回人", found.by),
                ("退回时间", f"{(found.issued or found.at).astimezone():%Y-%m-%d %H:%M}"),
                ("原因", found.reason),
                ("期限", deadline or "没有规定"),
            ]
            self.facts.show_facts(rows)
            self.rest.setText(still_open(facts.comments))
        self.points.refresh()
        self._desk.run(read_points, owner=self, then=self.points.show_points)
