"""ComparePage: this year beside an earlier one of the same bureau; both stores are only read."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.evaluation import UnitKey
from forms.evaluation.two_years import Trend, TwoYears
from forms.pictures import two_years
from forms.schooling import Section
from operations.bureau.evaluation.two_years import read_two_years
from operations.failures.explain import Failure
from ui.bureau.desk import BureauDesk
from ui.bureau.evaluation.compare_rows import YEAR_COLUMNS, move_columns, move_records
from ui.bureau.evaluation.evaluation_rows import records_of
from ui.bureau.evaluation.picture_file import save_picture, say_copied
from ui.bureau.evaluation.tabs import school_search, tab
from ui.bureau.work_page import SCHOOL_PAGE, BureauPage, EmptyState
from ui.kinds import BUREAU
from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.controls.segments import Segments
from ui.parts.labels.texts import text_label
from ui.parts.layout.flow import FlowLayout
from ui.parts.layout.shown_stack import ShownStack
from ui.parts.layout.tab_pages import TabPages
from ui.parts.layout.tall_area import TallArea
from ui.parts.rows.record_table import RecordTable
from ui.pictures.box import PictureBox

_NOTE = "两年各按当年的区局设置评估；两个局端库都只读，不改动。"
_EMPTY = "请选择本局往年的局端库。"
_NOBODY = "两年都没有可以评估的学校。"
_CHANGE = 3
_FILTERS = (("", "全部"), *((trend.value, trend.label) for trend in Trend))


class ComparePage(BureauPage):
    """Its subject is the file of the earlier year."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "与往年比较", note=_NOTE, back=True)
        self.both: TwoYears | None = None
        self.other = button("换一个局端库(&V)…", icon="folder-open")
        self.other.clicked.connect(self._on_other)
        self.add_buttons(self.other)
        self.stack = ShownStack()
        self.stack.addWidget(self._laid_out())
        self.empty = EmptyState("git-compare", "没有可以比较的两年", _EMPTY)
        self.stack.addWidget(self.empty)
        self.add_content(TallArea(self.stack))

    def _laid_out(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        space(layout, gap=1)
        self.levels = Segments(
            "学段", [(one.value, one.label) for one in (Section.PRIMARY, Section.JUNIOR)]
        )
        self.levels.chosen.connect(self._show)
        row = QHBoxLayout()
        space(row)
        row.addWidget(self.levels)
        row.addStretch(1)
        layout.addLayout(row)
        self.tabs = TabPages("比较的各部分")
        self.tabs.addTab(self._make_spread(), "差异系数")
        self.tabs.addTab(self._make_schools(), "各校升降")
        layout.addWidget(self.tabs, 1)
        return box

    def _make_spread(self) -> QWidget:
        box, layout = tab()
        theme = self.desk.desktop.theme
        self.bars = PictureBox(theme, high=150)
        self.bars.save_wanted.connect(partial(save_picture, self))
        self.bars.copied.connect(partial(say_copied, self))
        self.indicators = RecordTable(
            theme,
            "两年的差异系数",
            YEAR_COLUMNS,
        )
        layout.addWidget(self.bars, 1)
        layout.addWidget(self.indicators)
        return box

    def _make_schools(self) -> QWidget:
        box, layout = tab()
        self.search = school_search()
        self.filters = Segments("只看", _FILTERS, wraps=True)
        layout.addLayout(FlowLayout(self.search, self.filters))
        self.schools = RecordTable(
            self.desk.desktop.theme, "各校升降", move_columns(), lines=2, margin=0.5
        )
        self.schools.show_at_least(8)
        self.schools.chosen.connect(self._on_school)
        self.search.textChanged.connect(self.schools.search)
        self.search.returnPressed.connect(self._on_search_done)
        self.filters.chosen.connect(self.schools.only)
        layout.addWidget(self.schools, 1)
        self.key = text_label(style="small")
        layout.addWidget(self.key)
        return box

    # -- reading -------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The earlier year's store."""
        return Path(str(self.subject))

    def show_subject(self, subject: object) -> None:
        """Compare with another file."""
        super().show_subject(subject)
        self._take(None)
        path = self.path
        self.say("正在评估往年的局端库…", tone="accent")
        self.desk.run(
            lambda store: read_two_years(store, path),
            owner=self,
            then=self._on_read,
            fail=self._on_failed,
        )

    def _on_read(self, both: TwoYears) -> None:
        self.strip.clear()
        self._take(both)
        self.focus_first()

    def _on_failed(self, failure: Failure) -> None:
        self.fail(failure)
        self.other.setFocus()

    def _take(self, both: TwoYears | None) -> None:
        self.both = both
        is_shown = both is not None and bool(both.sections)
        self.stack.setCurrentIndex(0 if is_shown else 1)
        self.empty.hint.setText(_EMPTY if both is None else _NOBODY)
        if both is None or not is_shown:
            self.title.setText("与往年比较")
            return
        self.title.setText(f"与 {both.years[0]} 年比较")
        self.levels.offer([section.value for section in both.sections])
        self._show()

    @Slot()
    def _show(self) -> None:
        both, section = self.both, Section(self.levels.current)
        if both is None:
            return
        self.bars.show_picture(partial(two_years, both, section))
        self.indicators.show_records(records_of(self.bars.picture.table, strong={_CHANGE}))
        self.indicators.fit_height()
        self.indicators.show_at_least(7)
        records = move_records(both, section)
        self.schools.show_records(records)
        self.filters.show_counts(
            {code: sum(not code or code in one.tags for one in records) for code, _ in _FILTERS}
        )
        then, now = both.years
        self.key.setText(
            f"每格上面是 {now} 年的数和结论，下面是 {then} 年的数；按列标题排序看变化多少。"
        )
        self.tabs.setTabText(1, f"各校升降（{len(records)}）")
        for table in (self.indicators, self.schools):
            table.select_first()

    def focus_first(self) -> None:
        """Begin in the table in sight."""
        if self.stack.currentIndex() == 0:
            (self.indicators, self.schools)[self.tabs.currentIndex()].setFocus()
        else:
            self.other.setFocus()

    @Slot()
    def _on_search_done(self) -> None:
        self.schools.select_first()
        self.schools.setFocus()

    # -- what follows --------------------------------------------------------------------------

    @Slot(object)
    def _on_school(self, key: object) -> None:
        if isinstance(key, UnitKey) and key.school in self.desk.facts.by_code:
            self.opened.emit(SCHOOL_PAGE, key.school)

    @Slot()
    def _on_other(self) -> None:
        found = self.desk.desktop.messages.open_files(
            "选择本局往年的局端库", pattern=BUREAU.pattern
        )
        if found:
            self.show_subject(found[0])
