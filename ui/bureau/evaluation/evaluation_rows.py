"""The district's evaluation as rows of tables. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from forms.evaluation import (
    INDICATORS,
    Excluded,
    FigureKey,
    LevelEvaluation,
    SchoolResult,
    contributions,
)
from forms.evaluation.coefficient import Coefficient
from forms.rounding import rounded
from operations.bureau.facts import BureauFacts
from operations.pack import seven_names
from ui.bureau.words import (
    DELIVERIES,
    NOTHING,
    PASSES,
    STATES,
    SevenInWords,
    figure,
)
from ui.models.records import CellLook, Column, Record

INDICATOR_COLUMNS = (
    Column("name", "指标", 13, stretch=True),
    Column("mean", "全区平均", 7, right=True, tip="按学生数加权的平均值"),
    Column("unit", "单位", 5),
    Column("sd", "标准差", 6, right=True, tip="按学生数加权的标准差"),
    Column("cv", "差异系数", 6, right=True, tip="标准差除以平均值"),
    Column("limit", "限值", 5, right=True, tip="差异系数不得超过的值"),
    Column("passes", "差异系数结论", 8),
    Column("reached", "达标学校", 7, right=True),
)
SPREAD_COLUMNS = (
    Column("name", "学校", 14, stretch=True),
    Column("pupils", "学生", 6, right=True),
    Column("value", "数值", 7, right=True),
    Column("against", "与平均值相比", 8, right=True),
    Column("share", "占全部差异", 8, right=True, tip="这所学校对差异系数的影响，各校合计 100%"),
)
OUT_COLUMNS = (
    Column("code", "学校标识码", 7),
    Column("name", "学校", 20, stretch=True),
    Column("why", "原因", 24),
)


def school_columns() -> tuple[Column, ...]:
    """The columns of the schools of a level."""
    return (
        Column("name", "学校", 10, stretch=True),
        Column("pupils", "学生", 4.5, right=True),
        *(
            Column(name, name, 6.6, right=True, tip=f"{name} {words.thing}（{words.rate}）")
            for name, words in zip(INDICATORS, seven_names(), strict=True)
        ),
        Column("passes", "结论", 7),
    )


def indicator_records(level: LevelEvaluation) -> list[Record]:
    """L1 to L7 of a level: spread, limit and verdict."""
    return [
        _indicator(level, place, coefficient)
        for place, coefficient in enumerate(level.coefficients)
    ]


def _indicator(level: LevelEvaluation, place: int, found: Coefficient) -> Record:
    icon, tone, word = PASSES[found.passes]
    if found.passes is False:
        word = "超过限值"
    lacking = level.lacking(place)
    tip = "、".join(school.unit.name for school in lacking[:5])
    reached, every = level.reached(place), len(level.schools)
    name = f"{INDICATORS[place]}　{seven_names()[place].thing}"
    return Record(
        place,
        (
            CellLook(name, order=place),
            number(found.mean, seven_names()[place].decimals),
            CellLook(seven_names()[place].rate, muted=True, order=place),
            number(found.sd, seven_names()[place].decimals),
            CellLook(_cv(found.cv), order=found.cv, strong=True, muted=found.cv is None),
            CellLook(rounded(found.limit, 2), muted=True, order=found.limit),
            CellLook(
                word, icon=icon, tone=tone, order=found.passes, tip=f"缺数据：{tip}" if tip else ""
            ),
            CellLook(f"{reached} / {every} 所", order=reached),
        ),
    )


def school_records(level: LevelEvaluation) -> list[Record]:
    """Every school of a level with its seven figures."""
    return [_school(result) for result in level.schools]


def _school(result: SchoolResult) -> Record:
    unit = result.unit
    icon, tone, word = PASSES[result.passes]
    figures = []
    for place, state in enumerate(result.states):
        look, role = STATES[state]
        figures.append(
            CellLook(
                figure(result, place),
                note=state.label,
                icon=look,
                tone=role,
                order=result.values[place],
            )
        )
    tags = {"passing" if result.passes else "unknown" if result.passes is None else "failing"}
    return Record(
        unit.key,
        (
            CellLook(unit.name, note=unit.code, tip=SevenInWords(result)),
            CellLook("缺" if unit.pupils is None else str(unit.pupils), order=unit.pupils),
            *figures,
            CellLook(
                word,
                note=f"{result.reached} / 7 项",
                icon=icon,
                tone=tone,
                order=(result.passes is True, result.reached),
                tip=SevenInWords(result),
            ),
        ),
        search=f"{unit.code} {unit.name}",
        tags=frozenset(tags),
    )


def spread_records(level: LevelEvaluation, place: int) -> list[Record]:
    """What each school adds to the spread of one indicator, the largest first."""
    found = contributions(level, place)
    mean = level.coefficients[place].mean
    if found is None or mean is None:
        return []
    return [_spread(result, part, place, mean) for result, part in found]


def _spread(result: SchoolResult, part: Fraction, place: int, mean: Fraction) -> Record:
    unit, value = result.unit, result.values[place]
    state_icon, role = STATES[result.states[place]]
    difference = None if value is None else value - mean
    against = NOTHING
    if difference is not None:
        sign = "+" if difference > 0 else ""
        against = CellLook(
            f"{sign}{rounded(difference, seven_names()[place].decimals)}", order=difference
        )
    return Record(
        FigureKey(unit.key, place),
        (
            CellLook(unit.name, tip=f"{unit.name} {unit.code}"),
            CellLook("缺" if unit.pupils is None else str(unit.pupils), order=unit.pupils),
            CellLook(figure(result, place), icon=state_icon, tone=role, order=value),
            against,
            CellLook(f"{rounded(100 * part, 1)}%", order=part),
        ),
        search=f"{unit.code} {unit.name}",
    )


def out_records(facts: BureauFacts) -> list[Record]:
    """Schools that are not in the evaluation, and why."""
    waiting = (facts.by_code[code] for code in facts.evaluation.outstanding)
    records = [
        _out(item.school.code, item.school.name, icon, tone, f"{word}，暂不能评估")
        for item in waiting
        for icon, tone, word in [DELIVERIES[item.state]]
    ]
    return records + [_excluded(item) for item in facts.evaluation.excluded]


def _excluded(item: Excluded) -> Record:
    return _out(item.code, item.name, "circle-minus", "muted", item.reason.label)


def _out(code: str, name: str, icon: str, tone: str, why: str) -> Record:
    return Record(
        code,
        (CellLook(code, muted=True), CellLook(name), CellLook(why, icon=icon, tone=tone)),
        search=f"{code} {name}",
    )


def number(value: Fraction | Decimal | None, decimals: int) -> CellLook:
    """A figure of the district."""
    if value is None:
        return CellLook("缺", order=None, muted=True)
    return CellLook(rounded(Fraction(value), decimals), order=value)


def summary(level: LevelEvaluation) -> str:
    """The level in one sentence."""
    passed = sum(school.passes is True for school in level.schools)
    kept = sum(item.passes is True for item in level.coefficients)
    pupils = "学生数缺" if level.pupils is None else f"{level.pupils} 名学生"
    composite = level.composite
    text = f"{level.level.label} {len(level.schools)} 所，{pupils}；{passed} 所七项指标达标；"
    text += f"七项差异系数中 {kept} 项不超过限值"
    return text + (f"；综合差异系数 {_cv(composite)}（只供参考）。" if composite else "。")


def settings_line(labels: Sequence[tuple[str, str]]) -> str:
    """The settings that change the evaluation, in words."""
    return "评估口径：" + "；".join(f"{label} {value}" for label, value in labels)


def _cv(value: Decimal | None) -> str:
    return "缺" if value is None else rounded(Fraction(value), 4)
