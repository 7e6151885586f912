"""What pictures say of figures and schools, in the words of the district's tables."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.resources import INDICATORS
from forms.evaluation.verdict import SchoolResult
from forms.indicator_value import IndicatorState
from forms.rounding import rounded
from forms.schooling import Section

MISSING: Final = "缺"
VERDICTS: Final = {
    True: IndicatorState.PASSED,
    False: IndicatorState.FAILED,
    None: IndicatorState.MISSING,
}
"""A verdict as the state of a cell."""
_NAMED: Final = 3
_DECIMALS: Final = 4


def nobody(section: Section) -> str:
    """Say that a level has no school, so that there is nothing to show."""
    return f"没有参加评估的{section.label}，没有可以画的图。"


def cv_text(value: Decimal | None) -> str:
    """Write a coefficient as everywhere: four decimals, or that it is missing."""
    return MISSING if value is None else rounded(Fraction(value), _DECIMALS)


def percent(part: Fraction | Decimal) -> str:
    """Write a part of a whole in percent."""
    return f"{rounded(100 * Fraction(part), 1)}%"


def figure(result: SchoolResult, place: int, decimals: int) -> str:
    """Write a figure of a school, or that it is missing."""
    value = result.values[place]
    return MISSING if value is None else rounded(value, decimals)


def name_of(evaluation: DistrictEvaluation, place: int) -> str:
    """Give number and thing of one of the seven: ``L5 体育运动场馆``."""
    return f"{INDICATORS[place]} {evaluation.names[place].thing}"


def short_name_of(evaluation: DistrictEvaluation, place: int) -> str:
    """Give number and thing of one of the seven where there is little room."""
    return f"{INDICATORS[place]} {evaluation.names[place].short}"


def named(schools: Sequence[SchoolResult]) -> str:
    """Name a few schools, and how many there are where there are more."""
    names = "、".join(school.unit.name for school in schools[:_NAMED])
    return names if len(schools) <= _NAMED else f"{names} 等 {len(schools)} 所"


def level_sentence(level: LevelEvaluation) -> str:
    """Say a level in one sentence: schools, pupils, who passes, which coefficients keep their limit."""
    passed = sum(school.passes is True for school in level.schools)
    kept = sum(item.passes is True for item in level.coefficients)
    pupils = "学生数缺" if level.pupils is None else f"{level.pupils} 名学生"
    composite = level.composite
    text = f"{level.level.label} {len(level.schools)} 所，{pupils}；{passed} 所七项指标达标；"
    text += f"七项差异系数中 {kept} 项不超过限值"
    return text + (f"；综合差异系数 {cv_text(composite)}（只供参考）。" if composite else "。")
