"""ReturnBanner: that the return came back, from whom, why, and what is still to be answered."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from operations.school.points.returned import still_open
from ui.icons import set_icon
from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.layout.side_by_side import SideBySide
from ui.school.desk import Facts

_BESIDE = 34
"""Characters from which the buttons stand beside the sentence, which never gets a narrow column."""


class ReturnBanner(QFrame):
    """Stands above the pages as long as the draft that came back is not submitted again."""

    next_wanted = Signal()
    """To the next remark."""
    list_wanted = Signal()
    """All remarks, each with its answer."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "banner")
        row = QHBoxLayout(self)
        space(row, margins=(3, 0.75, 2, 0.75), gap=1)
        picture = QLabel()
        set_icon(picture, "corner-up-left", "query")
        told = QWidget()
        texts = QVBoxLayout(told)
        space(texts, gap=0.25)
        self.reason = text_label(style="strong")
        self.rest = text_label(style="small")
        texts.addWidget(self.reason)
        texts.addWidget(self.rest)
        self.next = button("到下一条（F8）", icon="message-square", style="quiet")
        self.next.clicked.connect(self.next_wanted)
        self.all = button("逐条回复", style="quiet")
        self.all.clicked.connect(self.list_wanted)
        ways = QWidget()
        beside = QHBoxLayout(ways)
        space(beside, gap=1)
        for way in (self.all, self.next):
            beside.addWidget(way, 0, Qt.AlignmentFlag.AlignVCenter)
        beside.addStretch(1)
        row.addWidget(picture)
        row.addWidget(SideBySide(told, ways, from_width=_BESIDE, shares=(1, 0)), 1)
        self.hide()

    def show_facts(self, facts: Facts) -> None:
        """Show how the present draft came back, if it did."""
        found = facts.returned
        self.setVisible(found is not None)
        if found is None:
            return
        self.reason.setText(found.sentence)
        deadline = found.deadline(datetime.now(UTC).astimezone().date())
        self.rest.setText(f"{still_open(facts.comments)}{deadline}")
        self.all.setVisible(bool(facts.comments))
        self.next.setVisible(any(comment.is_open for comment in facts.comments))
        self.setAccessibleName(f"{found.sentence}。{self.rest.text()}")
