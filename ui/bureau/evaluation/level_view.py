"""LevelView: an evaluation level by level – what spreads the district apart, and every school's figures."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from forms.evaluation import INDICATORS, DistrictEvaluation, FigureKey, LevelEvaluation, UnitKey
from forms.spec import Section
from operations.pack import seven_names
from ui.bureau.evaluation.evaluation_rows import (
    INDICATOR_COLUMNS,
    SPREAD_COLUMNS,
    indicator_records,
    school_columns,
    school_records,
    spread_records,
    summary,
)
from ui.metrics import characters, space
from ui.models.records import Column
from ui.parts.chips import Chip
from ui.parts.record_table import RecordTable
from ui.parts.segments import Segments
from ui.parts.texts import text_label
from ui.theme import Theme

FILTERS = (("", "全部"), ("failing", "不达标"), ("unknown", "缺数据"), ("passing", "达标"))
VERDICTS = {
    True: ("circle-check", "ok", "通过"),
    False: ("circle-x", "error", "未通过"),
    None: ("circle-dashed", "neutral", "还不能判断"),
}


class LevelView(QWidget):
    """One level at a time; two tabs of its own, and those a page adds."""

    figure_chosen = Signal(object)
    """A :class:`forms.evaluation.FigureKey`."""
    school_chosen = Signal(object)
    """学校标识码."""

    def __init__(self, theme: Theme, *, hint: str) -> None:
        super().__init__()
        self._theme = theme
        self._evaluation: DistrictEvaluation | None = None
        self._listed: LevelEvaluation | None = None
        self._spread: LevelEvaluation | None = None
        self._spread_place = -1
        layout = QVBoxLayout(self)
        space(layout, gap=1)
        row = QHBoxLayout()
        space(row, gap=1.5)
        choices = [(level.value, level.label) for level in (Section.PRIMARY, Section.JUNIOR)]
        self.levels = Segments("看哪个学段", choices, small=False)
        self.levels.chosen.connect(self._show_level)
        self.verdict = Chip()
        self.summary = text_label()
        row.addWidget(self.levels)
        row.addWidget(self.verdict)
        row.addWidget(self.summary, 1)
        layout.addLayout(row)
        self.terms = text_label(style="small")
        layout.addWidget(self.terms)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("评估的各部分")
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self._make_spread(), "差异系数")
        self.tabs.addTab(self._make_schools(hint), "各校七项指标")
        self.tabs.currentChanged.connect(self._show_schools)
        layout.addWidget(self.tabs, 1)

    def _make_spread(self) -> QWidget:
        box, layout = _tab()
        self.indicators = self._table("七项指标的差异系数", INDICATOR_COLUMNS)
        self.indicators.current_changed.connect(self._show_spread)
        self.indicators.chosen.connect(self._on_indicator)
        layout.addWidget(self.indicators)
        self.spread_title = text_label(style="strong")
        layout.addWidget(self.spread_title)
        self.spread = self._table("各校对差异系数的影响", SPREAD_COLUMNS)
        self.spread.chosen.connect(self.figure_chosen)
        layout.addWidget(self.spread, 1)
        return box

    def _make_schools(self, hint: str) -> QWidget:
        box, layout = _tab()
        row = QHBoxLayout()
        space(row, gap=2)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找学校")
        self.search.setAccessibleName("查找学校")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(characters(14))
        self.filters = Segments("只看", FILTERS)
        row.addWidget(self.search)
        row.addWidget(self.filters)
        row.addStretch(1)
        row.addWidget(text_label(hint, style="small", wrap=False))
        layout.addLayout(row)
        self.schools = self._table("各校七项指标", school_columns(), lines=2)
        self.schools.chosen.connect(self._on_cell)
        self.search.textChanged.connect(self.schools.search)
        self.filters.chosen.connect(self.schools.only)
        layout.addWidget(self.schools, 1)
        return box

    def _table(self, name: str, columns: Sequence[Column], *, lines: int = 1) -> RecordTable:
        return RecordTable(self._theme, name, columns, lines=lines)

    def add_table(self, name: str, columns: Sequence[Column]) -> RecordTable:
        """Add a tab with nothing but a table."""
        box, layout = _tab()
        made = self._table(name, columns)
        layout.addWidget(made)
        self.tabs.addTab(box, name)
        return made

    # -- what is shown -------------------------------------------------------------------------

    @property
    def level(self) -> LevelEvaluation | None:
        """The level in sight."""
        if self._evaluation is None:
            return None
        return self._evaluation.levels.get(Section(self.levels.current))

    def show_evaluation(self, evaluation: DistrictEvaluation) -> None:
        """Show an evaluation; level and tab stay as they are."""
        self._evaluation = evaluation
        self.levels.offer([level.value for level in evaluation.levels])
        self._show_level()

    @Slot()
    def _show_level(self) -> None:
        level = self.level
        self.verdict.setVisible(level is not None)
        if level is None:
            return
        icon, tone, word = VERDICTS[level.passes]
        self.verdict.show_state(f"{level.level.label}{word}", icon=icon, tone=tone)
        self.summary.setText(summary(level))
        self.indicators.show_records(indicator_records(level))
        self.indicators.fit_height()
        self.indicators.select_first()
        self.tabs.setTabText(1, f"各校七项指标（{len(level.schools)}）")
        self._show_spread()
        self._show_schools()

    @Slot()
    def _show_schools(self) -> None:
        """Fill the table of schools, which is long, only when it is looked at."""
        level = self.level
        if level is None or level is self._listed or self.tabs.currentIndex() != 1:
            return
        self._listed = level
        records = school_records(level)
        self.schools.show_records(records)
        self.filters.show_counts(
            {code: sum(not code or code in item.tags for item in records) for code, _ in FILTERS}
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
        name = f"{INDICATORS[place]} {seven_names()[place].thing}"
        if records:
            self.spread_title.setText(f"{name}：哪些学校拉大了差异")
        else:
            lacking = "、".join(one.unit.name for one in level.lacking(place)[:5])
            why = f"缺 {lacking} 的数据" if lacking else "没有可以比较的数"
            self.spread_title.setText(f"{name}：不能计算差异系数，{why}。")

    def focus_first(self, *added: RecordTable) -> None:
        """Begin in the table in sight; ``added`` are those of the tabs a page added, in order."""
        first = (self.indicators, self.schools, *added)[self.tabs.currentIndex()]
        first.select_first()
        first.setFocus()

    # -- drilling ------------------------------------------------------------------------------

    @Slot(object)
    def _on_indicator(self, _place: object) -> None:
        self.spread.select_first()
        self.spread.setFocus()

    @Slot(object)
    def _on_cell(self, key: object) -> None:
        column = self.schools.current_column_id()
        if not isinstance(key, UnitKey):
            return
        if column in INDICATORS:
            self.figure_chosen.emit(FigureKey(key, INDICATORS.index(column)))
        else:
            self.school_chosen.emit(key.school)


def _tab() -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    layout = QVBoxLayout(box)
    space(layout, margins=(0, 1.5, 0, 0), gap=1)
    return box, layout
