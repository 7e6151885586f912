"""The calls that take plain values: grades, text, dates, times, rounding (forms catalogue 1.6).

Each is declared with the kinds of its arguments. A call with a not-applicable argument is not
applicable, with a missing one or one of another kind it is missing, so the functions themselves
only ever see what they are made for.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from forms.expr.exactness import divide
from forms.values import Maybe, Number, simplest

GRADES: Final[Mapping[str, tuple[str, ...]]] = {
    "primary": ("1", "2", "3", "4", "5", "6"),
    "junior": ("7", "8", "9"),
    "senior": ("10", "11", "12"),
}
"""Grade codes of each section of schooling (六三学制)."""

_FOLLOWING: Final = {str(number): str(number + 1) for number in range(1, 12)}
_CONTINUING: Final = ("1", "2", "3", "4", "5", "7", "8")
_USCC_SIGNS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,6})?", re.ASCII)

NUMBER: Final = (int, Fraction)


@dataclass(frozen=True, slots=True)
class Function:
    """One call: the kinds of its arguments and what it does with them."""

    kinds: tuple[type | tuple[type, ...], ...]
    apply: Callable[..., Maybe]

    @property
    def exact_kinds(self) -> tuple[frozenset[type], ...]:
        """For each argument the types it may have, told apart without ``isinstance``."""
        return tuple(frozenset(kind if isinstance(kind, tuple) else (kind,)) for kind in self.kinds)


def accepts(kind: type | tuple[type, ...], value: object) -> bool:
    """Whether a value is of a kind of argument; a truth value is no number."""
    return isinstance(value, kind) and not isinstance(value, bool)


def percentage(part: Number, whole: Number) -> Maybe:
    """``part ÷ whole × 100``; unknown for a whole of zero."""
    return divide(part * 100, whole)


def first_grade(section: str) -> Maybe:
    """Code of the first grade of a section of schooling."""
    grades = GRADES.get(section)
    return grades[0] if grades else None


def next_grade(grade: str) -> Maybe:
    """Code of the grade a pupil goes up to; unknown after the last one."""
    return _FOLLOWING.get(grade)


def left(text: str, length: int) -> Maybe:
    """The first characters of a text."""
    return text[:length] if length >= 0 else None


def substring(text: str, start: int, length: int) -> Maybe:
    """``length`` characters from ``start``, which counts from 1."""
    return text[start - 1 : start - 1 + length] if start >= 1 and length >= 0 else None


def to_number(text: str) -> Maybe:
    """The number a text (a code such as ``3``) stands for; unknown if it is none."""
    return simplest(Fraction(Decimal(text))) if _NUMBER.fullmatch(text) else None


def uscc_ok(text: str) -> bool:
    """Whether the last sign of a 统一社会信用代码 is right (GB 32100)."""
    if len(text) != len(_USCC_WEIGHTS) + 1 or any(sign not in _USCC_SIGNS for sign in text):
        return False
    values = [_USCC_SIGNS.index(sign) for sign in text]
    total = sum(value * weight for value, weight in zip(values, _USCC_WEIGHTS, strict=False))
    return values[-1] == (31 - total % 31) % 31


def days(start: date, end: date) -> int:
    """Days from one date to another, negative when the second is the earlier."""
    return (end - start).days


def years(start: date, end: date) -> int:
    """Completed years from one date to another."""
    before_anniversary = (end.month, end.day) < (start.month, start.day)
    return end.year - start.year - before_anniversary


def clock(text: str) -> Maybe:
    """A time of day as ``HH:MM``; unknown if the text is none."""
    match = _TIME.fullmatch(text)
    return f"{int(match[1]):02d}:{match[2]}" if match else None


def minutes(start: str, end: str) -> Maybe:
    """Minutes from one time of day to another, negative when the second is the earlier."""
    first, second = _TIME.fullmatch(start), _TIME.fullmatch(end)
    if first is None or second is None:
        return None
    return (int(second[1]) - int(first[1])) * 60 + int(second[2]) - int(first[2])


def has_code(codes: tuple[Any, ...], code: str) -> bool:
    """Whether a code is among those chosen."""
    return code in codes


FUNCTIONS: Final[Mapping[str, Function]] = {
    "pct": Function((NUMBER, NUMBER), percentage),
    "ceil": Function((NUMBER,), math.ceil),
    "floor": Function((NUMBER,), math.floor),
    "abs": Function((NUMBER,), abs),
    "has": Function((tuple, str), has_code),
    "size": Function((tuple,), len),
    "grades_of": Function((str,), GRADES.get),
    "first_grade": Function((str,), first_grade),
    "next_grade": Function((str,), next_grade),
    "grades_continuing": Function((), lambda: _CONTINUING),
    "left": Function((str, int), left),
    "substr": Function((str, int, int), substring),
    "number": Function((str,), to_number),
    "uscc_ok": Function((str,), uscc_ok),
    "days": Function((date, date), days),
    "years": Function((date, date), years),
    "minutes": Function((str, str), minutes),
    "time": Function((str,), clock),
}
"""The calls whose result depends on nothing but their arguments."""
