"""Exact values, and the four ways of having none.

A *missing* answer is ``None``; an answer that does not apply is :data:`NA`; zero is ``0``; wrong
text that is kept has no value here at all (its raw text stays in the return, see
:mod:`forms.record`), so a calculation meets it as missing while check F2 reports it.

Numbers are ``int`` and :class:`~decimal.Decimal` where they are stored and shown, and ``int`` and
:class:`~fractions.Fraction` where they are calculated: a quotient has to stay exact until it is
displayed (forms catalogue 1.5). Binary floats never occur.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final, Literal, TypeGuard


class NotApplicable(Enum):
    """The one value "不适用": the question does not concern this school."""

    NA = "NA"

    def __repr__(self) -> str:
        return "NA"

    def __bool__(self) -> Literal[False]:
        return False


NA: Final = NotApplicable.NA


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of an attachment field; its bytes live in the store under ``sha256``.

    Attributes:
        name: File name as the clerk saw it, without a path.
        size: Length in bytes.
        sha256: Lower-case hex digest of the content.

    """

    name: str
    size: int
    sha256: str


Number = int | Fraction
"""What arithmetic yields. ``bool`` is never a number."""

Value = bool | int | Fraction | Decimal | str | date | tuple[str, ...] | tuple[Attachment, ...]
"""What a field can hold when it is neither missing nor not applicable."""

Maybe = Value | NotApplicable | None
"""A value, or not applicable, or missing."""


_NUMBERS: Final = frozenset({int, Fraction})
_STORED_NUMBERS: Final = _NUMBERS | {Decimal}


def exact(value: Maybe) -> Maybe:
    """Turn a stored value into the form calculations use: ``Decimal`` becomes ``int`` or ``Fraction``.

    >>> exact(Decimal("6200.00"))
    6200
    >>> exact(Decimal("268.50"))
    Fraction(537, 2)
    """
    if type(value) is Decimal:
        numerator, denominator = value.as_integer_ratio()
        return numerator if denominator == 1 else Fraction(numerator, denominator)
    return value


def simplest(value: Number) -> Number:
    """Return a whole ``Fraction`` as ``int``; every other number as it is."""
    if type(value) is Fraction and value.denominator == 1:
        return value.numerator
    return value


def is_exact(value: object) -> TypeGuard[Number]:
    """Tell whether ``value`` is a number as calculations use it (``bool`` is none).

    By type: ``isinstance`` asks ``Fraction`` through ``abc``, which is slow where it says no, and
    a full check asks thousands of times.
    """
    return type(value) in _NUMBERS


def is_number(value: object) -> TypeGuard[Number | Decimal]:
    """Tell whether ``value`` is a number, stored or calculated (``bool`` is none)."""
    return type(value) in _STORED_NUMBERS


def is_given(value: Maybe) -> bool:
    """Tell whether there is a value: neither missing nor not applicable. Zero is a value."""
    return value is not None and value is not NA
