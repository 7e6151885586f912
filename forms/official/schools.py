"""Tables Ⅱ-1 (how many schools reach what) and Ⅱ-2 (school by school) of the application form."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.raw import TEACHING_POINT
from forms.evaluation.resources import INDICATORS
from forms.evaluation.verdict import SchoolResult
from forms.indicator_value import IndicatorState
from forms.official.cells import (
    LEVEL_NAMES,
    SHARE_DECIMALS,
    VALUE_DECIMALS,
    answer,
    heading,
    indicator_columns,
    number,
    words,
)
from forms.official.levels import level_columns, level_heading, level_rows
from forms.official.model import Align, CellRow, Mark, OfficialCell, OfficialColumn, OfficialTable
from forms.official.remarks import remark
from forms.schooling import Section

_FIGURE_COLUMNS: Final = tuple(f"L{place}" for place in range(6, 13))
"""How the table itself calls the columns of the seven."""
_CONSISTENT: Final = ("312", "345")
_COMPLETE: Final = "341"
_MARKS: Final = {
    IndicatorState.REACHED: Mark.NONE,
    IndicatorState.GE85: Mark.FAILED,
    IndicatorState.SHORT: Mark.FAILED,
    IndicatorState.MISSING: Mark.UNKNOWN,
}

_COLUMNS: Final = (
    OfficialColumn(3),
    OfficialColumn(14, Align.LEFT),
    OfficialColumn(4),
    OfficialColumn(4),
    OfficialColumn(3),
    OfficialColumn(3),
    *indicator_columns(5),
    OfficialColumn(5),
    OfficialColumn(16, Align.LEFT),
)


def table_ii_1(
    evaluation: DistrictEvaluation, *, subtitle: str, notes: Sequence[str] = ()
) -> OfficialTable:
    """表Ⅱ-1: how many schools reach each standard, and their share."""
    return OfficialTable(
        id="II-1",
        title="表Ⅱ-1 资源配置达标学校情况",
        subtitle=subtitle,
        columns=level_columns(9),
        heading=level_heading(evaluation, "综合评估"),
        rows=tuple(level_rows(evaluation, ("达标学校总数（所）", "达标学校比例（%）"), _counted)),
        notes=tuple(notes),
        complete=_all_known(evaluation),
    )


def table_ii_2(
    evaluation: DistrictEvaluation, *, subtitle: str, notes: Sequence[str] = ()
) -> OfficialTable:
    """表Ⅱ-2: one row per school section, primary first, by 学校标识码."""
    levels = list(evaluation.levels.values())
    return OfficialTable(
        id="II-2",
        title="表Ⅱ-2 资源配置情况（分学校）",
        subtitle=subtitle,
        columns=_COLUMNS,
        heading=_school_headings(evaluation),
        rows=tuple(row for level in levels for row in _school_rows(level)),
        notes=(*(_kinds(level) for level in levels), _SEVEN, *notes),
        complete=_all_known(evaluation),
    )


_SEVEN: Final = (
    "备注中的 L6–L12 指本表的各栏。举办者类型：1 中央教育部门，2 中央其他部门，"
    "3 省级教育部门，4 省级其他部门，5 地级教育部门，6 地级其他部门，7 县级教育部门，8 县级其他部门，"
    "9 地方企业，10 民办。"
)


def _counted(found: LevelEvaluation) -> tuple[CellRow, CellRow]:
    counts = [_reached(found, place) for place in range(len(INDICATORS))]
    counts.append(_passing(found))
    sources = [f"{name}_{found.level.value}" for name in (*INDICATORS, "school_passes")]
    total = len(found.schools)
    shares = [None if count is None else Fraction(count * 100, total) for count in counts]
    return (
        tuple(number(count, 0, source) for count, source in zip(counts, sources, strict=True)),
        tuple(
            number(share, SHARE_DECIMALS, source)
            for share, source in zip(shares, sources, strict=True)
        ),
    )


def _reached(level: LevelEvaluation, place: int) -> int | None:
    if any(school.states[place] is IndicatorState.MISSING for school in level.schools):
        return None
    return level.reached(place)


def _passing(level: LevelEvaluation) -> int | None:
    verdicts = [school.passes for school in level.schools]
    return None if None in verdicts else sum(verdict is True for verdict in verdicts)


def _all_known(evaluation: DistrictEvaluation) -> bool:
    return not evaluation.outstanding and not any(
        IndicatorState.MISSING in school.states
        for level in evaluation.levels.values()
        for school in level.schools
    )


def _school_headings(evaluation: DistrictEvaluation) -> tuple[CellRow, CellRow]:
    first = ("学校名称", "举办者类型", "在校生数", "年级数", "班级数")
    last = ("综合评估是否达标", "备注")
    names = (*first, *(name.heading for name in evaluation.names), *last)
    return (
        (heading("序号", rows=2), *(heading(name) for name in names)),
        tuple(heading(f"L{place}") for place in range(1, len(names) + 1)),
    )


def _school_rows(level: LevelEvaluation) -> list[CellRow]:
    title = OfficialCell(LEVEL_NAMES[level.level], columns=len(_COLUMNS), align=Align.LEFT)
    rows: list[CellRow] = [(title,)]
    rows.extend(_school_row(school, place) for place, school in enumerate(level.schools, start=1))
    return rows


def _school_row(school: SchoolResult, place: int) -> CellRow:
    unit = school.unit
    section = unit.level.value

    def source(name: str) -> str:
        return f"{unit.code}/{name}"

    return (
        number(place, 0),
        words(display_name(school), source("profile.school_name")),
        words(unit.sponsor or "缺", source("profile.sponsor_type")),
        number(unit.pupils, 0, source(f"pupils.enrolled_{section}")),
        number(unit.grades, 0, source(f"pupils.grades_{section}")),
        number(unit.classes, 0, source(f"pupils.classes_{section}")),
        *(
            number(value, VALUE_DECIMALS, source(f"{name}_{section}"), mark=_MARKS[state])
            for name, value, state in zip(INDICATORS, school.values, school.states, strict=True)
        ),
        answer(school.passes, source(f"school_passes_{section}")),
        words(remark(school, _FIGURE_COLUMNS)),
    )


def display_name(school: SchoolResult) -> str:
    """School name; of a school with several sections the section behind it."""
    unit = school.unit
    return f"{unit.name}（{LEVEL_NAMES[unit.level]}部）" if unit.is_section else unit.name


def _kinds(level: LevelEvaluation) -> str:
    types = [school.unit.type for school in level.schools]
    consistent = sum(kind in _CONSISTENT for kind in types)
    start = (
        f"{LEVEL_NAMES[level.level]} {len(types)} 所，其中一贯制学校{LEVEL_NAMES[level.level]}部"
    )
    if level.level is Section.PRIMARY:
        points = types.count(TEACHING_POINT)
        return f"{start} {consistent} 所，50 人及以上教学点 {points} 所。"
    return f"{start} {consistent} 所，完全中学初中部 {types.count(_COMPLETE)} 所。"
