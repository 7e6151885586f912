"""Expressions that could only ever be unknown are found before a pack is used."""

import pytest

from forms.loader import Flaw, check_pack, load_pack
from tests.forms.loader.small_pack import changed

SENSELESS = {
    "number and text": ("pupils.total == '3'", "数字与文字不能比较"),
    "text and number": ("3 < pupils.bell", "数字与文字不能比较"),
    "chain": ("1 <= pupils.total <= 'b'", "数字与文字不能比较"),
    "truth and number": ("pupils.has_primary == 1", "是否与数字不能比较"),
    "date and year": ("pupils.opened >= period.year", "日期与数字不能比较"),
    "setting and text": ("setting.limit < left(pupils.code, 2)", "数字与文字不能比较"),
    "last year's text": ("last.pupils.code > 3", "文字与数字不能比较"),
    "files and text": ("pupils.files == 'a'", "多个选项与文字不能比较"),
    "total and text": ("sum_of(pupils.rows, each.twice) == 'a'", "数字与文字不能比较"),
    "greatest text": ("max_of(pupils.free, each.name) > 1", "文字与数字不能比较"),
    "negative": ("-pupils.total == 'a'", "数字与文字不能比较"),
    "choice of values": ("('a' if pupils.has_primary else 'b') == 1", "文字与数字不能比较"),
    "largest": ("largest(pupils.total, 2) == 'a'", "数字与文字不能比较"),
    "comparison as value": ("(pupils.total > 1) == 1", "是否与数字不能比较"),
    "text in a product": ("pupils.code * 2 > 3", "文字不能用来做 * 运算"),
    "truth in a sum": ("pupils.has_primary + 1 > 3", "是否不能用来做 + 运算"),
    "number and text added": ("pupils.total + 'a' > 3", "文字不能用来做 + 运算"),
    "number in and": ("pupils.total and pupils.has_primary", "现在有数字"),
    "text in or": ("pupils.has_primary or pupils.code", "现在有文字"),
    "number in not": ("not pupils.total", "现在有数字"),
    "number as condition": ("True if pupils.total else False", "现在有数字"),
    "number in implies": ("implies(pupils.total, True)", "现在有数字"),
    "number in where": ("count_of(pupils.rows, each.twice) > 1", "现在有数字"),
    "code out of the list": (
        "any_of(pupils.rows, each.grade == '9')",
        "目录 grade 里没有 9 这个代码",
    ),
    "code in front": ("any_of(last.pupils.rows, '9' == each.grade)", "没有 9 这个代码"),
    "one of several codes": ("any_of(pupils.rows, each.grade in ('1', '8'))", "没有 8 这个代码"),
}

SENSIBLE = [
    "pupils.total + setting.limit * 2 > 3 and not pupils.has_primary",
    "pupils.code + '-' + pupils.code == 'a'",
    "pupils.opened <= period.point_date and period.due_date > pupils.opened",
    "any_of(pupils.rows, each.grade in ('1', '2') and each.grade in grades_of('primary'))",
    "count_of(pupils.rows) == size(pupils.files)",
    "implies(given(pupils.total), largest(pupils.total, na0(pupils.kept_primary)) >= 0)",
    "all_of(pupils.rows, each.twice >= 0, True)",
    "min_of(last.pupils.rows, each.grade) == '1'",
    "(1 if pupils.has_primary else 2) > 1",
    "setting.way == 'a'",
]


def _check(text: str) -> dict[str, str]:
    """The small pack with another condition of its first rule."""
    return changed("pupils.rules.toml", "pupils.kept_{s} <= pupils.total", text)


@pytest.mark.parametrize(("text", "message"), SENSELESS.values(), ids=SENSELESS)
def test_an_expression_without_sense_is_found(text: str, message: str) -> None:
    found = check_pack(_check(text))
    assert {error.code for error in found} == {Flaw.SENSELESS}
    assert any(message in error.message for error in found), [str(error) for error in found]
    assert found[0].place == "pupils.rules.toml：R-pupils-001：check"


@pytest.mark.parametrize("text", SENSIBLE)
def test_a_sensible_expression_is_left_alone(text: str) -> None:
    assert check_pack(_check(text)) == []


def test_codes_of_several_choices_are_checked_in_has() -> None:
    field = 'field = "code"\nlabel = "代码"\ntype = "text"\ncode = true\nlength = "2..6"'
    several = 'field = "code"\nlabel = "代码"\ntype = "multi_choice"\nchoices = "grade"'
    texts = changed("pupils.toml", f'{field}\npattern = "[0-9]+"', several)
    rule = texts["pupils.rules.toml"]
    old = "pupils.kept_{s} <= pupils.total"
    assert (
        check_pack({**texts, "pupils.rules.toml": rule.replace(old, "has(pupils.code, '1')")}) == []
    )
    wrong = check_pack({**texts, "pupils.rules.toml": rule.replace(old, "has(pupils.code, '7')")})
    assert "没有 7 这个代码" in wrong[0].message


def test_a_row_of_the_rule_is_known_by_its_table() -> None:
    texts = changed("pupils.rules.toml", "row.number <= setting.limit", "row.grade == '7'")
    (error,) = check_pack(texts)
    assert "没有 7 这个代码" in error.message


def test_a_session_does_not_refuse_what_only_makes_no_sense() -> None:
    assert load_pack(_check("pupils.total == '3'")).rules
