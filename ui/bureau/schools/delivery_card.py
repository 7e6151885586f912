"""DeliveryCard: what a school delivered, and what the bureau can do with it."""

from PySide6.QtCore import Slot

from operations.bureau.intake.undo import undo_import
from operations.bureau.returns.confirmed_in_words import confirmed_in_words
from operations.bureau.returns.school_file import SchoolFile
from operations.bureau.sent.issue import issue_receipt
from operations.bureau.today.facts import SchoolFacts
from ui.bureau.schools.enrol import save_issued
from ui.bureau.schools.renumber import renumber
from ui.bureau.schools.return_page import save_school
from ui.bureau.schools.school_rows import next_package, package_facts, package_rows
from ui.bureau.work_page import RETURN_PAGE, SLIP_PAGE, BureauPage, ReturnAbout, SlipAbout
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.page.facts import FactRows
from ui.parts.rows.row_list import RowList


class DeliveryCard(Card):
    """The package that counts, the earlier ones, and how to answer."""

    def __init__(self, page: BureauPage) -> None:
        super().__init__("上报", icon="package")
        self._page = page
        self._desk = page.desk
        self._school: SchoolFacts | None = None
        self._file: SchoolFile | None = None
        self.nothing = text_label(
            "还没有收到这所学校的上报包。收到后在“导入上报包”中导入。", style="muted"
        )
        self.package = FactRows()
        self.slip = button("退回学校(&T)…", icon="corner-up-left")
        self.slip.clicked.connect(self._on_slip)
        self.receipt = button("生成回执(&H)…", icon="mail-check")
        self.receipt.clicked.connect(self._on_receipt)
        self.read = button("查看填报表(&L)", icon="eye", style="primary")
        self.read.clicked.connect(self._on_read)
        self.export = button("另存(&X)…", icon="file-down")
        self.export.clicked.connect(self._on_export)
        self.undo = button("撤销导入…", icon="undo-2", style="danger")
        self.undo.clicked.connect(self._on_undo)
        self.renumber = button("重设编号(&M)…", style="quiet")
        self.renumber.clicked.connect(self._on_renumber)
        self.heading.addWidget(self.renumber)
        self.packages = RowList(page.desk.desktop.theme, "收到的上报包")
        self.content.addWidget(self.nothing)
        self.content.addWidget(self.package)
        self.content.addLayout(button_row(self.read, self.slip, self.export))
        self.content.addLayout(button_row(self.receipt, self.undo))
        self.content.addWidget(self.packages)

    def show_school(self, school: SchoolFacts, file: SchoolFile) -> None:
        """Show what this school delivered."""
        self._school, self._file = school, file
        package = school.package
        self.nothing.setVisible(package is None)
        signed = file.signed
        confirmed = ""
        if signed is not None:
            confirmed = confirmed_in_words(signed.confirmations, signed.further)
        facts = package_facts(package, confirmed) if package else []
        self.package.show_facts([*facts, ("下一份", next_package(file))])
        self.renumber.setVisible(school.school.active)
        self.receipt.setVisible(school.waits_for_receipt)
        self.undo.setVisible(school.waits_for_receipt)
        self.slip.setVisible(school.delivered)
        self.export.setVisible(package is not None)
        self.read.setVisible(package is not None)
        self.packages.setVisible(len(file.packages) > 1)
        self.packages.show_rows(package_rows(file.packages))
        self.packages.fit_height(most=6)

    @Slot()
    def _on_read(self) -> None:
        if self._school is not None:
            self._page.opened.emit(RETURN_PAGE, ReturnAbout(self._school.school.code))

    @Slot()
    def _on_slip(self) -> None:
        if self._school is not None:
            self._page.opened.emit(SLIP_PAGE, SlipAbout(self._school.school.code))

    @Slot()
    def _on_receipt(self) -> None:
        package = self._school.package if self._school else None
        if package is None:
            return
        self._desk.keyed_step(
            lambda desk: issue_receipt(desk, package),
            owner=self,
            why="签发回执要用区局的操作员密钥。",
            then=lambda made: save_issued(
                self._desk, self._page, [made], done="回执已生成，请交给学校读入。"
            ),
            fail=self._page.fail,
        )

    @Slot()
    def _on_undo(self) -> None:
        package, actor = self._school.package if self._school else None, self._desk.actor
        reason = self._desk.desktop.messages.text(
            "撤销导入",
            "上报包退出评估，原文件保留，以后可以再次导入。",
            label="撤销的原因，记入日志",
            accept="撤销导入",
        )
        if package is None or reason is None:
            return
        self._desk.step(
            lambda store: undo_import(store, package.school_code, actor=actor, reason=reason),
            owner=self,
            then=lambda _: self._on_undone(package.school_code, package.number),
            fail=self._page.fail,
        )

    def _on_undone(self, code: str, number: int) -> None:
        left = self._desk.facts.by_code[code].package
        now = f"评估改用第 {left.number} 号。" if left else "这所学校现在算未交。"
        detail = f"{now}撤销的一份以后可以再次导入。"
        self._page.say(f"已撤销第 {number} 号上报包的导入。", detail=detail)

    @Slot()
    def _on_renumber(self) -> None:
        file, school = self._file, self._school
        if file is not None and school is not None:
            code = school.school.code
            renumber(self._page, code, file.renumbering)

    @Slot()
    def _on_export(self) -> None:
        if self._school is None:
            return
        save_school(self._page, self._school.school.code)
