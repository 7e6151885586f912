"""LevelView: an evaluation level by level, each part as a picture and as the table behind it."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.evaluation import (
    INDICATORS,
    VERDICT_WORDS,
    DistrictEvaluation,
    FigureKey,
    LevelEvaluation,
    UnitKey,
)
from forms.pictures import spread
from forms.pictures.words import level_sentence
from forms.schooling import Section
from ui.bureau.evaluation.evaluation_rows import INDICATOR_COLUMNS, records_of
from ui.bureau.evaluation.matrix_tab import MatrixTab
from ui.bureau.evaluation.strip_tab import StripTab
from ui.bureau.evaluation.tabs import tab
from ui.metrics import space
from ui.models.records import Column
from ui.parts.controls.segments import Segments
from ui.parts.labels.chips import Chip
from ui.parts.labels.texts import text_label, yielding
from ui.parts.layout.side_by_side import SideBySide
from ui.parts.layout.tab_pages import TabPages
from ui.parts.rows.record_table import RecordTable
from ui.pictures.box import PictureBox
from ui.theme import Theme

VERDICTS = {
    True: ("circle-check", "ok", VERDICT_WORDS[True]),
    False: ("circle-x", "error", VERDICT_WORDS[False]),
    None: ("circle-dashed", "neutral", VERDICT_WORDS[None]),
}
_CV = 4
"""Number of the column of the coefficients."""
_ONE_LINE = 46
"""From this width on, in Chinese characters, the level and what is said of it stand in one line."""


class LevelView(QWidget):
    """One level at a time; three tabs of its own, and those a page adds."""

    figure_chosen = Signal(object)
    """A :class:`forms.evaluation.FigureKey`."""
    school_chosen = Signal(object)
    """学校标识码."""
    save_wanted = Signal(object)
    """A :class:`forms.pictures.Chart`."""
    copied = Signal()

    def __init__(self, theme: Theme, *, hint: str) -> None:
        super().__init__()
        self._theme = theme
        self._evaluation: DistrictEvaluation | None = None
        layout = QVBoxLayout(self)
        space(layout, gap=1)
        choices = [(level.value, level.label) for level in (Section.PRIMARY, Section.JUNIOR)]
        self.levels = Segments("看哪个学段", choices, small=False)
        self.levels.chosen.connect(self._show_level)
        self.verdict = Chip()
        self.summary = yielding(text_label())
        self.terms = yielding(text_label(style="small"))
        layout.addWidget(self._make_head())
        self.tabs = TabPages("评估的各部分")
        self.tabs.addTab(self._make_spread(), "差异系数")
        self.matrix = MatrixTab(theme, hint=hint)
        self.strip = StripTab(theme)
        self.tabs.addTab(self.matrix, "各校七项指标")
        self.tabs.addTab(self.strip, "逐项分布")
        self._added: dict[RecordTable, QWidget] = {}
        self._connect()
        layout.addWidget(self.tabs, 1)

    def _make_head(self) -> QWidget:
        chosen, said = QWidget(), QWidget()
        row, lines = QHBoxLayout(chosen), QVBoxLayout(said)
        space(row, gap=1.5)
        space(lines, gap=0)
        row.addWidget(self.levels)
        row.addWidget(self.verdict)
        row.addStretch(1)
        lines.addWidget(self.summary)
        lines.addWidget(self.terms)
        return SideBySide(chosen, said, from_width=_ONE_LINE, shares=(0, 1))

    def _connect(self) -> None:
        for part in (self.bars, self.strip.box):
            part.save_wanted.connect(self.save_wanted)
            part.copied.connect(self.copied)
        self.matrix.save_wanted.connect(self.save_wanted)
        self.matrix.copied.connect(self.copied)
        self.matrix.table.chosen.connect(self._on_cell)
        self.strip.table.chosen.connect(self.figure_chosen)
        self.tabs.currentChanged.connect(self._show_tab)

    def _make_spread(self) -> QWidget:
        box, layout = tab()
        self.bars = PictureBox(self._theme, high=112)
        self.bars.view.chosen.connect(self._on_indicator)
        self.indicators = RecordTable(self._theme, "七项指标的差异系数", INDICATOR_COLUMNS)
        self.indicators.chosen.connect(self._on_indicator)
        layout.addWidget(self.bars, 1)
        layout.addWidget(self.indicators)
        return box

    def add_table(self, name: str, columns: tuple[Column, ...]) -> RecordTable:
        """Add a tab with nothing but a table."""
        box, layout = tab()
        made = RecordTable(self._theme, name, columns)
        made.show_at_least(6)
        layout.addWidget(made)
        self.tabs.addTab(box, name)
        self._added[made] = box
        return made

    def name_tab(self, table: RecordTable, name: str) -> None:
        """Give the tab of an added table another name."""
        self.tabs.setTabText(self.tabs.indexOf(self._added[table]), name)

    def show_tab(self, table: RecordTable) -> None:
        """Bring the tab of an added table into sight."""
        self.tabs.setCurrentWidget(self._added[table])

    # -- what is shown -------------------------------------------------------------------------

    @property
    def section(self) -> Section:
        """The level that is chosen."""
        return Section(self.levels.current)

    @property
    def level(self) -> LevelEvaluation | None:
        """The level in sight."""
        return None if self._evaluation is None else self._evaluation.levels.get(self.section)

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
        self.summary.setText(level_sentence(level))
        self.tabs.setTabText(1, f"各校七项指标（{len(level.schools)}）")
        self._show_tab()

    @Slot()
    def _show_tab(self) -> None:
        """Fill the tab that is looked at; the others wait until they are."""
        evaluation = self._evaluation
        if evaluation is None or self.level is None:
            return
        shown = self.tabs.currentWidget()
        if shown is self.matrix:
            self.matrix.show_level(evaluation, self.section)
        elif shown is self.strip:
            self.strip.show_level(evaluation, self.section)
        elif self.tabs.currentIndex() == 0:
            self.bars.show_picture(partial(spread, evaluation, self.section))
            self.indicators.show_records(records_of(self.bars.picture.table, strong={_CV}))
            self.indicators.fit_height()
            self.indicators.show_at_least(7)
            self.indicators.select_first()

    def focus_first(self, *others: RecordTable) -> None:
        """Begin in the table in sight; ``others`` are those of further tabs a page added itself."""
        tables = (self.indicators, self.matrix.table, self.strip.table, *self._added, *others)
        first = tables[self.tabs.currentIndex()]
        first.select_first()
        first.setFocus()

    # -- drilling ------------------------------------------------------------------------------

    @Slot(object)
    def _on_indicator(self, place: object) -> None:
        """From a coefficient to the schools behind it."""
        if isinstance(place, int):
            self.strip.choose(place)
            self.tabs.setCurrentWidget(self.strip)
            self.strip.table.select_first()
            self.strip.table.setFocus()

    @Slot(object)
    def _on_cell(self, key: object) -> None:
        column = self.matrix.table.current_column_id()
        if not isinstance(key, UnitKey):
            return
        if column in INDICATORS:
            self.figure_chosen.emit(FigureKey(key, INDICATORS.index(column)))
        else:
            self.school_chosen.emit(key.school)
