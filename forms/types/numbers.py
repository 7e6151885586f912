"""Whole numbers, decimals and percentages: exact, never rounded on the way in."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from forms.rounding import rounded, shortest
from forms.types.codec import BLANK, Parsed, refused, shown_without_value
from forms.types.meant import as_meant, without_unseen
from forms.values import Maybe, is_number, simplest

_MOST_DIGITS: Final = 24
_LONGEST_KEPT: Final = 40
"""What is longer is read each time, so that what was read last takes little memory."""
_PLAIN: Final = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]+))?", re.ASCII)
_CANONICAL: Final = re.compile(r"(0|[1-9][0-9]{0,23})\.([0-9]+)", re.ASCII)
_GROUPED: Final = re.compile(
    r"[+-]?(?:[0-9]{1,3}(?P<sign>[, ])[0-9]{3}(?:(?P=sign)[0-9]{3})*"
    r"|[0-9]{1,4}(?:,[0-9]{4})+)(?:\.[0-9]+)?",
    re.ASCII,
)
_FRACTION: Final = re.compile(r"-?[0-9]{1,60}/[1-9][0-9]{0,59}", re.ASCII)
_SIGNS: Final = str.maketrans({"−": "-", "–": "-", "。": ".", "’": "'", "‘": "'"})
_WORDS: Final = frozenset({"无", "没有", "不适用", "/", "-", "--", "—", "——", "\\"})


def read_decimal(text: str, places: int) -> Decimal | str:
    """Read a number with at most ``places`` decimals; a Chinese sentence says why it is none.

    Full-width characters, well-formed groups of three or four digits, outer blanks, signs nobody
    sees and a leading apostrophe are normalised. A raised or circled mark is no digit. A comma that
    is not between such groups is refused: ``1,5`` may be meant as 1.5. So is a blank between groups
    of four, with which nobody writes one number: ``1234 1235`` are two.
    """
    plain = without_unseen(as_meant(text)).strip().translate(_SIGNS)
    # Excel marks a number kept as text by an apostrophe; copied along it is no part of the number.
    plain = plain.removeprefix("'").lstrip()
    if plain in _WORDS:
        return "没有的填 0，不知道的先留空。"
    if "," in plain or " " in plain:
        if not _GROUPED.fullmatch(plain):
            return "逗号或空格的位置不对，请去掉后重填；小数点用“.”。"
        plain = plain.replace(",", "").replace(" ", "")
    match = _PLAIN.fullmatch(plain)
    if match is None or not (match["whole"] or match["part"]):
        return "请只填数字，不要带单位、文字或其他符号。"
    part = (match["part"] or "").rstrip("0")
    if len(part) > places:
        limit = f"小数最多 {places} 位" if places else "只能填整数，不能有小数"
        return f"{limit}，程序不会自动四舍五入。"
    whole = match["whole"].lstrip("0") or "0"
    if len(whole) > _MOST_DIGITS:
        return f"数字太长，最多 {_MOST_DIGITS} 位。"
    number = Decimal(f"{match['sign']}{whole}.{part or '0'}")
    return abs(number) if number == 0 else number


# A return is read from its document and then calculated, and small numbers stand in every return.


@lru_cache(maxsize=512)
def _whole(digits: str) -> Parsed:
    value = int(digits)
    return Parsed(value, str(value))


@lru_cache(maxsize=512)
def _as_kept(text: str, places: int) -> Parsed | None:
    """Read a decimal in the spelling it is kept in; ``None`` of any other spelling."""
    canonical = _CANONICAL.fullmatch(text)
    if canonical is None or len(canonical[2]) != places:
        return None
    # The value without the zeros, as any other spelling of it gives.
    return Parsed(Decimal(f"{canonical[1]}.{canonical[2].rstrip('0') or '0'}"), text)


@dataclass(frozen=True, slots=True)
class IntegerCodec:
    """Whole numbers, also minutes."""

    expected: str

    def parse(self, text: str) -> Parsed:
        """Read a whole number; ``12.00`` is one."""
        if len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit():
            return _whole(text)
        if not text.strip():
            return BLANK
        number = read_decimal(text, 0)
        if isinstance(number, str):
            return refused(text, number)
        value = int(number)
        return Parsed(value, str(value))

    def canonical(self, value: Maybe) -> str:
        """Digits, no separators; a calculated fraction as ``a/b``."""
        return _exact_text(value)

    def format(self, value: Maybe) -> str:
        """Digits; a calculated fraction with two decimals."""
        number = _number(value)
        if number is None:
            return shown_without_value(value)
        return str(number) if number.denominator == 1 else rounded(number, 2)


@dataclass(frozen=True, slots=True)
class DecimalCodec:
    """Decimals with at most ``places`` places, amounts of money included."""

    places: int

    @property
    def expected(self) -> str:
        """What belongs into the field."""
        return f"最多 {self.places} 位小数的数"

    def parse(self, text: str) -> Parsed:
        """Read a decimal; more decimals than allowed are refused unless they are zeros."""
        kept = _as_kept(text, self.places) if len(text) <= _LONGEST_KEPT else None
        if kept is not None:
            return kept
        if not text.strip():
            return BLANK
        number = read_decimal(text, self.places)
        if isinstance(number, str):
            return refused(text, number)
        # No more places than these, so nothing is rounded here.
        return Parsed(number, f"{number:.{self.places}f}")

    def canonical(self, value: Maybe) -> str:
        """All places written out, so that one value has one text; else exactly ``a/b``."""
        if type(value) is int:
            return f"{value}.{'0' * self.places}"
        number = _number(value)
        if number is None:
            return ""
        is_exact = (number * 10**self.places).denominator == 1
        return rounded(number, self.places) if is_exact else str(number)

    def format(self, value: Maybe) -> str:
        """As many places as the number has, so that 5 is read as it was typed; half up."""
        number = _number(value)
        return shown_without_value(value) if number is None else shortest(number, self.places)


@dataclass(frozen=True, slots=True)
class PercentCodec:
    """Percentages: calculated only, exact inside, one decimal on screen."""

    @property
    def expected(self) -> str:
        """What belongs into the field."""
        return "百分数"

    def parse(self, text: str) -> Parsed:
        """Read an exact text, ``245/13`` or decimals, as :meth:`canonical` writes it."""
        plain = text.strip()
        if not plain:
            return BLANK
        if _FRACTION.fullmatch(plain):
            value = simplest(Fraction(plain))
            return Parsed(value, str(value))
        number = read_decimal(plain, _MOST_DIGITS)
        if isinstance(number, str):
            return refused(text, number)
        value = simplest(Fraction(number))
        return Parsed(value, str(value))

    def canonical(self, value: Maybe) -> str:
        """Whole number or ``a/b``."""
        return _exact_text(value)

    def format(self, value: Maybe) -> str:
        """One decimal, half up, without the sign %."""
        number = _number(value)
        return shown_without_value(value) if number is None else rounded(number, 1)


def _exact_text(value: Maybe) -> str:
    number = _number(value)
    return "" if number is None else str(number)


def _number(value: Maybe) -> Fraction | None:
    return Fraction(value) if is_number(value) else None
