"""Numbers as people type them, and as they are refused."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.types.numbers import DecimalCodec, IntegerCodec, PercentCodec
from forms.values import NA, Maybe

INTEGER = IntegerCodec("整数")
MONEY = DecimalCodec(2)
PERCENT = PercentCodec()

WHOLE = {
    "0": 0,
    "12": 12,
    " 12 ": 12,
    "　１２３　": 123,
    "007": 7,
    "+5": 5,
    "-5": -5,
    "－5": -5,
    "−5": -5,
    "-0": 0,
    "12.00": 12,
    "1,234": 1234,
    "1，234，567": 1234567,
    "12,3456,7890": 1234567890,
    "1 234": 1234,
    "9" * 24: int("9" * 24),
}
NO_WHOLE = {
    "1.5": "整数",
    "1,5": "逗号",
    "12,34": "逗号",
    "1,234 567": "逗号",
    "1, 234": "逗号",
    "1234 1235": "空格",
    "12 3456 7890": "空格",
    "12人": "单位",
    "１２人": "单位",
    "一百": "单位",
    "1e3": "单位",
    "0x1F": "单位",
    "1_000": "单位",
    "½": "单位",
    "+": "单位",
    ".": "单位",
    "12.": "单位",
    "--5": "单位",
    "٣": "单位",
    "无": "填 0",
    "没有": "填 0",
    "/": "填 0",
    "-": "填 0",
    "——": "填 0",
    "不适用": "填 0",
    "9" * 25: "太长",
    "1\x000": "单位",
}


@pytest.mark.parametrize(("text", "value"), WHOLE.items())
def test_a_whole_number_is_read_and_written_plainly(text: str, value: int) -> None:
    parsed = INTEGER.parse(text)
    assert (parsed.value, parsed.text, parsed.fault) == (value, str(value), None)


@pytest.mark.parametrize(("text", "reason"), NO_WHOLE.items())
def test_a_text_that_is_no_whole_number_is_kept_and_refused(text: str, reason: str) -> None:
    parsed = INTEGER.parse(text)
    assert parsed.value is None
    assert parsed.text == text
    assert parsed.fault is not None
    assert parsed.fault.check == "F2"
    assert reason in parsed.fault.reason


DECIMALS = {
    "6200": "6200.00",
    "268.5": "268.50",
    "268.50": "268.50",
    "1.500": "1.50",
    ".5": "0.50",
    "12。5": "12.50",
    "１２．５": "12.50",
    "-0.00": "0.00",
    "1,234.5": "1234.50",
}


@pytest.mark.parametrize(("text", "canonical"), DECIMALS.items())
def test_a_decimal_is_stored_with_all_its_places(text: str, canonical: str) -> None:
    parsed = MONEY.parse(text)
    assert parsed.text == canonical
    assert parsed.value == Decimal(canonical)


@pytest.mark.parametrize(
    ("text", "shown"), [("5", "5"), ("5.00", "5"), ("0", "0"), ("0.50", "0.5"), ("6200", "6200")]
)
def test_a_decimal_is_read_as_it_was_typed(text: str, shown: str) -> None:
    assert MONEY.format(MONEY.parse(text).value) == shown


def test_more_decimals_than_allowed_are_refused_not_rounded() -> None:
    for codec, text in ((MONEY, "1.005"), (DecimalCodec(3), "0.1234")):
        parsed = codec.parse(text)
        assert parsed.value is None
        assert parsed.fault is not None
        assert f"小数最多 {codec.places} 位" in parsed.fault.reason
    assert DecimalCodec(3).parse("0.125").value == Decimal("0.125")


@pytest.mark.parametrize("codec", [INTEGER, MONEY, PERCENT])
def test_blanks_mean_no_value(codec: IntegerCodec | DecimalCodec | PercentCodec) -> None:
    for text in ("", "  ", "　"):
        assert (codec.parse(text).value, codec.parse(text).text) == (None, "")


@pytest.mark.parametrize("codec", [INTEGER, MONEY, PERCENT])
@pytest.mark.parametrize(("value", "shown"), [(None, ""), (NA, "不适用"), ("x", ""), (True, "")])
def test_what_is_no_number_is_shown_as_such(
    codec: IntegerCodec | DecimalCodec | PercentCodec, value: Maybe, shown: str
) -> None:
    assert codec.format(value) == shown
    assert codec.canonical(value) == ""


def test_calculated_fractions_are_shown_rounded_and_stored_exactly() -> None:
    third = Fraction(100, 3)
    assert (INTEGER.format(third), INTEGER.canonical(third)) == ("33.33", "100/3")
    assert (MONEY.format(third), MONEY.canonical(third)) == ("33.33", "100/3")
    assert (PERCENT.format(third), PERCENT.canonical(third)) == ("33.3", "100/3")
    assert PERCENT.format(Fraction(1, 20)) == "0.1"
    assert MONEY.canonical(Fraction(1, 2)) == "0.50"
    assert MONEY.canonical(7) == "7.00"


def test_a_percentage_is_read_as_exactly_as_it_was_written() -> None:
    assert PERCENT.parse("245/13").value == Fraction(245, 13)
    assert PERCENT.parse("100/2").value == 50
    assert PERCENT.parse("18.8").value == Fraction(94, 5)
    assert PERCENT.parse("18.8%").fault is not None
    assert PERCENT.parse("1/0").fault is not None


def test_each_codec_says_what_it_expects() -> None:
    assert INTEGER.expected == "整数"
    assert MONEY.expected == "最多 2 位小数的数"
    assert PERCENT.expected == "百分数"


@given(st.integers(min_value=-(10**24) + 1, max_value=10**24 - 1))
def test_integers_survive_both_ways(value: int) -> None:
    assert INTEGER.parse(INTEGER.canonical(value)).value == value
    assert INTEGER.parse(INTEGER.format(value)).value == value
    assert INTEGER.parse(f"{value:,}").value == value


@given(st.decimals(-(10**12), 10**12, places=2))
def test_decimals_survive_both_ways(value: Decimal) -> None:
    assert MONEY.parse(MONEY.canonical(value)).value == value
    assert MONEY.parse(MONEY.format(value)).value == value


@given(st.fractions(-(10**20), 10**20))
def test_percentages_survive_storage(value: Fraction) -> None:
    assert PERCENT.parse(PERCENT.canonical(value)).value == value


@given(st.text())
def test_no_text_makes_a_codec_raise_or_guess(text: str) -> None:
    for codec in (INTEGER, MONEY, PERCENT):
        parsed = codec.parse(text)
        if parsed.fault is None:
            assert codec.parse(parsed.text) == parsed
        else:
            assert (parsed.value, parsed.text) == (None, text)
