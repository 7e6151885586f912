"""Some rules of the pack as a developer would write them in Python, with missing values in mind.

They are the floor of the check: quicker than this a rule cannot be without losing its meaning.
"""

from collections.abc import Callable, Mapping
from typing import Any

from forms.schooling import Section
from forms.values import NA

Values = Mapping[str, Any]
Rule = Callable[[Values], bool | None]

_P, _J = Section.PRIMARY, Section.JUNIOR


def _needs(condition: Callable[..., bool], *names: str) -> Rule:
    """Unknown as long as one of the values is missing or does not apply."""

    def rule(values: Values) -> bool | None:
        found = [values[name] for name in names]
        return None if None in found or NA in found else condition(*found)

    return rule


def _zero(value: Any) -> Any:  # noqa: ANN401 - any number
    return 0 if value is None or value is NA else value


RULES: Mapping[tuple[str, Section | None], Rule] = {
    ("R-pupils-008", None): lambda v: (
        (not v["profile.has_primary"] or v["pupils.enrolled_primary"] > 0)
        and (not v["profile.has_junior"] or v["pupils.enrolled_junior"] > 0)
    ),
    ("R-pupils-012", None): lambda v: (
        v["pupils.enrolled_compulsory"] <= 2500
        if v["profile.school_type"] in {"312", "345"}
        else True
    ),
    ("R-pupils-013", None): _needs(
        lambda pupils, capacity: pupils <= capacity,
        "pupils.enrolled_total",
        "facilities.design_capacity",
    ),
    ("R-pupils-016", _P): _needs(
        lambda entrants, plan: entrants <= plan,
        "pupils.entrants_primary",
        "pupils.entrants_plan_primary",
    ),
    ("R-pupils-018", _J): _needs(
        lambda inside, enrolled: inside <= enrolled,
        "pupils.in_catchment_junior",
        "pupils.enrolled_junior",
    ),
    ("R-pupils-020", None): lambda v: (
        True
        if v["pupils.in_catchment_junior"] is None
        else v["pupils.in_catchment_junior"] * 100 >= v["pupils.enrolled_junior"] * 95
    ),
    ("R-pupils-021", None): _needs(
        lambda exam, selection, key: not exam and not selection and not key,
        "pupils.admission_exam",
        "pupils.school_selection",
        "pupils.key_classes",
    ),
    ("R-pupils-030", None): _needs(
        lambda died, entry, out, came: died <= entry and out <= entry + came,
        "pupils.cohort_died_junior",
        "pupils.cohort_entry_junior",
        "pupils.cohort_out_junior",
        "pupils.cohort_in_junior",
    ),
    ("R-pupils-032", None): _needs(lambda rate: rate >= 95, "pupils.retention_junior"),
    ("R-pupils-035", _P): lambda v: (
        v["pupils.migrant_primary"] <= v["pupils.enrolled_primary"]
        and v["pupils.left_behind_primary"] <= v["pupils.enrolled_primary"]
        and _zero(v["pupils.minority_primary"]) <= v["pupils.enrolled_primary"]
    ),
    ("R-pupils-040", _P): _needs(
        lambda girls, all_: all_ * 40 <= girls * 100 <= all_ * 60,
        "pupils.girls_primary",
        "pupils.enrolled_primary",
    ),
    ("R-facilities-001", None): _needs(
        lambda part, whole: part <= whole,
        "facilities.indoor_sports_area",
        "facilities.teaching_area",
    ),
    ("R-facilities-002", None): lambda v: (
        _zero(v["facilities.classroom_area"])
        + _zero(v["facilities.special_room_area"])
        + _zero(v["facilities.library_area"])
        + v["facilities.indoor_sports_area"]
        <= v["facilities.teaching_area"]
    ),
    ("R-facilities-006", None): _needs(lambda area: area == 0, "facilities.dangerous_area"),
    ("R-facilities-007", None): lambda v: (
        v["facilities.lit_classrooms_ok"] <= v["facilities.classrooms"]
        and _zero(v["facilities.adjustable_desk_rooms"]) <= v["facilities.classrooms"]
    ),
    ("R-facilities-010", None): _needs(
        lambda area, pupils: area / pupils <= 25,
        "facilities.teaching_area_net",
        "pupils.enrolled_total",
    ),
    ("R-facilities-012", None): _needs(
        lambda track, ground: track < 200 or ground >= track * 8,
        "facilities.track_length",
        "facilities.sports_ground_area",
    ),
    ("R-facilities-025", None): _needs(lambda rate: rate >= 95, "facilities.experiment_rate"),
    ("R-facilities-028", None): _needs(
        lambda value, pupils: 300 <= value * 10000 / pupils <= 30000,
        "facilities.equipment_value",
        "pupils.enrolled_total",
    ),
    ("R-facilities-030", None): lambda v: (
        v["facilities.books"]
        >= _zero(v["pupils.enrolled_primary"]) * 25
        + _zero(v["pupils.enrolled_junior"]) * 35
        + _zero(v["pupils.enrolled_senior"]) * 45
    ),
    ("R-facilities-034", None): _needs(
        lambda lessons, rooms: rooms * 5 <= lessons <= rooms * 45,
        "facilities.multimedia_lessons",
        "facilities.multimedia_rooms",
    ),
    ("R-facilities-045", None): _needs(
        lambda water, toilet, washing: (
            water != "none" and toilet == "sanitary" and washing == "soap"
        ),
        "facilities.water_source",
        "facilities.toilet_type",
        "facilities.handwashing",
    ),
    ("R-staffing-001", _P): _needs(
        lambda *counts: sum(counts[:-1]) == counts[-1],
        "staffing.doctorate_primary",
        "staffing.master_primary",
        "staffing.bachelor_primary",
        "staffing.associate_primary",
        "staffing.upper_secondary_primary",
        "staffing.below_secondary_primary",
        "staffing.fulltime_primary",
    ),
    ("R-staffing-002", _J): _needs(
        lambda teachers, staff: teachers <= staff,
        "staffing.fulltime_junior",
        "staffing.staff_junior",
    ),
    ("R-staffing-006", _J): _needs(
        lambda backbone, teachers: backbone <= teachers,
        "staffing.backbone_junior",
        "staffing.fulltime_junior",
    ),
}
