"""TodayPage: the bureau's first page; every number leads to the schools behind it."""

from datetime import UTC, datetime

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QVBoxLayout

from operations.bureau.records import BureauStore
from operations.bureau.today.morning import Today, read_today
from operations.bureau.today.standings import DeliveryState, SchoolGroup
from operations.keys.key_care import KeyKind, KeyState
from ui.bureau.desk import BureauDesk
from ui.bureau.next_step import next_step
from ui.bureau.today.call_card import CallCard
from ui.bureau.today.delivery_bar import DeliveryBar
from ui.bureau.today.today_rows import (
    GROUP_COLUMNS,
    REFUSED,
    end_rows,
    group_record,
    news_rows,
    schools_behind,
)
from ui.bureau.work_page import SCHOOL_PAGE, BureauPage, SchoolsAbout
from ui.metrics import characters, space
from ui.models.row_list import ListRow
from ui.parts.controls.segments import Segments
from ui.parts.labels.elided_label import elided_label
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.rows.record_table import RecordTable
from ui.parts.rows.row_list import RowList
from ui.recent import visit_before

_TYPES, _GROUPS = "types", "groups"
_NARROW = 66
"""Below this width, in Chinese characters, the columns stand one under the other."""
_WEEKDAYS = "一二三四五六日"


class TodayPage(BureauPage):
    """The bar above; whom to call at the left; the numbers, the news and what runs out at the right."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "今日")
        theme = desk.desktop.theme
        self._today: Today | None = None
        self.hint = elided_label(style="muted")
        self.top.add_buttons(self.hint)
        self.bar = DeliveryBar(theme)
        self.bar.chosen.connect(self._on_standing)
        self.calls = CallCard(self)
        self.groups = self._make_groups()
        self.news, self.news_list, self.no_news = self._make_list("上次打开以来", "history")
        self.ends, self.end_list, self.no_ends = self._make_list("快到期的证书和名单", "clock")
        self._lay_out()

    def _lay_out(self) -> None:
        whole = Card("上报进度", icon="package")
        whole.content.addWidget(self.bar)
        self.total = text_label(style="small", wrap=False)
        whole.heading.addWidget(self.total)
        right = QVBoxLayout()
        space(right, gap=2)
        for card in (self.groups, self.news, self.ends):
            right.addWidget(card)
        right.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space(self._columns, gap=2)
        self._columns.addWidget(self.calls, 11)
        self._columns.addLayout(right, 9)
        column = QVBoxLayout()
        self.add_columns(column)
        column.addWidget(whole)
        column.addLayout(self._columns, 1)

    def _make_groups(self) -> Card:
        card = Card("各类学校", icon="school")
        self.by = Segments("怎样分类", ((_TYPES, "按办学类型"), (_GROUPS, "按教联体")))
        self.by.chosen.connect(self._show_groups)
        card.heading.addWidget(self.by)
        self.table = RecordTable(self.desk.desktop.theme, "各类学校的上报进度", GROUP_COLUMNS)
        self.table.chosen.connect(self._on_group)
        card.content.addWidget(self.table)
        card.content.addWidget(text_label("选中一个数，按 Enter 看是哪些学校。", style="small"))
        return card

    def _make_list(self, title: str, icon: str) -> tuple[Card, RowList, QLabel]:
        card = Card(title, icon=icon)
        rows = RowList(self.desk.desktop.theme, title)
        rows.chosen.connect(self._on_row)
        nothing = text_label(style="muted")
        card.content.addWidget(rows)
        card.content.addWidget(nothing)
        return card, rows, nothing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the columns stand one under the other."""
        super().resizeEvent(event)
        narrow = event.size().width() < characters(_NARROW)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self.hint.setVisible(not narrow)

    # -- what is shown -------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Work the morning out again."""
        facts = self.desk.facts
        self.hint.setText(f"下一步：{next_step(facts).hint}按 F9。")
        day = datetime.now(UTC).astimezone().date()

        def work(store: BureauStore) -> Today:
            return read_today(store, facts, since=visit_before(store.mark, day))

        self.desk.run(work, owner=self, then=self._show, fail=self.fail)

    def _show(self, today: Today) -> None:
        self._today = today
        day = today.day
        week = _WEEKDAYS[day.weekday()]
        self.title.setText(f"今日　{day.month} 月 {day.day} 日　星期{week}")
        every = len(today.whole.codes)
        self.total.setText(f"应上报 {every} 所" if every else "名册里还没有学校")
        self.bar.show_group(today.whole)
        self.bar.setVisible(bool(every))
        self.calls.show_today(today)
        self.groups.setVisible(bool(every))
        self.by.setVisible(bool(today.groups))
        if not today.groups and self.by.current == _GROUPS:
            self.by.choose(_TYPES)
        self._show_groups()
        self._show_news(today)
        rows = end_rows(today.ends)
        _fill(self.end_list, rows)
        self.no_ends.setVisible(not rows)
        self.no_ends.setText("60 天内没有证书和吊销列表到期。")

    @Slot()
    def _show_groups(self) -> None:
        today = self._today
        if today is None:
            return
        shown = today.groups if self.by.current == _GROUPS else today.types
        groups = (today.whole, *shown)
        self.table.show_records([group_record(group) for group in groups])
        self.table.hide_columns([item for item in DeliveryState if not today.whole.count(item)])
        self.table.fit_height()

    def _show_news(self, today: Today) -> None:
        news = today.news
        rows = [] if news is None else news_rows(news)
        _fill(self.news_list, rows)
        self.no_news.setVisible(not rows)
        if news is None:
            self.no_news.setText("这是在这台电脑上第一次打开这个局端库。")
        else:
            day = f"{news.since.month} 月 {news.since.day} 日"
            self.no_news.setText(f"{day}以来没有新到的文件，也没有发出文件。")

    def focus_first(self) -> None:
        """Begin with whom to call, else with the bar."""
        if self.calls.calls:
            self.calls.table.select_first()
            self.calls.table.setFocus()
        else:
            self.bar.setFocus()

    # -- leading on ----------------------------------------------------------------------------

    @Slot(object)
    def _on_standing(self, standing: DeliveryState) -> None:
        if self._today is not None:
            self._open(schools_behind(self._today.whole, standing.value))

    @Slot(object)
    def _on_group(self, group: object) -> None:
        if isinstance(group, SchoolGroup):
            self._open(schools_behind(group, self.table.current_column_id()))

    def _open(self, about: SchoolsAbout) -> None:
        if about.codes:
            self.opened.emit("page.schools", about)

    @Slot(object)
    def _on_row(self, payload: object) -> None:
        if isinstance(payload, SchoolsAbout):
            self._open(payload)
        elif payload == REFUSED:
            self.opened.emit("page.import", None)
        elif isinstance(payload, KeyState):
            is_school = payload.kind is KeyKind.SCHOOL
            self.opened.emit(*((SCHOOL_PAGE, payload.holder) if is_school else ("page.keys", None)))


def _fill(rows: RowList, found: list[ListRow]) -> None:
    rows.show_rows(found)
    rows.fit_height(most=5)
    rows.setVisible(bool(found))
