"""ReturnPage: a school's return as the school filled it; read, commented, saved as report."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot

from forms.places import place_of
from operations.bureau.evaluation.export import write_school
from operations.bureau.records import BureauStore
from operations.bureau.returns.reading import open_school_return
from operations.bureau.sent.issue import SlipComment
from operations.entry.open_return import OpenReturn
from operations.packs.bundled import bundled_pack
from ui.actions import Actions, ActionSpec
from ui.bureau.desk import BureauDesk
from ui.bureau.entry_row import EntryRow, offer_ways
from ui.bureau.schools.colleagues_chip import ColleaguesChip
from ui.bureau.work_page import SLIP_PAGE, BureauPage, ReturnAbout, SlipAbout
from ui.editors.remarks import Remark
from ui.entry.actions import ENTRY_ACTIONS
from ui.entry.places import places_in
from ui.entry.remarks import row_words
from ui.entry.room import EntryRoom
from ui.entry.session import FormSession
from ui.parts.controls.buttons import button
from ui.parts.labels.chips import Chip

_READING = frozenset(
    {
        *("section.previous", "section.next", "problem.next", "problem.previous"),
        *("place.explain", "place.explain_on", "place.jump", "last.show"),
    }
)
"""Actions of the entry room that change nothing."""
_COMMENT = ActionSpec("comment.write", "对这一项写意见", "Ctrl+M", "message-square-text")
_REPORTS = "报告 (*.pdf);;Excel 工作簿 (*.xlsx);;填报内容 (*.json);;签名包 (*.asice)"


class ReturnPage(BureauPage):
    """Nothing can be typed into the form; a comment on a place becomes a point of the return slip."""

    entry: EntryRoom | None = None
    """What the form is read with, once one was opened."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "填报表", back=True)
        self._opened = ""
        self._has_arrived = False
        self.reading = Chip("只读", icon="lock")
        self.colleagues = ColleaguesChip(self)
        self.top.add_states(self.reading, self.colleagues)
        self.comment = button("写意见", icon="message-square-text")
        self.comment.setToolTip("对光标所在的一项写意见（Ctrl+M），写进退回单")
        self.comment.clicked.connect(self._on_comment)
        self.slip = button("写退回单(&K)", icon="corner-up-left")
        self.slip.clicked.connect(self._on_slip)
        self.save = button("另存(&S)…", icon="file-down")
        self.save.clicked.connect(self._on_save)
        self.add_buttons(self.comment, self.slip, self.save)
        self.row = EntryRow()
        self.add_content(self.row)
        desk.slips.changed.connect(self._on_drafts)

    @property
    def about(self) -> ReturnAbout:
        """Which return is read, and where it was to be opened."""
        return self.subject if isinstance(self.subject, ReturnAbout) else ReturnAbout("")

    @property
    def code(self) -> str:
        """学校标识码 of the school whose return it is."""
        return self.about.school

    @property
    def school_in_sight(self) -> str:
        return self.code

    # -- opening -------------------------------------------------------------------------------

    def show_subject(self, subject: object) -> None:
        """Read the return of a school from now on, beginning at a place."""
        super().show_subject(subject)
        self._has_arrived = False

    @Slot()
    def refresh(self) -> None:
        """Open the return of the school, unless the same package is open already."""
        found = self.desk.facts.by_code.get(self.code)
        if found is None or found.package is None:
            self._on_taken_back()
            return
        self.title.setText(found.school.name)
        self.colleagues.refresh()
        self.reading.show_state(f"只读　第 {found.package.number} 号", icon="lock")
        self.slip.setEnabled(found.delivered)
        self.comment.setEnabled(found.delivered)
        if self._opened == found.package.identity:
            self._go_to_place()
            return
        code, identity, actor = self.code, found.package.identity, self.desk.actor
        self.desk.run(
            lambda store: open_school_return(store, code, actor=actor),
            owner=self,
            then=lambda opened: self._on_opened(identity, opened),
            fail=self.fail,
        )

    def _on_taken_back(self) -> None:
        """Another officer has undone the import: what is read here counts no more."""
        self.slip.setEnabled(False)
        self.comment.setEnabled(False)
        if self._has_arrived:
            self.say("这份上报包的导入已经撤销，下面是撤销前的内容。", tone="query")

    def _on_opened(self, identity: str, opened: OpenReturn) -> None:
        self._opened = identity
        if self.entry is None:
            session = FormSession(opened, self)
            self.entry = EntryRoom(self.desk, session, self.row.stack)
            self._lay_out(self.entry)
        else:
            self.entry.session.replace(opened)
        if not self._has_arrived:
            self.entry.pages.show_place(places_in(self.entry.session.forms)[0])
        else:
            self.say("又导入了这所学校的一份上报包，这里换成了新的一份。", tone="accent")
        self._show_drafts()
        self._go_to_place()

    def _lay_out(self, entry: EntryRoom) -> None:
        callbacks = {key: act for key, act in entry.callbacks().items() if key in _READING}
        specs = [spec for spec in ENTRY_ACTIONS if spec.id in _READING]
        Actions(
            self,
            [*specs, _COMMENT],
            {**callbacks, _COMMENT.id: self._on_comment},
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )
        self.row.lay_out(entry)
        entry.said.connect(lambda sentence, tone: self.say(sentence, tone=tone))
        offer_ways(entry, self.strip)

    def _go_to_place(self) -> None:
        """Go once to where the return was to be opened; whoever reads on stays where he is."""
        if self.entry is not None and self.about.address and not self._has_arrived:
            self.entry.pages.go_to(self.about.address)
        self._has_arrived = True

    def focus_first(self) -> None:
        """Begin in the section."""
        if self.entry is not None and not self.about.address:
            self.entry.pages.focus_first()

    def act(self, what: str) -> None:
        """Find a field by words."""
        if what == "search" and self.entry is not None:
            self.entry.search(jump=False)

    # -- comments ------------------------------------------------------------------------------

    @Slot()
    def _on_comment(self) -> None:
        if self.entry is None or not self.comment.isEnabled():
            self.refuse("这份填报表已经退回，等学校重新上报后再写意见。")
            return
        address = self.entry.pages.current_address
        place = place_of(bundled_pack(), address) or "整份填报表"
        text = self.desk.desktop.messages.text(
            "写意见",
            f"关于：{place}",
            label="要学校做什么，写进退回单",
            accept="加入退回单",
        )
        if text and text.strip():
            self.desk.slips.add(self.code, SlipComment(address, text.strip()))
            self.say("意见已加入退回单，还没有发出。看完后点“写退回单”生成。", tone="accent")

    @Slot(str)
    def _on_drafts(self, school: str) -> None:
        if school == self.code:
            self._show_drafts()

    def _show_drafts(self) -> None:
        drafts = self.desk.slips.of(self.code)
        count = f"（{len(drafts)}）" if drafts else ""
        self.slip.setText(f"退回单{count}(&K)")
        if self.entry is not None:
            session = self.entry.session
            self.entry.pages.show_remarks(
                [
                    Remark(place, item.address, _words(item, session))
                    for place, item in enumerate(drafts)
                ]
            )

    @Slot()
    def _on_slip(self) -> None:
        self.opened.emit(SLIP_PAGE, SlipAbout(self.code))

    # -- saving --------------------------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        save_school(self, self.code)


def _words(draft: SlipComment, session: FormSession) -> str:
    return f"本次意见：{row_words(draft.address, session)}{draft.text}"


def save_school(page: BureauPage, code: str) -> None:
    """Ask where to, and save a school's return as report, workbook, readable data or signed package."""
    desk = page.desk
    name = f"{code}-{desk.facts.meta.period}.pdf"
    target = desk.desktop.messages.save_file(
        "另存学校的填报表", suggestion=Path.home() / name, pattern=_REPORTS
    )
    if target is None:
        return

    def work(store: BureauStore) -> Path:
        return write_school(store, code, target, replace=True)

    desk.run(
        work,
        owner=page,
        then=lambda path: page.say_saved("已保存。", path),
        fail=page.fail,
    )
