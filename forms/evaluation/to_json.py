"""An evaluation as plain JSON data: the output of ``bureau evaluate --json``.

Numbers are unrounded: whole ones as ``int``, all others as ``Decimal`` with 25 digits, to be written
by :func:`forms.canonical.json_text`. Unknown is ``None``; the schools for want of whose figure
something is unknown are named under ``missing``.
"""

from decimal import Context, Decimal
from fractions import Fraction
from typing import Final

from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.resources import INDICATORS
from forms.evaluation.units import Excluded
from forms.evaluation.verdict import SchoolResult
from forms.indicator_value import IndicatorState

_DIGITS: Final = Context(prec=25)

_LINES: Final[dict[IndicatorState, tuple[bool, bool]]] = {
    IndicatorState.REACHED: (True, True),
    IndicatorState.GE85: (False, True),
    IndicatorState.SHORT: (False, False),
}


def to_json(evaluation: DistrictEvaluation) -> dict[str, object]:
    """Write an evaluation as the object of the command line (DESIGN, section 9)."""
    data: dict[str, object] = {
        "passes": evaluation.passes,
        "levels": {level.value: _level(found) for level, found in evaluation.levels.items()},
        "schools": [
            _school(school) for level in evaluation.levels.values() for school in level.schools
        ],
        "excluded": [_excluded(school) for school in evaluation.excluded],
    }
    if evaluation.outstanding:
        data["outstanding"] = list(evaluation.outstanding)
    return data


def number(value: Fraction | Decimal | int | None) -> int | Decimal | None:
    """A figure as a JSON number."""
    if value is None or isinstance(value, int):
        return value
    top, bottom = value.as_integer_ratio()
    return top if bottom == 1 else _DIGITS.divide(Decimal(top), Decimal(bottom))


def _level(level: LevelEvaluation) -> dict[str, object]:
    return {
        "schools": len(level.schools),
        "pupils": level.pupils,
        "indicators": {name: _indicator(level, place) for place, name in enumerate(INDICATORS)},
        "composite": number(level.composite),
    }


def _indicator(level: LevelEvaluation, place: int) -> dict[str, object]:
    coefficient = level.coefficients[place]
    data: dict[str, object] = {
        "mean": number(coefficient.mean),
        "sd": number(coefficient.sd),
        "cv": number(coefficient.cv),
        "limit": number(coefficient.limit),
        "passes": coefficient.passes,
        "reached": level.reached(place),
    }
    lacking = level.lacking(place)
    if lacking:
        data["missing"] = [
            {"code": school.unit.code, "name": school.unit.name} for school in lacking
        ]
    return data


def _school(school: SchoolResult) -> dict[str, object]:
    unit = school.unit
    data: dict[str, object] = {
        "code": unit.code,
        "name": unit.name,
        "level": unit.level.value,
        "pupils": unit.pupils,
        "indicators": {
            name: _figure(value, state)
            for name, value, state in zip(INDICATORS, school.values, school.states, strict=True)
        },
        "passes": school.passes,
    }
    if unit.campus:
        data["campus"] = unit.campus
    return data


def _figure(value: Fraction | None, state: IndicatorState) -> dict[str, object]:
    reached, ge85 = _LINES.get(state, (None, None))
    return {"value": number(value), "reached": reached, "ge85": ge85}


def _excluded(school: Excluded) -> dict[str, object]:
    data: dict[str, object] = {"code": school.code, "reason": school.reason.value}
    if school.campus:
        data["campus"] = school.campus
    return data
