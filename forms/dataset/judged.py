"""What the evaluation found, as tables: each section of a school, and each coefficient of a level."""

from collections.abc import Iterator
from typing import Final

from forms.dataset.model import DataColumn, DataTable, DataType
from forms.dataset.returned import SCHOOL
from forms.evaluation import INDICATORS, LEVELS, DistrictEvaluation, LevelEvaluation, Reason
from forms.evaluation.detail import UNITS, lacks, shares
from forms.evaluation.raw import MAIN_CAMPUS
from forms.indicator_value import IndicatorState
from forms.spec import Option
from forms.values import Maybe

_LEVEL: Final = DataColumn(
    "level",
    "学段",
    DataType.STRING,
    options=tuple(Option(level.value, level.label) for level in LEVELS),
    is_required=True,
)
_CAMPUS: Final = DataColumn(
    "campus",
    "校区号",
    DataType.STRING,
    is_required=True,
    help=f"{MAIN_CAMPUS} 是主校区，也是只有一个校区的学校",
)
_NAME: Final = DataColumn("school_name", "学校名称", DataType.STRING)
_PASSES: Final = DataColumn("passes", "是否通过", DataType.BOOLEAN, help="缺数据而不能判断的空着")
_STATES: Final = tuple(
    Option(state.value, state.label)
    for state in (
        IndicatorState.REACHED,
        IndicatorState.GE85,
        IndicatorState.SHORT,
        IndicatorState.MISSING,
    )
)
_REASONS: Final = (
    *(Option(reason.value, reason.label) for reason in Reason),
    Option("outstanding", "还没有上报"),
)


def judged_tables(evaluation: DistrictEvaluation) -> Iterator[DataTable]:
    """Make the tables ``evaluation``, ``coefficients`` and ``left_out``."""
    yield DataTable(
        name="evaluation",
        title="各校七项指标",
        columns=(
            *(SCHOOL, _CAMPUS, _LEVEL, _NAME),
            DataColumn("pupils", "学生数", DataType.INTEGER, "人", help="差异系数的权数"),
            *(
                column
                for place in range(len(INDICATORS))
                for column in _of_indicator(evaluation, place)
            ),
            _PASSES,
        ),
        key=(SCHOOL.name, _CAMPUS.name, _LEVEL.name),
        rows=[row for level in evaluation.levels.values() for row in _schools(level)],
        help="一行是一所学校（或单独评估的校区）的一个学段。",
    )
    yield DataTable(
        name="coefficients",
        title="差异系数",
        columns=_COEFFICIENT,
        key=(_LEVEL.name, "indicator"),
        rows=[
            row for level in evaluation.levels.values() for row in _coefficients(level, evaluation)
        ],
        help="一行是一个学段的一项指标：按学生数加权的平均值、总体标准差和差异系数。",
    )
    yield DataTable(
        name="left_out",
        title="未参加评估",
        columns=(
            *(SCHOOL, _CAMPUS, _NAME),
            DataColumn("reason", "原因", DataType.STRING, options=_REASONS, is_required=True),
        ),
        key=(SCHOOL.name, _CAMPUS.name),
        rows=[
            *(
                (item.code, item.campus or MAIN_CAMPUS, item.name, item.reason.value)
                for item in evaluation.excluded
            ),
            *((code, MAIN_CAMPUS, None, "outstanding") for code in evaluation.outstanding),
        ],
        help="不参加评估的学校和应当上报还没有上报的学校。",
    )


_COEFFICIENT: Final = (
    _LEVEL,
    DataColumn(
        "indicator",
        "指标",
        DataType.STRING,
        options=tuple(Option(name, name) for name in INDICATORS),
        is_required=True,
    ),
    DataColumn("indicator_name", "指标名称", DataType.STRING, is_required=True),
    DataColumn("schools", "学校数", DataType.INTEGER, "所", is_required=True),
    DataColumn("pupils", "学生数", DataType.INTEGER, "人"),
    DataColumn("mean", "平均值", DataType.NUMBER, help="按学生数加权"),
    DataColumn("sd", "标准差", DataType.NUMBER, help="按学生数加权，总体标准差"),
    DataColumn("cv", "差异系数", DataType.NUMBER, help="标准差 ÷ 平均值"),
    DataColumn("limit", "限值", DataType.NUMBER, is_required=True, help="差异系数不得超过"),
    _PASSES,
    DataColumn("reached", "达标学校数", DataType.INTEGER, "所", is_required=True),
)


def _of_indicator(evaluation: DistrictEvaluation, place: int) -> tuple[DataColumn, ...]:
    mark, name, unit = INDICATORS[place], evaluation.names[place], UNITS[place]
    return (
        DataColumn(mark, name.label, DataType.NUMBER, name.rate),
        DataColumn(
            f"{mark}_state",
            f"{mark} 结论",
            DataType.STRING,
            options=_STATES,
            is_required=True,
            help="与达标线、85% 线比较的结果",
        ),
        DataColumn(f"{mark}_gap", f"{mark} 距达标还差", DataType.NUMBER, unit, help="已达标为 0"),
        DataColumn(f"{mark}_gap85", f"{mark} 距 85% 线还差", DataType.NUMBER, unit),
        DataColumn(
            f"{mark}_share", f"{mark} 份额", DataType.NUMBER, help="占这项差异的份额，全学段合计 1"
        ),
    )


def _schools(level: LevelEvaluation) -> Iterator[tuple[Maybe, ...]]:
    parts = [shares(level, place) for place in range(len(INDICATORS))]
    for number, school in enumerate(level.schools):
        unit = school.unit
        row: list[Maybe] = [unit.code, unit.campus or MAIN_CAMPUS, level.level.value]
        row += [unit.name, unit.pupils]
        for place, (value, state) in enumerate(zip(school.values, school.states, strict=True)):
            part = parts[place]
            row += [value, state.value, *(lacks(school, place) or (None, None))]
            row.append(None if part is None else part[number])
        yield (*row, school.passes)


def _coefficients(
    level: LevelEvaluation, evaluation: DistrictEvaluation
) -> Iterator[tuple[Maybe, ...]]:
    for place, found in enumerate(level.coefficients):
        yield (
            *(level.level.value, INDICATORS[place], evaluation.names[place].label),
            *(len(level.schools), level.pupils),
            *(found.mean, found.sd, found.cv, found.limit, found.passes, level.reached(place)),
        )
