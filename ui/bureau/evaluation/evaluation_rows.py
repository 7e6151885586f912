"""The district's evaluation as rows of tables. Pure."""

from collections.abc import Collection, Sequence
from typing import Final

from forms.evaluation import INDICATORS, Excluded, LevelEvaluation, SchoolResult
from forms.indicator_value import IndicatorState
from forms.pictures.matrix import LINES, bar_share
from forms.pictures.picture import ChartCell, ChartRow, ChartTable
from forms.pictures.words import MISSING
from forms.signs import NOTHING
from operations.bureau.today.facts import BureauFacts
from operations.packs.bundled import seven_names
from operations.pinyin import initials
from ui.bureau.words import (
    DELIVERIES,
    STATES,
    SevenInWords,
)
from ui.models.records import CellBar, CellLook, Column, Record

INDICATOR_COLUMNS = (
    Column("name", "指标", 12, stretch=True),
    Column("mean", "全区平均", 6, right=True, tip="按学生数加权的平均值"),
    Column("unit", "单位", 5),
    Column("sd", "标准差", 5, right=True, yields=1, tip="按学生数加权的标准差"),
    Column("cv", "差异系数", 5.5, right=True, tip="标准差除以平均值"),
    Column("limit", "限值", 4, right=True, tip="差异系数不得超过的值"),
    Column("passes", "差异系数结论", 7.5),
    Column("reached", "达标学校", 7.5, right=True),
    Column("largest", "影响最大的学校", 12, yields=2, tip="占全部差异最多的学校和它占的份额"),
)
SPREAD_COLUMNS = (
    Column("name", "学校", 8, stretch=True),
    Column("pupils", "学生", 4, right=True),
    Column("value", "数值", 6.2, right=True),
    Column("against", "与平均值相比", 7.4, right=True, yields=1),
    Column("share", "占全部差异", 6.6, right=True, tip="对差异系数的影响，各校合计 100%"),
)
OUT_COLUMNS = (
    Column("code", "学校标识码", 7),
    Column("name", "学校", 12, stretch=True),
    Column("why", "原因", 18),
)
_VERDICTS: Final = {
    IndicatorState.PASSED: ("circle-check", "ok"),
    IndicatorState.FAILED: ("circle-x", "error"),
}
_TAGS: Final = {True: "passing", False: "failing", None: "unknown"}
_NARROW, _WIDE = 5.0, 6.2
"""Width of a figure with its icon, in characters; money has more digits."""
_UNKNOWN: Final = frozenset({MISSING, NOTHING})


def school_columns() -> tuple[Column, ...]:
    """The columns of the schools of a level."""
    return (
        Column("name", "学校", 8, stretch=True),
        Column("pupils", "学生", 3.6, right=True),
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
        Column("passes", "达标项", 4.6, right=True, tip="七项中达标几项；学校前面的记号是结论"),
    )


def records_of(table: ChartTable, *, strong: Collection[int] = ()) -> list[Record]:
    """The table of a picture, row by row.

    Args:
        table: The table.
        strong: Numbers of the columns that are the point of it.

    """
    return [_record(row, strong) for row in table.rows]


def _record(row: ChartRow, strong: Collection[int]) -> Record:
    looks = [_look(cell, strong=number in strong) for number, cell in enumerate(row.cells)]
    name = row.cells[0].text
    return Record(row.key, tuple(looks), search=f"{name} {initials(name)}")


def _look(cell: ChartCell, *, strong: bool) -> CellLook:
    icon, tone, word = "", "muted", ""
    if cell.state is not None:
        icon, tone = (_VERDICTS | STATES)[cell.state]
        word = cell.state.label
    muted = cell.text in _UNKNOWN
    return CellLook(
        cell.text,
        icon=icon,
        tone=tone,
        order=cell.order,
        muted=muted,
        strong=strong and not muted,
        word=word if word != cell.text else "",
    )


def school_records(level: LevelEvaluation, table: ChartTable) -> list[Record]:
    """The table of the matrix with what only the window has: bars, tips, filters, search.

    Args:
        level: The level.
        table: Of :func:`forms.pictures.matrix` with its schools.

    """
    results = {school.unit.key: school for school in level.schools}
    return [_school(row, results[row.key]) for row in table.rows]  # type: ignore[index] # by UnitKey


def _school(row: ChartRow, result: SchoolResult) -> Record:
    unit = result.unit
    looks = [_look(cell, strong=False) for cell in row.cells]
    tip = SevenInWords(result)
    verdict = looks[-1]
    looks[0] = CellLook(unit.name, icon=verdict.icon, tone=verdict.tone, tip=tip, word=verdict.text)
    for place, state in enumerate(result.states):
        look, share = looks[place + 2], bar_share(result, place)
        bar = None if share is None else CellBar(float(share), LINES)
        looks[place + 2] = CellLook(
            look.text,
            icon=look.icon if state is not IndicatorState.REACHED else "",
            tone=look.tone,
            order=look.order,
            muted=look.muted,
            tip=f"{unit.name}　{INDICATORS[place]} {seven_names()[place].thing}　"
            f"{look.text} {seven_names()[place].rate}　{state.label}",
            bar=bar,
            word=state.label,
        )
    looks[-1] = CellLook(
        f"{result.reached} / 7",
        order=(result.passes is True, result.reached),
        tip=tip,
    )
    return Record(
        unit.key,
        tuple(looks),
        search=f"{unit.code} {unit.name} {initials(unit.name)}",
        tags=frozenset({_TAGS[result.passes]}),
    )


def out_records(facts: BureauFacts) -> list[Record]:
    """Schools that are not in the evaluation, and why."""
    waiting = (facts.by_code[code] for code in facts.evaluation.outstanding)
    records = [
        _out(item.school.code, item.school.name, icon, tone, f"{item.state.label}，暂不能评估")
        for item in waiting
        for icon, tone in [DELIVERIES[item.state]]
    ]
    return records + [_excluded(item) for item in facts.evaluation.excluded]


def _excluded(item: Excluded) -> Record:
    return _out(item.code, item.name, "circle-minus", "muted", item.reason.label)


def _out(code: str, name: str, icon: str, tone: str, why: str) -> Record:
    return Record(
        code,
        (CellLook(code, muted=True), CellLook(name), CellLook(why, icon=icon, tone=tone)),
        search=f"{code} {name} {initials(name)}",
    )


def settings_line(labels: Sequence[tuple[str, str]]) -> str:
    """The settings that change the evaluation, in words."""
    return "评估口径：" + "；".join(f"{label} {value}" for label, value in labels)
