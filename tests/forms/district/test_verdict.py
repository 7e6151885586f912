"""The items of a district: what passes, what fails and because of whom, what cannot be known."""

from dataclasses import replace

import pytest

from forms.district import DistrictSchool, DistrictVerdict
from forms.district.checks import check_schools, checks_of
from forms.values import NA, Maybe
from tests.forms.samples import district, full_pack


def test_a_good_district_passes_every_item() -> None:
    found = district.verdict()
    assert {name for name, item in found.items.items() if item.passes is not True} == set()
    assert found.passes is True
    assert len(found.items) == 26
    assert not [problem for problem in found.sheet.problems if problem.is_open]


@pytest.mark.parametrize(
    ("item", "field", "value"),
    [
        ("D_G3", "facilities__music_rooms_ok", 0),
        ("D_G3", "facilities__art_rooms_ok", 0),
        ("D_G4", "pupils__enrolled_primary", 2001),
        ("D_G5", "pupils__over_limit_classes_primary", 1),
        ("D_Q3", "funding__charter", False),
        ("D_Q4", "funding__training_budget", 0),
    ],
)
def test_one_school_makes_an_item_fail_and_is_named(item: str, field: str, value: int) -> None:
    found = district.verdict(district.schools(**{field: value}))
    assert found.items[item].passes is False
    assert [school.code for school in found.items[item].failing] == ["2142100001"]
    assert found.passes is False


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ("D_G3", "facilities__music_rooms_ok"),
        ("D_G4", "pupils__enrolled_primary"),
        ("D_Q3", "funding__charter"),
    ],
)
def test_missing_data_of_one_school_is_unknown_and_named(item: str, field: str) -> None:
    found = district.verdict(district.schools(**{field: None}))
    assert found.items[item].passes is None
    assert [school.code for school in found.items[item].unknown] == ["2142100001"]
    assert found.passes is None


def test_false_weighs_more_than_unknown() -> None:
    common = district.context().names()
    schools = (
        district.school("primary", common, funding__charter=None),
        district.school("nine_year", common, funding__charter=False),
    )
    item = district.verdict(schools).items["D_Q3"]
    assert item.passes is False
    assert [school.code for school in item.failing] == ["3142100002"]
    assert [school.code for school in item.unknown] == ["2142100001"]


def test_a_school_that_has_not_reported_leaves_everything_open_that_needs_it() -> None:
    found = district.verdict((*district.schools(), district.outstanding()))
    assert [school.name for school in found.outstanding] == ["未报小学"]
    open_items = {name for name, item in found.items.items() if item.passes is None}
    every = {"D_G3", "D_G4", "D_G5", "D_G6", "D_Q3", "D_Q4"}
    totals = {"D_G9", "D_G11", "D_G12", "D_G13", "D_Q1", "D_Q6"}
    assert open_items == every | totals
    for name in every:
        assert [school.name for school in found.items[name].unknown] == ["未报小学"]
    assert found.passes is None


def test_a_teaching_point_under_fifty_counts_only_where_every_school_does() -> None:
    common = district.context().names()
    point = district.school(
        "primary",
        common,
        profile__school_code="2142100007",
        profile__school_type="218",
        pupils__enrolled_primary=30,
        pupils__enrolled_compulsory=30,
        facilities__music_rooms_ok=0,
        funding__charter=False,
    )
    found = district.verdict((*district.schools(), point))
    assert "2142100007" not in found.evaluated
    assert found.items["D_G3"].passes is True
    assert [school.code for school in found.items["D_Q3"].failing] == ["2142100007"]


