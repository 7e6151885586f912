"""How values and places read in the sentences of the program."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.problems import Operand
from forms.rounding import rounded, shortest
from forms.spec import ChoiceList, Field, FieldType, Table
from forms.values import NA, Attachment, Maybe, is_given

MISSING_TEXT: Final = "未填"
NOT_APPLICABLE_TEXT: Final = "不适用"

_DECIMALS: Final = {FieldType.DECIMAL: 2, FieldType.DECIMAL3: 3, FieldType.MONEY: 2}
_PLAIN_DECIMALS: Final = 4

Choices = Mapping[str, ChoiceList]


def show(value: Maybe, item: Field | None, choices: Choices) -> str:
    """Write a value as people read it: labels for codes, 是/否, a percent with one decimal."""
    if type(value) is int and (item is None or item.type is not FieldType.PERCENT):
        return str(value)  # what nearly all sentences are made of
    if value is None or value is NA:
        return MISSING_TEXT if value is None else NOT_APPLICABLE_TEXT
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return _show_code(value, item, choices)
    if isinstance(value, tuple):
        return "、".join(_show_part(part, item, choices) for part in value) or "无"
    return value.isoformat() if isinstance(value, date) else _show_number(value, item)


def _show_number(value: int | Fraction | Decimal, item: Field | None) -> str:
    number = Fraction(value) if isinstance(value, Decimal) else value
    if item is not None and item.type is FieldType.PERCENT:
        return rounded(number, 1)
    return shortest(number, _DECIMALS.get(item.type, _PLAIN_DECIMALS) if item else _PLAIN_DECIMALS)


def _show_part(part: str | Attachment, item: Field | None, choices: Choices) -> str:
    return part.name if isinstance(part, Attachment) else _show_code(part, item, choices)


def _show_code(code: str, item: Field | None, choices: Choices) -> str:
    if item is None or item.choices is None:
        return code
    return choices[item.choices].labels.get(code, code)


def row_title(table: Table, cells: Mapping[str, Maybe], index: int, choices: Choices) -> str:
    """Name a row by its key, or by its number while the key is incomplete; ``index`` counts from 0."""
    parts = []
    for column in table.key:
        part = cells.get(column)
        if part is None or part is NA:
            return f"第 {index + 1} 行"
        parts.append(show(part, table.by_id[column], choices))
    return " ".join(parts) if parts else f"第 {index + 1} 行"


def why_not_typed(item: Field) -> str:
    """Say why nobody can type into a field; ``""`` if the clerk does."""
    return "" if item.is_input else f"【{item.label}】由程序计算，不能填写。"


def append_operands(sentence: str, operands: Iterable[Operand], shown: Iterable[str]) -> str:
    """Put what a rule looked at behind its sentence; what would read the same only once."""
    parts = [
        f"{operand.label} {text}{_unit(operand)}"
        for operand, text in zip(operands, shown, strict=True)
    ]
    listed = "；".join(dict.fromkeys(parts))
    return f"{sentence}（现为：{listed}）" if listed else sentence


def _unit(operand: Operand) -> str:
    return f" {operand.unit}" if operand.unit and is_given(operand.value) else ""


def file_size(count: int) -> str:
    """Write the size of a file, given in bytes, in a unit people know; never less than it is.

    >>> file_size(999), file_size(1025), file_size(5_632_000)
    ('999 B', '2 KB', '5.4 MB')
    """
    if count < 2**10:
        return f"{count} B"
    if count <= 2**20 - 2**10:
        return f"{-(-count // 2**10)} KB"
    tenths = -(-count * 10 // 2**20)
    return f"{tenths // 10}.{tenths % 10} MB"
