"""What stands behind the figures of a school: what it lacks, and its part in each coefficient.

Adds to the object of :func:`forms.evaluation.to_json.to_json`, per indicator of each school:

* ``gap``: ``{"reached": …, "ge85": …, "unit": "㎡"}``, how much more of the thing the school needs
  to reach the standard and 85 % of it, rounded up to what can be had; ``None`` without a figure.
* ``share``: its part of the spread behind the 差异系数, 0 to 1; ``None`` without a coefficient.
"""

from decimal import Context, Decimal
from fractions import Fraction
from math import ceil
from typing import Final, cast

from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.gap import gap
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.resources import INDICATORS
from forms.evaluation.to_json import number, to_json
from forms.evaluation.verdict import SchoolResult

_DIGITS: Final = Context(prec=40)
_EQUIPMENT: Final = INDICATORS.index("L6")
_YUAN: Final = 10_000

UNITS: Final = ("名", "名", "名", "㎡", "㎡", "万元", "间")
"""Unit in which a school gets what each of the seven counts."""

DECIMALS: Final = (0, 0, 0, 2, 2, 2, 0)
"""Decimals such an amount has."""


def lacks(school: SchoolResult, place: int) -> tuple[Fraction, Fraction] | None:
    """What a section lacks to the standard and to 85 % of it, in :data:`UNITS`, rounded up.

    ``None`` if its figure is missing. Facilities as in :class:`forms.evaluation.gap.Gap`.
    """
    found = gap(school, place)
    if found is None:
        return None
    amounts = (found.to_reach, found.to_ge85)
    if place == _EQUIPMENT:
        amounts = (amounts[0] / _YUAN, amounts[1] / _YUAN)
    return _up(amounts[0], place), _up(amounts[1], place)


def shares(level: LevelEvaluation, place: int) -> tuple[Decimal, ...] | None:
    """Each school's part of the spread of one resource, in their order; together 1.

    To forty digits, for showing. ``None`` if the coefficient cannot be calculated; all 0 where the
    schools are alike.
    """
    coefficient = level.coefficients[place]
    mean = coefficient.mean
    if not coefficient.is_known or mean is None:
        return None
    centre = _decimal(mean)
    parts = [
        _DIGITS.multiply(Decimal(pupils), _squared(_DIGITS.subtract(_decimal(value), centre)))
        for pupils, value in zip(
            coefficient.pupils,
            [school.values[place] or Fraction(0) for school in level.schools],
            strict=True,
        )
    ]
    total = Decimal(0)
    for part in parts:
        total = _DIGITS.add(total, part)
    if not coefficient.cv_squared:
        return (Decimal(0),) * len(parts)
    return tuple(_DIGITS.divide(part, total) for part in parts)


def detailed_json(evaluation: DistrictEvaluation) -> dict[str, object]:
    """The object of the command line with gaps and shares."""
    data = to_json(evaluation)
    written = cast("list[dict[str, dict[str, dict[str, object]]]]", data["schools"])
    places = [
        (level, spread, index)
        for level, spread in _spreads(evaluation)
        for index in range(len(level.schools))
    ]
    for school, (level, spread, index) in zip(written, places, strict=True):
        for place, name in enumerate(INDICATORS):
            found = spread[place]
            school["indicators"][name] |= {
                "gap": _gap_json(level.schools[index], place),
                "share": None if found is None else number(found[index]),
            }
    return data


def _spreads(
    evaluation: DistrictEvaluation,
) -> list[tuple[LevelEvaluation, list[tuple[Decimal, ...] | None]]]:
    return [
        (level, [shares(level, place) for place in range(len(INDICATORS))])
        for level in evaluation.levels.values()
    ]


def _gap_json(school: SchoolResult, place: int) -> dict[str, object] | None:
    found = lacks(school, place)
    if found is None:
        return None
    return {"reached": number(found[0]), "ge85": number(found[1]), "unit": UNITS[place]}


def _up(amount: Fraction, place: int) -> Fraction:
    scale = 10 ** DECIMALS[place]
    return Fraction(ceil(amount * scale), scale)


def _decimal(value: Fraction) -> Decimal:
    return _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def _squared(value: Decimal) -> Decimal:
    return _DIGITS.multiply(value, value)
