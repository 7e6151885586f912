"""Which number formats show a date or a time, the Chinese built-in ones included, and what they show."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

_BUILT_IN: Final = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""ECMA-376 part 1, 18.8.30: the common ones, and those of Chinese, Japanese and Korean Excel."""

_DURATION: Final = 46
"""``[h]:mm:ss``: hours beyond 24, no time of day."""

_NO_PLACEHOLDERS: Final = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE | re.DOTALL
)
_ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[dmyhs]|aaa|(?<![0#?.])e(?![+-])|上午/下午", re.IGNORECASE)
"""``aaa`` and ``aaaa`` are the day of the week in Chinese, ``e`` the year."""
_EPOCH: Final = datetime(1899, 12, 31)  # noqa: DTZ001 - workbooks know no zone
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_NO_SUCH_DAY: Final = 60
"""Excel has a 29 February 1900, which never was: from this serial on it counts one day too many."""
_DAYS: Final = 2_958_466
_SECONDS: Final = 86_400


def is_date(number: int, codes: Mapping[int, str]) -> bool:
    """Whether a format shows a date or a time of day.

    Args:
        number: Id of the format.
        codes: The workbook's own formats, which go before built-in ones.

    """
    code = codes.get(number)
    if code is None:
        return number in _BUILT_IN and number != _DURATION
    # A part may stand before it: [=0]"";yyyy/m/d shows nothing for 0.
    bare = _NO_PLACEHOLDERS.sub("", code)
    return not _ELAPSED.search(bare) and bool(_LETTERS.search(_without_general(bare)))


def is_duration(number: int, codes: Mapping[int, str]) -> bool:
    """Whether a format shows hours beyond 24."""
    code = codes.get(number)
    if code is None:
        return number == _DURATION
    return bool(_ELAPSED.search(_NO_PLACEHOLDERS.sub("", code)))


def date_text(serial: Decimal, *, from_1904: bool) -> str | None:
    """The date ``2024-09-01``, time ``08:20`` or both of a serial number; ``None`` if it is none."""
    if not 0 <= serial < _DAYS:
        return None
    days = int(serial)
    seconds = int(((serial - days) * _SECONDS).to_integral_value())
    days, seconds = days + seconds // _SECONDS, seconds % _SECONDS
    if from_1904:
        epoch = _EPOCH_1904
    else:
        epoch, days = _EPOCH, days - 1 if days >= _NO_SUCH_DAY else days
    try:
        moment = epoch + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return None
    if serial < 1 and seconds:
        return moment.time().isoformat("seconds" if moment.second else "minutes")
    return moment.isoformat(" ", "minutes") if seconds else moment.date().isoformat()


def _without_general(code: str) -> str:
    return re.sub("general|g/通用格式", "", code, flags=re.IGNORECASE)
