"""SchoolPage: one school from the bureau's side – enrolment, what it sent, its figures and reasons."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from forms.problems import Problem
from operations.bureau.records import IssuedFile
from operations.bureau.returns.school_file import SchoolFile, read_school_file
from operations.bureau.sent.resend import issued_again
from operations.bureau.today.facts import SchoolFacts
from ui.bureau.desk import BureauDesk
from ui.bureau.schools.asked_card import AskedCard
from ui.bureau.schools.colleagues_chip import ColleaguesChip
from ui.bureau.schools.delivery_card import DeliveryCard
from ui.bureau.schools.enrol import save_issued
from ui.bureau.schools.findings_cards import FiguresCard, ProblemsCard
from ui.bureau.schools.holder_cards import CertificateCard, RosterCard
from ui.bureau.schools.own_certificates_card import OwnCertificatesCard
from ui.bureau.schools.school_rows import issued_rows
from ui.bureau.words import DELIVERIES, ENROLMENTS
from ui.bureau.work_page import FIGURE_PAGE, SLIP_PAGE, BureauPage, SlipAbout
from ui.parts.labels.chips import Chip
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.rows.row_list import RowList


class SchoolPage(BureauPage):
    """Two columns: who and what at the left, figures and reasons at the right."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "学校", back=True)
        theme = desk.desktop.theme
        self.enrolment = Chip()
        self.state = Chip()
        self.colleagues = ColleaguesChip(self)
        self.top.add_states(self.enrolment, self.state, self.colleagues)
        self.delivery = DeliveryCard(self)
        self.keys = CertificateCard(self)
        self.roster = RosterCard(self)
        self.figures = FiguresCard(theme)
        self.figures.chosen.connect(self._on_figure)
        self.problems = ProblemsCard(theme)
        self.problems.chosen.connect(self._on_problem)
        self.asked = AskedCard(theme)
        left, right = QVBoxLayout(), QVBoxLayout()
        self.add_columns(left, right)
        self.own = OwnCertificatesCard(self)
        for made in (self.delivery, self.keys, self.own, self.roster):
            left.addWidget(made)
        for card in (self.figures, self.asked, self.problems, self._make_issued()):
            right.addWidget(card)
        left.addStretch(1)
        right.addStretch(1)

    def _make_issued(self) -> Card:
        self._issued_card = Card("发出的文件", icon="send")
        self.issued = RowList(self.desk.desktop.theme, "发出的文件")
        self.issued.chosen.connect(self._on_issued)
        self._issued_card.content.addWidget(self.issued)
        hint = "按 Enter 或单击可以再次保存，内容与发出时一字不差。"
        self._issued_card.content.addWidget(text_label(hint, style="small"))
        return self._issued_card

    # -- what is shown -------------------------------------------------------------------------

    @property
    def code(self) -> str:
        """学校标识码 of the school shown."""
        return str(self.subject)

    def show_subject(self, subject: object) -> None:
        """Take a school; another one is shown from its beginning."""
        if subject != self.subject:
            self.columns.verticalScrollBar().setValue(0)
        super().show_subject(subject)

    @property
    def school_in_sight(self) -> str:
        return self.code

    @property
    def school(self) -> SchoolFacts:
        return self.desk.facts.by_code[self.code]

    @Slot()
    def refresh(self) -> None:
        """Show the school as it is now."""
        if self.code not in self.desk.facts.by_code:  # another officer has taken it out again
            self.back_wanted.emit()
            return
        school = self.school
        self.colleagues.refresh()
        self.title.setText(school.school.name)
        self.title.setToolTip(school.school.name)
        icon, tone = ENROLMENTS[school.enrolment]
        self.enrolment.show_state(school.enrolment.label, icon=icon, tone=_chip(tone))
        icon, tone = DELIVERIES[school.state]
        self.state.show_state(school.state.label, icon=icon, tone=_chip(tone))
        self.keys.show_school(school)
        self.roster.show_school(school)
        self.own.show_school(school.school.code)
        code = self.code
        self.desk.run(
            lambda store: read_school_file(store, code),
            owner=self,
            then=lambda file: self._show(code, file),
            fail=self.fail,
        )

    def _show(self, code: str, file: SchoolFile) -> None:
        if code != self.code:
            return
        self.delivery.show_school(self.school, file)
        self.figures.show_results(self.school.results)
        self.problems.show_file(file)
        self.asked.show_file(file)
        self._issued_card.setVisible(bool(file.issued))
        self.issued.show_rows(issued_rows(file.issued))
        self.issued.fit_height(most=6)

    def focus_first(self) -> None:
        """Begin with what is asked for most of what stands at the top."""
        first = self.figures.list if self.columns.side_by_side else self.delivery.read
        for widget in (first, self.keys.enrol, self.roster.retire):
            if widget.isVisibleTo(self):
                widget.setFocus()
                return

    # -- leading on ----------------------------------------------------------------------------

    @Slot(object)
    def _on_figure(self, payload: object) -> None:
        self.opened.emit(FIGURE_PAGE, payload)

    @Slot(object)
    def _on_problem(self, payload: object) -> None:
        if isinstance(payload, Problem) and self.school.delivered:
            self.opened.emit(SLIP_PAGE, SlipAbout(self.code, payload.address))

    @Slot(object)
    def _on_issued(self, payload: object) -> None:
        if not isinstance(payload, IssuedFile):
            return
        item = payload
        self.desk.run(
            lambda store: issued_again(store, item),
            owner=self,
            then=lambda made: save_issued(
                self.desk, self, [made], done=f"{item.kind.label}已再次保存。"
            ),
            fail=self.fail,
        )


def _chip(tone: str) -> str:
    return "neutral" if tone == "muted" else tone
