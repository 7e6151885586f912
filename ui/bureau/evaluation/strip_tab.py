"""StripTab: one indicator at a time, every school over its pupils, and the table of the same."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from forms.evaluation import INDICATORS, DistrictEvaluation, FigureKey
from forms.pictures import strip
from forms.schooling import Section
from operations.packs.bundled import seven_names
from ui.bureau.evaluation.evaluation_rows import SPREAD_COLUMNS, records_of
from ui.bureau.evaluation.tabs import fill_tab, school_search
from ui.parts.controls.segments import Segments
from ui.parts.layout.flow import FlowLayout
from ui.parts.layout.side_by_side import SideBySide
from ui.parts.rows.record_table import RecordTable
from ui.pictures.box import PictureBox
from ui.theme import Theme


class StripTab(QWidget):
    """The school whose row is current is named in the picture; a click on a mark makes it current."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._evaluation: DistrictEvaluation | None = None
        self._section = Section.PRIMARY
        self._shown: object = None
        layout = fill_tab(self)
        self.places = Segments("看哪一项", [(name, name) for name in INDICATORS], wraps=True)
        self.places.chosen.connect(self._show)
        self.search = school_search()
        layout.addLayout(FlowLayout(self.places, self.search))
        self.box = PictureBox(theme, high=140)
        self.box.view.chosen.connect(self._on_mark)
        self.table = RecordTable(theme, "各校的数值和对差异系数的影响", SPREAD_COLUMNS)
        self.table.show_at_least(5)
        self.table.current_changed.connect(self._show_picture)
        self.search.textChanged.connect(self.table.search)
        self.search.returnPressed.connect(self._on_search_done)
        layout.addWidget(SideBySide(self.box, self.table, from_width=66), 1)
        for name, made in zip(seven_names(), self.places.buttons, strict=True):
            made.setToolTip(name.thing)

    @property
    def place(self) -> int:
        """0 for L1 … 6 for L7."""
        return INDICATORS.index(self.places.current)

    def choose(self, place: int) -> None:
        """Look at one of the seven."""
        self.places.choose(INDICATORS[place])

    def show_level(self, evaluation: DistrictEvaluation, section: Section) -> None:
        """Show a level."""
        self._evaluation, self._section = evaluation, section
        self._show()

    @Slot()
    def _show(self) -> None:
        evaluation = self._evaluation
        if evaluation is None:
            return
        level = evaluation.levels[self._section]
        if self._shown != (id(level), self.place):
            self._shown = (id(level), self.place)
            self._show_picture()
            self.table.show_records(records_of(self.box.picture.table))
            self.table.setAccessibleDescription(self.box.picture.title)

    @Slot()
    def _show_picture(self) -> None:
        """Name the school whose row is current."""
        if self._evaluation is None:
            return
        key = self.table.current_key()
        selected = key.unit if isinstance(key, FigureKey) else None
        make = partial(strip, self._evaluation, self._section, self.place, selected=selected)
        self.box.show_picture(make)

    @Slot(object)
    def _on_mark(self, key: object) -> None:
        self.search.clear()
        self.table.select(key)

    @Slot()
    def _on_search_done(self) -> None:
        self.table.select_first()
        self.table.setFocus()
