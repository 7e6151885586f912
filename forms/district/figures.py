"""The verdict on a district as plain JSON data, under ``district`` of ``bureau evaluate --json``.

``{"passes", "items": [{"id", "label", "passes", "applies", "shown", "unit", "failing", "unknown"}],
"checks": [{"code", "name", "accepted", "answers": {"G3_music": true, …}}]}``: unknown is ``null``,
and a check that does not apply to a school is left out.
"""

from collections.abc import Iterable
from fractions import Fraction

from forms.district.school import DistrictSchool
from forms.district.verdict import DistrictItem, DistrictVerdict
from forms.evaluation.to_json import number
from forms.values import NA, Maybe


def district_json(verdict: DistrictVerdict) -> dict[str, object]:
    """Write a verdict as JSON data."""
    return {
        "passes": verdict.passes,
        "items": [_item(item) for item in verdict.items.values()],
        "checks": [
            {
                "code": school.code,
                "name": school.name,
                "accepted": school.accepted,
                "answers": {
                    name: _answer(answers[place])
                    for name, answers in verdict.checked.answers.items()
                    if answers[place] is not NA
                },
            }
            for place, school in enumerate(verdict.schools)
        ],
    }


def _item(item: DistrictItem) -> dict[str, object]:
    data: dict[str, object] = {
        "id": item.indicator.id,
        "label": item.indicator.label,
        "passes": item.passes,
        "applies": item.applies,
    }
    if item.indicator.shown is not None:
        data |= {"shown": _answer(item.shown), "unit": item.indicator.unit}
    if item.failing:
        data["failing"] = _named(item.failing)
    if item.unknown:
        data["unknown"] = _named(item.unknown)
    return data


def _named(schools: Iterable[DistrictSchool]) -> list[dict[str, str]]:
    return [{"code": school.code, "name": school.name} for school in schools]


def _answer(value: Maybe) -> object:
    if isinstance(value, Fraction):
        return number(value)
    return value if isinstance(value, (bool, int, str)) else None
