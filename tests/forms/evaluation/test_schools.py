"""Who is evaluated, as what, and what is missing."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from forms.evaluation import (
    DistrictEvaluation,
    RawSchool,
    Reason,
    Relaxations,
    SchoolResult,
    Standards,
    evaluate,
    raw_rows,
    to_json,
)
from forms.indicator_value import IndicatorState
from forms.schooling import Section
from forms.values import NA, Maybe
from tests.forms.evaluation.schools import campus, school
from tests.forms.samples.full_pack import pack, sheet

PRIMARY, JUNIOR = Section.PRIMARY, Section.JUNIOR
ON = {"setting.relax_visiting_teachers": True, "setting.relax_dense_centre": True}


def judged(*rows: RawSchool, **settings: Maybe) -> DistrictEvaluation:
    named = {name.replace("__", "."): value for name, value in settings.items()}
    return evaluate(rows, pack=pack(), settings=named)


def one(row: RawSchool, level: Section = PRIMARY, *, relaxed: bool = False) -> SchoolResult:
    return evaluate([row], pack=pack(), settings=ON if relaxed else {}).levels[level].schools[0]


def test_a_good_school_passes() -> None:
    found = one(school())
    assert found.passes is True
    assert found.reached == 7


@pytest.mark.parametrize(
    ("changes", "passes", "states"),
    [
        ({"facilities__multimedia_rooms": 23}, True, "reached"),
        ({"facilities__multimedia_rooms": 20}, True, "ge85"),
        ({"facilities__multimedia_rooms": 19}, False, "short"),
        ({"facilities__multimedia_rooms": 0}, False, "short"),
        ({"facilities__multimedia_rooms": None}, None, "missing"),
        ({"facilities__multimedia_rooms": 20, "staffing__backbone_primary": 9}, False, "ge85"),
        ({"facilities__multimedia_rooms": None, "staffing__backbone_primary": 8}, False, "missing"),
        ({"facilities__multimedia_rooms": None, "staffing__backbone_primary": 9}, None, "missing"),
        ({"facilities__multimedia_rooms": NA}, None, "missing"),
    ],
)
def test_six_of_seven_and_the_other_one_at_85_percent(
    changes: dict[str, Any], passes: bool | None, states: str
) -> None:
    found = one(school(**changes))
    assert found.passes is passes
    assert found.states[6].value == states


@pytest.mark.parametrize(
    ("column", "missing"),
    [
        ("facilities__teaching_area", {3}),
        ("facilities__indoor_sports_area", {3, 4}),
        ("facilities__sports_ground_area", {4}),
        ("facilities__equipment_value", {5}),
        ("staffing__master_primary", {0}),
        ("staffing__pe_primary", {2}),
    ],
)
def test_a_missing_figure_is_missing_only_where_it_is_used(column: str, missing: set[int]) -> None:
    values = one(RawSchool({**school().values, column.replace("__", "."): None})).values
    assert {place for place, value in enumerate(values) if value is None} == missing


def test_a_value_is_compared_unrounded() -> None:
    # 4.49999 ㎡ prints as 4.50 and does not reach 4.5.
    row = school(facilities__teaching_area=Decimal("5499.99"), pupils__enrolled_primary=1000)
    assert one(row).states[3] is IndicatorState.GE85


def test_teachers_are_counted_by_section_and_level() -> None:
    found = one(school(kind="312"), PRIMARY), one(school(kind="312"), JUNIOR)
    assert [result.values[0] for result in found] == [Fraction(75, 10), Fraction(70, 10)]


def test_an_attached_section_takes_part_as_soon_as_it_has_pupils() -> None:
    row = school(
        kind="311",
        pupils__enrolled_primary=100,
        **{
            f"staffing__{name}_primary": 9
            for name in ("doctorate", "master", "bachelor", "associate")
        },
        **{
            f"staffing__{name}_primary": 3
            for name in ("backbone", "pe", "music", "fine_art", "arts")
        },
    )
    levels = judged(row).levels
    assert set(levels) == {PRIMARY, JUNIOR}
    weight = 100 + Fraction("1.1") * 1000
    assert levels[PRIMARY].schools[0].values[6] == 60 / weight * 100
    assert levels[PRIMARY].schools[0].unit.is_section


REASONS: dict[str, tuple[RawSchool, Reason | None]] = {
    "special school": (school(kind="511"), Reason.TYPE_NOT_EVALUATED),
    "no type": (school(kind=""), Reason.TYPE_NOT_EVALUATED),
    "small teaching point": (
        school(kind="218", pupils__enrolled_primary=49),
        Reason.TEACHING_POINT_UNDER_50,
    ),
    "teaching point": (school(kind="218", pupils__enrolled_primary=50), None),
    "teaching point of unknown size": (school(kind="218", pupils__enrolled_primary=None), None),
    "small school": (school(pupils__enrolled_primary=20), None),
    "no pupils": (school(pupils__enrolled_primary=0), Reason.NO_PUPILS),
    "pupils only in the senior section": (
        school(kind="341", pupils__enrolled_junior=0, pupils__enrolled_senior=800),
        Reason.NO_PUPILS,
    ),
}


@pytest.mark.parametrize(("row", "reason"), REASONS.values(), ids=REASONS)
def test_who_takes_no_part(row: RawSchool, reason: Reason | None) -> None:
    evaluation = judged(row)
    assert [found.reason for found in evaluation.excluded] == ([reason] if reason else [])
    assert bool(evaluation.levels) == (reason is None)
    if reason:
        assert evaluation.passes is None
        assert reason.label
        excluded = to_json(evaluation)["excluded"]
        assert excluded == [{"code": row.code, "reason": reason.value}]


def test_a_retired_school_is_out_with_all_its_campuses_whatever_it_delivered() -> None:
    campuses = campus("01", "merge", 2), campus("02", "separate", 2)
    rows = [school(1), school(2), *campuses, school(3, kind="511")]
    evaluation = evaluate(rows, pack=pack(), retired={"2142100002", "2142100003", "2142100009"})
    assert {one.reason for one in evaluation.excluded} == {Reason.RETIRED}
    assert [one.unit.code[-1] for one in evaluation.levels[PRIMARY].schools] == ["1"]
    assert evaluation.passes is True
    excluded = to_json(evaluation)["excluded"]
    assert excluded == [
        {"code": "2142100002", "reason": "retired"},
        {"code": "2142100002", "reason": "retired", "campus": "02"},
        {"code": "2142100003", "reason": "retired"},
    ]


def test_every_reason_has_words_of_its_own() -> None:
    assert len({reason.label for reason in Reason}) == len(Reason)


def test_a_section_without_pupils_is_absent() -> None:
    assert set(judged(school(kind="312", pupils__enrolled_junior=0)).levels) == {PRIMARY}


def test_a_section_of_unknown_size_is_in_with_everything_unknown() -> None:
    evaluation = judged(school(1), school(2, pupils__enrolled_primary=None))
    level = evaluation.levels[PRIMARY]
    assert set(level.schools[1].states) == {IndicatorState.MISSING}
    assert set(level.schools[1].values) == {None}
    assert (level.schools[1].passes, level.passes, level.pupils) == (None, None, None)
    assert [coefficient.passes for coefficient in level.coefficients] == [None] * 7
    assert level.composite is None


def test_an_unknown_senior_section_leaves_the_split_unknown_but_not_the_teachers() -> None:
    found = one(school(kind="341", pupils__enrolled_senior=None), JUNIOR)
    assert [value is None for value in found.values] == [False] * 3 + [True] * 4


def test_one_missing_figure_makes_one_coefficient_unknown_and_names_the_school() -> None:
    evaluation = judged(school(1), school(2, facilities__equipment_value=None))
    level = evaluation.levels[PRIMARY]
    assert [one.passes for one in level.coefficients] == [*[True] * 5, None, True]
    assert [found.unit.name for found in level.lacking(5)] == ["第2学校"]
    assert evaluation.passes is None
    data = to_json(evaluation)["levels"]
    assert isinstance(data, dict)
    figure = data["primary"]["indicators"]["L6"]
    assert figure["missing"] == [{"code": "2142100002", "name": "第2学校"}]
    assert (figure["mean"], figure["sd"], figure["cv"], figure["passes"]) == (
        None,
        None,
        None,
        None,
    )


def test_a_failing_school_decides_even_where_something_is_unknown() -> None:
    evaluation = judged(
        school(1, staffing__backbone_primary=0), school(2, facilities__equipment_value=None)
    )
    assert evaluation.passes is False


def test_a_zero_stays_in_and_a_mean_of_zero_is_no_coefficient() -> None:
    spread = judged(school(1), school(2, staffing__backbone_primary=0)).levels[PRIMARY]
    assert spread.coefficients[1].cv == 1
    assert spread.coefficients[1].passes is False
    nothing = judged(school(1, staffing__backbone_primary=0)).levels[PRIMARY].coefficients[1]
    assert nothing.mean == 0
    assert nothing.sd == 0
    assert (nothing.cv, nothing.passes) == (None, None)


def test_outstanding_schools_leave_the_district_undecided() -> None:
    evaluation = evaluate([school()], pack=pack(), outstanding=["2142100009"])
    assert evaluation.levels[PRIMARY].passes is True
    assert evaluation.passes is None
    assert to_json(evaluation)["outstanding"] == ["2142100009"]


def test_schools_stand_in_the_order_of_their_codes() -> None:
    found = judged(school(3), school(1), school(2)).levels[PRIMARY].schools
    assert [result.unit.code[-1] for result in found] == ["1", "2", "3"]


# Campuses


def test_a_merged_campus_is_split_by_itself_and_added_to_the_main_one() -> None:
    main = school(kind="312", pupils__enrolled_primary=800, pupils__enrolled_junior=200)
    other = campus(
        "01", "merge", kind="312", pupils__enrolled_primary=0, pupils__enrolled_junior=500
    )
    evaluation = judged(main, other)
    primary = evaluation.levels[PRIMARY].schools
    junior = evaluation.levels[JUNIOR].schools
    assert (len(primary), len(junior)) == (1, 1)
    weight = 800 + Fraction("1.1") * 200
    assert primary[0].unit.pupils == 800
    assert primary[0].values[6] == Fraction(60) * 800 / weight / 800 * 100
    rooms = 60 * Fraction("1.1") * 200 / weight + 60
    assert junior[0].values[6] == rooms / 700 * 100
    assert junior[0].values[1] == Fraction(2 * 30, 700) * 100
    assert junior[0].unit.portion is None


def test_a_separate_campus_is_a_school_of_its_own() -> None:
    evaluation = judged(school(), campus("02", "separate", pupils__enrolled_primary=500))
    found = evaluation.levels[PRIMARY].schools
    assert [(one.unit.campus, one.unit.pupils) for one in found] == [("", 1000), ("02", 500)]
    assert found[1].unit.name == "第1学校（02校区）"
    schools = to_json(evaluation)["schools"]
    assert isinstance(schools, list)
    assert [one.get("campus") for one in schools] == [None, "02"]


def test_a_campus_without_its_main_row_is_a_school_of_its_own() -> None:
    found = judged(campus("01", "merge"), campus("02", "merge")).levels[PRIMARY].schools
    assert [one.unit.campus for one in found] == ["01", "02"]


def test_an_excluded_campus_says_which() -> None:
    row = campus("02", "separate", pupils__enrolled_primary=0)
    excluded = to_json(judged(school(), row))["excluded"]
    assert excluded == [{"code": "2142100001", "reason": "no_pupils", "campus": "02"}]


def test_a_campus_without_pupils_serves_those_of_the_others() -> None:
    empty = campus("01", "merge", pupils__enrolled_primary=0, facilities__multimedia_rooms=4)
    found = judged(school(), empty).levels[PRIMARY].schools[0]
    assert found.values[6] == Fraction(64, 1000) * 100


def test_a_missing_figure_of_a_campus_is_a_missing_figure_of_the_school() -> None:
    row = campus("01", "merge", facilities__multimedia_rooms=None, pupils__enrolled_primary=10)
    assert judged(school(), row).levels[PRIMARY].schools[0].values[6] is None
    unknown = campus("01", "merge", pupils__enrolled_primary=None)
    assert judged(school(), unknown).levels[PRIMARY].schools[0].unit.pupils is None


def test_grades_and_classes_of_campuses() -> None:
    main = school(pupils__grades_primary=6, pupils__classes_primary=20)
    other = campus("01", "merge", pupils__grades_primary=2, pupils__classes_primary=4)
    unit = judged(main, other).levels[PRIMARY].schools[0].unit
    assert (unit.grades, unit.classes) == (6, 24)
    bare = one(school()).unit
    assert (bare.grades, bare.classes, bare.sponsor) == (None, None, "")


def test_two_main_rows_of_one_school_cannot_be_evaluated() -> None:
    with pytest.raises(ValueError, match="two main rows"):
        judged(school(), school())


def test_a_return_with_campuses_gives_the_main_campus_as_the_rest() -> None:
    from forms.edits import InsertRow, SetAnswer
    from forms.record import Row

    opened = sheet("primary")
    cells = {"campus_no": "01", "campus_name": "东校区", "campus_treatment": "separate"}
    for column in opened.plan.tables["profile.campuses"].table.columns[3:]:
        cells[column.id] = "0"
    cells |= {"enrolled_primary": "40", "teaching_area": "200.50", "multimedia_rooms": "2"}
    opened.apply_all(
        [
            SetAnswer("profile.has_campuses", "yes"),
            InsertRow("profile.campuses", 0, Row("r1", cells)),
        ]
    )
    main, other = raw_rows(opened.scope)
    assert main.figure("pupils.enrolled_primary") == 1000
    assert main.figure("facilities.teaching_area") == Fraction(12400 - 401, 2)
    assert main.values["pupils.enrolled_junior"] is NA
    assert (other.campus, other.name, other.type) == ("01", "样例小学（东校区）", "211")
    assert other.figure("facilities.multimedia_rooms") == 2
    evaluation = judged(main, other)
    assert [one.unit.pupils for one in evaluation.levels[PRIMARY].schools] == [1000, 40]
    opened.apply(SetAnswer("facilities.multimedia_rooms", None))
    assert raw_rows(opened.scope)[0].values["facilities.multimedia_rooms"] is None


# Relaxations: off by default


SMALL = {"pupils__enrolled_primary": 80, "profile__urban_rural": "220"}


@pytest.mark.parametrize(
    ("changes", "relaxed", "arts"),
    [
        ({**SMALL, "staffing__visiting_pe_arts_primary": 3}, False, Fraction(22, 80)),
        ({**SMALL, "staffing__visiting_pe_arts_primary": 3}, True, Fraction(25, 80)),
        ({**SMALL, "staffing__visiting_pe_arts_primary": None}, True, None),
        ({**SMALL, "profile__urban_rural": "111"}, True, Fraction(22, 80)),
        ({**SMALL, "profile__urban_rural": None}, True, None),
        ({**SMALL, "pupils__enrolled_primary": 100}, True, Fraction(22, 100)),
        ({**SMALL, "pupils__enrolled_primary": 49}, True, Fraction(22, 49)),
    ],
)
def test_visiting_teachers_of_small_rural_schools(
    changes: dict[str, Any], relaxed: bool, arts: Fraction | None
) -> None:
    found = one(school(**changes), relaxed=relaxed).values[2]
    assert found == (None if arts is None else arts * 100)


def test_visiting_teachers_of_a_school_of_unknown_size_are_unknown() -> None:
    row = school(kind="312", profile__urban_rural="220", pupils__enrolled_primary=60)
    unknown = RawSchool({**row.values, "pupils.enrolled_junior": None})
    assert one(unknown, relaxed=True).values[2] is None


@pytest.mark.parametrize(
    ("dense", "relaxed", "area"),
    [
        (True, False, 21000),
        (True, True, 21700),
        (False, True, 21000),
        (None, True, None),
    ],
)
def test_venues_of_dense_city_centres(dense: bool | None, relaxed: bool, area: int | None) -> None:
    row = school(
        profile__dense_centre=dense,
        facilities__special_sports_area=Decimal("500.00"),
        facilities__leased_area_eligible=200,
    )
    found = one(row, relaxed=relaxed).values[4]
    assert found == (None if area is None else Fraction(area, 1000))


def test_numbers_of_several_kinds_add_up() -> None:
    row = school(
        facilities__sports_ground_area=Fraction(1, 3),
        facilities__indoor_sports_area=Decimal("0.50"),
    )
    assert one(row).values[4] == (Fraction(1, 3) + Fraction(1, 2)) / 1000


def test_relaxations_and_standards_come_from_settings_and_pack() -> None:
    assert Relaxations.of({}) == Relaxations()
    assert Relaxations.of(ON) == Relaxations(visiting_teachers=True, dense_centre=True)
    standards = Standards.of(pack())
    assert [line.reached for line in standards.lines[JUNIOR]] == [
        Fraction(text) for text in ("5.3", "1", "0.9", "5.8", "10.2", "2500", "2.4")
    ]
    assert [line.ge85 for line in standards.lines[PRIMARY]] == [
        Fraction(text) for text in ("3.57", "0.85", "0.765", "3.825", "6.375", "1700", "1.955")
    ]
    assert standards.cv_limits == {PRIMARY: Fraction(1, 2), JUNIOR: Fraction(9, 20)}
