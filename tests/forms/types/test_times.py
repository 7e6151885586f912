"""Dates and times of day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.types.times import DateCodec, TimeCodec
from forms.values import NA, Maybe

DATES = DateCodec()
TIMES = TimeCodec()


@pytest.mark.parametrize(
    "text",
    [
        "2024-09-01",
        "2024-9-1",
        "2024/9/1",
        "2024.9.1",
        "２０２４．９．１",
        "2024年9月1日",
        "2024 年 9 月 1 号",
        "20240901",
        " 2024-09-01 ",
        "2024-09-01 00:00:00",
        "2024/9/1 0:00",
    ],
)
def test_a_date_is_read_in_the_usual_ways(text: str) -> None:
    parsed = DATES.parse(text)
    assert (parsed.value, parsed.text) == (date(2024, 9, 1), "2024-09-01")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2024-02-30", "没有这一天"),
        ("2023-02-29", "没有这一天"),
        ("0000-01-01", "没有这一天"),
        ("20241301", "没有这一天"),
        ("24-9-1", "四位"),
        ("2024-9", "四位"),
        ("2024年9月", "四位"),
        ("2024-9/1", "四位"),
        ("9/1/2024", "四位"),
        ("2024-09-01 08:00", "四位"),
        ("去年", "四位"),
        ("45536", "四位"),
    ],
)
def test_what_is_no_date_is_kept_and_refused(text: str, reason: str) -> None:
    parsed = DATES.parse(text)
    assert parsed.fault is not None
    assert (parsed.value, parsed.text, parsed.fault.check) == (None, text, "F2")
    assert reason in parsed.fault.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8:20", "08:20"),
        ("08:20", "08:20"),
        ("８：２０", "08:20"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("08:20:00", "08:20"),
        ("8点20分", "08:20"),
        ("8 : 20", "08:20"),
        ("0820", "08:20"),
        ("1520", "15:20"),
    ],
)
def test_a_time_is_read_as_hours_and_minutes(text: str, value: str) -> None:
    parsed = TIMES.parse(text)
    assert (parsed.value, parsed.text) == (value, value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("24:00", "0–23"),
        ("8:60", "00–59"),
        ("8:5", "两位"),
        ("820", "0820"),
        ("2460", "0–23"),
        ("早上", "两位"),
    ],
)
def test_what_is_no_time_is_kept_and_refused(text: str, reason: str) -> None:
    parsed = TIMES.parse(text)
    assert parsed.fault is not None
    assert (parsed.value, parsed.text, parsed.fault.check) == (None, text, "F2")
    assert reason in parsed.fault.reason


@pytest.mark.parametrize("codec", [DATES, TIMES])
@pytest.mark.parametrize(("value", "shown"), [(None, ""), (NA, "不适用"), (3, "")])
def test_no_value_is_shown_as_such(codec: DateCodec | TimeCodec, value: Maybe, shown: str) -> None:
    assert codec.format(value) == shown
    assert codec.canonical(value) == ""
    assert codec.parse("　").text == ""
    assert codec.expected


@given(st.dates())
def test_dates_survive_both_ways(value: date) -> None:
    assert DATES.parse(DATES.canonical(value)).value == value
    assert DATES.parse(DATES.format(value)).value == value


@given(st.integers(0, 23), st.integers(0, 59))
def test_times_survive_both_ways(hours: int, minutes: int) -> None:
    value = f"{hours:02d}:{minutes:02d}"
    assert TIMES.parse(TIMES.canonical(value)).value == value
    assert TIMES.parse(TIMES.format(value)).value == value


@given(st.text())
def test_any_text_is_read_or_kept(text: str) -> None:
    for codec in (DATES, TIMES):
        parsed = codec.parse(text)
        assert codec.parse(parsed.text) == parsed
