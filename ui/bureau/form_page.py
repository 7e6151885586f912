"""FormPage: the form the bureau fills itself (区级数据), with the same editors as the schools use."""

import json

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from forms.record import split_address
from forms.values import Attachment
from operations.bureau.form import bureau_template, fill_bureau_form, open_bureau_form
from operations.entry.fill_file import FillReport
from operations.entry.open_return import OpenReturn
from operations.entry.saving import SaveState, SaveStatus
from operations.files import ATTACHMENT, read_file, write_file
from operations.stores import BureauStore
from ui.bureau.desk import BureauDesk
from ui.bureau.work_page import BureauPage
from ui.entry.paste_preview import PastePreview
from ui.entry.problem_panel import ProblemPanel
from ui.entry.section_page import SectionPage
from ui.entry.session import FormSession
from ui.entry.views import row_titles
from ui.metrics import characters, space
from ui.models.row_list import Row, RowLook
from ui.parts.buttons import button
from ui.parts.chips import Chip
from ui.parts.row_list import RowList

_ATTACHMENTS = "常用附件 (*.pdf *.jpg *.jpeg *.png *.docx *.xlsx);;所有文件 (*)"
_WIDE = 72
"""From this width on, in Chinese characters, there is room for the findings beside the section."""
_FILLING = "填报模板或 JSON (*.xlsx *.json)"
_SAVING = {
    SaveState.SAVED: ("circle-check", "ok"),
    SaveState.SAVING: ("loader-circle", "neutral"),
    SaveState.FAILED: ("circle-alert", "error"),
}


