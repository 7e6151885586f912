"""Cards about the school itself: whether it can sign, and what the roster says of it."""

from PySide6.QtCore import Slot

from operations.bureau.records import BureauStore
from operations.bureau.schools.roster import retire_school
from operations.bureau.today.facts import SchoolFacts
from operations.packs.bundled import bundled_pack
from ui.bureau.keys.authority import revoke
from ui.bureau.schools.enrol import EnrolFlow
from ui.bureau.schools.school_rows import certificate_facts, school_facts
from ui.bureau.work_page import BureauPage
from ui.parts.controls.buttons import button, button_row
from ui.parts.page.cards import Card
from ui.parts.page.facts import FactRows


class CertificateCard(Card):
    """Enrol a school, or take its certificates back."""

    def __init__(self, page: BureauPage) -> None:
        super().__init__("开户与证书", icon="key-round")
        self._page = page
        self._code = ""
        self._enrolling = EnrolFlow(page.desk, page)
        self.certificate = FactRows()
        self.enrol = button("开户(&N)…", icon="user-plus")
        self.enrol.clicked.connect(self._on_enrol)
        self.revoke = button("吊销证书…", icon="shield-x", style="danger")
        self.revoke.clicked.connect(self._on_revoke)
        self.content.addWidget(self.certificate)
        self.content.addLayout(button_row(self.enrol, self.revoke))

    def show_school(self, school: SchoolFacts) -> None:
        """Show whether this school can sign."""
        self._code = school.school.code
        self.certificate.show_facts(certificate_facts(school))
        self.enrol.setText("重新开户(&N)…" if school.certificate else "开户(&N)…")
        self.enrol.setEnabled(school.school.active)
        self.revoke.setVisible(school.can_be_revoked)

    @Slot()
    def _on_enrol(self) -> None:
        self._enrolling.start(self._code)

    @Slot()
    def _on_revoke(self) -> None:
        revoke(
            self._page.desk,
            self._code,
            owner=self,
            then=lambda count: self._page.say(
                f"已吊销 {count} 份证书。以后发给各学校的文件都带着新的吊销列表。"
            ),
            fail=self._page.fail,
        )


class RosterCard(Card):
    """The school as the roster has it; it can be taken off."""

    def __init__(self, page: BureauPage) -> None:
        super().__init__("名册", icon="school")
        self._page = page
        self._school: SchoolFacts | None = None
        self.identity = FactRows()
        self.retire = button("停用这所学校…", icon="circle-minus", style="danger")
        self.retire.clicked.connect(self._on_retire)
        self.content.addWidget(self.identity)
        self.content.addLayout(button_row(self.retire))

    def show_school(self, school: SchoolFacts) -> None:
        """Show what the roster says of this school."""
        self._school = school
        self.identity.show_facts(school_facts(school.school, bundled_pack()))
        self.retire.setVisible(school.school.active)

    @Slot()
    def _on_retire(self) -> None:
        if self._school is None:
            return
        desk, name, code = self._page.desk, self._school.school.name, self._school.school.code
        text = f"“{name}”从今天起不再上报，它的上报包会被拒收。再次读入名册可以恢复。"
        if not desk.desktop.messages.confirm("停用这所学校？", text, accept="停用", danger=True):
            return
        actor = desk.actor

        def work(store: BureauStore) -> None:
            retire_school(store, code, actor=actor)

        desk.step(
            work,
            owner=self,
            then=lambda _: self._page.say("学校已停用。"),
            fail=self._page.fail,
        )
