"""SchoolsPage: the roster with how far every school is; who has not delivered is one key away."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from forms.schooling import Section
from operations.bureau.records import BureauStore, ReturnState
from operations.bureau.schools.roster import (
    RosterPlan,
    RosterReport,
    rehearse_roster,
    undo_roster,
    write_roster,
)
from operations.bureau.server.colleagues import told
from operations.bureau.today.facts import SchoolFacts
from operations.packs.bundled import bundled_pack
from operations.pinyin import initials
from operations.read_tables import ChooseSheet
from ui.bureau.desk import BureauDesk
from ui.bureau.schools.colleagues_chip import colleagues_look
from ui.bureau.schools.enrol import EnrolFlow
from ui.bureau.schools.roster_preview import roster_preview
from ui.bureau.words import (
    NOTHING,
    delivery_look,
    enrolment_look,
    moment,
    result_look,
    schools_shown,
)
from ui.bureau.work_page import SCHOOL_PAGE, BureauPage, EmptyState, SchoolsAbout
from ui.dialogs.rehearsal import SheetDialog
from ui.filling import tell_leftovers
from ui.metrics import characters, space
from ui.models.records import CellLook, Column, Record
from ui.parts.controls.buttons import button
from ui.parts.controls.segments import Segments
from ui.parts.labels.texts import text_label
from ui.parts.layout.flow import FlowLayout
from ui.parts.layout.shown_stack import ShownStack
from ui.parts.layout.tall_area import TallArea
from ui.parts.rows.record_table import RecordTable

COLUMNS = (
    Column("code", "学校标识码", 7, yields=4),
    Column("name", "学校名称", 12, stretch=True),
    Column("principal", "校长", 4.5, yields=3),
    Column("contact", "电话", 8.5, yields=2),
    Column("type", "办学类型", 8.5, yields=5),
    Column("enrolment", "开户", 7.5, yields=1),
    Column("delivery", "上报", 9),
    Column("number", "编号", 4, right=True, tip="最新上报包的编号", yields=7),
    Column("received", "导入时间", 9.5, yields=6),
    Column("primary", "小学七项", 8, tip="小学七项资源配置指标：达标几项"),
    Column("junior", "初中七项", 8, tip="初中七项资源配置指标：达标几项"),
)
COLLEAGUES = Column(
    "colleagues", "同事", 8, tip="谁正在看这所学校，或正在写它的退回单", yields=2, stretch=True
)
"""Stands at the right where other officers may be at work on the same store."""
_FILTERS = (
    ("", "全部"),
    ("missing", "未交"),
    ("there", "已交"),
    ("returned", "已退回"),
    ("closed", "未开户"),
    ("failing", "不达标"),
)
_TABLES = "名册 (*.csv *.xlsx)"
_HEADINGS = (
    "表格第一行写表头：学校标识码、学校名称、办学类型，可加上举办者类型、城乡类型、校长姓名、"
    "联系电话、教联体、备注。CSV 或 Excel 都可以，以后可以再次读入更新。"
)
_NOTHING_TO_UNDO = "没有可以撤销的改动：名册没有改过，或上次新加的学校已经开户、上报。"


class SchoolsPage(BureauPage):
    """Search, filter, table; Enter opens a school."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "学校")
        self.enrolling = EnrolFlow(desk, self)
        self.roster = button("读入名册(&R)…", icon="file-spreadsheet")
        self.roster.clicked.connect(self._on_roster)
        self.enrol = button("给学校开户(&N)…", icon="user-plus")
        self.enrol.clicked.connect(self.enrolling.start)
        self.undo = button("撤销名册改动(&Z)", icon="undo-2", style="quiet")
        self.undo.clicked.connect(self._on_undo)
        self.add_buttons(self.undo, self.roster, self.enrol)
        self.stack = ShownStack()
        self.stack.addWidget(self._make_list())
        desk.colleagues_moved.connect(self._on_colleagues_moved)
        first = button("读入学校名册(&L)…", icon="file-spreadsheet", style="primary")
        first.clicked.connect(self._on_roster)
        self.empty = EmptyState("school", "名册还是空的", _HEADINGS, first)
        self.stack.addWidget(self.empty)
        self.add_content(TallArea(self.stack))

    def _make_list(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        space(layout, gap=1)
        self.search = QLineEdit()
        self.search.setPlaceholderText("校名、首字母、标识码　Ctrl+F")
        self.search.setAccessibleName("查找学校")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(characters(18))
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._on_search_done)
        self.filters = Segments("只看", _FILTERS, wraps=True)
        self.filters.chosen.connect(self._on_filter)
        self.only = button("", icon="x", style="quiet")
        self.only.setToolTip("取消这个条件，显示全部学校")
        self.only.clicked.connect(self._on_all)
        self.only.hide()
        layout.addLayout(FlowLayout(self.search, self.filters, self.only))
        self._is_shared = self.desk.colleagues is not None
        columns = (*COLUMNS, COLLEAGUES) if self._is_shared else COLUMNS
        self.table = RecordTable(self.desk.desktop.theme, "学校", columns)
        self.table.show_at_least(5)
        self.table.chosen.connect(self._on_chosen)
        layout.addWidget(self.table, 1)
        bottom = QHBoxLayout()
        space(bottom, gap=1)
        self.count = text_label(style="small", wrap=False)
        self.look = button("查看这所学校(&V)", icon="eye", style="quiet")
        self.look.clicked.connect(self._on_look)
        bottom.addWidget(self.count)
        bottom.addStretch(1)
        bottom.addWidget(self.look)
        layout.addLayout(bottom)
        return box

    def show_subject(self, subject: object) -> None:
        """Show some schools alone, as a number of another page asks; all of them with ``None``."""
        super().show_subject(subject)
        about = subject if isinstance(subject, SchoolsAbout) else None
        if about is not None:
            self.search.clear()
            self.filters.choose("")
            self.only.setText(f"只看：{about.label}　{len(about.codes)} 所")
        self.only.setVisible(about is not None)
        self.table.among(None if about is None else about.codes)

    @Slot()
    def _on_all(self) -> None:
        self.show_subject(None)
        self._show_count()
        self.table.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Show the schools as they are now."""
        facts = self.desk.facts
        types = bundled_pack().choices["school_type"].labels
        records = [_record(item, types.get(item.school.type, "")) for item in facts.schools]
        if self._is_shared:
            records = [self._with_colleagues(record) for record in records]
        self.stack.setCurrentIndex(0 if records else 1)
        self.enrol.setEnabled(bool(facts.active))
        self.undo.setEnabled(facts.roster_can_be_undone)
        self.undo.setToolTip("" if facts.roster_can_be_undone else _NOTHING_TO_UNDO)
        self.table.show_records(records)
        self.filters.show_counts(
            {code: sum(not code or code in item.tags for item in records) for code, _ in _FILTERS}
        )
        self._show_count()

    def _with_colleagues(self, record: Record) -> Record:
        """Say in the last cell of a row who else is at its school."""
        there = self.desk.colleagues_at(str(record.key))
        icon, tone = colleagues_look(there) if there else ("", "muted")
        names, word = "、".join(one.name for one in there), told(there)
        look = CellLook(names, icon=icon, tone=tone, tip=word, word=word, order=names or None)
        return replace(record, cells=(*record.cells[: len(COLUMNS)], look))

    @Slot()
    def _on_colleagues_moved(self) -> None:
        if self.isVisible():
            shown = self.table.records.records
            self.table.show_records([self._with_colleagues(record) for record in shown])

    def focus_first(self) -> None:
        self.table.select_first()
        (self.table if self.desk.facts.schools else self.roster).setFocus()

    def act(self, what: str) -> None:
        """Read the roster, enrol, or search."""
        if what == "roster":
            self._on_roster()
        elif what == "enrol":
            self.enrolling.start()
        elif what == "search":
            self.search.setFocus()
            self.search.selectAll()
        elif what == "missing":
            self.filters.choose("missing")

    def _show_count(self) -> None:
        shown, every = self.table.shown_count(), len(self.desk.facts.schools)
        self.count.setText(schools_shown(shown, every))
        self.look.setEnabled(shown > 0)

    # -- searching -----------------------------------------------------------------------------

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self.table.search(text)
        self._show_count()

    @Slot()
    def _on_search_done(self) -> None:
        self.table.select_first()
        self.table.setFocus()

    @Slot(str)
    def _on_filter(self, code: str) -> None:
        self.table.only(code)
        self._show_count()

    @Slot(object)
    def _on_chosen(self, code: object) -> None:
        self.opened.emit(SCHOOL_PAGE, code)

    @Slot()
    def _on_look(self) -> None:
        self.table.select_first()
        if self.table.current_key() is not None:
            self.opened.emit(SCHOOL_PAGE, self.table.current_key())

    # -- the roster ----------------------------------------------------------------------------

    @Slot()
    def _on_roster(self) -> None:
        paths = self.desk.desktop.messages.open_files("读入学校名册", pattern=_TABLES)
        if not paths:
            return
        self._rehearse(paths[0])

    def _rehearse(self, path: Path, sheet: str = "") -> None:
        """Work out what the table would change, and ask."""

        def look(store: BureauStore) -> RosterPlan | ChooseSheet:
            try:
                return rehearse_roster(store, path, sheet=sheet)
            except ChooseSheet as several:
                return several

        self.desk.run(
            look, owner=self, then=lambda found: self._on_rehearsed(path, found), fail=self.fail
        )

    def _on_rehearsed(self, path: Path, found: RosterPlan | ChooseSheet) -> None:
        messages, actor = self.desk.desktop.messages, self.desk.actor
        if isinstance(found, ChooseSheet):
            which = SheetDialog(self.window(), sheets=found.sheets)
            if messages.dialog(which):
                self._rehearse(path, which.sheet)
            return
        plan = found
        if plan.changes and not messages.dialog(roster_preview(plan, self.window())):
            return
        self.desk.step(
            lambda store: write_roster(store, plan, actor=actor),
            owner=self,
            then=self._on_read,
            fail=self.fail,
        )

    @Slot()
    def _on_undo(self) -> None:
        actor = self.desk.actor
        agreed = self.desk.desktop.messages.confirm(
            "撤销名册的上一次改动",
            "上一次读入名册或停用学校所改的内容会恢复原样。再撤销一次，就又改回来。",
            accept="撤销",
        )
        if agreed:
            self.desk.step(
                lambda store: undo_roster(store, actor=actor),
                owner=self,
                then=lambda codes: self.say(f"名册的上一次改动已撤销，涉及 {len(codes)} 所学校。"),
                fail=self.fail,
            )

    def _on_read(self, report: RosterReport) -> None:
        unchanged = report.plan.unchanged
        text = f"名册已读入：新增 {report.added} 所，更新 {report.changed} 所，{unchanged} 所不变。"
        count = len(report.leftovers)
        left = f"有 {count} 处没有读入，改正后可以再次读入。" if count else ""
        self.say(f"{text}{left}", tone="query" if count else "ok")
        tell_leftovers(self.desk.desktop.messages, report.leftovers, act="读入")


def _record(facts: SchoolFacts, school_type: str) -> Record:
    school, package = facts.school, facts.package
    retired = not school.active
    name = CellLook(
        school.name, tip=f"{school.name}　{school.principal}".strip("　"), muted=retired
    )
    return Record(
        key=school.code,
        cells=(
            CellLook(school.code, muted=True),
            name,
            CellLook(school.principal) if school.principal else NOTHING,
            CellLook(school.contact) if school.contact else NOTHING,
            CellLook(school_type, muted=True),
            CellLook("已停用", icon="circle-minus", order=99) if retired else enrolment_look(facts),
            delivery_look(facts),
            CellLook(str(package.number), order=package.number) if package else NOTHING,
            CellLook(moment(package.received_at), muted=True) if package else NOTHING,
            result_look(facts, Section.PRIMARY),
            result_look(facts, Section.JUNIOR),
        ),
        search=(
            f"{school.code} {school.name} {school_type} {school.principal} {school.contact}"
            f" {school.education_group} {initials(school.name)}"
        ),
        tags=_tags(facts) if school.active else frozenset(),
    )


def _tags(facts: SchoolFacts) -> frozenset[str]:
    states = {
        ReturnState.NONE: "missing",
        ReturnState.DELIVERED: "there",
        ReturnState.ACCEPTED: "there",
        ReturnState.RETURNED: "returned",
    }
    found = {states[facts.state]}
    if not facts.enrolment.can_sign:
        found.add("closed")
    if facts.falls_short:
        found.add("failing")
    return frozenset(found)
