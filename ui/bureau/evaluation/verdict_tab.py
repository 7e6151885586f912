"""VerdictTab: every item of the official evaluation, not the seven indicators alone."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.district import DistrictItem, DistrictVerdict
from forms.district.school import DistrictSchool
from forms.evaluation import VERDICT_WORDS
from forms.rounding import shortest
from forms.spec import Pack
from forms.values import Maybe
from forms.wording import show
from operations.bureau.evaluation.district_form import judge_district
from operations.failures.explain import Failure
from ui.bureau.words import NOTHING, PASSES
from ui.bureau.work_page import BureauPage
from ui.metrics import space
from ui.models.records import CellLook, Column, Record
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.segments import Segments
from ui.parts.labels.texts import text_label
from ui.parts.layout.flow import FlowLayout
from ui.parts.rows.record_table import RecordTable
from ui.parts.rows.row_list import RowList

_COLUMNS = (
    Column("label", "项目", 12, stretch=True),
    Column("figure", "数值", 8, right=True),
    Column("passes", "结论", 7),
    Column("schools", "没有达到的学校，或缺什么", 16),
)
_FILTERS = (
    ("", "全部"),
    ("failing", "不达标"),
    ("unknown", "不能判断"),
    ("passing", "达标"),
    ("absent", "不适用"),
)
_FROM_SCHOOLS = 3
_DECIMALS = 2
_ABSENT = ("minus", "muted")


class VerdictTab(QWidget):
    """Judged when it is looked at; Enter on a school below opens it."""

    school_chosen = Signal(str)

    def __init__(self, page: BureauPage) -> None:
        super().__init__()
        self._page = page
        self._seen: object = None
        self._version = 0
        self._items: dict[str, DistrictItem] = {}
        layout = QVBoxLayout(self)
        space(layout, margins=(0, 1.5, 0, 0), gap=1)
        self.summary = text_label("正在核对全部项目…", style="strong")
        self.filters = Segments("只看", _FILTERS, wraps=True)
        layout.addWidget(self.summary)
        layout.addLayout(FlowLayout(self.filters))
        theme = page.desk.desktop.theme
        self.table = RecordTable(theme, "全部项目", _COLUMNS)
        self.table.current_changed.connect(self._show_schools)
        self.filters.chosen.connect(self.table.only)
        layout.addWidget(self.table, 3)
        self.names = text_label(style="small")
        layout.addWidget(self.names)
        self.schools = RowList(theme, "没有达到的学校")
        self.schools.chosen.connect(self._on_school)
        self.schools.hide()
        layout.addWidget(self.schools, 1)

    def refresh(self) -> None:
        """Judge again if anything has changed since."""
        desk = self._page.desk
        if self._seen is desk.facts and self._version == desk.writes:
            return
        self._seen, self._version = desk.facts, desk.writes
        desk.run(judge_district, owner=self, then=self._show, fail=self._on_failed)

    def _on_failed(self, failure: Failure) -> None:
        self._items = {}
        self.table.show_records([])
        self.summary.setText("全部项目没有核对成，原因见上面。")
        self._show_schools()
        self._page.fail(failure)

    def _show(self, verdict: DistrictVerdict) -> None:
        self._items = dict(verdict.items)
        records = [_record(item, verdict.sheet.plan.pack) for item in verdict.items.values()]
        self.table.show_records(records)
        self.filters.show_counts(
            {code: sum(not code or code in one.tags for one in records) for code, _ in _FILTERS}
        )
        text = f"优质均衡总判定：{VERDICT_WORDS[verdict.passes]}。"
        returned = sum(school.returned for school in verdict.outstanding)
        if missing := len(verdict.outstanding) - returned:
            text += f"{missing} 所学校还没有上报。"
        if returned:
            text += f"{returned} 所学校已退回改正。"
        if blanks := sum(bool(item.blanks) for item in verdict.items.values()):
            text += f"{blanks} 项要先填区级数据。"
        self.summary.setText(text)
        self.table.select_first()
        self._show_schools()

    @Slot()
    def _show_schools(self) -> None:
        item = self._items.get(str(self.table.current_key()))
        rows: list[ListRow] = []
        if item is not None:
            rows += _rows(item.failing, "没有达到", "circle-x", "error")
            rows += _rows(item.unknown, "缺数据", "circle-dashed", "muted")
        self.schools.show_rows(rows)
        self.schools.setVisible(bool(rows))
        label = item.indicator.label if item is not None else ""
        self.names.setText(f"{label}：下面的学校没有达到或缺数据" if rows else "")
        self.names.setVisible(bool(rows))

    @Slot(object)
    def _on_school(self, code: object) -> None:
        self.school_chosen.emit(str(code))


def _record(item: DistrictItem, pack: Pack) -> Record:
    indicator = item.indicator
    icon, tone = PASSES[item.passes][:2] if item.applies else _ABSENT
    schools = [*item.failing, *item.unknown]
    names = "、".join(school.name for school in schools[:_FROM_SCHOOLS])
    more = f" 等 {len(schools)} 所" if len(schools) > _FROM_SCHOOLS else ""
    tags = {True: "passing", False: "failing", None: "unknown"}
    tag = tags[item.passes] if item.applies else "absent"
    figure = NOTHING
    if item.shown is not None:
        figure = CellLook(f"{_shown(item.shown, pack)} {indicator.unit}".strip())
    return Record(
        indicator.id,
        (
            CellLook(indicator.label, tip=f"{indicator.label}\n{indicator.source}".strip()),
            figure,
            CellLook(item.label, icon=icon, tone=tone),
            CellLook(names + more) if schools else _lacking(item.blanks),
        ),
        search=indicator.label,
        tags=frozenset({tag}),
    )


def _lacking(blanks: Sequence[str]) -> CellLook:
    """What the bureau has not filled in, where it is that."""
    text = f"区级数据没有填：{'、'.join(blanks)}"
    return CellLook(text, tip=text) if blanks else NOTHING


def _shown(value: Maybe, pack: Pack) -> str:
    """A figure for reading; the verdict beside it was found with the exact one."""
    if isinstance(value, (Decimal, Fraction)):
        return shortest(Fraction(value), _DECIMALS)
    return show(value, None, pack.choices)


def _rows(schools: Sequence[DistrictSchool], word: str, icon: str, tone: str) -> list[ListRow]:
    return [
        ListRow(RowLook(school.name, icon=icon, tone=tone, trailing=word), school.code)
        for school in schools
    ]
