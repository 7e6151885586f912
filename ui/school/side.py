"""SchoolSide: the left column, sections above, the steps of the return below."""

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from forms.workflow import State
from ui.actions import Actions
from ui.entry.sections import SectionList
from ui.metrics import line_height, space, unit
from ui.parts.frame.side import Side, Word, place_rows
from ui.parts.labels.texts import text_label
from ui.parts.rows.row_list import RowList
from ui.school.actions import SCHOOL_ACTIONS
from ui.school.desk import Facts
from ui.theme import Theme

STEPS = (
    "page.keys",
    "page.review",
    "page.delivery",
    "page.points",
    "page.history",
    "page.exchange",
    "page.last",
    "page.handover",
)

_LINES = 14
"""In a column of fewer lines than this every line is a row of its lists."""


class SchoolSide(Side):
    """The pages of this side, each with how far it is."""

    step_chosen = Signal(str)

    def __init__(self, sections: SectionList, theme: Theme, actions: Actions) -> None:
        super().__init__(width=16.5)
        self._reviews = False
        self._headings = heading, below = _heading("填报"), _heading("上报")
        line = QFrame()
        line.setProperty("part", "line")
        sections.setMinimumHeight(line_height() * 2)
        self.sections = sections
        self.column.addWidget(heading)
        self.column.addWidget(self.sections, 1)
        self.column.addWidget(line)
        self._own = (heading, self.sections, line)
        self._rest = QWidget()
        self._rest.hide()
        self.column.addWidget(below)
        self.steps = RowList(theme, "上报步骤", part="navigation")
        self.steps.chosen.connect(self._on_chosen)
        self.column.addWidget(self.steps)
        self.column.addWidget(self._rest, 1)
        self.add_tools(actions, "return.check", "window.look", "window.keys")

    @Slot(object)
    def _on_chosen(self, payload: object) -> None:
        self.step_chosen.emit(str(payload))

    def show_facts(self, facts: Facts, review: int | None) -> None:
        """Show how far each step is; the store's own sections only where they are what is looked at."""
        words = _words(facts)
        if review is not None:
            words = {**words, "page.handover": ("送审文件待审", "query")}
        self.steps.show_rows(place_rows(SCHOOL_ACTIONS, STEPS, words))
        self._reviews = review is not None
        for part in self._own:
            part.setHidden(self._reviews)
        self._rest.setVisible(self._reviews)
        self._show_headings(self.height())
        self._fit_steps()

    def _fit_steps(self) -> None:
        """Show all steps where there is room; sections that are shown keep half of the column."""
        rows = self.steps.rows.rowCount()
        row = self.steps.sizeHintForRow(0)
        others = self.column.minimumSize().height() - self.steps.minimumHeight()
        room = self.height() - others
        if not self.sections.isHidden():
            room = min(room, self.height() // 2 - unit(8))
        self.steps.fit_height(most=min(rows, max(room, row) // row) if row > 0 else rows)

    def _show_headings(self, height: int) -> None:
        """Leave a low column to the rows of its lists."""
        is_low = height < line_height() * _LINES
        for heading in self._headings:
            heading.setHidden(is_low or (self._reviews and heading in self._own))

    def minimumSizeHint(self) -> QSize:
        """What it needs once its headings have left and the steps scroll."""
        usual = super().minimumSizeHint()
        seen = [heading for heading in self._headings if not heading.isHidden()]
        gap = self.column.spacing()
        leaves = sum(heading.sizeHint().height() + gap for heading in seen)
        leaves += max(0, self.steps.minimumHeight() - self.steps.sizeHintForRow(0))
        return QSize(usual.width(), usual.height() - leaves)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height leaves room for more steps, or for less."""
        super().resizeEvent(event)
        self._show_headings(event.size().height())
        self._fit_steps()


def _words(facts: Facts) -> dict[str, Word]:
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
    waiting = sum(comment.is_open for comment in facts.comments)
    return {
        "page.keys": keys,
        "page.review": review,
        "page.delivery": delivery,
        "page.points": (f"{waiting} 条待回复", "query") if waiting else ("", "muted"),
    }


def _heading(text: str) -> QFrame:
    row = QFrame()
    row.setProperty("part", "field")
    inside = QHBoxLayout(row)
    space(inside, margins=(1, 0, 1, 0))
    inside.addWidget(text_label(text, style="small", wrap=False))
    return row