class FormPage(BureauPage):
    """Sections at the left, the section in the middle, findings at the right."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "区级数据")
        self.session: FormSession | None = None
        self._sections: dict[int, SectionPage] = {}
        self._seen: object = None
        self.saved = Chip()
        self.top.insertWidget(1, self.saved)
        self.undo = button("撤销", icon="undo-2", style="quiet")
        self.redo = button("重做", icon="redo-2", style="quiet")
        self.undo.clicked.connect(self._on_undo)
        self.redo.clicked.connect(self._on_redo)
        self.template = button("导出模板(&E)…", icon="file-down", style="quiet")
        self.fill = button("从文件填入(&I)…", icon="file-input", style="quiet")
        self.template.clicked.connect(self._on_template)
        self.fill.clicked.connect(self._on_fill)
        self.add_buttons(self.undo, self.redo, self.template, self.fill)
        row = QHBoxLayout()
        space(row, gap=1.5)
        self.list = RowList(desk.desktop.theme, "区级数据的各部分", part="navigation")
        self.list.setFixedWidth(characters(13.5))
        self.list.chosen.connect(self._on_section)
        row.addWidget(self.list)
        self.stack = QStackedWidget()
        row.addWidget(self.stack, 1)
        self._aside = QFrame()
        self._aside.setProperty("part", "card")
        self._aside.setFixedWidth(characters(20))
        self._panel = QVBoxLayout(self._aside)
        space(self._panel)
        row.addWidget(self._aside)
        self.body.addLayout(row, 1)
        self._current = ""
        for keys, act in (
            ("F8", lambda: self._jump(forward=True)),
            ("Shift+F8", lambda: self._jump(forward=False)),
            ("Ctrl+Alt+Z", self._on_undo),
            ("Ctrl+Alt+Y", self._on_redo),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.undo.setToolTip("撤销（Ctrl+Alt+Z）")
        self.redo.setToolTip("重做（Ctrl+Alt+Y）")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the section comes first; F8 walks the findings all the same."""
        super().resizeEvent(event)
        self._aside.setVisible(event.size().width() >= characters(_WIDE))

    # -- opening -------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Open the form, and anew when the schools' figures are others."""
        if self._seen is self.desk.facts or not self._is_settled():
            return
        self._seen = self.desk.facts
        actor = self.desk.actor

        def work(store: BureauStore) -> OpenReturn:
            return open_bureau_form(store, actor=actor, submit=self.desk.submit)

        self.desk.run(work, owner=self, then=self._on_opened, fail=self.fail)

    def _is_settled(self) -> bool:
        return self.session is None or self.session.opened.is_settled

    def _on_opened(self, opened: OpenReturn) -> None:
        if self.session is not None:
            self.session.replace(opened)
            return
        session = FormSession(opened, self)
        self.session = session
        self.problems = ProblemPanel(session, self.desk.desktop.theme)
        self.problems.jumped.connect(self.go_to)
        self._panel.addWidget(self.problems)
        session.changed.connect(self._on_changed)
        session.reloaded.connect(self._on_changed)
        session.status_changed.connect(self._on_status)
        session.refused.connect(self.fail)
        self._on_changed()
        self._on_status(opened.status)
        self.show_section(0)

    # -- what is shown -------------------------------------------------------------------------

    @Slot()
    def _on_changed(self) -> None:
        session = self.session
        if session is None:
            return
        form = session.opened.engine.plan.forms[0]
        rows = []
        for part in session.sheet.progress(form.id):
            icon, tone = ("circle-check", "ok") if part.is_done else ("circle-dashed", "muted")
            look = RowLook(
                form.sections[part.section].title,
                icon=icon,
                tone=tone,
                lines=2,
                note="完成" if part.is_done else "未完成",
            )
            rows.append(Row(look, part.section))
        self.list.show_rows(rows)
        self.problems.refresh()
        self.undo.setEnabled(session.opened.can_undo)
        self.redo.setEnabled(session.opened.can_redo)

    @Slot(object)
    def _on_status(self, status: SaveStatus) -> None:
        icon, tone = _SAVING[status.state]
        self.saved.show_state(status.text, icon=icon, tone=tone)

    def show_section(self, number: int) -> None:
        """Show a section."""
        session = self.session
        if session is None:
            return
        page = self._sections.get(number)
        if page is None:
            form = session.opened.engine.plan.forms[0]
            page = SectionPage(self.desk.desktop, session, form, number)
            page.passed_end.connect(self._on_passed_end)
            page.entered.connect(self._on_entered)
            page.paste_wanted.connect(self._on_paste)
            page.files_wanted.connect(self._on_files)
            self._sections[number] = page
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.list.select(number)
        page.focus_first()

    def focus_first(self) -> None:
        """Begin in the section, or where it will be."""
        page = self.stack.currentWidget()
        if isinstance(page, SectionPage):
            page.focus_first()
        else:
            self.list.setFocus()

    @Slot(str)
    def go_to(self, address: str) -> None:
        """Put the cursor where an address is."""
        head = split_address(address)[0]
        if self.session is None:
            return
        form = self.session.opened.engine.plan.forms[0]
        for number, section in enumerate(form.sections):
            if any(item.id == head for item in section.items):
                self.show_section(number)
                self._sections[number].go_to(address)
                return

    @Slot(str)
    def _on_entered(self, address: str) -> None:
        self._current = address

    def _jump(self, *, forward: bool) -> None:
        """Go to the next or previous finding."""
        if self.session is None:
            return
        address = self.problems.step(forward=forward, start=self._current)
        if not address:
            self.say("没有待处理的问题。")
            return
        self.go_to(address)
        self.session.visit(address)

    @Slot(object)
    def _on_section(self, payload: object) -> None:
        if isinstance(payload, int):
            self.show_section(payload)

    @Slot(bool)
    def _on_passed_end(self, forward: bool) -> None:
        current = self.list.current_payload()
        number = (current if isinstance(current, int) else 0) + (1 if forward else -1)
        if self.session and 0 <= number < len(self.session.opened.engine.plan.forms[0].sections):
            self.show_section(number)

    # -- edits ---------------------------------------------------------------------------------

    @Slot()
    def _on_undo(self) -> None:
        if self.session is not None:
            self.session.undo()

    @Slot()
    def _on_redo(self) -> None:
        if self.session is not None:
            self.session.redo()

    @Slot(str, str)
    def _on_paste(self, address: str, text: str) -> None:
        plan = self.session.plan_paste(address, text) if self.session else None
        if plan is None or self.session is None:
            return
        dialog = PastePreview(plan, self, rows=row_titles(self.session, plan.table))
        if self.desk.desktop.messages.dialog(dialog):
            self.session.apply_paste(plan)
        dialog.deleteLater()

    @Slot(str)
    def _on_files(self, address: str) -> None:
        messages = self.desk.desktop.messages
        paths = messages.open_files("选择附件", pattern=_ATTACHMENTS, many=True)
        if not paths:
            return
        actor = self.desk.actor

        def work(store: BureauStore) -> tuple[Attachment, ...]:
            return tuple(
                store.add_attachment(path.name, read_file(path, limit=ATTACHMENT), actor=actor)
                for path in paths
            )

        self.desk.run(
            work, owner=self, then=lambda added: self._attach(address, added), fail=self.fail
        )

    def _attach(self, address: str, added: tuple[Attachment, ...]) -> None:
        session = self.session
        if session is None:
            return
        value = session.sheet.cell(address).value
        present = value if isinstance(value, tuple) else ()
        files = [item for item in present if isinstance(item, Attachment)]
        files += [item for item in added if item not in files]
        listed = [{"name": item.name, "sha256": item.sha256, "size": item.size} for item in files]
        session.set_text(address, json.dumps(listed, ensure_ascii=False))
        session.leave(address)

    # -- files ---------------------------------------------------------------------------------

    @Slot()
    def _on_template(self) -> None:
        meta = self.desk.facts.meta
        target = self.desk.desktop.messages.save_file(
            "导出区级数据的填报模板",
            suggestion=self.desk.path.with_name(f"{meta.bureau_code}-{meta.period}-区级数据.xlsx"),
            pattern="Excel 工作簿 (*.xlsx)",
        )
        if target is None:
            return

        def work(store: BureauStore) -> None:
            write_file(target, bureau_template(store), name=target.name)

        self.desk.run(
            work, owner=self, then=lambda _: self.say(f"模板已导出到 {target}。"), fail=self.fail
        )

    @Slot()
    def _on_fill(self) -> None:
        paths = self.desk.desktop.messages.open_files("从文件填入区级数据", pattern=_FILLING)
        if not paths:
            return
        path, actor = paths[0], self.desk.actor
        self.desk.step(
            lambda store: fill_bureau_form(store, path, actor=actor),
            owner=self,
            then=self._on_filled,
            fail=self.fail,
        )

    def _on_filled(self, report: FillReport) -> None:
        text = f"已填入 {report.applied} 处。"
        if not report.leftovers:
            self.say(text)
            return
        count = len(report.leftovers)
        self.say(f"{text}有 {count} 处没有填入。", tone="query")
        lines = "\n".join(f"{item.place}：{item.reason}" for item in report.leftovers)
        self.desk.desktop.messages.inform(
            f"{count} 处没有填入", "其余已经填入。请改正下面各处后再填一次。", detail=lines
        )

    @property
    def unsaved(self) -> str:
        """Why typed answers are not in the file yet; ``""`` if they are."""
        if self.session is None:
            return ""
        status = self.session.opened.status
        return status.reason if status.state is SaveState.FAILED else ""
