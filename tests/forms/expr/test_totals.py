"""Calls over rows and over schools."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expr import Cells, parse
from forms.values import NA, Maybe
from tests.forms.expr.dict_scope import DictScope

CLASSES: list[Cells] = [
    {"grade": "1", "n": 45, "ok": True},
    {"grade": "1", "n": 40, "ok": True},
    {"grade": "2", "n": Fraction(1, 2), "ok": False},
]
A_MISSING: list[Cells] = [*CLASSES, {"grade": "3", "n": None, "ok": None}]
AN_NA: list[Cells] = [*CLASSES, {"grade": "3", "n": NA, "ok": NA}]
A_TEXT: list[Cells] = [{"grade": "1", "n": "x", "ok": True}]
NO_GRADE: list[Cells] = [*CLASSES, {"n": 1, "ok": True}]

CASES: list[tuple[str, list[Cells], Maybe]] = [
    ("sum_of(a.t, each.n)", CLASSES, Fraction(171, 2)),
    ("sum_of(a.t, each.n, each.grade == '1')", CLASSES, 85),
    ("sum_of(a.t, each.n, each.grade == '1')", A_MISSING, 85),
    ("sum_of(a.t, each.n)", A_MISSING, None),
    ("sum_of(a.t, each.n)", AN_NA, Fraction(171, 2)),
    ("sum_of(a.t, each.n)", A_TEXT, None),
    ("sum_of(a.t, each.n)", [], 0),
    ("sum_of(a.t, each.n, each.grade == '1')", NO_GRADE, None),
    ("sum_of(a.t, each.n, 1)", CLASSES, None),
    ("sum_of(a.t, each.n, True)", CLASSES, Fraction(171, 2)),
    ("count_of(a.t)", CLASSES, 3),
    ("count_of(a.t)", [], 0),
    ("count_of(a.t, each.n > 41)", CLASSES, 1),
    ("count_of(a.t, each.n > 41)", A_MISSING, None),
    ("count_of(a.t, each.n > 41)", AN_NA, None),
    ("distinct_of(a.t, each.grade)", CLASSES, 2),
    ("distinct_of(a.t, each.grade, each.ok)", CLASSES, 1),
    ("distinct_of(a.t, each.grade)", NO_GRADE, None),
    ("distinct_of(a.t, each.n)", AN_NA, 3),
    ("distinct_of(a.t, each.n)", [], 0),
    ("max_of(a.t, each.n)", CLASSES, 45),
    ("max_of(a.t, each.n, each.grade == '2')", CLASSES, Fraction(1, 2)),
    ("max_of(a.t, each.n)", [], None),
    ("max_of(a.t, each.n)", A_MISSING, None),
    ("max_of(a.t, each.n)", AN_NA, 45),
    ("min_of(a.t, each.n)", CLASSES, Fraction(1, 2)),
    ("min_of(a.t, each.grade)", CLASSES, "1"),
    ("any_of(a.t, each.n > 41)", CLASSES, True),
    ("any_of(a.t, each.n > 41)", A_MISSING, True),
    ("any_of(a.t, each.n > 50)", A_MISSING, None),
    ("any_of(a.t, each.n > 50)", CLASSES, False),
    ("any_of(a.t, each.n > 50)", [], False),
    ("none_of(a.t, each.n > 50)", CLASSES, True),
    ("none_of(a.t, each.n > 41)", CLASSES, False),
    ("none_of(a.t, each.n > 50)", A_MISSING, None),
    ("all_of(a.t, each.n > 0)", CLASSES, True),
    ("all_of(a.t, each.n > 1)", CLASSES, False),
    ("all_of(a.t, each.n > 1)", A_MISSING, False),
    ("all_of(a.t, each.n > 0)", A_MISSING, None),
    ("all_of(a.t, each.n > 1, each.ok)", CLASSES, True),
    ("all_of(a.t, each.n > 1)", [], True),
]


@pytest.mark.parametrize(("text", "rows", "expected"), CASES)
def test_a_call_over_a_table_gives_this(text: str, rows: list[Cells], expected: Maybe) -> None:
    found = parse(text).evaluate(DictScope(tables={"a.t": rows}))
    assert found == expected
    assert type(found) is type(expected)


def test_a_condition_may_read_the_row_being_checked_and_fields() -> None:
    scope = DictScope({"a.least": 41}, {"last.a.t": CLASSES}, row={"grade": "1"})
    text = "sum_of(last.a.t, each.n, each.grade == row.grade and each.n >= a.least)"
    assert parse(text).evaluate(scope) == 45


def _district(*schools: dict[str, Maybe]) -> DictScope:
    return DictScope(returns=[DictScope(values) for values in schools])


DISTRICT: list[tuple[str, Maybe]] = [
    ("dsum(a.n)", 30),
    ("dsum(a.n, a.public)", 10),
    ("dcount(a.public)", 1),
    ("dcount(True)", 2),
    ("dsum(a.maybe)", None),
    ("dsum(a.only_first)", 7),
    ("dsum(a.n, a.maybe)", None),
    ("dsum(a.text)", None),
    ("pct(dcount(a.public), dcount(True))", 50),
]


@pytest.mark.parametrize(("text", "expected"), DISTRICT)
def test_a_call_over_the_schools_gives_this(text: str, expected: Maybe) -> None:
    scope = _district(
        {"a.n": 10, "a.public": True, "a.maybe": None, "a.only_first": 7, "a.text": "x"},
        {"a.n": 20, "a.public": False, "a.maybe": True, "a.only_first": NA, "a.text": 1},
    )
    assert parse(text).evaluate(scope) == expected


def test_no_schools_give_zero() -> None:
    assert parse("dsum(a.n) + dcount(True)").evaluate(DictScope()) == 0


def test_a_table_of_each_school_is_summed_over_the_schools() -> None:
    schools = [DictScope(tables={"a.t": CLASSES}), DictScope()]
    scope = DictScope(returns=schools)
    assert parse("dsum(count_of(a.t))").evaluate(scope) == 3


CELL = st.one_of(
    st.none(),
    st.just(NA),
    st.booleans(),
    st.integers(0, 2),
    st.sampled_from([Fraction(1, 2), Fraction(1), Decimal("1.0"), "1", "2", date(2024, 9, 1), ()]),
)


@given(
    st.lists(st.dictionaries(st.just("n"), CELL), max_size=4), st.dictionaries(st.just("n"), CELL)
)
def test_what_all_rows_share_is_evaluated_once_and_means_the_same(
    rows: list[Cells], row: Cells
) -> None:
    scope = DictScope({"a.x": 1}, {"a.t": rows}, row)
    calls = ("any_of(a.t, {})", "none_of(a.t, {})", "all_of(a.t, each.n == 1, {})")
    for call in (*calls, "count_of(a.t, {})", "sum_of(a.t, each.n, {})"):
        for shared in ("row.n", "a.x", "first_grade('primary')", "2 - a.x"):
            at_once = parse(call.format(f"each.n == {shared}"))
            # With the cell on the right it is asked of one row after the other.
            one_by_one = parse(call.format(f"{shared} == each.n"))
            assert at_once.evaluate(scope) == one_by_one.evaluate(scope)


def test_what_looks_at_each_row_is_evaluated_for_each() -> None:
    scope = DictScope({}, {"a.t": [{"n": 1, "m": 1}, {"n": 1, "m": 2}]})
    assert parse("count_of(a.t, each.n == each.m)").evaluate(scope) == 1
    assert parse("count_of(a.t, each.n == -(-each.m))").evaluate(scope) == 1
