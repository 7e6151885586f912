"""SchoolPage: one school from the bureau's side – enrolment, what it sent, its figures and reasons."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from forms.problems import Problem, Severity
from forms.spec import Section
from operations.bureau.export import write_school
from operations.bureau.facts import SchoolFacts
from operations.bureau.issue import issue_receipt
from operations.bureau.resend import issued_again
from operations.bureau.roster import retire_school
from operations.bureau.school_file import SchoolFile, read_school_file
from operations.bureau.undo import undo_import
from operations.pack import bundled_pack
from operations.stores import BureauStore, IssuedFile
from ui.bureau.desk import BureauDesk
from ui.bureau.keys.authority import revoke
from ui.bureau.schools.enrol import EnrolFlow, save_issued
from ui.bureau.schools.renumber import renumber
from ui.bureau.schools.school_rows import (
    certificate_facts,
    figure_rows,
    issued_rows,
    next_package,
    package_facts,
    package_rows,
    problem_rows,
    school_facts,
)
from ui.bureau.words import DELIVERIES, ENROLMENTS
from ui.bureau.work_page import FIGURE_PAGE, SLIP_PAGE, BureauPage, SlipAbout
from ui.parts.buttons import button, button_row
from ui.parts.cards import Card
from ui.parts.chips import Chip
from ui.parts.facts import FactRows
from ui.parts.row_list import RowList
from ui.parts.segments import Segments
from ui.parts.texts import text_label

_MOST = 200
_EXPORTS = "填报内容 (*.json);;签名包 (*.asice)"


class SchoolPage(BureauPage):
    """Two columns: who and what at the left, figures and reasons at the right."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "学校", back=True)
        self.file: SchoolFile | None = None
        self.enrolling = EnrolFlow(desk, self)
        self.enrolment = Chip()
        self.delivery = Chip()
        self.top.insertWidget(2, self.enrolment)
        self.top.insertWidget(3, self.delivery)
        left, right = QVBoxLayout(), QVBoxLayout()
        self.add_columns(left, right)
        left.addWidget(self._make_delivery())
        left.addWidget(self._make_certificate())
        left.addWidget(self._make_identity())
        left.addStretch(1)
        right.addWidget(self._make_figures())
        right.addWidget(self._make_problems())
        right.addWidget(self._make_issued())
        right.addStretch(1)

    # -- parts ---------------------------------------------------------------------------------

    def _make_delivery(self) -> Card:
        card = Card("上报", icon="package")
        self.nothing = text_label(
            "还没有收到这所学校的上报包。收到后在“导入上报包”中导入。", style="muted"
        )
        self.package = FactRows()
        self.slip = button("退回学校(&T)…", icon="corner-up-left")
        self.slip.clicked.connect(self._on_slip)
        self.receipt = button("生成回执(&H)…", icon="mail-check", style="primary")
        self.receipt.clicked.connect(self._on_receipt)
        self.export = button("导出内容(&X)…", icon="file-down")
        self.export.clicked.connect(self._on_export)
        self.undo = button("撤销导入…", icon="undo-2", style="danger")
        self.undo.clicked.connect(self._on_undo)
        self.renumber = button("重设编号(&M)…", style="quiet")
        self.renumber.clicked.connect(self._on_renumber)
        card.heading.addWidget(self.renumber)
        self.packages = RowList(self.desk.desktop.theme, "收到的上报包")
        for part in (self.nothing, self.package):
            card.content.addWidget(part)
        card.content.addLayout(button_row(self.receipt, self.slip, self.export))
        card.content.addLayout(button_row(self.undo))
        card.content.addWidget(self.packages)
        return card

    def _make_certificate(self) -> Card:
        card = Card("开户与证书", icon="key-round")
        self.certificate = FactRows()
        self.enrol = button("开户(&N)…", icon="user-plus")
        self.enrol.clicked.connect(self._on_enrol)
        self.revoke = button("吊销证书…", icon="shield-x", style="danger")
        self.revoke.clicked.connect(self._on_revoke)
        card.content.addWidget(self.certificate)
        card.content.addLayout(button_row(self.enrol, self.revoke))
        return card

    def _make_identity(self) -> Card:
        card = Card("名册", icon="school")
        self.identity = FactRows()
        self.retire = button("停用这所学校…", icon="circle-minus", style="danger")
        self.retire.clicked.connect(self._on_retire)
        card.content.addWidget(self.identity)
        card.content.addLayout(button_row(self.retire))
        return card

    def _make_figures(self) -> Card:
        self.figures_card = Card("七项指标", icon="gauge")
        choices = [(level.value, level.label) for level in (Section.PRIMARY, Section.JUNIOR)]
        self.levels = Segments("看哪个学段", choices)
        self.levels.chosen.connect(self._show_figures)
        self.figures_card.heading.addWidget(self.levels)
        self.figures = RowList(self.desk.desktop.theme, "七项指标")
        self.figures.chosen.connect(self._on_figure)
        self.figures_card.content.addWidget(self.figures)
        hint = "按 Enter 或单击一项，看它由哪些数算出、出自哪一格、由谁签名。"
        self.figures_card.content.addWidget(text_label(hint, style="small"))
        return self.figures_card

    def _make_problems(self) -> Card:
        self.problems_card = Card("检查结果与说明", icon="list-checks")
        self.problems = RowList(self.desk.desktop.theme, "检查结果与说明")
        self.problems.chosen.connect(self._on_problem)
        self.problems_note = text_label(style="small")
        self.problems_card.content.addWidget(self.problems)
        self.problems_card.content.addWidget(self.problems_note)
        return self.problems_card

    def _make_issued(self) -> Card:
        self.issued_card = Card("发出的文件", icon="send")
        self.issued = RowList(self.desk.desktop.theme, "发出的文件")
        self.issued.chosen.connect(self._on_issued)
        self.issued_card.content.addWidget(self.issued)
        hint = "按 Enter 或单击可以再次保存，内容与发出时一字不差。"
        self.issued_card.content.addWidget(text_label(hint, style="small"))
        return self.issued_card

    # -- what is shown -------------------------------------------------------------------------

    @property
    def code(self) -> str:
        """学校标识码 of the school shown."""
        return str(self.subject)

    @property
    def school(self) -> SchoolFacts:
        """The school shown."""
        return self.desk.facts.by_code[self.code]

    @Slot()
    def refresh(self) -> None:
        """Show the school as it is now."""
        school = self.school
        self.title.setText(school.school.name)
        self.title.setToolTip(school.school.name)
        icon, tone = ENROLMENTS[school.enrolment]
        self.enrolment.show_state(school.enrolment.label, icon=icon, tone=_chip(tone))
        icon, tone, word = DELIVERIES[school.state]
        self.delivery.show_state(word, icon=icon, tone=_chip(tone))
        self.certificate.show_facts(certificate_facts(school))
        self.identity.show_facts(school_facts(school.school, bundled_pack()))
        self.enrol.setText(" 重新开户(&N)…" if school.certificate else " 开户(&N)…")
        self.enrol.setEnabled(school.school.active)
        self.revoke.setVisible(school.can_be_revoked)
        self.retire.setVisible(school.school.active)
        code = self.code
        self.desk.run(
            lambda store: read_school_file(store, code), owner=self, then=self._show, fail=self.fail
        )

    def _show(self, file: SchoolFile) -> None:
        self.file = file
        school, package = self.school, self.school.package
        self.nothing.setVisible(package is None)
        facts = package_facts(package) if package else []
        self.package.show_facts([*facts, ("下一份", next_package(file))])
        self.renumber.setVisible(school.school.active)
        self.receipt.setVisible(school.waits_for_receipt)
        self.undo.setVisible(school.waits_for_receipt)
        self.slip.setVisible(school.delivered)
        self.export.setVisible(package is not None)
        self.packages.setVisible(len(file.packages) > 1)
        self.packages.show_rows(package_rows(file.packages))
        self.packages.fit_height(most=6)
        self.issued_card.setVisible(bool(file.issued))
        self.issued.show_rows(issued_rows(file.issued))
        self.issued.fit_height(most=6)
        levels = [result.unit.level.value for result in self.school.results]
        self.figures_card.setVisible(bool(levels))
        self.levels.offer(list(dict.fromkeys(levels)))
        self.levels.setVisible(len(set(levels)) > 1)
        self._show_figures()
        self._show_problems()

    @Slot()
    def _show_figures(self) -> None:
        found = [item for item in self.school.results if item.unit.level == self.levels.current]
        self.figures.show_rows(figure_rows(found))
        self.figures.fit_height()

    def _show_problems(self) -> None:
        stored = self.file.signed if self.file else None
        fault = self.file.fault if self.file else ""
        self.problems_card.setVisible(stored is not None or bool(fault))
        if stored is None:
            self.problems.hide()
            self.problems_note.setText(f"填报内容不能打开查看：{fault}")
            return
        found = stored.sheet.problems
        asking = [item for item in found if item.severity is not Severity.HINT]
        self.problems.show_rows(problem_rows(asking[:_MOST], stored.sheet.plan.pack))
        self.problems.fit_height(most=8)
        self.problems.setVisible(bool(asking))
        hints = len(found) - len(asking)
        text = (
            f"{len(asking)} 项由学校写了说明。" if asking else "全部检查通过，没有需要说明的地方。"
        )
        self.problems_note.setText(text + (f"另有 {hints} 条提示。" if hints else ""))

    def focus_first(self) -> None:
        """Begin with what is asked for most."""
        for widget in (self.figures, self.enrol, self.retire):
            if widget.isVisibleTo(self):
                widget.setFocus()
                return

    # -- drilling ------------------------------------------------------------------------------

    @Slot(object)
    def _on_figure(self, payload: object) -> None:
        self.opened.emit(FIGURE_PAGE, payload)

    @Slot(object)
    def _on_problem(self, payload: object) -> None:
        if isinstance(payload, Problem) and self.slip.isVisibleTo(self):
            self.opened.emit(SLIP_PAGE, SlipAbout(self.code, payload.address))

    # -- answering -----------------------------------------------------------------------------

    @Slot()
    def _on_slip(self) -> None:
        self.opened.emit(SLIP_PAGE, SlipAbout(self.code))

    @Slot()
    def _on_receipt(self) -> None:
        package = self.school.package
        if package is None:
            return
        self.desk.keyed_step(
            lambda desk: issue_receipt(desk, package),
            owner=self,
            why="签发回执要用区局的操作员密钥。",
            then=lambda made: save_issued(
                self.desk, self, [made], done="回执已生成，请交给学校读入。"
            ),
            fail=self.fail,
        )

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

    @Slot()
    def _on_undo(self) -> None:
        package, actor = self.school.package, self.desk.actor
        reason = self.desk.desktop.messages.text(
            "撤销导入",
            "上报包退出评估，原文件保留，以后可以再次导入。",
            label="撤销的原因，记入日志",
            accept="撤销导入",
        )
        if package is None or reason is None:
            return
        why = reason
        self.desk.step(
            lambda store: undo_import(store, package.school_code, actor=actor, reason=why),
            owner=self,
            then=lambda _: self._on_undone(package.number),
            fail=self.fail,
        )

    def _on_undone(self, number: int) -> None:
        left = self.school.package
        now = f"评估改用第 {left.number} 号。" if left else "这所学校现在算未交。"
        self.say(f"已撤销第 {number} 号上报包的导入。", detail=f"{now}撤销的一份以后可以再次导入。")

    @Slot()
    def _on_renumber(self) -> None:
        if self.file is not None:
            renumber(self, self.code, wanted=self.file.next_number, lowest=self.file.lowest_number)

    @Slot()
    def _on_export(self) -> None:
        name = f"{self.code}-{self.desk.facts.meta.period}.json"
        target = self.desk.desktop.messages.save_file(
            "导出学校的填报内容", suggestion=Path.home() / name, pattern=_EXPORTS
        )
        if target is None:
            return
        code = self.code
        self.desk.run(
            lambda store: write_school(store, code, target),
            owner=self,
            then=lambda path: self.say(f"已导出到 {path}。"),
            fail=self.fail,
        )

    # -- certificate and roster ----------------------------------------------------------------

    @Slot()
    def _on_enrol(self) -> None:
        self.enrolling.start(self.code)

    @Slot()
    def _on_revoke(self) -> None:
        revoke(
            self.desk,
            self.code,
            owner=self,
            then=lambda count: self.say(
                f"已吊销 {count} 份证书。以后发给各学校的文件都带着新的吊销列表。"
            ),
            fail=self.fail,
        )

    @Slot()
    def _on_retire(self) -> None:
        name, code, actor = self.school.school.name, self.code, self.desk.actor
        text = f"“{name}”从今天起不再上报，它的上报包会被拒收。再次读入名册可以恢复。"
        if not self.desk.desktop.messages.confirm(
            "停用这所学校？", text, accept="停用", danger=True
        ):
            return

        def work(store: BureauStore) -> None:
            retire_school(store, code, actor=actor)

        self.desk.step(work, owner=self, then=lambda _: self.say("学校已停用。"), fail=self.fail)


def _chip(tone: str) -> str:
    return "neutral" if tone == "muted" else tone
