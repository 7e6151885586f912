"""FormPage: the form the bureau fills itself (区级数据), typed with what the schools type with."""

from pathlib import Path

from PySide6.QtCore import Qt, Slot

from forms.rights import Right
from forms.tables.sheets import hidden_rows_told
from operations.bureau.evaluation.district_form import (
    bureau_template,
    fill_bureau_form,
    open_bureau_form,
)
from operations.bureau.records import BureauStore
from operations.entry.fill_file import FillReport
from operations.entry.open_return import OpenReturn
from operations.files import write_file
from ui.actions import Actions, Situation
from ui.bureau.actions import BUREAU_ACTIONS, PAGES
from ui.bureau.desk import BureauDesk
from ui.bureau.entry_row import EntryRow, offer_ways
from ui.bureau.work_page import BureauPage
from ui.entry.actions import ENTRY_ACTIONS
from ui.entry.places import places_in
from ui.entry.room import EntryRoom
from ui.entry.save_line import SaveLine
from ui.filling import ask_files, fill_asking, tell_leftovers
from ui.parts.controls.buttons import button, tool_button


class FormPage(BureauPage):
    """Sections at the left, the section in the middle, findings at the right."""

    entry: EntryRoom | None = None
    """What the form is typed with, once it is open."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "区级数据")
        self._seen: object = None
        self.saved = SaveLine()
        self.saved.hide()
        self.top.add_states(self.saved)
        self.row = EntryRow()
        self.add_content(self.row)

    # -- opening -------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Open the form, and again when the schools' figures are others."""
        if self._seen is self.desk.facts or not self.desk.is_settled:
            return
        self._seen, writes = self.desk.facts, self.desk.writes
        actor = self.desk.actor

        def work(store: BureauStore) -> OpenReturn:
            return open_bureau_form(store, actor=actor, submit=self.desk.submit)

        def opened(found: OpenReturn) -> None:
            if self.desk.is_settled and self.desk.writes == writes:
                self._on_opened(found)
            else:  # what was typed since is not in it
                self._seen = None
                self.refresh()

        self.desk.run(work, owner=self, then=opened, fail=self.fail)

    def _on_opened(self, opened: OpenReturn) -> None:
        if not opened.editable:
            self.say(
                f"{opened.actor.name}没有“{Right.SETTINGS.label}”的权限，这里只能查看。",
                tone="query",
            )
        session = self.desk.take_form(opened)
        if self.entry is None:
            self.entry = EntryRoom(self.desk, session, self.row.stack)
            self._lay_out(self.entry)
            self.entry.pages.show_place(places_in(session.forms)[0])

    def _lay_out(self, entry: EntryRoom) -> None:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        callbacks = {**entry.callbacks(), "return.check": self._check}
        # Ctrl+F is the face's, which looks for schools on its other pages; see :meth:`act`.
        specs = [spec for spec in ENTRY_ACTIONS if spec.id != "place.find"]
        self._actions = Actions(self, specs, callbacks, context=context)
        self.undo = tool_button(self._actions["return.undo"], with_text=True)
        self.redo = tool_button(self._actions["return.redo"], with_text=True)
        self.top.add_states(self.undo, self.redo)
        self.template = button("导出 Excel 模板(&E)…", icon="file-down", style="quiet")
        self.fill = button("读入填好的文件(&I)…", icon="file-input", style="quiet")
        self.template.clicked.connect(self._on_template)
        self.fill.clicked.connect(self._on_fill)
        self.add_buttons(self.template, self.fill)
        self.saved.follow(entry.session)
        self.saved.show()
        self.row.lay_out(entry)
        entry.said.connect(self._on_said)
        offer_ways(entry, self.strip)
        entry.page_wanted.connect(lambda page: self.opened.emit(page, None))
        titles = {spec.id: spec.text for spec in BUREAU_ACTIONS}
        entry.offer_pages([(page, titles[page]) for page in PAGES])
        entry.session.status_changed.connect(self._update_actions)
        entry.session.status_changed.connect(self.refresh)  # when others wrote while it was typed
        entry.session.reloaded.connect(self._update_actions)
        self._update_actions()

    @Slot()
    def _update_actions(self) -> None:
        if self.entry is not None:
            opened = self.entry.session.opened
            now = Situation(can_undo=opened.can_undo, can_redo=opened.can_redo)
            self._actions.update(now)

    @Slot(str, str)
    def _on_said(self, sentence: str, tone: str) -> None:
        self.say(sentence, tone=tone)

    def act(self, what: str) -> None:
        """Find a field by words."""
        if what == "search" and self.entry is not None:
            self.entry.search(jump=False)

    def focus_first(self) -> None:
        """Begin in the section."""
        if self.entry is not None:
            self.entry.pages.focus_first()

    def _check(self) -> None:
        """Everything is checked while it is typed; this says how it stands."""
        if self.entry is None:
            return
        self.entry.session.be_strict()
        problems = self.entry.session.open_problems()
        blank = sum(problem.is_blank for problem in problems)
        wrong = len(problems) - blank
        words = [f"还有 {wrong} 个问题要处理，按 F8 逐个查看。"] if wrong else []
        words += [f"还有 {blank} 项没有填，按 F7 逐项填写。"] if blank else []
        if words:
            self.say("".join(words), tone="query")
        else:
            self.say("检查完毕，没有待处理的问题。")

    # -- files ---------------------------------------------------------------------------------

    @Slot()
    def _on_template(self) -> None:
        meta = self.desk.facts.meta
        target = self.desk.desktop.messages.save_file(
            "导出区级数据的填报模板",
            suggestion=Path.home() / f"{meta.bureau_code}-{meta.period}-区级数据.xlsx",
            pattern="Excel 工作簿 (*.xlsx)",
        )
        if target is None:
            return

        def work(store: BureauStore) -> None:
            write_file(target, bureau_template(store), name=target.name, replace=True)

        self.desk.run(
            work, owner=self, then=lambda _: self.say_saved("模板已导出。", target), fail=self.fail
        )

    @Slot()
    def _on_fill(self) -> None:
        paths, actor = ask_files(self.desk.desktop.messages), self.desk.actor
        if not paths:
            return
        fill_asking(
            self.desk,
            lambda store, mode: fill_bureau_form(store, paths, actor=actor, mode=mode),
            owner=self,
            then=self._on_filled,
            fail=self.fail,
        )

    def _on_filled(self, report: FillReport) -> None:
        count = len(report.leftovers)
        left = f"有 {count} 处没有填入。" if count else ""
        left += hidden_rows_told(report.hidden_rows)
        told = "\n".join(map(str, report.remarks))
        tone = "query" if count else "ok"
        self.say(f"已填入 {report.applied} 处。{left}", tone=tone, detail=told)
        tell_leftovers(self.desk.desktop.messages, report.leftovers, act="填入")
