"""Two years as rows of tables. Pure."""

from fractions import Fraction
from typing import Final

from forms.evaluation import INDICATORS
from forms.evaluation.two_years import SchoolMove, Trend, TwoYears
from forms.evaluation.verdict import SchoolResult
from forms.indicator_value import IndicatorState
from forms.pictures.words import figure
from forms.schooling import Section
from forms.signs import NOTHING
from operations.packs.bundled import seven_names
from operations.pinyin import initials
from ui.bureau.words import STATES
from ui.models.records import CellLook, Column, Record

YEAR_COLUMNS: Final = (
    Column("name", "指标", 12, stretch=True),
    Column("then", "往年差异系数", 8.5, right=True),
    Column("now", "本年差异系数", 8.5, right=True),
    Column("change", "变化", 5.5, right=True),
    Column("limit", "限值", 4, right=True),
    Column("then_reached", "往年达标学校", 8.5, right=True, yields=1),
    Column("now_reached", "本年达标学校", 8.5, right=True),
)
_LOOKS: Final = {
    Trend.FELL: ("chevron-down", "error"),
    Trend.MIXED: ("chevron-down", "query"),
    Trend.ROSE: ("chevron-up", "ok"),
    Trend.SAME: ("minus", "muted"),
    Trend.NEW: ("plus", "muted"),
    Trend.GONE: ("x", "muted"),
}
_NARROW, _WIDE = 5.4, 6.4
"""Width of a figure with its icon, in characters; money has more digits."""


def move_columns() -> tuple[Column, ...]:
    """The columns of the schools: the later year's figure above the earlier one's."""
    return (
        Column("name", "学校", 9, stretch=True),
        Column("move", "升降", 12, tip="结论变差和变好的指标"),
        *(
            Column(
                name,
                name,
                _WIDE if words.unit == "元" else _NARROW,
                right=True,
                tip=f"{name} {words.thing}（{words.rate}）",
            )
            for name, words in zip(INDICATORS, seven_names(), strict=True)
        ),
    )


def move_records(both: TwoYears, section: Section) -> list[Record]:
    """One row for each school of a level, those that fell first."""
    return [_record(both, one) for one in both.schools(section)]


def _record(both: TwoYears, one: SchoolMove) -> Record:
    icon, tone = _LOOKS[one.move]
    moved = CellLook(one.move.label, note=_moved(one), icon=icon, tone=tone)
    cells = (_figure(both, one, place) for place in range(len(INDICATORS)))
    return Record(
        one.key,
        (CellLook(one.name), moved, *cells),
        search=f"{one.name} {initials(one.name)} {one.key.school}",
        tags=frozenset({one.move.value}),
    )


def _moved(one: SchoolMove) -> str:
    signs = [f"{INDICATORS[place]}↓" for place in one.fallen]
    return " ".join([*signs, *(f"{INDICATORS[place]}↑" for place in one.risen)])


def _figure(both: TwoYears, one: SchoolMove, place: int) -> CellLook:
    """Both figures; sorted by how far it moved."""
    decimals = both.now.names[place].decimals
    now, then = (_text(school, place, decimals) for school in (one.now, one.then))
    before, after = (_value(school, place) for school in (one.then, one.now))
    state = None if one.now is None else one.now.states[place]
    icon, tone = ("", "muted") if state is None else STATES[state]
    return CellLook(
        now,
        note=then,
        icon=icon,
        tone=tone,
        order=None if before is None or after is None else after - before,
        muted=state in {None, IndicatorState.MISSING},
        word="" if state is None else state.label,
    )


def _text(school: SchoolResult | None, place: int, decimals: int) -> str:
    return NOTHING if school is None else figure(school, place, decimals)


def _value(school: SchoolResult | None, place: int) -> Fraction | None:
    return None if school is None else school.values[place]
