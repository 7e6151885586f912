"""SchoolFace: the school's side of the window, put together from its parts."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from forms.live.delta import Delta
from operations.entry.saving import SaveState, SaveStatus
from ui.actions import SCHOOL_ACTIONS, Actions, Situation
from ui.desktop import Desktop
from ui.entry.session import is_blank
from ui.face import Face
from ui.metrics import characters, space
from ui.school.desk import SchoolDesk
from ui.school.next_step import NextStep, next_step

_WIDE = 74
_HIGH = 44
_UNSAVED = "最近的修改还没有保存。"
_HINTS = (
    "Enter　下一项（Shift+Enter 上一项）；表格中向下",
    "Tab　下一项；表格中向右",
    "Ctrl+V　粘贴 Excel 区域，先预览",
    "1–9　选第几个选项；1 是，2 否",
)


class SchoolFace(Face):
    """Sections and steps, with indicators and problems at the right."""

    def __init__(self, desktop: Desktop, path: Path) -> None:
        super().__init__(desktop)
        self.desk = SchoolDesk(desktop, path, self)
        self._focused: QWidget | None = None
        self.attach(self.desk)

    def fill(self) -> None:
        """Make the parts."""
        from ui.entry.problem_panel import ProblemPanel
        from ui.school.header import SchoolHeader
        from ui.school.indicator_panel import IndicatorPanel
        from ui.school.pages import SchoolPages
        from ui.school.side import STEPS, SchoolSide

        session, theme = self.desk.session, self.desktop.theme
        self.title = self.desk.facts.meta.school_name
        self.pages = SchoolPages(self.desk)
        steps = {step: partial(self.pages.show_step, step) for step in STEPS}
        self.actions_table = Actions(self, SCHOOL_ACTIONS, {**self._callbacks(), **steps})
        self.header = SchoolHeader(self.actions_table)
        self.side = SchoolSide(session, theme, self.actions_table)
        self.indicators = IndicatorPanel(session, theme)
        self.problems = ProblemPanel(session, theme)
        self.aside = self._make_aside()
        self.lay_out(header=self.header, side=self.side, pages=self.pages, aside=self.aside)
        self._connect()
        self._refresh_all()
        self.pages.show_place(self.side.sections.places()[0])
        self.header.show_status(session.opened.status)

    def _make_aside(self) -> QFrame:
        aside = QFrame()
        aside.setProperty("part", "aside")
        aside.setFixedWidth(characters(22))
        aside.setMinimumHeight(1)  # its lists may shrink; the window must fit a small screen
        right = QVBoxLayout(aside)
        space(right, margins=(0, 0.5, 0, 0), gap=0)
        right.addWidget(self.indicators)
        line = QFrame()
        line.setProperty("part", "line")
        right.addWidget(line)
        right.addWidget(self.problems, 1)
        return aside

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen (or at a large scale) the page comes first."""
        super().resizeEvent(event)
        if not hasattr(self, "aside"):
            return
        if event.size().width() != event.oldSize().width():
            self.aside.setVisible(event.size().width() >= characters(_WIDE))
        self.indicators.list.setVisible(event.size().height() >= characters(_HIGH))

    def _toggle_aside(self) -> None:
        self.aside.setVisible(self.aside.isHidden())

    def _connect(self) -> None:
        session = self.desk.session
        session.changed.connect(self._on_changed)
        session.reloaded.connect(self._refresh_all)
        session.status_changed.connect(self._on_status)
        session.refused.connect(self._on_refused)
        self.desk.working.connect(self._on_working)
        self.desk.facts_changed.connect(self._refresh_all)
        self.header.next_wanted.connect(self.go_on)
        self.header.retry_wanted.connect(session.retry)
        self.side.sections.place_chosen.connect(self.pages.show_place)
        self.side.step_chosen.connect(self.pages.show_step)
        self.pages.place_shown.connect(self.side.sections.show_place)
        self.pages.step_shown.connect(self.side.steps.select)
        self.pages.step_shown.connect(self.side.sections.clearSelection)
        self.pages.place_shown.connect(self.side.steps.clearSelection)
        self.pages.submitted.connect(self._submit)
        self.problems.jumped.connect(self.pages.go_to)

    def _callbacks(self) -> dict[str, Callable[[], object]]:
        return {
            "section.previous": lambda: self.pages.turn(forward=False),
            "section.next": lambda: self.pages.turn(forward=True),
            "problem.next": lambda: self._jump(forward=True),
            "problem.previous": lambda: self._jump(forward=False),
            "return.check": self._check,
            "return.undo": self.desk.session.undo,
            "return.redo": self.desk.session.redo,
            "comment.add": self._comment,
            "panel.toggle": self._toggle_aside,
            "return.next_step": self.go_on,
            **self.window_callbacks(SCHOOL_ACTIONS, *_HINTS),
        }

    # -- what the user does --------------------------------------------------------------------

    def go_on(self) -> None:
        """Do, or lead to, what comes next."""
        self.hand_on()
        step = self._next_step()
        if step.target in {"problem", "blank"}:
            self._jump(forward=True, blank=step.target == "blank")
        elif step.target == "submit":
            self._submit()
        else:
            self.pages.show_step(step.target)

    def _next_step(self) -> NextStep:
        facts = self.desk.facts
        problems = self.desk.session.open_problems()
        return next_step(
            facts.state,
            waiting=len(problems),
            blank=sum(is_blank(problem) for problem in problems),
            enrolled=facts.enrolment is not None,
        )

    def _jump(self, *, forward: bool, blank: bool | None = None) -> None:
        """Go to the next problem; only to blanks, or (``False``) only to others, if asked so."""
        self.hand_on()
        start = self.pages.current_address
        address = self.problems.step(forward=forward, start=start, blank=blank)
        if not address:
            self.strip.say("没有待处理的问题。", tone="ok")
            return
        self.pages.go_to(address)
        if not blank:
            self.desk.session.visit(address)
        found = [item for item in self.desk.session.open_problems() if item.address == address]
        if found:
            self.problems.select(found[0])

    def _check(self) -> None:
        """Everything is checked while it is typed; this says how it stands."""
        self.hand_on()
        self.desk.session.be_strict()
        step = self._next_step()
        done, every = self.side.sections.done_sections()
        if step.target in {"problem", "blank"}:
            self.strip.say(step.hint, tone="query", detail=f"已完成 {done} / {every} 个部分。")
        else:
            self.strip.say(f"检查完毕。{step.hint}", tone="ok")

    def _submit(self) -> None:
        from operations.school.check import submit_return

        self.hand_on()
        text = "提交后填报内容不能再改，由校长核对、签名或退回。"
        if not self.desktop.messages.confirm("提交给校长审核？", text, accept="提交审核"):
            return
        actor = self.desk.clerk
        self.desk.step(
            lambda store: submit_return(store, actor=actor), owner=self, then=self._on_submitted
        )

    def _on_submitted(self, _: object) -> None:
        self.strip.say("已提交审核。请校长核对内容并签名。", tone="ok")
        self.pages.show_step("page.review")

    def _comment(self) -> None:
        from ui.school.comments_card import write_comment

        write_comment(self.desk, self.pages.current_address)

    # -- keeping up ----------------------------------------------------------------------------

    def _on_changed(self, delta: Delta) -> None:
        self.side.sections.refresh(sorted(delta.forms()))
        if delta.problems_touched:
            self.problems.refresh()
        if delta.indicators or delta.addresses:
            self.indicators.refresh()
        self._refresh_step()

    def _refresh_all(self) -> None:
        facts = self.desk.facts
        self.header.show_facts(facts)
        self.side.show_facts(facts)
        self.side.sections.refresh([form.id for form in self.side.sections.forms()])
        self.problems.show_comments(facts.comments)
        self.indicators.refresh()
        self._refresh_step()

    def _refresh_step(self) -> None:
        self.header.show_next(self._next_step())
        opened = self.desk.session.opened
        situation = Situation(
            state=self.desk.facts.state,
            can_undo=opened.editable and opened.can_undo,
            can_redo=opened.editable and opened.can_redo,
            has_certificate=self.desk.facts.enrolment is not None,
        )
        self.actions_table.update(situation)

    def _on_status(self, status: SaveStatus) -> None:
        self.header.show_status(status)
        if status.state is SaveState.FAILED:
            self.strip.say(_UNSAVED, tone="error", detail=status.reason)
        elif self.strip.text() == _UNSAVED:
            self.strip.clear()
        self._refresh_step()

    def _on_refused(self, sentence: str) -> None:
        self.strip.say(sentence, tone="error")

    def _on_working(self, working: bool) -> None:
        if working:
            self._focused = QApplication.focusWidget()
        self.pages.setEnabled(not working)
        if not working and self._focused is not None and shiboken6.isValid(self._focused):
            self._focused.setFocus()

    # -- leaving -------------------------------------------------------------------------------

    def unsaved(self) -> str:
        """Which changes are not in the file."""
        status = self.desk.session.opened.status
        if status.state is not SaveState.FAILED:
            return ""
        return f"最后 {status.waiting} 处修改还没有写进文件。{status.reason}"
