"""A table of data: columns that say what they hold, and rows of exact values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from forms.evaluation.to_json import number
from forms.spec import Option
from forms.values import NA, Attachment, Maybe

NOT_APPLICABLE: Final = "NA"
"""What stands where a question does not concern the school; what is missing stays blank."""


class DataType(StrEnum):
    """What a column holds, in the words of the Frictionless Table Schema."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    STRING = "string"


@dataclass(frozen=True, slots=True)
class DataColumn:
    """One column.

    Attributes:
        name: Its heading, for programs.
        title: What it is called, in Chinese.
        type: See :class:`DataType`.
        unit: Unit as shown, ``""`` without one.
        options: The codes that may stand in it, with their labels; empty where anything may.
        is_list: Several codes may stand in a cell, with commas between them.
        is_required: Every row has a value.
        help: What it means.
        source: Where the question comes from.

    """

    name: str
    title: str
    type: DataType
    unit: str = ""
    options: tuple[Option, ...] = ()
    is_list: bool = False
    is_required: bool = False
    help: str = ""
    source: str = ""


@dataclass(frozen=True)
class DataTable:
    """One table.

    Attributes:
        name: For programs and file names: small letters, digits, points, low lines.
        title: What it is called, in Chinese.
        columns: In order.
        key: Names of the columns that together tell the rows apart.
        rows: A value for each column.
        help: What a row is.

    """

    name: str
    title: str
    columns: tuple[DataColumn, ...]
    key: tuple[str, ...]
    rows: Sequence[Sequence[Maybe]]
    help: str = ""


def cell(value: Maybe) -> str | int | Decimal | None:
    """Write a value as it stands in a file of texts and numbers; ``None`` leaves the cell blank.

    A fraction that is no finite decimal is given with 25 digits.

    Raises:
        TypeError: A value that has no place in a table (attachments).

    """
    match value:
        case None | str():
            written: str | int | Decimal | None = value
        case _ if value is NA:
            written = NOT_APPLICABLE
        case bool():
            written = "true" if value else "false"
        case int() | Decimal() | Fraction():
            written = number(value)
        case date():
            written = value.isoformat()
        case _:
            written = ",".join(map(_code, value))
    return written


def _code(part: str | Attachment) -> str:
    if isinstance(part, Attachment):
        message = f"an attachment is no value of a table: {part.name}"
        raise TypeError(message)
    return part
