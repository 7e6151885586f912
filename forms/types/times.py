"""Dates and times of day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from forms.types.codec import BLANK, Parsed, refused, shown_without_value
from forms.types.meant import as_meant
from forms.values import Maybe

_DATES: Final = (
    re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?: 0{1,2}:00(?::00)?)?", re.ASCII),
    re.compile(r"([0-9]{4})(年)([0-9]{1,2})月([0-9]{1,2})[日号]", re.ASCII),
    re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})", re.ASCII),
)
_CANONICAL_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_CANONICAL_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
"""What is kept is read again at each opening and import: it is known at a glance."""
_TIMES: Final = (
    re.compile(r"([0-9]{1,2})[:点时]([0-9]{2})(?::00|分)?", re.ASCII),
    re.compile(r"([0-9]{2})([0-9]{2})", re.ASCII),
)
"""The number pad has no colon."""


@dataclass(frozen=True, slots=True)
class DateCodec:
    """Dates, stored as ISO."""

    @property
    def expected(self) -> str:
        """What belongs into the field."""
        return "日期"

    def parse(self, text: str) -> Parsed:
        """Read a date with day, month and a year of four digits."""
        canonical = _CANONICAL_DATE.fullmatch(text)
        if canonical:
            return _date(text, int(canonical[1]), int(canonical[2]), int(canonical[3]))
        plain = as_meant(text).strip()
        if not plain:
            return BLANK
        # A pasted 2024 年 9 月 1 日 has blanks, a pasted cell of a spreadsheet has 00:00:00.
        compact = "".join(plain.split()) if "年" in plain else plain
        for pattern in _DATES:
            match = pattern.fullmatch(compact)
            if match:
                return _date(text, int(match[1]), int(match[3]), int(match[4]))
        return refused(text, "请写成 2024-09-01 的样子，年份四位，月、日都要有。")

    def canonical(self, value: Maybe) -> str:
        """ISO date."""
        return value.isoformat() if isinstance(value, date) else ""

    def format(self, value: Maybe) -> str:
        """ISO date."""
        return value.isoformat() if isinstance(value, date) else shown_without_value(value)


def _date(text: str, year: int, month: int, day: int) -> Parsed:
    try:
        value = date(year, month, day)
    except ValueError:
        return refused(text, "没有这一天，请核对年、月、日。")
    return Parsed(value, value.isoformat())


@dataclass(frozen=True, slots=True)
class TimeCodec:
    """Times of day, kept as the text ``HH:MM``, which also compares in the right order."""

    @property
    def expected(self) -> str:
        """What belongs into the field."""
        return "时刻"

    def parse(self, text: str) -> Parsed:
        """Read hours and two digits of minutes."""
        if _CANONICAL_TIME.fullmatch(text):
            return Parsed(text, text)
        plain = "".join(as_meant(text).split())
        if not plain:
            return BLANK
        match = next(filter(None, (pattern.fullmatch(plain) for pattern in _TIMES)), None)
        if match is None:
            return refused(text, "请写成 08:20 或 0820 的样子，24 小时制，分钟写两位。")
        hours, minutes = int(match[1]), int(match[2])
        if hours > 23 or minutes > 59:
            return refused(text, "没有这个时刻，小时为 0–23，分钟为 00–59。")
        value = f"{hours:02d}:{minutes:02d}"
        return Parsed(value, value)

    def canonical(self, value: Maybe) -> str:
        """``HH:MM``."""
        return value if isinstance(value, str) else ""

    def format(self, value: Maybe) -> str:
        """``HH:MM``."""
        return value if isinstance(value, str) else shown_without_value(value)
