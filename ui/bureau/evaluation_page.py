"""EvaluationPage: the district on the seven indicators, from the verdict down to one school's figure."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from forms.evaluation import INDICATORS, LevelEvaluation
from forms.spec import Section
from operations.bureau_export import TableFiles, write_district_raw, write_official_tables
from operations.pack import bundled_pack
from ui.bureau.desk import BureauDesk
from ui.bureau.evaluation_rows import (
    INDICATOR_COLUMNS,
    OUT_COLUMNS,
    SCHOOL_COLUMNS,
    SPREAD_COLUMNS,
    indicator_records,
    out_records,
    school_records,
    settings_line,
    spread_records,
    summary,
)
from ui.bureau.records import Column
from ui.bureau.segments import Segments
from ui.bureau.settings_rows import evaluation_settings
from ui.bureau.table import RecordTable
from ui.bureau.verdict_tab import VerdictTab
from ui.bureau.words import THINGS
from ui.bureau.work_page import FIGURE_PAGE, SCHOOL_PAGE, BureauPage, EmptyState
from ui.metrics import characters, space
from ui.parts.buttons import button
from ui.parts.chips import Chip
from ui.parts.texts import text_label

_FILTERS = (("", "全部"), ("failing", "不达标"), ("unknown", "缺数据"), ("passing", "达标"))
_VERDICTS = {
    True: ("circle-check", "ok", "通过"),
    False: ("circle-x", "error", "未通过"),
    None: ("circle-dashed", "neutral", "还不能判断"),
}
_EMPTY = "导入学校的上报包后，这里立即显示七项指标、差异系数和每所学校的结论。"


class EvaluationPage(BureauPage):
    """One level at a time; three tabs: spread, schools, who is not in."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "全区评估")
        self._listed: LevelEvaluation | None = None
        self._spread: LevelEvaluation | None = None
        self._spread_place = -1
        self.verdict = Chip()
        self.top.insertWidget(1, self.verdict)
        self.tables = button("导出申报表(&O)…", icon="printer", style="primary")
        self.tables.clicked.connect(self._on_tables)
        self.raw = button("导出原始表(&R)…", icon="file-spreadsheet")
        self.raw.clicked.connect(self._on_raw)
        self.add_buttons(self.raw, self.tables)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_figures())
        self.stack.addWidget(EmptyState("chart-column", "还没有可以评估的学校", _EMPTY))
        self.body.addWidget(self.stack, 1)

    def _make_figures(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        space(layout, gap=1)
        row = QHBoxLayout()
        space(row, gap=1.5)
        choices = [(level.value, level.label) for level in (Section.PRIMARY, Section.JUNIOR)]
        self.levels = Segments("看哪个学段", choices, small=False)
        self.levels.chosen.connect(self._show_level)
        self.level_verdict = Chip()
        self.summary = text_label()
        row.addWidget(self.levels)
        row.addWidget(self.level_verdict)
        row.addWidget(self.summary, 1)
        layout.addLayout(row)
        self.settings = text_label(style="small")
        layout.addWidget(self.settings)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("评估的各部分")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self._make_spread(), "差异系数")
        self.tabs.addTab(self._make_schools(), "各校七项指标")
        self.out = self._table("没有参加评估的学校", OUT_COLUMNS)
        self.out.chosen.connect(self._on_school)
        self.tabs.addTab(_padded(self.out), "未参加评估")
        self.verdicts = VerdictTab(self)
        self.verdicts.school_chosen.connect(self._on_school)
        self.tabs.addTab(self.verdicts, "全部项目")
        self.tabs.currentChanged.connect(self._on_tab)
        layout.addWidget(self.tabs, 1)
        return box

    def _make_spread(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        space(layout, margins=(0, 1.5, 0, 0), gap=1)
        self.indicators = self._table("七项指标的差异系数", INDICATOR_COLUMNS)
        self.indicators.current_changed.connect(self._show_spread)
        self.indicators.chosen.connect(self._on_indicator)
        layout.addWidget(self.indicators)
        self.spread_title = text_label(style="strong")
        layout.addWidget(self.spread_title)
        self.spread = self._table("各校对差异系数的影响", SPREAD_COLUMNS)
        self.spread.chosen.connect(self._on_figure)
        layout.addWidget(self.spread, 1)
        return box

    def _make_schools(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        space(layout, margins=(0, 1.5, 0, 0), gap=1)
        row = QHBoxLayout()
        space(row, gap=2)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找学校")
        self.search.setAccessibleName("查找学校")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(characters(14))
        self.filters = Segments("只看", _FILTERS)
        row.addWidget(self.search)
        row.addWidget(self.filters)
        row.addStretch(1)
        hint = "移到一个数上按 Enter，看它由哪些数算出"
        row.addWidget(text_label(hint, style="small", wrap=False))
        layout.addLayout(row)
        self.schools = self._table("各校七项指标", SCHOOL_COLUMNS, lines=2)
        self.schools.chosen.connect(self._on_cell)
        self.search.textChanged.connect(self.schools.search)
        self.filters.chosen.connect(self.schools.only)
        layout.addWidget(self.schools, 1)
        return box

    def _table(self, name: str, columns: Sequence[Column], *, lines: int = 1) -> RecordTable:
        return RecordTable(self.desk.desktop.theme, name, columns, lines=lines)

    # -- what is shown -------------------------------------------------------------------------

    @property
    def level(self) -> LevelEvaluation | None:
        """The level in sight."""
        return self.desk.facts.evaluation.levels.get(Section(self.levels.current))

    @Slot()
    def refresh(self) -> None:
        """Show the evaluation as it is now."""
        facts = self.desk.facts
        levels = [level.value for level in facts.evaluation.levels]
        self.stack.setCurrentIndex(0 if levels else 1)
        for made in (self.tables, self.raw):
            made.setEnabled(any(item.package for item in facts.schools))
        icon, tone, word = _VERDICTS[facts.evaluation.passes]
        waiting = len(facts.evaluation.outstanding)
        text = f"全区资源配置{word}" + (f"，{waiting} 所未交" if waiting else "")
        self.verdict.show_state(text, icon=icon, tone=tone)
        self.verdict.setVisible(bool(levels))
        self.settings.setText(settings_line(evaluation_settings(facts.settings, bundled_pack())))
        self.levels.offer(levels)
        out = out_records(facts)
        self.out.show_records(out)
        self.tabs.setTabText(2, f"未参加评估（{len(out)}）")
        self._show_level()
        self._on_tab()

    @Slot()
    def _on_tab(self) -> None:
        self._show_schools()
        if self.tabs.currentWidget() is self.verdicts:
            self.verdicts.refresh()

    @Slot()
    def _show_level(self) -> None:
        level = self.level
        if level is None:
            return
        icon, tone, word = _VERDICTS[level.passes]
        self.level_verdict.show_state(f"{level.level.label}{word}", icon=icon, tone=tone)
        self.summary.setText(summary(level))
        self.indicators.show_records(indicator_records(level))
        self.indicators.fit_height()
        self.indicators.select_first()
        self.tabs.setTabText(1, f"各校七项指标（{len(level.schools)}）")
        self._show_spread()
        self._show_schools()

    def _show_schools(self) -> None:
        """Fill the table of schools, which is long, only when it is looked at."""
        level = self.level
        if level is None or level is self._listed or self.tabs.currentIndex() != 1:
            return
        self._listed = level
        records = school_records(level)
        self.schools.show_records(records)
        self.filters.show_counts(
            {code: sum(not code or code in item.tags for item in records) for code, _ in _FILTERS}
        )

    @Slot()
    def _show_spread(self) -> None:
        level, place = self.level, self.indicators.current_key()
        if level is None or not isinstance(place, int):
            return
        if self._spread is level and self._spread_place == place:
            return
        self._spread, self._spread_place = level, place
        records = spread_records(level, place)
        self.spread.show_records(records)
        name = f"{INDICATORS[place]} {THINGS[place]}"
        if records:
            self.spread_title.setText(f"{name}：哪些学校拉大了差异")
        else:
            lacking = "、".join(one.unit.name for one in level.lacking(place)[:5])
            why = f"缺 {lacking} 的数据" if lacking else "没有可以比较的数"
            self.spread_title.setText(f"{name}：不能计算差异系数，{why}。")

    def focus_first(self) -> None:
        """Begin in the table in sight."""
        tables = (self.indicators, self.schools, self.out, self.verdicts.table)
        first = tables[self.tabs.currentIndex()]
        first.select_first()
        first.setFocus()

    # -- drilling ------------------------------------------------------------------------------

    @Slot(object)
    def _on_indicator(self, _place: object) -> None:
        self.spread.select_first()
        self.spread.setFocus()

    @Slot(object)
    def _on_figure(self, key: object) -> None:
        self.opened.emit(FIGURE_PAGE, key)

    @Slot(object)
    def _on_cell(self, key: object) -> None:
        column = self.schools.current_column_id()
        if not isinstance(key, tuple):
            return
        if column in INDICATORS:
            self.opened.emit(FIGURE_PAGE, (*key, INDICATORS.index(column)))
        else:
            self.opened.emit(SCHOOL_PAGE, key[0])

    @Slot(object)
    def _on_school(self, code: object) -> None:
        self.opened.emit(SCHOOL_PAGE, code)

    # -- documents -----------------------------------------------------------------------------

    @Slot()
    def _on_tables(self) -> None:
        folder = self.desk.desktop.messages.folder("把申报表导出到哪个文件夹")
        if folder is None:
            return
        self.say("正在生成申报表…", tone="accent")
        self.desk.run(
            lambda store: write_official_tables(store, folder),
            owner=self,
            then=self._on_written,
            fail=self.fail,
        )

    def _on_written(self, made: TableFiles) -> None:
        self.say(
            f"申报表已生成：{made.workbook.name} 和 {len(made.pages)} 份 PDF。",
            detail=f"文件夹：{made.workbook.parent}",
        )

    @Slot()
    def _on_raw(self) -> None:
        meta = self.desk.facts.meta
        target = self.desk.desktop.messages.save_file(
            "导出全区原始表",
            suggestion=Path.home() / f"{meta.bureau_code}-{meta.period}-district-raw.xlsx",
            pattern="Excel 工作簿 (*.xlsx);;CSV 表格 (*.csv)",
        )
        if target is None:
            return
        self.desk.run(
            lambda store: write_district_raw(store, target),
            owner=self,
            then=lambda path: self.say(f"全区原始表已导出到 {path}。"),
            fail=self.fail,
        )


def _padded(inner: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    space(layout, margins=(0, 1.5, 0, 0))
    layout.addWidget(inner)
    return box
