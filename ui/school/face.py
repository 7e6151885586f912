"""SchoolFace: the school's side of the window, put together from its parts."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent

from forms.live.delta import Delta
from forms.live.last_year import waiting
from forms.workflow import State
from ui.actions import Actions, Situation
from ui.desktop import Desktop
from ui.entry.places import find_place
from ui.entry.session import is_blank
from ui.face import Face
from ui.metrics import characters
from ui.recent import remembered_cursor
from ui.school.actions import HINTS, SCHOOL_ACTIONS
from ui.school.desk import SchoolDesk
from ui.school.next_step import next_step, review_step

_WIDE = 74
"""Width from which the findings have a place beside the page; like the next, in characters."""
_NARROW = 60
"""Width below which list, page and help do not fit beside each other."""
_HIGH = 56


class SchoolFace(Face):
    """Sections and steps, with indicators and problems at the right."""

    def __init__(self, desktop: Desktop, path: Path) -> None:
        super().__init__(desktop)
        self.desk = SchoolDesk(desktop, path, self)
        self.attach(self.desk)

    def fill(self) -> None:
        from ui.entry.room import EntryRoom
        from ui.school.aside import SchoolAside
        from ui.school.cursor_place import CursorPlace
        from ui.school.header import SchoolHeader
        from ui.school.indicator_panel import IndicatorPanel
        from ui.school.keys.identity_offer import IdentityOffer
        from ui.school.pages import SchoolPages
        from ui.school.points.return_banner import ReturnBanner
        from ui.school.side import STEPS, SchoolSide

        session, theme = self.desk.session, self.desktop.theme
        self.title = self.desk.facts.meta.school_name
        self.pages = SchoolPages(self.desk)
        self.entry = EntryRoom(self.desk, session, self.pages)
        steps = {step: partial(self.pages.show_page, step) for step in STEPS}
        self.actions_table = Actions(self, SCHOOL_ACTIONS, {**self._callbacks(), **steps})
        self.header = SchoolHeader(self.actions_table)
        self.side = SchoolSide(self.entry.sections, theme, self.actions_table)
        self.indicators = IndicatorPanel(session, theme)
        self.problems = self.entry.problems
        self.aside = SchoolAside(self.entry.help, self.indicators, self.problems)
        self.entry.help.toggled.connect(self._on_help)
        self.banner = ReturnBanner()
        self.banner.next_wanted.connect(partial(self.entry.jump, forward=True, blank=False))
        self.banner.list_wanted.connect(partial(self.pages.show_page, "page.points"))
        self.lay_out(
            header=self.header,
            side=self.side,
            pages=self.pages,
            aside=self.aside,
            banner=self.banner,
        )
        self._cursor = CursorPlace(self.desk, self.entry.pages)
        self._connect()
        IdentityOffer(self.desk, self.strip)
        self._show_facts()
        self._on_reloaded()
        self.header.saved.follow(session)

    def begin(self) -> None:
        """Go on in the cell left last; in a new store at the first field that is not filled in.

        A return in review is read, not filled: it begins on the principal's page; a store for
        reviewing begins where review files are opened.
        """
        session = self.desk.session
        blanks = (one.place for one in session.open_problems() if one.is_blank)
        address = remembered_cursor(self.desk.place) or next(blanks, "")
        place = find_place(session.forms, address) or self.side.sections.places()[0]
        in_review = self.desk.facts.state is State.IN_REVIEW
        if in_review or self.desk.facts.for_review:
            self.entry.pages.remember(place, address)
            self.pages.show_page("page.review" if in_review else "page.handover")
        else:
            self.entry.pages.show_place(place)
            self.entry.pages.go_to(address)

    def release(self) -> None:
        """Close the store; next time the cursor begins where it is now."""
        if self.desk.form is not None:
            self._cursor.keep()
        super().release()

    @Slot()
    def _on_help(self) -> None:
        self._share_width(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen (or at a large scale) the page comes first."""
        super().resizeEvent(event)
        if not hasattr(self, "aside"):
            return
        if event.size().width() != event.oldSize().width():
            self._share_width(event.size().width())
        if event.size().height() != event.oldSize().height():
            self.indicators.fold(folded=event.size().height() < characters(_HIGH))

    def _share_width(self, width: int) -> None:
        """Give the page enough of it: the help takes the place of the findings, then of the list."""
        explains = not self.entry.help.isHidden()
        self._show_aside(shown=explains or (self._has_findings and width >= characters(_WIDE)))

    def _show_aside(self, *, shown: bool) -> None:
        """Show what stands beside the page, in a narrow window in the place of the list."""
        width = self.width()
        self.aside.share(width)
        # The list first: for a moment with both the window would become larger than its screen.
        if shown and width < characters(_NARROW):
            self.side.hide()
        self.aside.setVisible(shown)
        if not shown or width >= characters(_NARROW):
            self.side.show()

    def _toggle_aside(self) -> None:
        self._show_aside(shown=self.aside.isHidden())

    def _connect(self) -> None:
        from ui.school.side import STEPS

        session = self.desk.session
        session.changed.connect(self.strip.go_on)
        session.changed.connect(self._on_changed)
        session.reloaded.connect(self._on_reloaded)
        session.status_changed.connect(self._update_actions)
        self.desk.facts_changed.connect(self._show_facts)
        self.desk.review_changed.connect(self._on_review_changed)
        self.header.next_wanted.connect(self.go_on)
        self.side.step_chosen.connect(self.pages.show_page)
        self.pages.jumped.connect(self.entry.pages.go_to)
        self.pages.page_shown.connect(self.side.steps.select)
        self.pages.page_shown.connect(self.side.sections.clearSelection)
        self.entry.pages.place_shown.connect(self.side.steps.clearSelection)
        self.entry.said.connect(self.strip.say_in_passing)
        self.entry.way_offered.connect(self._on_way_offered)
        self.entry.pages.reply_wanted.connect(self._reply)
        self.entry.page_wanted.connect(self.pages.show_page)
        titles = {spec.id: spec.text for spec in SCHOOL_ACTIONS}
        self.entry.offer_pages([(step, titles[step]) for step in STEPS])
        self.entry.pages.cursor_moved.connect(self.strip.make_way)
        self.desk.place_wanted.connect(self.entry.pages.go_to)
        self.desk.page_wanted.connect(self.pages.show_page)

    def _callbacks(self) -> dict[str, Callable[[], object]]:
        return {
            **self.entry.callbacks(),
            "place.find": self._find,
            "return.check": self._check,
            "return.print": self._print,
            "comment.add": self._comment,
            "history.cell": self._history_of_cell,
            "comment.reply": self._reply_here,
            "panel.toggle": self._toggle_aside,
            "return.next_step": self.go_on,
            **self.window_callbacks(SCHOOL_ACTIONS, *HINTS),
        }

    # -- what the user does --------------------------------------------------------------------

    def go_on(self) -> None:
        """Do, or lead to, what comes next."""
        self.hand_on()
        step = self._step
        if step.target in {"problem", "blank"}:
            self.entry.jump(forward=True, blank=step.target == "blank")
        elif step.target == "confirm":
            self.entry.go_to_unconfirmed()
        elif step.target == "submit":
            self._submit()
        else:
            self._show_or_go_on(step.target)
        if step.act:
            self._open_review()

    def _show_or_go_on(self, page_id: str) -> None:
        """Show a page; where it is in sight already, go to the place in it where the step is done."""
        page = self.pages.page(page_id)
        if page is self.pages.currentWidget():
            page.go_on()
        else:
            self.pages.show_page(page_id)

    def _find(self) -> None:
        """Search in the page in sight; one without a search of its own leaves for the forms."""
        from ui.parts.page.cards import Page

        page = self.pages.currentWidget()
        if not (isinstance(page, Page) and page.search_here()):
            self.entry.search(jump=False)

    def _open_review(self) -> None:
        from ui.school.handover.handover_page import HandoverPage

        page = self.pages.currentWidget()
        if isinstance(page, HandoverPage):
            page.answer.open.click()

    def _print(self) -> None:
        """Print the form in sight, or others."""
        from ui.school.exchange.printing import print_asking

        self.hand_on()
        print_asking(self.desk, self.entry.pages.place.form, owner=self, strip=self.strip)

    def _check(self) -> None:
        """Everything is checked while it is typed; this says how it stands."""
        self.hand_on()
        self.desk.session.be_strict()
        step = self._step
        done, every = self.side.sections.done_sections()
        if step.target in {"problem", "blank", "confirm"}:
            self.strip.say(step.hint, tone="query", detail=f"已完成 {done} / {every} 个部分。")
        else:
            self.strip.say(f"检查完毕。{step.hint}", tone="ok")

    def _submit(self) -> None:
        from operations.school.check import submit_return
        from operations.school.points.returned import unanswered_question

        self.hand_on()
        messages, question = self.desktop.messages, unanswered_question(self.desk.facts.comments)
        if question and not messages.confirm("还有意见没有回复", question, accept="仍然提交"):
            self.entry.jump(forward=True, blank=False)
            return
        text = "提交后填报内容不能再改，由校长核对、签名或退回。"
        if not messages.confirm("提交给校长审核？", text, accept="提交审核"):
            return
        actor = self.desk.clerk
        self.desk.step(
            lambda store: submit_return(store, actor=actor), owner=self, then=self._on_submitted
        )

    def _on_submitted(self, _: object) -> None:
        self.strip.say("已提交审核。请校长核对内容并签名。", tone="ok")
        self.pages.show_page("page.review")

    def take_review(self, review: Path) -> bool:
        """Show it on the page of the two computers."""
        from ui.school.handover.handover_page import HandoverPage

        self.pages.show_page("page.handover")
        page = self.pages.currentWidget()
        if isinstance(page, HandoverPage):
            page.take_up(review)
        return True

    @Slot(str, str)
    def _on_way_offered(self, text: str, address: str) -> None:
        self.strip.offer(text, partial(self.entry.pages.go_to, address), icon="arrow-right")

    def _comment(self) -> None:
        from ui.parts.page.cards import Page
        from ui.school.points.comments_card import write_comment

        page = self.pages.currentWidget()
        if self.entry.pages.in_sight:
            address = self.entry.pages.current_address
        else:
            address = page.commented_address if isinstance(page, Page) else ""
        write_comment(self.desk, address)

    def _history_of_cell(self) -> None:
        from ui.school.history.history_page import HistoryPage

        here = self.entry.pages.current_address if self.entry.pages.in_sight else ""
        page = self.pages.page("page.history")
        if isinstance(page, HistoryPage):
            page.about(here)
        self.pages.show_page("page.history")

    def _reply_here(self) -> None:
        """Answer the first open remark about the place of the cursor, or the one F8 has led to."""
        from operations.school.points.returned import first_about

        marked = self.entry.problems.comment_marked
        if marked is None or marked.address:
            marked = first_about(self.desk.facts.comments, self.entry.pages.current_address)
        if marked is not None:
            self._reply(marked.id)
        else:
            self.strip.say("光标所在的这一项没有要回复的意见。")

    def _reply(self, number: int) -> None:
        from ui.school.points.reply_dialog import ask_reply

        ask_reply(self.desk, number, owner=self)

    # -- keeping up ----------------------------------------------------------------------------

    def _on_changed(self, delta: Delta) -> None:
        if delta.indicators or delta.addresses:
            self.indicators.refresh()
        if delta.problems_touched or self.desk.session.sheet.record.unconfirmed or self._confirming:
            self._work_out_step()
        self._update_actions()

    def _on_reloaded(self) -> None:
        self.indicators.refresh()
        self._work_out_step()
        self._update_actions()

    def _show_facts(self) -> None:
        facts = self.desk.facts
        if self.title != facts.meta.school_name:
            self.title = facts.meta.school_name
            self.window().setWindowTitle(f"{self.title} – 优衡填报")
        self.header.show_facts(facts, self.desk.review)
        self.side.show_facts(facts, self.desk.review)
        self.banner.show_facts(facts)
        self.entry.show_comments(facts.comments)

    @Slot()
    def _on_review_changed(self) -> None:
        """What the window tells is about the review file as long as one is open."""
        self._show_facts()
        self._work_out_step()
        self._share_width(self.width())

    @property
    def _has_findings(self) -> bool:
        """Whether the findings of the store itself are what is worked at."""
        return self.desk.review is None and not self.desk.facts.for_review

    def _work_out_step(self) -> None:
        """Work out what comes next, once for each change, and tell all who show it."""
        facts = self.desk.facts
        if self.desk.review is not None or facts.for_review:
            self._step = review_step(opened=self.desk.review is not None)
            self.header.show_next(self._step)
            return
        problems = self.desk.session.open_problems()
        self._step = next_step(
            facts.state,
            waiting=len(problems),
            blank=sum(is_blank(problem) for problem in problems),
            enrolled=facts.enrolment is not None,
            comments=sum(comment.is_open for comment in facts.comments),
            unconfirmed=len(waiting(self.desk.session.sheet)),
        )
        self.header.show_next(self._step)

    @property
    def _confirming(self) -> bool:
        return self._step.target == "confirm"

    def _update_actions(self) -> None:
        opened = self.desk.session.opened
        situation = Situation(
            state=self.desk.facts.state,
            can_undo=opened.editable and opened.can_undo,
            can_redo=opened.editable and opened.can_redo,
        )
        self.actions_table.update(situation)
