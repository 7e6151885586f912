"""A district of the two example schools, with the form its bureau has filled."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from forms.district import DistrictSchool, DistrictVerdict, SchoolScope, judge
from forms.evaluation import RawSchool, evaluate, raw_rows
from forms.live.context import Context, Period, make_context
from forms.live.engine import Engine
from forms.live.sheet import Sheet
from forms.record import Return, Row
from forms.values import Maybe
from tests.forms.samples import full_pack

FILE = [{"name": "附件.pdf", "sha256": "0" * 64, "size": 10}]
FILES = json.dumps(FILE, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
CODES = ("2142100001", "3142100002")
YES = (
    *("monitoring_ok", "layout_ok", "unified_building", "unified_staffing", "unified_funding"),
    *("unified_equipment", "performance_full", "posts_allocated", "left_behind_system"),
    *("ict_use_ok", "courses_ok", "workload_ok", "migrant_in_budget", "third_party"),
)
VETOES = ("exam", "selection", "key_classes", "posts", "incident", "tutoring")
NUMBERS = {
    "population": "21.50",
    "population_farming": "2.40",
    "towns": "2",
    "villages": "17",
    "gdp_per_capita": "128600",
    "revenue_per_capita": "11240",
    "income_rural": "31850",
    "income_urban": "59720",
    "special_schools": "1",
    "basic_certified_on": "2015-11-20",
    "special_funds": "96.80",
    "special_pupils": "88",
    "teacher_pay_average": "139400",
    "civil_pay_average": "137900",
    "quota_planned": "400",
    "quota_allotted": "230",
    "quota_rural": "30",
    "migrant_eligible": "500",
    "migrant_public": "480",
    "migrant_purchased": "0",
    "disabled_children": "100",
    "disabled_enrolled": "98",
    "disabled_in_special": "88",
    "education_budget": "9000.00",
    "clusters": "2",
    "education_budget_last": "8800.00",
    "places_planned": "540",
    "tutoring_institutions": "3",
    "tutoring_penalised": "2",
    "per_pupil_budget_primary": "16420.00",
    "per_pupil_budget_last_primary": "15900.00",
    "per_pupil_budget_junior": "22860.00",
    "per_pupil_budget_last_junior": "22100.00",
}
NOTES = ("layout_note", "posts_note", "ict_use_note", "courses_note", "workload_note")
SUBJECTS = ("chinese", "mathematics", "science", "pe", "arts", "moral")


@cache
def engine() -> Engine:
    return Engine(full_pack.pack(), "bureau")


def record(**changes: str | None) -> Return:
    """The filled form; ``towns="3"`` changes an answer, ``towns=None`` clears it."""
    answers: dict[str, str | None] = {
        "district_name": "样例区",
        "district_code": "420104",
        **NUMBERS,
        **dict.fromkeys(YES, "yes"),
        **{f"veto_{what}": "no" for what in VETOES},
        **{f"{what}_files": FILES for what in ("layout", "unified", "posts")},
        **dict.fromkeys(NOTES, "各项工作按规定落实，检查结果见区级台账。"),
        **changes,
    }
    return Return(
        school_code="420104",
        period=2024,
        pack=full_pack.pack().ref,
        answers={f"district.{name}": text for name, text in answers.items() if text is not None},
        tables={
            "district.school_ratings": tuple(
                rating(place, code) for place, code in enumerate(CODES, start=1)
            ),
            "district.quality_monitoring": tuple(
                Row(subject, {"monitored_year": "2023", "level": "3", "school_gap": "0.082"})
                for subject in SUBJECTS
            ),
            "district.recognition": (survey("all", 2318, 2137), survey("parents", 1456, 1335)),
        },
    )


def rating(place: int, code: str, grade: str = "good") -> Row:
    return Row(
        f"r{place}", {"school_code": code, "moral_grade": grade, "culture_grade": "excellent"}
    )


def survey(who: str, valid: int, satisfied: int) -> Row:
    counts = {"issued": 2400, "valid": valid, "satisfied": satisfied}
    visits = {"visited": 60, "visited_satisfied": 56}
    return Row(who, {name: str(count) for name, count in {**counts, **visits}.items()})


def context(**settings: str) -> Context:
    chosen = {f"setting.{name}": text for name, text in settings.items()}
    return make_context(full_pack.pack(), period=Period.of(2024), settings=chosen)


@cache
def opened(name: str) -> Sheet:
    return full_pack.sheet(name)


def school(name: str, common: Mapping[str, Maybe], **changes: Maybe) -> DistrictSchool:
    """An example school as the bureau has it; ``facilities__music_rooms_ok=0`` changes a value."""
    scope = opened(name).scope
    known = full_pack.pack().fields
    values = {field: value for field, value in scope.values.items() if field in known}
    values |= {field.replace("__", "."): value for field, value in changes.items()}
    code = str(values["profile.school_code"])
    title = str(values["profile.school_name"])
    return DistrictSchool(code, title, accepted=True, scope=SchoolScope(values, common, scope.rows))


def outstanding(code: str = "2142100009", school_type: str = "211") -> DistrictSchool:
    """A school that has not reported."""
    values = {"profile.school_code": code, "profile.school_type": school_type}
    return DistrictSchool(code, "未报小学", accepted=False, scope=SchoolScope(values))


def schools(**changes: Maybe) -> tuple[DistrictSchool, ...]:
    """Both example schools; changes are made to the first."""
    common = context().names()
    return school("primary", common, **changes), school("nine_year", common)


def verdict(
    found: tuple[DistrictSchool, ...] | None = None,
    filled: Return | None = None,
    **settings: str,
) -> DistrictVerdict:
    """Judge a district."""
    known = schools() if found is None else found
    surroundings = replace(context(**settings), schools=tuple(one.scope for one in known))
    rows: list[RawSchool] = []
    for one in known:
        rows.extend(raw_rows(one.scope) if one.accepted else ())
    missing = [one.code for one in known if not one.accepted]
    evaluation = evaluate(rows, pack=full_pack.pack(), outstanding=missing)
    sheet = engine().open(record() if filled is None else filled, surroundings)
    return judge(sheet, schools=known, evaluation=evaluation)
