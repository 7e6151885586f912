"""The parts about the seven indicators: coefficients, distributions, who fails and by how much."""

from collections.abc import Iterator, Sequence

from exporters.documents.leaders import LeadersCell, LeadersColumn, LeadersPart, LeadersTable
from forms.evaluation import INDICATORS, DistrictEvaluation, SchoolResult
from forms.indicator_value import IndicatorState
from forms.pictures import Chart, Room, matrix, spread, strip
from forms.pictures.matrix import height_for, least_first
from forms.pictures.words import figure
from forms.rounding import rounded
from operations.bureau.evaluation.figure_sentence import lacking
from operations.bureau.leaders.sizes import (
    BARS,
    NARROW,
    STRIP,
    WIDE,
    Sizes,
)
from operations.packs.bundled import seven_names

_COLUMNS = (
    LeadersColumn("学校", 12),
    LeadersColumn("学段", 3),
    LeadersColumn("学生", 3.4),
    LeadersColumn("没有达标的指标和差距", 32),
)


def spread_part(evaluation: DistrictEvaluation) -> LeadersPart:
    """The coefficients of both levels."""
    charts = tuple(spread(evaluation, level, Room(WIDE, BARS)) for level in evaluation.levels)
    limits = "，".join(
        f"{level.label} {rounded(found.limit, 2)}" for level, found in evaluation.levels.items()
    )
    said = f"条的长度是差异系数，竖线是限值（{limits}），七项逐项判断，不看平均。"
    return LeadersPart("差异系数", (said if charts else _NOBODY,), charts)


_NOBODY = "还没有可以评估的学校，没有可以画的图。"


def strip_parts(evaluation: DistrictEvaluation) -> Iterator[LeadersPart]:
    """Each of the seven of a level; one part for each level."""
    for level in evaluation.levels:
        charts = tuple(
            strip(evaluation, level, place, Room(NARROW, STRIP)) for place in range(len(INDICATORS))
        )
        said = (
            "一个记号是一所学校，横轴是学生数，纵轴是指标的数值，面积表示学生数。圆是达标，菱形是达到 85%，"
            "三角是不达标；实线是标准，虚线是标准的 85%，点线是全区平均。"
        )
        yield LeadersPart(f"各项指标的分布：{level.label}", (said,), charts)


def failing_part(evaluation: DistrictEvaluation, sizes: Sizes) -> LeadersPart:
    """Who fails, as a matrix and as what each needs."""
    levels = [
        [school for school in least_first(level) if school.passes is False]
        for level in evaluation.levels.values()
    ]
    count = sum(map(len, levels))
    if not count:
        said = "没有学校不达标。" if evaluation.levels else _NOBODY
        unknown = sum(
            school.passes is None
            for level in evaluation.levels.values()
            for school in level.schools
        )
        said += f"{unknown} 所缺数据，还不能判断。" if unknown else ""
        return LeadersPart("没有达标的学校", (said,))
    said = (
        f"{count} 所没有达标。学校达标的要求是：七项中至少六项达到标准，另一项达到标准的 85%；"
        "下面列出每所学校没有达到标准的各项，和达到标准还差多少。"
    )
    charts = tuple(_matrices(evaluation, sizes.matrix))
    return LeadersPart("没有达标的学校", (said,), charts, _gaps(levels, sizes.failing))


def _matrices(evaluation: DistrictEvaluation, most: int) -> Iterator[Chart]:
    for section, level in evaluation.levels.items():
        failing = [school for school in least_first(level) if school.passes is False]
        if failing:
            room = Room(WIDE, height_for(min(len(failing), most)))
            yield matrix(evaluation, section, room, schools=failing)


def _gaps(levels: Sequence[Sequence[SchoolResult]], most: int) -> LeadersTable:
    """Of each level those that reach least."""
    rows = tuple(
        (
            LeadersCell(school.unit.name),
            LeadersCell(school.unit.level.label),
            LeadersCell("缺" if school.unit.pupils is None else str(school.unit.pupils)),
            LeadersCell(_gap(school)),
        )
        for failing in levels
        for school in failing[:most]
    )
    left = sum(map(len, levels)) - len(rows)
    note = f"另有 {left} 所没有列出，见申报表工作簿的“差距”表。" if left else ""
    return LeadersTable(_COLUMNS, rows, note)


def _gap(school: SchoolResult) -> str:
    """What a school lacks, the figures below 85 % marked."""
    said = []
    for place, state in enumerate(school.states):
        if state in {IndicatorState.GE85, IndicatorState.SHORT}:
            value = figure(school, place, seven_names()[place].decimals)
            mark = "（不到 85%）" if state is IndicatorState.SHORT else ""
            said.append(f"{INDICATORS[place]} {value}{mark}，差 {lacking(school, place)}")
    return "；".join(said)
