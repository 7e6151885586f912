"""HandoverPage: clerk and principal at two computers; review files out, answers back."""

from pathlib import Path

from PySide6.QtCore import Slot

from forms.workflow import State
from operations.files import read_file, write_file
from operations.school.handover.open import is_answer
from operations.school.handover.save import make_review, note_saved
from operations.school.handover.take import TakenAnswer, take_answer
from operations.school.records import SchoolStore
from ui.dialogs.replacing import write_asking
from ui.parts.controls.buttons import button, button_row
from ui.parts.controls.why_not import allow
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card, Page
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.school.desk import SchoolDesk
from ui.school.handover.review_file_view import ReviewFileView
from ui.school.review.review_cards import ListCard, change_rows

_TITLE = "两台电脑送审"
_FILES = "送审文件和答复 (*.yhr)"


class HandoverPage(Page):
    """The clerk's part, then the principal's; each uses one of them."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__(
            _TITLE,
            note="填报员和校长各用一台电脑时，填报表用送审文件来往。送审文件没有签名、没有加密，请当面交。",
        )
        self._desk = desk
        self.strip = MessageStrip()
        self.pin(self.strip)
        self._clerks = self._make_clerks_card()
        self.column.addWidget(self._clerks)
        self.edited = ListCard(desk.desktop, "送审以后这里改了这些", "git-compare")
        self.edited.setVisible(False)
        self.edited.list.chosen.connect(desk.place_wanted)
        self.column.addWidget(self.edited)
        self.answer = ReviewFileView(desk, self.strip)
        self.answer.shown.connect(self._on_review_shown)
        self.answer.wanted.connect(self.show_part)
        self.column.addWidget(self.answer)
        self.finish()
        desk.facts_changed.connect(self.refresh)

    def _make_clerks_card(self) -> Card:
        card = Card("填报员的电脑", icon="usb")
        self.standing = text_label()
        self.save = button("保存送审文件(&W)…", icon="save", style="primary")
        self.take = button("读入校长的答复(&R)…", icon="file-input")
        self.save.clicked.connect(self._on_save)
        self.take.clicked.connect(self._on_take)
        card.content.addWidget(self.standing)
        card.content.addLayout(button_row(self.save, self.take))
        return card

    @Slot()
    def refresh(self) -> None:
        """Show what can be done now."""
        facts = self._desk.facts
        self._clerks.setHidden(facts.for_review or self._desk.review is not None)
        ready = facts.state is State.IN_REVIEW and facts.enrolment is not None
        standing = _standing(facts.state, enrolled=facts.enrolment is not None)
        self.standing.setText(standing)
        allow(self.save, "" if ready else standing)

    def focus_first(self) -> None:
        """Where only review files are answered, work begins with opening one."""
        for_review = self._desk.facts.for_review and self._desk.review is None
        (self.answer.open if for_review else self).setFocus()

    def go_on(self) -> None:
        """Go to the decision about the review file that is open."""
        if self._desk.review is None:
            self.focus_first()
        else:
            self.answer.decision.go_on()
            self.ensureWidgetVisible(self.answer.decision)

    def search_here(self) -> bool:
        """Search among the answers of the review file that is open."""
        found = self.answer.answers.search_here()
        if found:
            self.show_part(self.answer.answers)
        return found

    @Slot(bool)
    def _on_review_shown(self, shown: bool) -> None:
        """While a review file is open the page is about that file, from its top."""
        self.title.setText("审核送审文件" if shown else _TITLE)
        self.note.setHidden(shown)
        self.refresh()
        self.edited.setVisible(self.edited.isVisible() and not shown)
        self.settle()
        self.verticalScrollBar().setValue(0)

    @Slot()
    def _on_save(self) -> None:
        folder = self._desk.desktop.messages.folder("送审文件保存到哪个文件夹或 U 盘")
        if folder is None:
            return
        actor = self._desk.clerk

        def write(store: SchoolStore, replace: bool) -> Path:
            made = make_review(store)
            path = write_file(folder, made.content, name=made.name, replace=replace)
            note_saved(store, made, actor=actor)
            return path

        write_asking(
            self._desk,
            write,
            changes=True,
            owner=self,
            then=lambda path: say_saved(
                self.strip, "送审文件已保存，请交给校长，在校长的电脑上打开。", path
            ),
            fail=self.strip.fail,
        )

    @Slot()
    def _on_take(self) -> None:
        paths = self._desk.desktop.messages.open_files("读入校长的答复", pattern=_FILES)
        if paths:
            self._take(paths[0])

    def take_up(self, path: Path) -> None:
        """Open a review file, or take the answer in one, whichever it is."""
        self._desk.run(
            lambda _: is_answer(read_file(path)),
            owner=self,
            then=lambda answer: self._take(path) if answer else self.answer.open_file(path),
            fail=self.strip.fail,
        )

    def _take(self, path: Path) -> None:
        self._desk.step(
            lambda store: take_answer(store, read_file(path)),
            owner=self,
            then=self._on_taken,
            fail=self.strip.fail,
        )

    def _on_taken(self, taken: TakenAnswer) -> None:
        self.strip.say(
            taken.message,
            tone="ok" if taken.done else "query",
            detail=f"新的意见 {taken.comments} 条，在“审核与签名”页。" if taken.comments else "",
        )
        self.edited.setVisible(bool(taken.changes))
        if taken.changes:
            self.edited.show_rows(change_rows(taken.changes), empty="")


def _standing(state: State, *, enrolled: bool) -> str:
    if not enrolled:
        return "还没有读入区局的开户文件，不能送审。"
    if state is State.IN_REVIEW:
        return "填报表在等校长审核，可以保存送审文件。统计人员和审核人请先在“审核与签名”页确认。"
    if state is State.DRAFT:
        return f"填报表现在是“{state.label}”，提交审核之后才能送审。"
    return f"填报表现在是“{state.label}”，不用再送审。"
