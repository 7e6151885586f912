"""Two years, school by school: who fell or rose, and each of the seven then and now."""

from typing import Final

from forms.evaluation.resources import INDICATORS
from forms.evaluation.two_years import SchoolMove, TwoYears
from forms.evaluation.verdict import SchoolResult
from forms.indicator_value import IndicatorState
from forms.pictures.picture import ChartCell, ChartHeading, ChartRow, ChartTable
from forms.pictures.words import figure
from forms.schooling import Section
from forms.signs import NOTHING

HEADINGS: Final = (
    ChartHeading("学校", numeric=False),
    ChartHeading("升降", numeric=False),
    *(ChartHeading(name) for name in INDICATORS),
)


def school_moves(both: TwoYears, section: Section) -> ChartTable:
    """One row for each school of a level, those that fell first."""
    return ChartTable(HEADINGS, tuple(_row(both, one) for one in both.schools(section)))


def _row(both: TwoYears, one: SchoolMove) -> ChartRow:
    cells = (_cell(both, one, place) for place in range(len(INDICATORS)))
    return ChartRow(
        one.key, (ChartCell(one.name, one.name), ChartCell(said(one), one.move.label), *cells)
    )


def said(one: SchoolMove) -> str:
    """How a school has moved, with the indicators: ``下降 L2、L5``."""
    fallen, risen = (
        "、".join(INDICATORS[place] for place in found) for found in (one.fallen, one.risen)
    )
    if fallen and risen:
        return f"下降 {fallen}；上升 {risen}"
    return f"{one.move.label} {fallen or risen}".rstrip()


def _cell(both: TwoYears, one: SchoolMove, place: int) -> ChartCell:
    """A figure then and now, sorted by how far it moved, with the state it has now."""
    decimals = both.now.names[place].decimals
    then, now = (_figure(school, place, decimals) for school in (one.then, one.now))
    before, after = (
        None if school is None else school.values[place] for school in (one.then, one.now)
    )
    step = None if before is None or after is None else after - before
    return ChartCell(f"{then} → {now}", step, _state(one.now, place))


def _figure(school: SchoolResult | None, place: int, decimals: int) -> str:
    return NOTHING if school is None else figure(school, place, decimals)


def _state(school: SchoolResult | None, place: int) -> IndicatorState | None:
    return None if school is None else school.states[place]
