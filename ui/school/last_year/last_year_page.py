"""LastYearPage: what moved since last year, large changes first; where last year's answers come from."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from forms.live.last_year import changes, waiting
from forms.workflow import why_read_only
from operations.school.last_year import (
    Brought,
    bring_last_year,
    confirm_all,
    plan_bringing,
    source_of,
    take_older,
)
from operations.school.records import SchoolStore
from ui.entry.last_year import limit_of
from ui.kinds import SCHOOL
from ui.metrics import space
from ui.models.records import Column
from ui.parts.controls.buttons import button, button_row
from ui.parts.controls.segments import Segments
from ui.parts.controls.why_not import WhyNot, allow
from ui.parts.focus.tab_order import put_in_tab_order
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card, Page
from ui.parts.page.strips import MessageStrip
from ui.parts.rows.record_table import RecordTable
from ui.school.desk import SchoolDesk
from ui.school.last_year.last_year_rows import ALL, LARGE, change_rows

COLUMNS = (
    Column("place", "指标", 12, stretch=True),
    Column("last", "上年", 6, right=True),
    Column("now", "今年", 6, right=True),
    Column("difference", "变动", 6, right=True, yields=2),
    Column("share", "变动（%）", 6, right=True, yields=1),
)

_NOTHING_KNOWN = "还没有上年的内容，先从上年的填报库取。"
_NOTHING_WAITS = "没有待确认的内容。"


class LastYearPage(Page):
    """Enter on a change goes to its cell; last year's answers are fetched and confirmed here."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__(
            "上年对照",
            note="与上年相差大的排在前面，按 Enter 到那一格。填报页上 F6 同上年，Shift+F6 显示或隐藏上年数。",
            width=0,
        )
        self._desk = desk
        self.strip = MessageStrip()
        self.pin(self.strip)
        self.column.addWidget(self._make_source())
        self.column.addWidget(self._make_changes(), 1)
        self.finish()
        self.setFocusProxy(self.table)
        put_in_tab_order(self.table, self.filter, self.bring, self.take, self.confirm)

    def _make_source(self) -> Card:
        card = Card("上年的内容", icon="history")
        self._source = text_label(style="muted")
        card.content.addWidget(self._source)
        self.bring = button("带来不常变的内容(&B)", icon="copy")
        self.take = button("从上年的填报库取(&T)…", icon="file-input")
        self.confirm = button("确认全部带来的内容(&C)", icon="user-check", style="quiet")
        self.bring.clicked.connect(self._on_bring)
        self.take.clicked.connect(self._on_take)
        self.confirm.clicked.connect(self._on_confirm)
        card.content.addLayout(button_row(self.bring, self.take, self.confirm))
        self._why = WhyNot(self.bring, self.take)
        card.content.addWidget(self._why)
        return card

    def _make_changes(self) -> Card:
        card = Card("变动", icon="git-compare")
        self.filter = Segments("显示哪些变动", ((LARGE, "变动大的"), (ALL, "全部变动")))
        self.filter.chosen.connect(self._on_filter)
        self._count = text_label(style="small")
        self.table = RecordTable(self._desk.desktop.theme, "与上年的变动", COLUMNS, lines=2)
        self.table.chosen.connect(self._desk.place_wanted)
        self.table.only(LARGE)
        row = QHBoxLayout()
        space(row, gap=2)
        row.addWidget(self.filter)
        row.addWidget(self._count, 1)
        card.content.addLayout(row)
        card.content.addWidget(self.table, 1)
        return card

    @Slot()
    def refresh(self) -> None:
        session = self._desk.session
        answers, limit = session.opened.last_year, limit_of(session)
        found = changes(session.sheet, answers)
        self.table.show_records(change_rows(found, limit, session.sheet))
        self.table.fit_height()
        self.table.select_first()
        self._tell_count(len(found))
        left = len(waiting(session.sheet))
        self.confirm.setText(f"确认全部带来的 {left} 处(&C)…" if left else "确认全部带来的(&C)…")
        locked = why_read_only(self._desk.facts.state)
        self._why.say(locked or ("" if answers.is_known else _NOTHING_KNOWN), locked)
        allow(self.confirm, locked or ("" if left else _NOTHING_WAITS))
        self._desk.run(source_of, owner=self, then=self._source.setText)

    def _tell_count(self, every: int) -> None:
        limit = limit_of(self._desk.session)
        shown = self.table.shown_count()
        self._count.setText(f"变动超过 {limit}% 的 {shown} 处，共变动 {every} 处。")
        if not self._desk.session.opened.last_year.is_known:
            self._count.setText("没有上年的内容，没有可以对照的。")

    @Slot(str)
    def _on_filter(self, tag: str) -> None:
        self.table.only(tag)
        self.table.fit_height()
        self.table.select_first()

    @Slot()
    def _on_bring(self) -> None:
        self._desk.run(plan_bringing, owner=self, then=self._ask_to_bring)

    def _ask_to_bring(self, planned: Brought) -> None:
        if not planned.is_anything:
            self.strip.say(planned.sentence, tone="query")
            return
        text = (
            f"将填入 {planned.fields} 项、{planned.rows} 行，只填还空着的，都标为“待确认”，"
            "可以一步撤销。"
        )
        if self._desk.desktop.messages.confirm("从上年带来？", text, accept="带来"):
            actor = self._desk.clerk
            self._desk.step(
                lambda store: bring_last_year(store, actor=actor), owner=self, then=self._on_brought
            )

    @Slot()
    def _on_take(self) -> None:
        from operations.school.store import open_school

        found = self._desk.desktop.messages.open_files(
            "选择本校上年的填报库", pattern=SCHOOL.pattern
        )
        if not found:
            return
        older, actor = Path(found[0]), self._desk.clerk

        def take(store: SchoolStore) -> Brought:
            with open_school(older, read_only=True) as old:
                return take_older(store, old, actor=actor)

        self._desk.step(take, owner=self, then=self._on_brought, fail=self.strip.fail)

    def _on_brought(self, brought: Brought) -> None:
        self.refresh()
        self.strip.say(brought.sentence, tone="ok" if brought.is_anything else "query")

    @Slot()
    def _on_confirm(self) -> None:
        text = "这些内容由您确认属实，修改记录里写明是您确认的。逐处核对请在填报页按 F6。"
        if not self._desk.desktop.messages.confirm("全部确认？", text, accept="全部确认"):
            return
        actor = self._desk.clerk
        self._desk.step(
            lambda store: confirm_all(store, actor=actor), owner=self, then=self._on_confirmed
        )

    def _on_confirmed(self, count: int) -> None:
        self.refresh()
        self.strip.say(f"已确认 {count} 处。", tone="ok")
