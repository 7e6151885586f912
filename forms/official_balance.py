"""Table Ⅲ of the application form: means and 差异系数 of the district."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from forms.evaluation.coefficient import Coefficient
from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.raw import LEVELS
from forms.evaluation.resources import INDICATORS
from forms.official_cells import (
    COEFFICIENT_DECIMALS,
    DASH,
    LEVEL_NAMES,
    NAMES,
    VALUE_DECIMALS,
    heading,
    indicator_columns,
    number,
    words,
)
from forms.official_model import Align, CellRow, Mark, OfficialCell, OfficialColumn, OfficialTable
from forms.official_remarks import above
from forms.rounding import rounded, shortest
from forms.spec import Section

_NAMED = 5


def table_iii(
    evaluation: DistrictEvaluation, *, subtitle: str, notes: Sequence[str] = ()
) -> OfficialTable:
    """表Ⅲ: mean and 差异系数 of each of the seven, with the composite."""
    levels = [evaluation.levels.get(level) for level in LEVELS]
    known = [level for level in levels if level is not None]
    return OfficialTable(
        id="III",
        title="表Ⅲ 义务教育校际均衡情况",
        subtitle=subtitle,
        columns=(
            OfficialColumn(4),
            OfficialColumn(7, Align.LEFT),
            *indicator_columns(),
            OfficialColumn(6),
        ),
        heading=(
            (
                heading("学段", rows=2),
                heading("项目", rows=2),
                *(heading(name) for name in NAMES),
                heading("综合"),
            ),
            tuple(heading(f"L{place}") for place in range(1, len(INDICATORS) + 2)),
        ),
        rows=tuple(
            row
            for level, found in zip(LEVELS, levels, strict=True)
            for row in _level_rows(level, found)
        ),
        notes=(*(note for level in known for note in _notes(level)), *notes),
        complete=not evaluation.outstanding and all(_is_complete(level) for level in known),
    )


def _is_complete(level: LevelEvaluation) -> bool:
    return all(coefficient.is_known for coefficient in level.coefficients)


def _level_rows(level: Section, found: LevelEvaluation | None) -> tuple[CellRow, CellRow]:
    title = OfficialCell(LEVEL_NAMES[level], rows=2)
    if found is None:
        dashes = tuple(words(DASH) for _ in range(len(INDICATORS) + 1))
        return (title, words("全县平均值"), *dashes), (words("差异系数"), *dashes)
    pairs = list(zip(INDICATORS, found.coefficients, strict=True))
    means = (
        number(coefficient.mean, VALUE_DECIMALS, f"mean_{name}_{level.value}")
        for name, coefficient in pairs
    )
    spreads = (
        number(
            coefficient.cv,
            COEFFICIENT_DECIMALS,
            f"cv_{name}_{level.value}",
            mark=Mark.OVER_LIMIT if coefficient.passes is False else Mark.NONE,
        )
        for name, coefficient in pairs
    )
    composite = number(found.composite, COEFFICIENT_DECIMALS, f"composite_{level.value}")
    return (
        (title, words("全县平均值"), *means, words(DASH)),
        (words("差异系数"), *spreads, composite),
    )


def _notes(level: LevelEvaluation) -> Iterator[str]:
    name = LEVEL_NAMES[level.level]
    limit = level.coefficients[0].limit
    over = [
        place for place, coefficient in enumerate(level.coefficients) if coefficient.passes is False
    ]
    if over:
        listed = "、".join(INDICATORS[place] for place in over)
        yield f"▲ {name} {listed} 的差异系数超过 {rounded(limit, 2)}。"
    for place in over:
        yield from _hidden(level.coefficients[place], f"{name} {INDICATORS[place]}")
    for place, coefficient in enumerate(level.coefficients):
        if not coefficient.is_known:
            yield f"{name} {INDICATORS[place]} 的差异系数不能计算：{_why(level, place)}。"


def _hidden(coefficient: Coefficient, name: str) -> Iterator[str]:
    """A coefficient over its limit that is printed as if it kept it."""
    value = Fraction(coefficient.cv or 0)
    if Fraction(rounded(value, COEFFICIENT_DECIMALS)) <= coefficient.limit:
        limit = shortest(coefficient.limit, COEFFICIENT_DECIMALS)
        yield f"{name} 差异系数精确值 {above(value, coefficient.limit)}，超过 {limit}。"


def _why(level: LevelEvaluation, place: int) -> str:
    lacking = level.lacking(place)
    if not lacking:
        return "各校都是 0"
    names = "、".join(school.unit.name for school in lacking[:_NAMED])
    more = "等" if len(lacking) > _NAMED else ""
    return f"缺 {len(lacking)} 所（{names}{more}）"
