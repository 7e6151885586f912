"""Ranges as an author writes them: ``0..100``, ``..period.year``, ``2015-01-01..period.due_date``."""

import re
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Final

from forms.expr import Expression, constant
from forms.loader.entry import TomlTable
from forms.loader.reading import PackReading
from forms.pack_errors import Flaw
from forms.spec import Bounds, FieldType
from forms.values import simplest

_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_FACT: Final = re.compile(r"(period|setting)\.[a-z_]+", re.ASCII)


def read_range(entry: TomlTable, key: str, kind: FieldType, reading: PackReading) -> Bounds | None:
    """Read a range of values; ``None`` if the key is not there.

    Raises:
        PackError: It is none, or of another kind than the field, or its ends are reversed.

    """
    text = entry.optional_text(key)
    if text is None:
        return None
    low_text, dots, high_text = text.partition("..")
    if not dots or not (low_text or high_text):
        raise entry.refuse(Flaw.BAD_RANGE, "范围应写成 下限..上限，例如 0..100。", key)
    low, high = (_end(entry, key, part, kind, reading) for part in (low_text, high_text))
    if low and high and _is_reversed(low, high):
        raise entry.refuse(Flaw.BAD_RANGE, f"下限 {low_text} 大于上限 {high_text}。", key)
    return Bounds(low, high)


def read_length(entry: TomlTable, key: str) -> Bounds | None:
    """Read a range of numbers of characters; ``None`` if the key is not there.

    Raises:
        PackError: It is none.

    """
    text = entry.optional_text(key)
    if text is None:
        return None
    match = re.fullmatch(r"([0-9]+)\.\.([0-9]+)", text, re.ASCII)
    if match is None or int(match[1]) > int(match[2]):
        raise entry.refuse(Flaw.BAD_RANGE, "字数应写成 最少..最多，例如 2..60。", key)
    return Bounds(*(constant(part, int(part)) for part in match.groups()))


def _end(
    entry: TomlTable, key: str, text: str, kind: FieldType, reading: PackReading
) -> Expression | None:
    if not text:
        return None
    if _FACT.fullmatch(text):
        return reading.parse(entry, key, text)
    if kind.is_numeric and _NUMBER.fullmatch(text):
        return _number(text)
    if kind is FieldType.TIME and _TIME.fullmatch(text):
        return constant(text, text)
    if kind is FieldType.DATE and _DATE.fullmatch(text):
        try:
            return constant(text, date.fromisoformat(text))
        except ValueError:
            raise entry.refuse(Flaw.BAD_RANGE, f"没有 {text} 这一天。", key) from None
    message = (
        f"{text} 不能作 {kind.value} 类型的界限，应为同类型的值，或 period.、setting. 开头的名称。"
    )
    raise entry.refuse(Flaw.BAD_RANGE, message, key)


@cache
def _number(text: str) -> Expression:
    """A limit that is a number; a pack of a thousand limits has some dozens of different ones."""
    return constant(text, simplest(Fraction(text)))


def _is_reversed(low: Expression, high: Expression) -> bool:
    # Both are of the field's type unless one is a fact of the period, known only later.
    if low.names or high.names:
        return False
    first, second = getattr(low.root, "value", None), getattr(high.root, "value", None)
    if isinstance(first, (int, Fraction)) and isinstance(second, (int, Fraction)):
        return first > second
    return str(first) > str(second)
