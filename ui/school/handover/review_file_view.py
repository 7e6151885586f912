"""ReviewFileView: the principal opens a review file on his own computer, and answers it."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.live.last_year import LastYearAnswers
from forms.problems import Severity
from operations.files import read_file
from operations.school.handover.open import OpenedReview, open_review
from operations.school.records import SchoolStore
from operations.school.review.reading import lines_of
from ui.metrics import space
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.page.facts import FactRows
from ui.parts.page.strips import MessageStrip
from ui.school.desk import SchoolDesk
from ui.school.handover.decision_card import DecisionCard, ToDecide
from ui.school.handover.remarks_card import RemarksCard
from ui.school.review.answers_card import AnswersCard
from ui.school.review.briefing_card import BriefingCard
from ui.school.review.review_cards import ListCard, address_in, change_rows, query_rows

_FILES = "送审文件 (*.yhr)"


@dataclass(frozen=True)
class _Opened:
    """A review file and what it holds."""

    content: bytes
    review: OpenedReview


class ReviewFileView(QWidget):
    """Cards from what the file is to the answer; everything goes back in one file.

    They stand one below the other on the page, as on the page of the clerk's store.
    """

    shown = Signal(bool)
    """Whether a review file is open."""
    wanted = Signal(QWidget)
    """A part of it that is to be in sight."""

    def __init__(self, desk: SchoolDesk, strip: MessageStrip) -> None:
        super().__init__()
        self._desk = desk
        self._strip = strip
        self._opened: _Opened | None = None
        self.briefing = BriefingCard(desk.desktop)
        self.changes = ListCard(desk.desktop, "与上一版相比的修改", "git-compare")
        self.queries = ListCard(desk.desktop, "经验校验和填报员的说明", "message-square-text")
        self.answers = AnswersCard(desk.desktop)
        self.remarks = RemarksCard(desk, strip)
        self.decision = DecisionCard(desk, strip, self.remarks.remarks)
        self.remarks.changed.connect(self._show_remarked)
        self.remarks.changed.connect(self.decision.refresh)
        self.remarks.line_wanted.connect(self._show_line)
        self.decision.answered.connect(self._close)
        self._lists = (
            *(self.briefing.changes, self.queries.list),
            *(self.changes.list, self.answers.list),
        )
        for shown in self._lists:
            shown.chosen.connect(self.remarks.be_about)
        for shown in self._lists[:-1]:
            shown.chosen.connect(self._show_line)
        self._parts = (
            *(self._make_what(), self.briefing, self.queries, self.changes, self.answers),
            *(self.remarks, self.decision),
        )
        column = QVBoxLayout(self)
        space(column, gap=2)
        column.addWidget(self._make_opening())
        for part in self._parts:
            column.addWidget(part)
        self._show_parts(shown=False)

    def _make_opening(self) -> Card:
        self._opening = Card(
            "校长的电脑",
            note="在放着签名密钥的填报库里打开送审文件，看过之后写意见、退回，或者确认并签名；答复存成一个文件，交回填报员。",
            icon="signature",
        )
        self.open = button("打开送审文件(&O)…", icon="folder-open")
        self.open.clicked.connect(self._on_open)
        self._opening.content.addLayout(button_row(self.open))
        return self._opening

    def _make_what(self) -> Card:
        card = Card("要签名的内容", icon="file-text")
        self.facts = FactRows()
        self.hindrance = text_label()
        self.close_file = button("合上送审文件(&Q)", icon="x", style="quiet")
        self.close_file.clicked.connect(self._on_close)
        card.content.addWidget(self.facts)
        card.content.addWidget(self.hindrance)
        card.content.addLayout(button_row(self.close_file))
        return card

    def _show_parts(self, *, shown: bool) -> None:
        self._opening.setVisible(not shown)
        for part in self._parts:
            part.setVisible(shown)

    # -- looking -------------------------------------------------------------------------------

    @Slot()
    def _on_open(self) -> None:
        for path in self._desk.desktop.messages.open_files("打开送审文件", pattern=_FILES):
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Open a review file of the clerk's."""

        def opened(store: SchoolStore) -> _Opened:
            content = read_file(path)
            return _Opened(content, open_review(store, content))

        self._desk.run(opened, owner=self, then=self._on_opened, fail=self._strip.fail)

    def _on_opened(self, opened: _Opened) -> None:
        self._opened = opened
        self._strip.clear()
        self._show_parts(shown=True)
        review = opened.review
        sheet = review.sheet
        given = "、".join(f"{one.signatory.label}{one.name}" for one in review.given)
        record = sheet.record
        whose = (
            ("学校", f"{self._desk.facts.meta.school_name}（{record.school_code}）"),
            ("报告期", f"{record.period} 年，第 {record.revision} 版，未签名"),
            ("已确认", given or "还没有人确认"),
        )
        self.facts.show_facts(whose)
        self.hindrance.setText(review.hindrance)
        self.hindrance.setVisible(bool(review.hindrance))
        self.briefing.show_sheet(sheet, LastYearAnswers(sheet, sheet.context.last))
        explained = [one for one in sheet.problems if one.severity is Severity.QUERY]
        self.queries.show_rows(query_rows(explained), empty="没有需要说明的经验校验。")
        self.changes.show_rows(
            change_rows(review.changes),
            empty="没有可比的上一版。" if review.changes is None else "与上一版相同。",
        )
        self.remarks.begin()
        self._show_remarked()
        self.decision.decide(ToDecide(opened.content, review.hindrance, whose))
        self._desk.show_review(record.revision)
        self.shown.emit(True)

    @Slot()
    def _on_close(self) -> None:
        """Nothing is kept of the file; remarks that were not sent are given up only when asked."""
        waiting = len(self.remarks.remarks())
        if not waiting or self._desk.desktop.messages.confirm(
            "合上送审文件？",
            f"写下的 {waiting} 条意见还没有带回，合上就没有了。",
            accept="合上",
            danger=True,
        ):
            self._close()

    @Slot()
    def _close(self) -> None:
        self._opened = None
        self.decision.decide(None)
        self._show_parts(shown=False)
        self._desk.show_review(None)
        self.shown.emit(False)

    @Slot()
    def _show_remarked(self) -> None:
        """Show every answer with what was remarked on it."""
        if self._opened is not None:
            review = self._opened.review
            remarks = self.remarks.remarks()
            self.answers.show_lines(lines_of(review.sheet, review.changes or (), remarks))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+M comments on the row in focus, as on the page of the clerk's store."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_M and self._opened is not None:
            if address := address_in(self._lists):
                self.remarks.be_about(address)
            self.remarks.write()
        else:
            super().keyPressEvent(event)

    @Slot(object)
    def _show_line(self, address: object) -> None:
        """Lead to a line among all the answers: there is no form to go to."""
        if self.answers.show_line(str(address)):
            self.wanted.emit(self.answers)
            self.answers.list.lead_the_page()  # where the page is lower than the list
