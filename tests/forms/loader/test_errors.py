"""Every mistake an author can make is reported with its code, its place, and what to do."""

import tomllib
from collections.abc import Mapping

import pytest

from forms.loader import Flaw, PackError, check_pack, load_pack
from tests.forms.loader.small_pack import SMALL, changed
from tests.support.places import DATA

MISTAKES = tomllib.loads((DATA / "pack_mistakes.toml").read_text(encoding="utf-8"))["mistake"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["name"] for mistake in MISTAKES])
def test_a_mistake_is_reported_with_code_place_and_advice(mistake: Mapping[str, str]) -> None:
    found = check_pack(changed(mistake["file"], mistake["old"], mistake["new"]))
    wanted = (mistake["code"], mistake["place"])
    matching = [error.message for error in found if (error.code, error.place) == wanted]
    assert matching, [(error.code, str(error)) for error in found]
    assert mistake["message"] in matching[0]


def test_every_code_has_its_mistake() -> None:
    assert {mistake["code"] for mistake in MISTAKES} | {Flaw.CYCLE} == set(Flaw)


OTHER = """calculate = "pupils.other"

[[section.item]]
field = "other"
label = "另"
type = "integer"
calculate = "pupils.total"
"""

CIRCLES = {
    "two fields": (
        'calculate = "sum_of(pupils.rows, each.twice)"',
        OTHER,
        "pupils.total → pupils.other → pupils.total",
    ),
    "a field with itself": ("sum_of(pupils.rows, each.twice)", "pupils.total + 1", "pupils.total"),
    "a field and a table": ("row.number * 2", "row.number * pupils.total", "pupils.rows"),
    "relevance": ("required = true\n\n", 'when = "pupils.total > 0"\n\n', "pupils.has_primary"),
    "two columns": ("row.grade == '1'\" }", 'row.twice > 1" }', "number → twice → number"),
    "a column with itself": ("row.number * 2", "row.twice * 2", "pupils.rows.twice"),
}


@pytest.mark.parametrize(("old", "new", "circle"), CIRCLES.values(), ids=CIRCLES)
def test_a_circle_is_named(old: str, new: str, circle: str) -> None:
    (error,) = check_pack(changed("pupils.toml", old, new))
    assert error.code is Flaw.CYCLE
    assert circle in error.message


def test_all_mistakes_are_reported_together() -> None:
    texts = changed("pupils.toml", '"date"', '"day"')
    texts["settings.toml"] = texts["settings.toml"].replace('"20"', '"x"')
    with pytest.raises(PackError, match=r"^pupils.toml：opened：type：没有 day") as caught:
        load_pack(texts)
    assert caught.value.code is Flaw.UNKNOWN_TYPE
    assert [error.code for error in caught.value.others] == [Flaw.BAD_DEFAULT]


def test_an_optional_text_is_still_a_text() -> None:
    (error,) = check_pack(changed("pupils.toml", 'when = "pupils.has_primary"', "when = 3"))
    assert error.code is Flaw.WRONG_KIND
    assert str(error) == "pupils.toml：kept_{pj}：when：应是引号里的文字。"


def test_the_same_mistake_is_reported_at_each_place() -> None:
    texts = changed("pupils.toml", 'when = "pupils.has_primary"', 'when = "pupils.hsa_primary"')
    old, new = "files = 5\n", 'files = 5\nwhen = "pupils.hsa_primary"\n'
    found = check_pack({**texts, "pupils.toml": texts["pupils.toml"].replace(old, new)})
    assert [error.place for error in found] == [
        "pupils.toml：kept_{pj}：when",
        "pupils.toml：files：when",
    ]
    assert all("是不是 pupils.has_primary？" in error.message for error in found)


@pytest.mark.parametrize("name", SMALL)
def test_any_file_may_be_missing(name: str) -> None:
    texts = {other: text for other, text in SMALL.items() if other != name}
    assert check_pack(texts)[0].code is Flaw.MISSING_FILE


def test_toml_nested_beyond_reason_is_refused() -> None:
    texts = {**SMALL, "pack.toml": "x = " + "[" * 5000}
    assert check_pack(texts)[0].code is Flaw.SYNTAX
