"""Half-up rounding of exact numbers."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.rounding import rounded, shortest
from forms.values import Number

NUMBERS = st.fractions() | st.integers()


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Fraction(285, 52), 2, "5.48"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(-1, 2), 0, "-1"),
        (Fraction(-1, 1000), 2, "0.00"),
        (0, 3, "0.000"),
        (7, 2, "7.00"),
        (Fraction(2675, 1000), 2, "2.68"),
        (Fraction(99995, 10000), 3, "10.000"),
    ],
)
def test_halves_go_away_from_zero(value: Number, decimals: int, text: str) -> None:
    assert rounded(value, decimals) == text


@given(value=st.decimals(-(10**12), 10**12, places=6), decimals=st.integers(0, 5))
def test_it_rounds_as_decimal_does(value: Decimal, decimals: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert Decimal(rounded(Fraction(value), decimals)) == expected


@pytest.mark.parametrize("whole", [0, 7, -7, 1200, Fraction(1200), Fraction(-30, 10)])
def test_a_whole_number_needs_no_decimals_and_keeps_its_noughts(whole: Number) -> None:
    assert shortest(whole, 4) == str(int(whole))


@given(value=NUMBERS, decimals=st.integers(0, 8))
def test_it_is_never_further_away_than_half_a_unit(value: Number, decimals: int) -> None:
    error = abs(Fraction(rounded(value, decimals)) - value)
    assert error <= Fraction(1, 2 * 10**decimals)


@pytest.mark.parametrize(
    ("value", "most", "text"),
    [
        (Fraction(537, 2), 3, "268.5"),
        (Fraction(100, 3), 1, "33.3"),
        (1200, 2, "1200"),
        (10, 0, "10"),
    ],
)
def test_the_shortest_text_has_no_zeros_to_spare(value: Number, most: int, text: str) -> None:
    assert shortest(value, most) == text
