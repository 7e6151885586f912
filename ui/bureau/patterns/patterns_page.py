"""PatternsPage: what is odd over all returns at once; shown, not judged, and answered by return slips."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from forms.patterns import Pattern, PatternKind, Patterns
from operations.bureau.evaluation.patterns import read_patterns
from operations.bureau.sent.slip_batch import ChosenPattern
from operations.failures.explain import Failure
from ui.bureau.desk import BureauDesk
from ui.bureau.patterns.pattern_rows import (
    FILTERS,
    PATTERN_COLUMNS,
    PLACE_COLUMNS,
    pattern_record,
    place_record,
)
from ui.bureau.work_page import BATCH_PAGE, RETURN_PAGE, BureauPage, EmptyState, ReturnAbout
from ui.metrics import characters, space
from ui.parts.controls.buttons import button
from ui.parts.controls.segments import Segments
from ui.parts.labels.texts import text_label, yielding
from ui.parts.layout.flow import FlowLayout
from ui.parts.layout.shown_stack import ShownStack
from ui.parts.layout.tall_area import TallArea
from ui.parts.rows.record_table import RecordTable

_NOTE = "把各校的填报表放在一起看：只列出来供核对，不下结论。已退回的不看。"
_EMPTY = "导入上报包后，这里比较各校的校验、说明、数和表格。"


class PatternsPage(BureauPage):
    """Patterns above, the schools of the current one below; both can be selected."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "异常与规律", note=_NOTE)
        self.patterns: Patterns | None = None
        self._by_id: dict[str, Pattern] = {}
        self._seen: object = None
        self._version = 0
        self.some = button("只退回选中的学校(&E)…", icon="corner-up-left")
        self.some.setToolTip("从当前这一条，只退回下面选中的学校")
        self.some.clicked.connect(self._on_some)
        self.all = button("退回选中各条的学校(&K)…", icon="corner-up-left", style="primary")
        self.all.setToolTip("从选中的一条或几条，每校一份退回单")
        self.all.clicked.connect(self._on_all)
        self.add_buttons(self.some, self.all)
        self.stack = ShownStack()
        self.stack.addWidget(self._laid_out())
        self.stack.addWidget(EmptyState("scale", "还没有可以比较的填报表", _EMPTY))
        self.add_content(TallArea(self.stack))

    def _laid_out(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        space(layout, gap=1)
        self.search = QLineEdit()
        self.search.setPlaceholderText("内容、校名或首字母")
        self.search.setAccessibleName("查找规律")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(characters(14))
        self.filters = Segments("只看", FILTERS, wraps=True)
        theme = self.desk.desktop.theme
        self.table = RecordTable(theme, "规律", PATTERN_COLUMNS)
        self.table.show_at_least(5)
        self.search.textChanged.connect(self.table.search)
        self.search.returnPressed.connect(self._on_search_done)
        self.filters.chosen.connect(self.table.only)
        self.table.current_changed.connect(self._show_places)
        self.summary = text_label("正在比较各校的填报表…", style="strong")
        self.notes = yielding(text_label(style="small"))
        self.named = yielding(text_label())
        self.places = RecordTable(theme, "有这种情况的学校", PLACE_COLUMNS)
        self.places.show_at_least(4)
        self.places.chosen.connect(self._on_school)
        head = QHBoxLayout()
        space(head, gap=1)
        head.addWidget(self.summary, 1)
        layout.addLayout(head)
        layout.addLayout(FlowLayout(self.filters, self.search))
        layout.addWidget(self.table, 3)
        layout.addWidget(self.named)
        layout.addWidget(self.places, 2)
        layout.addWidget(self.notes)
        return box

    # -- what is shown -------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Compare again if anything has changed since."""
        desk = self.desk
        self.stack.setCurrentIndex(0 if any(one.delivered for one in desk.facts.active) else 1)
        if self._seen is desk.facts and self._version == desk.writes:
            return
        self._seen, self._version = desk.facts, desk.writes
        desk.run(read_patterns, owner=self, then=self._show, fail=self._on_failed)

    def _on_failed(self, failure: Failure) -> None:
        self.patterns, self._by_id = None, {}
        self.summary.setText("没有比较成，原因见上面。")
        self.table.show_records([])
        self._show_places()
        self.fail(failure)

    def _show(self, patterns: Patterns) -> None:
        self.patterns = patterns
        self._by_id = {one.id: one for one in patterns.found}
        self.summary.setText(patterns.sentence)
        self.notes.setText("".join(patterns.notes))
        self.notes.setVisible(bool(patterns.notes))
        self.table.show_records([pattern_record(one) for one in patterns.found])
        counts = {kind.value: len(patterns.of(kind)) for kind in PatternKind}
        self.filters.show_counts({"": len(patterns.found), **counts})
        if self.current is None:
            self.table.select_first()
        self._show_places()

    @property
    def current(self) -> Pattern | None:
        """The pattern the cursor stands on."""
        return self._by_id.get(str(self.table.current_key()))

    @Slot()
    def _show_places(self) -> None:
        pattern = self.current
        self.named.setText("" if pattern is None else f"{pattern.title}：{pattern.sentence}")
        self.named.setVisible(pattern is not None)
        self.places.show_records(
            [] if pattern is None else [place_record(place) for place in pattern.places]
        )
        self.places.setAccessibleDescription("" if pattern is None else pattern.sentence)
        self.places.select_first()
        for made in (self.some, self.all):
            made.setEnabled(pattern is not None)

    def focus_first(self) -> None:
        """Begin with the patterns."""
        self.table.setFocus()

    @Slot()
    def _on_search_done(self) -> None:
        self.table.select_first()
        self.table.setFocus()

    # -- what follows --------------------------------------------------------------------------

    @Slot(object)
    def _on_school(self, code: object) -> None:
        """Open the return of a school where the pattern is seen."""
        pattern = self.current
        if pattern is not None:
            address = next((one.address for one in pattern.places if one.school == code), "")
            self.opened.emit(RETURN_PAGE, ReturnAbout(str(code), address))

    @Slot()
    def _on_all(self) -> None:
        chosen = [self._by_id[str(key)] for key in self.table.selected_keys()]
        self._answer([ChosenPattern(one, one.advice) for one in chosen])

    @Slot()
    def _on_some(self) -> None:
        pattern = self.current
        if pattern is not None:
            schools = frozenset(map(str, self.places.selected_keys()))
            self._answer([ChosenPattern(pattern, pattern.advice, schools)])

    def _answer(self, chosen: list[ChosenPattern]) -> None:
        if chosen:
            self.opened.emit(BATCH_PAGE, tuple(chosen))
