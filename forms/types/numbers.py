"""Whole numbers, decimals and percentages: exact, never rounded on the way in."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.types.codec import BLANK, Parsed, refused, shown_without_value
from forms.values import Maybe, is_number, simplest

_MOST_DIGITS: Final = 24
_PLAIN: Final = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]+))?", re.ASCII)
_GROUPED: Final = re.compile(
    r"[+-]?(?:[0-9]{1,3}(?P<a>[, ])[0-9]{3}(?:(?P=a)[0-9]{3})*"
    r"|[0-9]{1,4}(?P<b>[, ])[0-9]{4}(?:(?P=b)[0-9]{4})*)(?:\.[0-9]+)?",
    re.ASCII,
)
_FRACTION: Final = re.compile(r"-?[0-9]{1,60}/[1-9][0-9]{0,59}", re.ASCII)
_SIGNS: Final = str.maketrans({"−": "-", "–": "-", "。": "."})
_WORDS: Final = frozenset({"无", "没有", "不适用", "/", "-", "--", "—", "——", "\\"})


def round_half_up(value: Fraction | Decimal | int, places: int) -> str:
    """Write a number with a fixed number of decimals, half away from zero."""
    scaled = abs(Fraction(value)) * 10**places
    digits = str((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator))
    digits = digits.rjust(places + 1, "0")
    sign = "-" if value < 0 and digits.strip("0") else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def read_decimal(text: str, places: int) -> Decimal | str:
    """Read a number with at most ``places`` decimals; a Chinese sentence says why it is none.

    Full-width characters, well-formed groups of three or four digits and outer blanks are
    normalised. A comma that is not between such groups is refused: ``1,5`` may be meant as 1.5.
    """
    plain = unicodedata.normalize("NFKC", text).strip().translate(_SIGNS)
    if plain in _WORDS:
        return "没有的填 0，不知道的先留空。"
    if "," in plain or " " in plain:
        if not _GROUPED.fullmatch(plain):
            return "逗号或空格的位置不对，请去掉后重填；小数点用“.”。"
        plain = plain.replace(",", "").replace(" ", "")
    match = _PLAIN.fullmatch(plain)
    if match is None or not (match["whole"] or match["part"]):
        return "只填数字，不要带单位、文字或其他符号。"
    part = (match["part"] or "").rstrip("0")
    if len(part) > places:
        limit = f"小数最多 {places} 位" if places else "只能填整数，不能有小数"
        return f"{limit}，程序不会自动四舍五入。"
    whole = match["whole"].lstrip("0") or "0"
    if len(whole) > _MOST_DIGITS:
        return f"数字太长，最多 {_MOST_DIGITS} 位。"
    number = Decimal(f"{match['sign']}{whole}.{part or '0'}")
    return abs(number) if number == 0 else number


@dataclass(frozen=True, slots=True)
class IntegerCodec:
    """Whole numbers, also minutes."""

    expected: str

    def parse(self, text: str) -> Parsed:
        """Read a whole number; ``12.00`` is one."""
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
        if not isinstance(value, (int, Fraction, Decimal)):
            return shown_without_value(value)
        number = Fraction(value)
        return str(number) if number.denominator == 1 else round_half_up(number, 2)


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
        if not text.strip():
            return BLANK
        number = read_decimal(text, self.places)
        if isinstance(number, str):
            return refused(text, number)
        return Parsed(number, round_half_up(number, self.places))

    def canonical(self, value: Maybe) -> str:
        """All places written out, so that one value has one text; else exactly ``a/b``."""
        if not isinstance(value, (int, Fraction, Decimal)):
            return ""
        number = Fraction(value)
        is_exact = (number * 10**self.places).denominator == 1
        return round_half_up(number, self.places) if is_exact else str(number)

    def format(self, value: Maybe) -> str:
        """All places, half up."""
        if not isinstance(value, (int, Fraction, Decimal)):
            return shown_without_value(value)
        return round_half_up(value, self.places)


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
        if not isinstance(value, (int, Fraction, Decimal)):
            return shown_without_value(value)
        return round_half_up(value, 1)


def _exact_text(value: Maybe) -> str:
    if isinstance(value, (int, Fraction, Decimal)) and is_number(value):
        return str(Fraction(value))
    return ""
