"""Two tables for the bureau's own work: what each school lacks, and what it does to the spread."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.evaluation.detail import DECIMALS, UNITS, lacks, shares
from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.resources import INDICATORS
from forms.evaluation.verdict import SchoolResult
from forms.indicator_value import IndicatorState
from forms.official.cells import (
    DASH,
    LEVEL_NAMES,
    heading,
    indicator_columns,
    number,
    words,
)
from forms.official.model import Align, CellRow, Mark, OfficialCell, OfficialColumn, OfficialTable
from forms.official.schools import display_name

_SHARE_DECIMALS: Final = 1


def gap_table(evaluation: DistrictEvaluation, *, subtitle: str) -> OfficialTable:
    """差距: how much of each thing each school lacks to the standard and to 85 % of it."""
    columns = [
        heading(f"{name} {words.thing}（{unit}）", columns=2)
        for name, words, unit in zip(INDICATORS, evaluation.names, UNITS, strict=True)
    ]
    table = _Working(
        "gap",
        label="差距",
        title="各校资源配置差距",
        columns=(OfficialColumn(4),) * (2 * len(INDICATORS)),
        heading=(
            tuple(columns),
            tuple(heading(text) for _ in INDICATORS for text in ("到标准", "到85%")),
        ),
        notes=(
            "“到标准”“到85%”是还差多少实物，向上取到能配的数；—— 表示已经达到。",
            "一贯制学校和完全中学的用房、场馆、设备、教室按全校需要补充的数计算：新增的也由各学段分摊。",
            "几个校区合并计算的学校只算本学段需要的数。",
        ),
    )
    return _filled(table, evaluation, _gaps, subtitle=subtitle)


def share_table(evaluation: DistrictEvaluation, *, subtitle: str) -> OfficialTable:
    """份额: each school's part of the spread behind each coefficient, in per cent."""
    table = _Working(
        "share",
        label="份额",
        title="各校在差异系数中的份额（%）",
        columns=indicator_columns(7),
        heading=(
            tuple(heading(name.heading) for name in evaluation.names),
            tuple(heading(name) for name in INDICATORS),
        ),
        notes=(
            "一所学校的份额是它与全县平均值的差距（按在校生加权的平方）占全部学校的比例，同一学段合计 100%。",
            "份额大的学校向平均值靠近，差异系数下降最多。",
        ),
    )
    return _filled(table, evaluation, _shares, subtitle=subtitle)


@dataclass(frozen=True, slots=True)
class _Working:
    """What is one table's own: see :class:`forms.official.model.OfficialTable`.

    Columns and heading are those behind number and name of the school.
    """

    id: str
    label: str
    title: str
    columns: tuple[OfficialColumn, ...]
    heading: tuple[CellRow, CellRow]
    notes: tuple[str, ...]


def _filled(
    table: _Working,
    evaluation: DistrictEvaluation,
    cells: Callable[[LevelEvaluation], Iterable[CellRow]],
    *,
    subtitle: str,
) -> OfficialTable:
    """Put the schools in front, level by level, of what ``cells`` gives for each of a level."""
    rows: list[CellRow] = []
    for level in evaluation.levels.values():
        title = LEVEL_NAMES[level.level]
        rows.append((OfficialCell(title, columns=2 + len(table.columns), align=Align.LEFT),))
        for place, (school, found) in enumerate(
            zip(level.schools, cells(level), strict=True), start=1
        ):
            source = f"{school.unit.code}/profile.school_name"
            rows.append((number(place, 0), words(display_name(school), source), *found))
    above, below = table.heading
    return OfficialTable(
        id=table.id,
        label=table.label,
        title=table.title,
        subtitle=subtitle,
        columns=(OfficialColumn(3), OfficialColumn(14, Align.LEFT), *table.columns),
        heading=((heading("序号", rows=2), heading("学校名称", rows=2), *above), below),
        rows=tuple(rows),
        notes=table.notes,
        complete=not any(cell.mark is Mark.UNKNOWN for row in rows for cell in row),
        sign_off=(),
    )


def _gaps(level: LevelEvaluation) -> Iterator[CellRow]:
    for school in level.schools:
        places = range(len(INDICATORS))
        yield tuple(cell for place in places for cell in _gap_cells(school, place))


def _gap_cells(school: SchoolResult, place: int) -> CellRow:
    source = _source(school, place)
    found = lacks(school, place)
    if found is None:
        return number(None, 0, source), number(None, 0, source)
    short = school.states[place] is IndicatorState.SHORT
    return tuple(
        number(amount, DECIMALS[place], source, mark=Mark.FAILED if short else Mark.NONE)
        if amount
        else words(DASH, source)
        for amount in found
    )


def _shares(level: LevelEvaluation) -> Iterator[CellRow]:
    spread = [shares(level, place) for place in range(len(INDICATORS))]
    for at, school in enumerate(level.schools):
        yield tuple(
            number(_percent(found, at), _SHARE_DECIMALS, _source(school, place))
            for place, found in enumerate(spread)
        )


def _percent(found: tuple[Decimal, ...] | None, at: int) -> Fraction | None:
    return None if found is None else Fraction(found[at]) * 100


def _source(school: SchoolResult, place: int) -> str:
    return f"{school.unit.code}/{INDICATORS[place]}_{school.unit.level.value}"
