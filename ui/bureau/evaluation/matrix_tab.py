"""MatrixTab: schools × the seven, to be sorted, filtered and searched; each figure with its bar."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from forms.evaluation import DistrictEvaluation, LevelEvaluation, SchoolResult, UnitKey
from forms.pictures import Chart, Room, matrix
from forms.pictures.matrix import height_for
from forms.schooling import Section
from ui.bureau.evaluation.evaluation_rows import school_columns, school_records
from ui.bureau.evaluation.tabs import fill_tab, school_search
from ui.bureau.words import schools_shown
from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.controls.segments import Segments
from ui.parts.labels.texts import text_label, yielding
from ui.parts.layout.flow import FlowLayout
from ui.parts.rows.record_table import RecordTable
from ui.pictures.painter import image_of
from ui.theme import Theme

FILTERS = (("", "全部"), ("failing", "不达标"), ("unknown", "缺数据"), ("passing", "达标"))
_WIDE = 560.0
"""Width of the picture of the matrix, in its units."""
_MOST = 60
"""Most schools one picture has; more would be too small to read on a page."""
_KEY = "细条：数值与标准之比，实线是标准，虚线是标准的 85%"


class MatrixTab(QWidget):
    """The table is the picture here; what is copied or saved holds the rows in sight, in their order."""

    save_wanted = Signal(object)
    copied = Signal()
    """A :class:`forms.pictures.Chart`."""

    def __init__(self, theme: Theme, *, hint: str) -> None:
        super().__init__()
        self._evaluation: DistrictEvaluation | None = None
        self._level: LevelEvaluation | None = None
        layout = fill_tab(self)
        self.search = school_search()
        self.filters = Segments("只看", FILTERS, wraps=True)
        self.copy = button("复制图", icon="copy", style="quiet")
        self.save = button("保存图…", icon="save", style="quiet")
        layout.addLayout(FlowLayout(self.search, self.filters, self.copy, self.save))
        self.table = RecordTable(theme, "各校七项指标", school_columns(), margin=0.5)
        self.table.show_at_least(8)
        layout.addWidget(self.table, 1)
        foot = QHBoxLayout()
        space(foot, gap=2)
        self.count = yielding(text_label(style="small"))
        foot.addWidget(self.count, 1)
        layout.addLayout(foot)
        self._hint = hint
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._on_search_done)
        self.filters.chosen.connect(self._on_filter)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)

    def show_level(self, evaluation: DistrictEvaluation, section: Section) -> None:
        """Show the schools of a level; the table is long and made once."""
        level = evaluation.levels[section]
        if level is not self._level:
            self._evaluation, self._level = evaluation, level
            table = matrix(evaluation, section, Room(_WIDE, 0)).table
            records = school_records(level, table)
            self.table.show_records(records)
            self.filters.show_counts(
                {code: sum(not code or code in one.tags for one in records) for code, _ in FILTERS}
            )
            self._show_count()

    @property
    def picture(self) -> Chart | None:
        """The schools in sight as a picture, as many as one has room for."""
        if self._evaluation is None or self._level is None:
            return None
        schools = self._listed()
        room = Room(_WIDE, height_for(min(len(schools), _MOST)))
        return matrix(self._evaluation, self._level.level, room, schools=schools)

    def _listed(self) -> Sequence[SchoolResult]:
        results = {} if self._level is None else {one.unit.key: one for one in self._level.schools}
        return [results[key] for key in self.table.shown_keys() if isinstance(key, UnitKey)]

    def _show_count(self) -> None:
        shown, every = self.table.shown_count(), len(self.table.records.records)
        self.count.setText(f"{schools_shown(shown, every)}。{_KEY}。{self._hint}。")
        for made in (self.copy, self.save):
            made.setEnabled(shown > 0)

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

    @Slot()
    def _on_copy(self) -> None:
        if (picture := self.picture) is not None:
            QApplication.clipboard().setImage(image_of(picture))
            self.copied.emit()

    @Slot()
    def _on_save(self) -> None:
        if (picture := self.picture) is not None:
            self.save_wanted.emit(picture)
