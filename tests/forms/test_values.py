"""Exact values and the four ways of having none."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from forms.values import NA, Maybe, Number, exact, is_given, is_number, simplest


@pytest.mark.parametrize(
    ("stored", "calculated"),
    [
        (Decimal("6200.00"), 6200),
        (Decimal("268.50"), Fraction(537, 2)),
        (Decimal("-0.0"), 0),
        (7, 7),
        (True, True),
        ("311", "311"),
        (date(2024, 9, 1), date(2024, 9, 1)),
        (None, None),
        (NA, NA),
        (("a", "b"), ("a", "b")),
    ],
)
def test_a_stored_value_becomes_the_one_calculations_use(stored: Maybe, calculated: Maybe) -> None:
    found = exact(stored)
    assert found == calculated
    assert type(found) is type(calculated)


def test_a_whole_fraction_becomes_an_int_and_nothing_else_changes() -> None:
    assert simplest(Fraction(6, 3)) == 2
    assert isinstance(simplest(Fraction(6, 3)), int)
    assert simplest(Fraction(1, 3)) == Fraction(1, 3)
    assert simplest(5) == 5


@pytest.mark.parametrize("number", [0, -3, Fraction(1, 2), Decimal("1.5")])
def test_numbers_are_numbers(number: Number | Decimal) -> None:
    assert is_number(number)


@pytest.mark.parametrize("other", [True, False, "1", None, NA, date(2024, 1, 1), ()])
def test_a_truth_value_and_a_text_are_no_numbers(other: object) -> None:
    assert not is_number(other)


def test_zero_no_and_nothing_chosen_are_given_missing_and_not_applicable_are_not() -> None:
    assert all(is_given(value) for value in (0, False, (), "x"))
    assert not is_given(None)
    assert not is_given(NA)


def test_not_applicable_is_false_and_says_its_name() -> None:
    assert not NA
    assert repr(NA) == "NA"