@pytest.mark.parametrize(
    ("item", "changes"),
    [
        ("D_G1", {"layout_ok": "no"}),
        ("D_G2", {"unified_staffing": "no"}),
        ("D_G7", {"special_funds": "70.39"}),
        ("D_G8", {"teacher_pay_average": "137899"}),
        ("D_G8", {"performance_full": "no"}),
        ("D_G10", {"posts_allocated": "no"}),
        ("D_G14", {"quota_allotted": "199"}),
        ("D_G15", {"migrant_public": "424"}),
        ("D_G15", {"left_behind_system": "no"}),
        ("D_Q2", {"disabled_enrolled": "94"}),
        ("D_Q5", {"ict_use_ok": "no"}),
        ("D_Q7", {"courses_ok": "no"}),
        ("D_Q8", {"workload_ok": "no"}),
        ("D_V", {"veto_exam": "yes", "veto_note": "已查处并完成整改，见通报。"}),
    ],
)
def test_what_the_bureau_fills_decides_its_items(item: str, changes: dict[str, str]) -> None:
    found = district.verdict(filled=district.record(**changes))
    assert [name for name, one in found.items.items() if one.passes is False] == [item]
    assert found.passes is False


@pytest.mark.parametrize("name", ["special_pupils", "quota_planned", "veto_posts"])
def test_what_is_not_filled_is_unknown(name: str) -> None:
    found = district.verdict(filled=district.record(**{name: None}))
    assert found.passes is None
    label = found.sheet.plan.fields[f"district.{name}"].label
    told = {blank for item in found.items.values() for blank in item.blanks}
    assert told == {label}


def test_without_a_special_school_nothing_is_asked_for_one() -> None:
    filled = district.record(special_schools="0", special_funds=None, special_pupils=None)
    found = district.verdict(filled=filled)
    assert (found.items["D_G7"].passes, found.items["D_G7"].applies) == (True, False)
    assert (found.items["D_G7"].label, found.items["D_G8"].label) == ("不适用", "达标")
    assert found.items["D_G7"].shown is None


def rural_primary(**changes: Maybe) -> DistrictSchool:
    """A school that no item of towns, of junior pupils or of exchange asks about."""
    common = district.context().names()
    asked: dict[str, Maybe] = {
        "profile__urban_group": "rural",
        "staffing__exchange_eligible": 0,
    }
    return district.school("primary", common, **asked, **changes)


NONE_OF_IT = {"migrant_eligible": "0", "migrant_public": "0", "disabled_children": "0"} | {
    "disabled_enrolled": "0",
    "disabled_in_special": "0",
}
OF_NOTHING = {"D_G11", "D_G13", "D_Q1", "D_Q2"}


def test_an_item_of_which_there_is_nothing_in_the_district_does_not_apply_and_does_not_hinder() -> (
    None
):
    found = district.verdict((rural_primary(),), filled=district.record(**NONE_OF_IT))
    assert {name for name, item in found.items.items() if not item.applies} == OF_NOTHING
    assert {name for name, item in found.items.items() if item.passes is not True} == set()
    assert found.items["D_G15"].applies
    assert found.passes is True


def test_while_a_school_is_outstanding_nobody_knows_whether_an_item_applies() -> None:
    found = district.verdict((rural_primary(), district.outstanding()))
    for name in ("D_G11", "D_G13", "D_Q1"):
        assert (found.items[name].passes, found.items[name].applies) == (None, True)
    assert found.passes is None


def test_without_migrant_children_only_the_care_of_those_left_behind_is_asked() -> None:
    filled = district.record(**NONE_OF_IT, left_behind_system="no")
    item = district.verdict(filled=filled).items["D_G15"]
    assert (item.passes, item.applies, item.shown) == (False, True, None)


@pytest.mark.parametrize(
    ("within", "passes"), [(None, True), (0, False), (575, True), (576, True), (547, False)]
)
def test_a_level_without_schools_in_towns_leaves_the_other_to_decide(
    within: int | None, passes: bool
) -> None:
    common = district.context().names()
    nine = district.school("nine_year", common, pupils__enrolled_primary=NA)
    if within is not None:
        nine = district.school(
            "nine_year",
            common,
            pupils__enrolled_primary=NA,
            pupils__in_catchment_primary=NA,
            pupils__in_catchment_junior=within,
        )
    item = district.verdict((rural_primary(), nine)).items["D_G13"]
    assert (item.passes, item.applies) == (passes, True)


