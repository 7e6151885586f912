"""The calls of the catalogue, one by one."""

from datetime import date
from fractions import Fraction

import pytest

from forms.values import NA, Maybe
from tests.forms.expr.dict_scope import value_of

CASES: list[tuple[str, Maybe, Maybe]] = [
    ("pct(a.x, 3)", 1, Fraction(100, 3)),
    ("pct(a.x, 4)", 1, 25),
    ("pct(1, a.x)", 0, None),
    ("pct(1, a.x)", NA, NA),
    ("pct(1, a.x)", None, None),
    ("pct(1, a.x)", True, None),
    ("ceil(a.x)", Fraction(7, 2), 4),
    ("floor(a.x)", Fraction(-7, 2), -4),
    ("abs(a.x)", Fraction(-1, 2), Fraction(1, 2)),
    ("has(a.x, 'b')", ("a", "b"), True),
    ("has(a.x, 'b')", (), False),
    ("has(a.x, 'b')", None, None),
    ("has(a.x, 'b')", "b", None),
    ("size(a.x)", ("a", "b"), 2),
    ("size(a.x)", NA, NA),
    ("a.x in grades_of('primary')", "6", True),
    ("grades_of(a.x)", "senior", ("10", "11", "12")),
    ("grades_of(a.x)", "kindergarten", None),
    ("first_grade(a.x)", "primary", "1"),
    ("first_grade(a.x)", "junior", "7"),
    ("first_grade(a.x)", "other", None),
    ("next_grade(a.x)", "1", "2"),
    ("next_grade(a.x)", "12", None),
    ("next_grade(a.x)", "x", None),
    ("a.x in grades_continuing()", "5", True),
    ("a.x in grades_continuing()", "6", False),
    ("left(a.x, 2)", "420104", "42"),
    ("left(a.x, 9)", "42", "42"),
    ("left('ab', a.x)", -1, None),
    ("substr(a.x, 3, 2)", "420104", "01"),
    ("substr(a.x, 9, 2)", "420104", ""),
    ("substr('abc', a.x, 2)", 0, None),
    ("substr('abc', 1, a.x)", -1, None),
    ("matches(a.x, '^[1-9][0-9]{9}$')", "2142100001", True),
    ("matches(a.x, '^[1-9][0-9]{9}$')", "0142100001", False),
    ("matches(a.x, '^[一-鿿]{2}')", "硚口区样例路", True),
    ("matches(a.x, 'b')", None, None),
    ("matches(a.x, 'b')", NA, NA),
    ("matches(a.x, 'b')", 3, None),
    ("number(a.x)", "3", 3),
    ("number(a.x)", "-2.50", Fraction(-5, 2)),
    ("number(a.x)", "３", None),
    ("number(a.x)", "9" * 5000, None),
    ("number(a.x)", "", None),
    ("uscc_ok(a.x)", "12420104MB0A12342B", True),
    ("uscc_ok(a.x)", "12420104MB0A123506", True),
    ("uscc_ok(a.x)", "12420104MB0A12342C", False),
    ("uscc_ok(a.x)", "12420104MB0A123507", False),
    ("uscc_ok(a.x)", "12420104MB0A1234", False),
    ("uscc_ok(a.x)", "I2420104MB0A12342B", False),
    ("days(a.x, period.no)", None, None),
    ("time(a.x)", "8:20", "08:20"),
    ("time(a.x)", "24:00", None),
    ("a.x >= time('8:20')", "08:20", True),
    ("minutes(a.x, '08:15')", "07:30", 45),
    ("minutes('08:15', a.x)", "07:30", -45),
    ("minutes('08:15', a.x)", "7点", None),
    ("minutes(a.x, '08:15')", "7点", None),
]


@pytest.mark.parametrize(("text", "value", "expected"), CASES)
def test_a_call_gives_this(text: str, value: Maybe, expected: Maybe) -> None:
    found = value_of(text, x=value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("start", "end", "days", "years"),
    [
        (date(2021, 9, 1), date(2024, 9, 1), 1096, 3),
        (date(2021, 9, 2), date(2024, 9, 1), 1095, 2),
        (date(2024, 9, 1), date(2024, 8, 31), -1, -1),
        (date(2024, 2, 29), date(2025, 2, 28), 365, 0),
    ],
)
def test_days_and_completed_years_between_dates(
    start: date, end: date, days: int, years: int
) -> None:
    assert value_of("days(a.x, a.y)", x=start, y=end) == days
    assert value_of("years(a.x, a.y)", x=start, y=end) == years
