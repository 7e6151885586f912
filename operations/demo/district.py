"""What the bureau of the demonstration fills into its own form: figures that fit its schools."""

from collections.abc import Mapping
from fractions import Fraction

from forms.live.sheet import Sheet
from forms.rounding import rounded
from operations.demo.scaling import Document

_PUPILS_PER_PERSON = Fraction(1, 11)
_SMALLEST = Fraction("5.2")
"""万人 below which the form asks whether the unit is right."""

_USUAL_PAY = 139000
"""Yuan a year; what the schools say is unknown until all have reported."""

_NOTES: Mapping[str, str] = {
    "layout_note": "现有义务教育学校按规划布点，学位充足，小学服务半径 1 公里，近三年新建 1 所、扩建 2 所。",
    "posts_note": "在核定总量内统筹到校，2024 年补充教师 46 人，跨校调整编制 12 个，满编运行。",
    "ict_use_note": "教师信息化培训全覆盖，平台周活跃教师九成以上，多媒体教室每天使用 5 课时以上。",
    "courses_note": "视导覆盖全部学校，发现 3 所学校综合实践课时不足，均已整改；劳动基地每校 1 个以上。",
    "workload_note": "随机抽查 6 所学校 480 名学生，书面作业用时达标率 98%，核实举报 1 起并已整改。",
}
_YES = (
    "monitoring_ok",
    "layout_ok",
    "unified_building",
    "unified_staffing",
    "unified_funding",
    "unified_equipment",
    "performance_full",
    "posts_allocated",
    "left_behind_system",
    "ict_use_ok",
    "courses_ok",
    "workload_ok",
    "migrant_in_budget",
    "third_party",
)
_VETOES = ("exam", "selection", "key_classes", "posts", "incident", "tutoring")
_FILES = ("layout_files", "unified_files", "posts_files")
_GAPS: Mapping[str, str] = {
    "chinese": "0.082",
    "mathematics": "0.104",
    "science": "0.121",
    "pe": "0.067",
    "arts": "0.093",
    "moral": "0.058",
}


def district_document(sheet: Sheet, *, name: str, code: str) -> Document:
    """Return the filling document of the bureau's form (shape of the forms catalogue, section 8).

    Args:
        sheet: The empty form, opened with the accepted returns: totals follow them.
        name: Name of the district.
        code: Its 行政区划代码.

    """
    form: dict[str, object] = {"district_name": name, "district_code": code}
    form.update(_people(sheet))
    form.update(_pay_and_quota(sheet))
    form.update(_money(sheet))
    form.update(dict.fromkeys(_YES, True))
    form.update({f"veto_{what}": False for what in _VETOES})
    form.update({item: ["附件.pdf"] for item in _FILES})
    form.update(_NOTES)
    return {
        "district": form,
        "district.school_ratings": _ratings(sheet),
        "district.quality_monitoring": _monitoring(),
        "district.recognition": _recognition(),
    }


def _number(sheet: Sheet, name: str) -> Fraction:
    value = sheet.value(name)
    return Fraction(value) if isinstance(value, (int, Fraction)) else Fraction(0)


def _total(sheet: Sheet, name: str) -> int:
    found = (school.value(name) for school in sheet.context.schools)
    return sum(value for value in found if isinstance(value, int))


def _enrolled(sheet: Sheet, section: str) -> int:
    """Pupils of the schools that have reported; the form's own sum is unknown until all have."""
    return _total(sheet, f"pupils.enrolled_{section}")


def _people(sheet: Sheet) -> dict[str, object]:
    pupils = sum(_enrolled(sheet, part) for part in ("primary", "junior"))
    population = max(Fraction(pupils) / _PUPILS_PER_PERSON / 10000, _SMALLEST)
    migrants = _total(sheet, "pupils.migrant_primary") + _total(sheet, "pupils.migrant_junior")
    disabled = _total(sheet, "equity.disabled_primary") + _total(sheet, "equity.disabled_junior")
    return {
        "population": rounded(population, 2),
        "population_farming": rounded(population / 9, 2),
        "towns": 2,
        "villages": 17,
        "gdp_per_capita": 128600,
        "revenue_per_capita": 11240,
        "income_rural": 31850,
        "income_urban": 59720,
        "special_schools": 1,
        "basic_certified_on": "2015-11-20",
        "special_funds": "96.80",
        "special_pupils": 88,
        "migrant_eligible": migrants,
        "migrant_public": migrants,
        "migrant_purchased": 0,
        "disabled_children": disabled + 90,
        "disabled_enrolled": disabled + 88,
        "disabled_in_special": 88,
    }


def _pay_and_quota(sheet: Sheet) -> dict[str, object]:
    pay = int(_number(sheet, "district.pay_from_schools")) or _USUAL_PAY
    graduates = _total(sheet, "pupils.graduates_junior")
    planned = graduates * 2 // 5 + 10
    allotted = planned * 7 // 12
    return {
        "teacher_pay_average": pay + 260,
        "civil_pay_average": pay - 1840,
        "quota_planned": planned,
        "quota_allotted": allotted,
        "quota_rural": allotted // 8,
    }


def _money(sheet: Sheet) -> dict[str, object]:
    budgets = {"primary": 16420, "junior": 22860}
    pupils = {part: Fraction(_enrolled(sheet, part)) for part in budgets}
    total = sum((pupils[part] * amount for part, amount in budgets.items()), Fraction(0)) / 10000
    found: dict[str, object] = {
        "education_budget": rounded(total * Fraction(13, 10), 2),
        "education_budget_last": rounded(total * Fraction(5, 4), 2),
        "places_planned": 540,
        "clusters": max(1, len(sheet.context.schools) // 4),
        "tutoring_institutions": 3,
        "tutoring_penalised": 2,
    }
    for part, amount in budgets.items():
        found[f"per_pupil_budget_{part}"] = f"{amount}.00"
        found[f"per_pupil_budget_last_{part}"] = f"{amount * 96 // 100}.00"
    return found


def _ratings(sheet: Sheet) -> dict[str, object]:
    codes = [str(school.value("profile.school_code")) for school in sheet.context.schools]
    grades = ("excellent", "good")
    rows = [
        [code, grades[place % 3 > 0], grades[place % 4 > 1]] for place, code in enumerate(codes)
    ]
    return {"columns": ["school_code", "moral_grade", "culture_grade"], "rows": rows}


def _monitoring() -> dict[str, object]:
    columns = ["monitor_subject", "monitored_year", "level", "school_gap"]
    rows = [
        [subject, 2023, "4" if subject == "moral" else "3", gap] for subject, gap in _GAPS.items()
    ]
    return {"columns": columns, "rows": rows}


def _recognition() -> dict[str, object]:
    columns = ["respondent", "issued", "valid", "satisfied", "visited", "visited_satisfied"]
    rows = [["all", 2400, 2318, 2137, 120, 113], ["parents", 1500, 1456, 1335, 60, 56]]
    return {"columns": columns, "rows": rows}
