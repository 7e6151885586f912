"""EntryRoom: everything a form is typed with, working together; a face lays it out."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from forms.live.delta import Delta
from forms.live.last_year import waiting
from operations.school.records import Comment
from ui.desk import StoreDesk
from ui.entry.help_panel import HelpPanel
from ui.entry.places import Place
from ui.entry.problem_panel import ProblemPanel
from ui.entry.remarks import author_of, remark_text
from ui.entry.section_pages import SectionPages
from ui.entry.sections import SectionList
from ui.entry.session import FormSession
from ui.recent import last_year_is_shown, save_last_year_shown

if TYPE_CHECKING:
    from forms.live.deciding import WhyAbsent
    from operations.entry.steps import TakenStep
    from ui.editors.remarks import Remark

_WAITING = "还有 {} 处从上年带来的内容没有确认：属实的按 F6，有变化的直接改。"


class EntryRoom(QObject):
    """Section list, section pages and problems of one open form."""

    said = Signal(str, str)
    """A sentence about what was asked for, and its tone."""
    way_offered = Signal(str, str)
    """After it: the text of a button, and the address in the form where it leads."""
    page_wanted = Signal(str)
    """Another page of the face, by its id."""

    def __init__(
        self, desk: StoreDesk[Any, Any], session: FormSession, stack: QStackedWidget
    ) -> None:
        super().__init__(stack)
        theme = desk.desktop.theme
        self._desk = desk
        self._other_pages: tuple[tuple[str, str], ...] = ()
        self.session = session
        session.show_last_year(shown=last_year_is_shown())
        self._stack = stack
        self.sections = SectionList(session, theme)
        self.pages = SectionPages(desk, session, stack)
        self.problems = ProblemPanel(session, theme)
        self.help = HelpPanel(session)
        self.pages.cursor_moved.connect(self._on_cursor_moved)
        self.sections.place_chosen.connect(self.pages.show_place)
        self.pages.place_shown.connect(self.sections.show_place)
        self.problems.jumped.connect(self.pages.go_to)
        session.changed.connect(self._on_changed)
        session.stepped.connect(self._on_stepped)
        # Not within the end of the job that found it: the question waits for an answer.
        session.many_undone.connect(self._on_many_undone, Qt.ConnectionType.QueuedConnection)
        session.noted.connect(lambda sentence: self.said.emit(sentence, "query"))
        session.absent_typed.connect(self._on_absent_typed)
        session.reloaded.connect(self.refresh)

    def callbacks(self) -> dict[str, Callable[[], object]]:
        """What the actions of :data:`ui.entry.actions.ENTRY_ACTIONS` do, all but the full check."""
        return {
            "section.previous": lambda: self.pages.turn(forward=False),
            "section.next": lambda: self.pages.turn(forward=True),
            "problem.next": lambda: self.jump(forward=True, blank=False),
            "problem.previous": lambda: self.jump(forward=False, blank=False),
            "blank.next": lambda: self.jump(forward=True, blank=True),
            "blank.previous": lambda: self.jump(forward=False, blank=True),
            "reason.write": self._write_reason,
            "place.explain": self.help.toggle,
            "place.explain_on": self.help.read_on,
            "place.find": lambda: self.search(jump=False),
            "place.jump": lambda: self.search(jump=True),
            "return.undo": lambda: self._step(self.session.undo),
            "return.redo": lambda: self._step(self.session.redo),
            "last.take": self.take_last_year,
            "last.show": self.switch_last_year,
        }

    def _hand_on(self) -> None:
        from ui.editors.inputs import hand_on

        hand_on(self._stack)

    @Slot()
    def _on_cursor_moved(self) -> None:
        self.help.follow(self.pages.current_address)
        self.problems.leave_whole()

    def search(self, *, jump: bool) -> None:
        """Ask for words and go where they lead: to a field, with ``jump`` to anything there is."""
        from operations.entry.finding import PlaceKind, address_of_rule
        from ui.entry.palette import ask_place

        self._hand_on()
        near = self.pages.place
        place = ask_place(self._desk.desktop, self.session, self._other_pages, near, jump=jump)
        if place is None:
            return
        if place.kind is PlaceKind.PAGE:
            self.page_wanted.emit(place.target)
        elif place.kind is PlaceKind.RULE:
            self.pages.go_to(address_of_rule(self.session.sheet, place.target))
        elif place.kind is PlaceKind.SECTION:
            self.pages.show_place(Place(place.form, place.section))
        else:
            self.pages.go_to(place.target)

    def offer_pages(self, pages: Sequence[tuple[str, str]]) -> None:
        """Let other pages of the face, each an id and a title, be jumped to as well."""
        self._other_pages = tuple(pages)

    def _step(self, step: Callable[[], object]) -> None:
        """Undo or redo; what is being typed is saved first, so that it is a step of its own."""
        self._hand_on()
        step()

    @Slot(str, object)
    def _on_absent_typed(self, sentence: str, why: "WhyAbsent") -> None:
        """Say why a question is not asked, and lead to the answer that decides it."""
        self.said.emit(sentence, "query")
        self.way_offered.emit(f"到【{why.label}】(&G)", why.address)

    @Slot(str)
    def _on_many_undone(self, sentence: str) -> None:
        """Ask before very much is taken back."""
        messages = self._desk.desktop.messages
        if messages.confirm("撤销这么大的一步？", sentence, accept="撤销这一步", danger=True):
            self.session.undo(agreed=True)

    @Slot(object)
    def _on_stepped(self, step: "TakenStep") -> None:
        """Show the place an undo or redo changed, and say what else it changed elsewhere."""
        if step.address:
            self.pages.go_to(step.address)
        self.said.emit(step.sentence, "ok")

    def jump(self, *, forward: bool, blank: bool) -> None:
        """Go to the next blank, or to the next of the other problems: each is counted by itself."""
        self._hand_on()
        start = self.pages.current_address
        address = self.problems.step(forward=forward, start=start, blank=blank)
        if address is None:
            self.said.emit(*self._nothing(blank=blank))
            return
        remark = self.problems.comment_marked
        if not blank and remark is not None and not address:
            whole = f"{author_of(remark)}对整份填报表的意见：{remark.text}"
            self.said.emit(f"{whole}　按 Ctrl+Shift+M 回复。", "accent")
            return
        self.pages.go_to(address)
        if not blank:
            self.session.visit(address)

    def _write_reason(self) -> None:
        page = self.pages.in_sight
        if page is None or not page.write_reason():
            self.said.emit("光标所在的这一项没有要写说明的经验校验。", "accent")

    def take_last_year(self) -> None:
        """Take last year's answer over where the cursor is, or confirm it, and go on as Enter does."""
        self._hand_on()
        page = self.pages.in_sight
        if page is not None and (chosen := page.chosen()) and self.session.take_last_year(chosen):
            page.go_on()

    def go_to_unconfirmed(self) -> None:
        """Go to the first place brought over from last year that is not confirmed."""
        marks = waiting(self.session.sheet)
        if marks:
            self.pages.go_to(marks[0])
            self.said.emit(_WAITING.format(len(marks)), "accent")

    def switch_last_year(self) -> None:
        """Show last year's answers, or hide them; the next start remembers it."""
        shown = not self.session.shows_last_year
        self.session.show_last_year(shown=shown)
        save_last_year_shown(shown=shown)
        if shown and not self.session.shows_last_year:
            self.said.emit("没有上年数：区局的开户文件没有带来，也没有取过上年的填报库。", "query")

    def _nothing(self, *, blank: bool) -> tuple[str, str]:
        """Say that there is none of these, and how many of the others, with their key."""
        others = len(self.session.open_problems())
        if blank:
            more = f"还有 {others} 个问题要处理，按 F8 逐个查看。" if others else ""
            return f"没有未填的项。{more}", "query" if others else "ok"
        more = f"还有 {others} 项没有填，按 F7 逐项填写。" if others else ""
        return f"没有待处理的问题。{more}", "query" if others else "ok"

    def show_comments(self, comments: Sequence[Comment]) -> None:
        """Show the open comments of principal and bureau beside the problems and at their places."""
        waiting = [item for item in comments if item.is_open]
        self.problems.show_comments(waiting)
        self.sections.show_comments([item.address for item in waiting])
        self.pages.show_remarks([self._remark(item) for item in waiting])

    def _remark(self, comment: Comment) -> "Remark":
        from ui.editors.remarks import Remark  # most returns have none

        return Remark(comment.id, comment.address, remark_text(comment, self.session))

    @Slot()
    def refresh(self) -> None:
        """Read and show every field and table again."""
        self.sections.refresh([form.id for form in self.session.forms])
        self.problems.refresh()

    @Slot(object)
    def _on_changed(self, delta: Delta) -> None:
        self.sections.refresh(sorted(delta.forms()))
        if delta.problems_touched:
            self.problems.refresh()
