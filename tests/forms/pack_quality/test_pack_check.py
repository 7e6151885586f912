"""What a pack lacks is found, each with its code and place; the program's own pack lacks nothing."""

from functools import cache

import pytest

from forms.loader import load_pack
from forms.pack_quality.check import Lack, check_quality
from forms.pack_quality.counts import count_pack
from forms.pack_quality.trial import RuleTrial
from forms.spec import Pack
from tests.forms.loader.small_pack import SMALL, balance


@cache
def published() -> Pack:
    return load_pack(balance())


def damaged(name: str, old: str, new: str) -> Pack:
    """The program's pack with one text of one file replaced."""
    texts = balance()
    assert old in texts[name], old
    return load_pack({**texts, name: texts[name].replace(old, new, 1)})


def with_rule(check: str, **more: str) -> Pack:
    """The program's pack with its first rule made another one."""
    texts = balance()
    keys = {"id": "R-profile-001", "severity": "error", "check": check, "message": "不对。"}
    rule = "\n".join(
        f'{key} = "{value}"' for key, value in {**keys, "source": "统计", **more}.items()
    )
    return load_pack({**texts, "profile.rules.toml": f"[[rule]]\n{rule}\n"})


def test_the_pack_of_the_program_lacks_nothing() -> None:
    assert check_quality(published()) == []


def test_it_is_counted_as_its_author_counts() -> None:
    counts = count_pack(published())
    assert (counts.forms, counts.fields, counts.calculated) == (10, 601, 121)
    assert (counts.tables, counts.columns) == (32, 210)
    assert (counts.errors, counts.queries, counts.hints, counts.rules) == (99, 270, 20, 389)
    assert (counts.indicators, counts.settings, counts.choice_lists) == (99, 22, 47)


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "place"),
    [
        (
            "profile.toml",
            'source = "GB 32100"',
            "",
            Lack.NO_SOURCE,
            "profile.toml：profile.uscc：source",
        ),
        (
            "staffing.rules.toml",
            'source = "L1; 统计"',
            'source = "L1; 听说"',
            Lack.UNKNOWN_SOURCE,
            "staffing.rules.toml：R-staffing-001：source",
        ),
        (
            "settings.toml",
            'source = "本表册"',
            "",
            Lack.NO_SOURCE,
            "settings.toml：setting.school_code：source",
        ),
        (
            "staffing.toml",
            'unit = "人"\nrequired = true\nrange = "0..3000"',
            'required = true\nrange = "0..3000"',
            Lack.NO_UNIT,
            "staffing.toml：staffing.staff_primary：unit",
        ),
        (
            "development.toml",
            'unit = "年级", ',
            "",
            Lack.NO_UNIT,
            "development.toml：development.local_courses.grade_from：unit",
        ),
        (
            "choices.toml",
            "[school_type]\n",
            '[spare]\nlabel = "备"\n[spare.options]\na = "甲"\n\n[school_type]\n',
            Lack.UNUSED,
            "choices.toml：spare",
        ),
    ],
)
def test_what_is_missing_is_named(name: str, old: str, new: str, code: Lack, place: str) -> None:
    found = check_quality(damaged(name, old, new))
    assert (code, place) in {(one.code, one.place) for one in found}
    assert all(one.message.endswith("。") for one in found)


def test_a_pack_without_a_list_of_sources_is_told_once() -> None:
    found = check_quality(load_pack(SMALL))
    assert [one.place for one in found if one.code is Lack.NO_SOURCE] == ["pack.toml：sources"]


@pytest.mark.parametrize(
    ("check", "lacks"),
    [
        ("profile.founded_year >= 1800", {Lack.NEVER_FAILS}),
        ("profile.founded_year < 1800", {Lack.NEVER_PASSES}),
        ("profile.founded_year >= 1900", set()),
        ("not missing(profile.founded_year) or missing(profile.founded_year)", {Lack.NEVER_FAILS}),
        ("setting.change_limit > 5", set()),
        ("setting.retention_formula == 'b'", set()),
        ("period.year == 2024", {Lack.NEVER_FAILS}),
        ("count_of(profile.campuses) == 7", set()),
        ("count_of(profile.campuses) == 99999", {Lack.NEVER_PASSES}),
        ("has(profile.attached_classes, '219')", set()),
        ("size(district.layout_files) == 2", {Lack.NEVER_PASSES}),
        ("last.profile.founded_year == profile.founded_year", set()),
        ("sum_of(last.pupils.classes, each.enrolled) == 0", set()),
        ("left(profile.status_note, 2) == '因为'", set()),
    ],
)
def test_a_rule_that_can_only_give_one_answer_is_found(check: str, lacks: set[Lack]) -> None:
    found = check_quality(with_rule(check))
    assert {one.code for one in found} == lacks
    assert all(one.place == "profile.rules.toml：R-profile-001：check" for one in found)


def test_a_rule_of_a_section_is_named_with_its_section() -> None:
    texts = balance()
    old = 'check = "staffing.fulltime_{s} <= staffing.staff_{s}"'
    new = 'check = "staffing.fulltime_{s} >= 0"'
    assert old in texts["staffing.rules.toml"]
    rules = texts["staffing.rules.toml"].replace(old, new)
    found = check_quality(load_pack({**texts, "staffing.rules.toml": rules}))
    assert {one.place for one in found} == {
        f"staffing.rules.toml：R-staffing-002（{label}）：check"
        for label in ("小学", "初中", "高中")
    }


def test_a_rule_over_rows_is_tried_with_rows() -> None:
    pack = with_rule("row.indoor_sports_area <= row.teaching_area", table="profile.campuses")
    assert check_quality(pack) == []


BESIDE_CONSTANTS = (
    "facilities.teaching_area == 7777",
    "facilities.teaching_area + 1 == 7777",
    "facilities.teaching_area - 1 == 7777",
)
"""True for one value alone: the constant, or one beside it."""
COUNTS = (
    "count_of(profile.campuses) * 100 < 50",
    "count_of(profile.campuses) + count_of(profile.campuses) == 2",
    "count_of(profile.campuses) * count_of(profile.campuses) == 4",
    "count_of(profile.campuses) * count_of(profile.campuses) == 144",
)
"""True for one number of rows alone, of 0, 1, 2 and 12, which the rule does not name."""


@pytest.mark.parametrize("check", [*BESIDE_CONSTANTS, *COUNTS])
def test_a_rule_is_tried_beside_its_constants_and_with_usual_numbers_of_rows(check: str) -> None:
    assert check_quality(with_rule(check)) == []


def test_trials_meet_the_same_data_every_time() -> None:
    pack = published()
    first = [RuleTrial(pack).outcomes(rule) for rule in pack.rules[:60]]
    assert first == [RuleTrial(pack).outcomes(rule) for rule in pack.rules[:60]]


def test_a_range_nobody_can_fill_leaves_a_rule_undecided() -> None:
    texts = balance()
    old = 'range = "1800..period.year"\nplausible = "1900..period.year"\nhelp = "4 位年份"'
    assert old in texts["profile.toml"]
    profile = texts["profile.toml"].replace(
        old, 'range = "2500..period.year"\nhelp = "4 位年份"', 1
    )
    rule = """[[rule]]
id = "R-profile-001"
severity = "error"
check = "profile.founded_year == 1900"
message = "不对。"
source = "统计"
"""
    pack = load_pack({**texts, "profile.toml": profile, "profile.rules.toml": rule})
    found = {one.code for one in check_quality(pack)}
    assert found == {Lack.NEVER_FAILS, Lack.NEVER_PASSES}
