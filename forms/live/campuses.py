"""L1 to L7 of a school with further campuses, as the evaluation counts them (forms catalogue 4.1).

The formulas of the pack look at the whole school. The evaluation shares facilities out campus by
campus, adds those that are merged (``merge``) to the main one, and takes the others (``separate``)
for schools of their own. A school without further campuses needs nothing from here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.expr import Cells, Scope
from forms.indicator_value import IndicatorValue, judge
from forms.known_names import CAMPUSES, SEPARATE
from forms.schooling import Section
from forms.spec import Pack
from forms.values import NA, Maybe, simplest

if TYPE_CHECKING:
    from forms.evaluation import DistrictEvaluation, SchoolResult


@dataclass(frozen=True, slots=True)
class CampusFigures:
    """One section of a campus that is evaluated as a school of its own.

    Attributes:
        name: 校区名称, or which row of the table it is.
        section: Primary or junior.
        figures: L1 to L7.
        verdict: What they come to.

    """

    name: str
    section: Section
    figures: tuple[IndicatorValue, ...]
    verdict: IndicatorValue


def own_figures(scope: Scope, pack: Pack) -> Mapping[str, IndicatorValue]:
    """Indicator id → figure of the main campus with those merged into it.

    A level all of whose pupils are elsewhere is not applicable. Empty for a school without further
    campuses, and for one that takes no part: there the pack's own formulas stand.
    """
    evaluation = _evaluated(scope, pack)
    if evaluation is None or not evaluation.levels:
        return {}
    values: dict[str, Maybe] = dict.fromkeys(_seven_of(pack), NA)
    for school in _schools(evaluation):
        if not school.unit.campus:
            values.update(_values_of(school))
    return {name: _value(pack, name, value) for name, value in values.items()}


def separate_campuses(scope: Scope, pack: Pack) -> tuple[CampusFigures, ...]:
    """The campuses that count as schools of their own, primary first, in the order of the table."""
    evaluation = _evaluated(scope, pack)
    if evaluation is None:
        return ()
    rows = scope.rows(CAMPUSES)
    return tuple(
        _campus_figures(school, rows, pack) for school in _schools(evaluation) if school.unit.campus
    )


def campus_note(scope: Scope) -> str:
    """How the seven are counted, in a sentence; ``""`` for a school without further campuses."""
    rows = scope.rows(CAMPUSES)
    if not rows:
        return ""
    separate = sum(row.get("campus_treatment") == SEPARATE for row in rows)
    merged = len(rows) - separate
    own = f"主校区与并入的 {merged} 个校区合计" if merged else "主校区"
    apart = f"，另有 {separate} 个校区单列" if separate else ""
    return f"按校区分别计算：{own}{apart}。"


def _evaluated(scope: Scope, pack: Pack) -> "DistrictEvaluation | None":
    """Evaluate the school's campuses like a district; ``None`` without further campuses."""
    if not scope.rows(CAMPUSES):
        return None
    # Few schools have campuses: the others do not wait for the evaluation to be loaded.
    from forms.evaluation import RawSchool, evaluate, raw_rows

    main, *campuses = raw_rows(scope)
    # While they are typed, numbers of campuses are missing or repeated: their places are not.
    numbered = (
        RawSchool({**row.values, "profile.campus_no": f"{place:02}"})
        for place, row in enumerate(campuses, start=1)
    )
    settings = {setting.id: scope.value(setting.id) for setting in pack.settings}
    return evaluate([main, *numbered], pack=pack, settings=settings)


def _schools(evaluation: "DistrictEvaluation") -> Iterable["SchoolResult"]:
    return (school for level in evaluation.levels.values() for school in level.schools)


def _values_of(school: "SchoolResult") -> dict[str, Maybe]:
    level = school.unit.level.value
    return {
        f"L{number}_{level}": None if value is None else simplest(value)
        for number, value in enumerate(school.values, start=1)
    }


def _campus_figures(school: "SchoolResult", rows: Sequence[Cells], pack: Pack) -> CampusFigures:
    place = int(school.unit.campus)
    name = rows[place - 1].get("campus_name")
    return CampusFigures(
        name=name if isinstance(name, str) else f"第 {place} 行校区",
        section=school.unit.level,
        figures=tuple(_value(pack, key, value) for key, value in _values_of(school).items()),
        verdict=_value(pack, f"school_passes_{school.unit.level.value}", school.passes),
    )


def _seven_of(pack: Pack) -> Iterable[str]:
    return (one.id for one in pack.indicators if one.standard is not None)


def _value(pack: Pack, name: str, value: Maybe) -> IndicatorValue:
    indicator = pack.indicator_by_id[name]
    return IndicatorValue(indicator, value, judge(value, indicator))