def test_an_every_school_item_that_asks_no_school_does_not_apply() -> None:
    common = district.context().names()
    point = district.school(
        "primary",
        common,
        profile__school_type="218",
        pupils__enrolled_primary=30,
        pupils__enrolled_compulsory=30,
    )
    item = district.verdict((point,)).items["D_G3"]
    assert (item.passes, item.applies) == (True, False)


@pytest.mark.parametrize(
    ("number", "field", "value"),
    [
        ("R-district-028", "pupils__admission_exam", True),
        ("R-district-028", "pupils__school_selection", True),
        ("R-district-028", "pupils__key_classes", True),
        ("R-district-029", "staffing__contract_teachers", 3),
    ],
)
def test_one_school_that_says_so_is_enough_while_others_are_outstanding(
    number: str, field: str, value: Maybe
) -> None:
    changes: dict[str, Maybe] = {field: value}
    if number == "R-district-029":
        changes["staffing__authorised_posts"] = 10_000
    outstanding = district.outstanding()
    calm = district.verdict((*district.schools(), outstanding))
    assert number not in {problem.code for problem in calm.sheet.problems}
    found = district.verdict((*district.schools(**changes), outstanding))
    assert number in {problem.code for problem in found.sheet.problems}


@pytest.mark.parametrize(("strict", "passes"), [("no", True), ("yes", False)])
def test_an_exchange_of_exactly_ten_per_cent_passes_unless_more_is_asked(
    strict: str, passes: bool
) -> None:
    common = district.context().names()
    schools = tuple(
        district.school(
            name,
            common,
            staffing__exchange_eligible=100,
            staffing__exchanged=10,
            staffing__exchanged_backbone=5,
        )
        for name in full_pack.NAMES
    )
    assert district.verdict(schools, exchange_strict=strict).items["D_G11"].passes is passes


def test_resources_decide_with_the_rest() -> None:
    found = district.verdict(district.schools(facilities__equipment_value=0))
    assert found.evaluation.passes is False
    assert [name for name, item in found.items.items() if item.passes is not True] == []
    assert found.passes is False


def with_ratings(*grades: str) -> DistrictVerdict:
    rows = tuple(
        district.rating(place, code, grade)
        for place, (code, grade) in enumerate(zip(district.CODES, grades, strict=False), start=1)
    )
    filled = district.record()
    tables = {**filled.tables, "district.school_ratings": rows}
    return district.verdict(filled=replace(filled, tables=tables))


@pytest.mark.parametrize(
    ("grades", "passes"),
    [(("good", "excellent"), True), (("good", "pass"), False), (("good",), None), ((), None)],
)
def test_every_evaluated_school_has_to_be_rated_good(
    grades: tuple[str, ...], passes: bool | None
) -> None:
    assert with_ratings(*grades).items["D_Q6"].passes is passes


def test_without_any_school_nothing_can_be_said() -> None:
    found = district.verdict(())
    assert found.items["D_Q3"].passes is None
    assert found.passes is None


def test_the_checks_of_a_school_are_the_answers_of_its_own_sheet() -> None:
    schools = district.schools()
    checked = check_schools(full_pack.pack(), schools)
    assert set(checked.answers) == {check.id for check in checks_of(full_pack.pack())}
    for place, name in enumerate(full_pack.NAMES):
        indicators = full_pack.sheet(name).indicators
        for check, answers in checked.answers.items():
            assert answers[place] == indicators[check].value, check


def test_a_check_that_does_not_apply_asks_nothing() -> None:
    found = district.verdict()
    answers = found.checked.answers["G5_class_junior"]
    assert answers[0] is NA
    asked = found.checked.with_answer(["G5_class_junior"], answer=True)
    assert [school.code for school in asked] == ["3142100002"]
