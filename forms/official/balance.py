"""Table Ⅲ of the application form: means and 差异系数 of the district."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from forms.evaluation.coefficient import Coefficient
from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.resources import INDICATORS
from forms.official.cells import (
    COEFFICIENT_DECIMALS,
    DASH,
    LEVEL_NAMES,
    VALUE_DECIMALS,
    listed,
    number,
    words,
)
from forms.official.levels import level_columns, level_heading, level_rows
from forms.official.model import CellRow, Mark, OfficialTable
from forms.official.remarks import above
from forms.rounding import rounded, shortest


def table_iii(
    evaluation: DistrictEvaluation, *, subtitle: str, notes: Sequence[str] = ()
) -> OfficialTable:
    """表Ⅲ: mean and 差异系数 of each of the seven, with the composite."""
    known = list(evaluation.levels.values())
    return OfficialTable(
        id="III",
        title="表Ⅲ 义务教育校际均衡情况",
        subtitle=subtitle,
        columns=level_columns(7),
        heading=level_heading(evaluation, "综合"),
        rows=tuple(level_rows(evaluation, ("全县平均值", "差异系数"), _figures)),
        notes=(*(note for level in known for note in _notes(level)), *notes),
        complete=not evaluation.outstanding and all(_is_complete(level) for level in known),
    )


def _is_complete(level: LevelEvaluation) -> bool:
    return all(coefficient.is_known for coefficient in level.coefficients)


def _figures(found: LevelEvaluation) -> tuple[CellRow, CellRow]:
    level = found.level
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
    return (*means, words(DASH)), (*spreads, composite)


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
    return f"缺 {len(lacking)} 所（{listed([school.unit.name for school in lacking])}）"
