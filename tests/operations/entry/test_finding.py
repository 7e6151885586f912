"""Finding places by words, ids and pinyin initials, the best and the nearest first."""

import pytest

from operations.entry.finding import MOST_FOUND, FoundPlace, PlaceFinder, PlaceKind, address_of_rule
from operations.entry.open_return import OpenReturn

PAGES = (("page.review", "审核与签名"),)


@pytest.fixture
def finder(opened: OpenReturn) -> PlaceFinder:
    return PlaceFinder(opened.engine.plan, PAGES)


def first(found: list[FoundPlace]) -> tuple[PlaceKind, str]:
    return found[0].kind, found[0].target


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("占地面积", PlaceKind.FIELD, "facilities.site_area"),
        ("zdmj", PlaceKind.FIELD, "facilities.site_area"),
        ("facilities.site_area", PlaceKind.FIELD, "facilities.site_area"),
        ("site_area", PlaceKind.FIELD, "facilities.site_area"),
        ("ＳＩＴＥ_AREA", PlaceKind.FIELD, "facilities.site_area"),
        ("班级名册", PlaceKind.TABLE, "pupils.classes"),
        ("bjmc 表格", PlaceKind.TABLE, "pupils.classes"),
        ("班级名册 学生数", PlaceKind.COLUMN, "pupils.classes[].enrolled"),
        ("R-facilities-030", PlaceKind.RULE, "R-facilities-030"),
        ("r-facilities-030", PlaceKind.RULE, "R-facilities-030"),
        ("R‑facilities‑030", PlaceKind.RULE, "R-facilities-030"),  # copied from under a field
        ("运动场地", PlaceKind.FIELD, "facilities.sports_ground_area"),
        ("其中运动场地", PlaceKind.FIELD, "facilities.sports_ground_area"),
        ("qzydcd", PlaceKind.FIELD, "facilities.sports_ground_area"),
        ("ydcdmj", PlaceKind.FIELD, "facilities.sports_ground_area"),  # a rule begins with it
        ("审核", PlaceKind.PAGE, "page.review"),
        ("shyqm", PlaceKind.PAGE, "page.review"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(
    finder: PlaceFinder, text: str, kind: PlaceKind, target: str
) -> None:
    assert first(finder.find(text)) == (kind, target)


def test_every_field_is_found_first_by_its_id(finder: PlaceFinder, opened: OpenReturn) -> None:
    for name in opened.engine.plan.fields:
        assert first(finder.find(name)) == (PlaceKind.FIELD, name)


def test_every_rule_is_found_by_its_number_and_leads_somewhere(
    finder: PlaceFinder, opened: OpenReturn
) -> None:
    plan = opened.engine.plan
    for rule in {found.rule.id for found in plan.rules}:
        assert first(finder.find(rule)) == (PlaceKind.RULE, rule)
        head = address_of_rule(opened.sheet, rule).partition("[")[0]
        assert head in plan.fields or head in plan.tables


def test_a_rule_that_speaks_leads_to_where_it_speaks(opened: OpenReturn) -> None:
    row = opened.sheet.rows("pupils.classes")[1].id
    opened.set_text(f"pupils.classes[{row}].girls", "99")
    told = next(found for found in opened.sheet.problems if found.code.startswith("R-"))
    assert address_of_rule(opened.sheet, told.code) == told.place


def test_a_rule_that_is_explained_leads_to_the_cell_it_is_about(opened: OpenReturn) -> None:
    opened.set_text("burden.homework[4].minutes", "75")
    assert address_of_rule(opened.sheet, "R-burden-030") == "burden.homework[4].minutes"


def test_a_rule_for_several_sections_leads_to_a_section_the_school_has(opened: OpenReturn) -> None:
    opened.set_text("profile.school_type", "311")  # 初级中学
    assert not opened.sheet.is_relevant("staffing.fulltime_primary")
    assert address_of_rule(opened.sheet, "R-staffing-001") == "staffing.fulltime_junior"
    opened.set_text("profile.school_type", "211")  # 小学
    assert address_of_rule(opened.sheet, "R-staffing-001") == "staffing.fulltime_primary"


def test_every_word_has_to_be_there(finder: PlaceFinder) -> None:
    assert finder.find("占地面积 班级名册") == []
    assert finder.find("这里没有的词") == []


def test_without_words_what_is_in_sight_comes_first(finder: PlaceFinder) -> None:
    found = finder.find("", near=("pupils", 0))
    assert len(found) == MOST_FOUND
    assert {(place.form, place.section) for place in found[:5]} == {("pupils", 0)}


def test_among_equals_the_nearest_comes_first(finder: PlaceFinder) -> None:
    here = finder.find("学生数", near=("pupils", 0))
    assert here[0].form == "pupils"


def test_what_does_not_concern_the_school_comes_last(finder: PlaceFinder) -> None:
    name = "facilities.site_area"
    assert first(finder.find("占地面积", absent={name})) != (PlaceKind.FIELD, name)


def test_only_what_is_asked_for_is_found(finder: PlaceFinder) -> None:
    found = finder.find("审核", kinds=(PlaceKind.FIELD, PlaceKind.COLUMN))
    assert {place.kind for place in found} <= {PlaceKind.FIELD, PlaceKind.COLUMN}
