"""How the figures of a return are kept: one column a field, each value as a number or as exact text.

A missing value is NULL; what is not applicable is NULL too and named in ``not_applicable``. Decimals
and fractions are kept as exact text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, Inexact
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from forms.values import NA, Maybe
from storage.errors import StoreBug, StoreRefusal

if TYPE_CHECKING:
    from forms.spec import Field


class WideKind(StrEnum):
    """How the values of a column are kept."""

    INTEGER = "integer"
    TRUTH = "truth"
    EXACT = "exact"
    TEXT = "text"
    DATE = "date"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class WideColumn:
    """One column: a field id and how its values are kept."""

    id: str
    kind: WideKind


def wide_columns(fields: Iterable["Field"]) -> tuple[WideColumn, ...]:
    """Choose the columns for fields; attachments have none."""
    kinds = {
        "integer": WideKind.INTEGER,
        "duration_minutes": WideKind.INTEGER,
        "yes_no": WideKind.TRUTH,
        "decimal": WideKind.EXACT,
        "decimal3": WideKind.EXACT,
        "money": WideKind.EXACT,
        "percent": WideKind.EXACT,
        "date": WideKind.DATE,
        "multi_choice": WideKind.LIST,
    }
    return tuple(
        WideColumn(field.id, kinds.get(field.type.value, WideKind.TEXT))
        for field in fields
        if field.type.value != "attachment"
    )


_TOO_LARGE: Final = 1 << 63
_EXACT: Final = Context(prec=60, traps=[Inexact])
"""Wide enough for every figure of a school; what does not fit stays a fraction."""


def selected(columns: Iterable[WideColumn]) -> str:
    """Write columns of the wide table as the end of a list in a SELECT; ids are plain names."""
    return "".join(f', wide."{column.id}"' for column in columns)


@lru_cache(maxsize=256)
def absent_places(absent: str, places: tuple[str, ...]) -> tuple[int, ...]:
    """Say which of the columns at ``places`` are among those that ``not_applicable`` names."""
    named = set(absent.split())
    return tuple(index for index, place in enumerate(places) if place in named)


def _as_it_is(_column: WideColumn, text: str) -> str:
    return text


def _truth(_column: WideColumn, value: bool) -> int:  # noqa: FBT001 - called by the kind of column
    return int(value)


def _whole(column: WideColumn, value: int | Fraction | Decimal) -> int:
    whole = int(value)
    if whole != value:
        raise StoreBug(f"{column.id} (integer): {value}")
    if not -_TOO_LARGE < whole < _TOO_LARGE:
        raise StoreRefusal(f"字段 {column.id} 的数 {value} 过大，不能保存。请学校核对后重新上报。")
    return whole


def _exact(_column: WideColumn, value: int | Fraction | Decimal) -> str:
    return _exact_text(value)


def _day(_column: WideColumn, value: date) -> str:
    return value.isoformat()


def _list(_column: WideColumn, codes: tuple[str, ...]) -> str:
    return ",".join(map(str, codes))


_NUMBERS: Final = frozenset({int, Fraction, Decimal})
_ENCODE: Final[Mapping[WideKind, tuple[frozenset[type], Callable[..., int | str]]]] = {
    WideKind.TRUTH: (frozenset({bool}), _truth),
    WideKind.INTEGER: (_NUMBERS, _whole),
    WideKind.EXACT: (_NUMBERS, _exact),
    WideKind.TEXT: (frozenset({str}), _as_it_is),
    WideKind.DATE: (frozenset({date}), _day),
    WideKind.LIST: (frozenset({tuple}), _list),
}
"""For each kind the types it may have, and how they are written."""


class WideEncoder:
    """Writes rows as they are kept; what each column asks of its values is looked up once for all rows."""

    def __init__(self, columns: Sequence[WideColumn]) -> None:
        self._asked = [(column, *_ENCODE[column.kind]) for column in columns]

    def row(self, values: Mapping[str, Maybe]) -> tuple[str, list[int | str | None]]:
        """Write the text of ``not_applicable``, and the value of each column.

        That text names the places of the columns that are not applicable; schools of a kind share it.

        Raises:
            StoreBug: A column holds another kind of value.
            StoreRefusal: A value is too large for the store.

        """
        absent: list[str] = []
        kept: list[int | str | None] = []
        for place, (column, types, write) in enumerate(self._asked):
            value = values.get(column.id)
            if value is None or value is NA:
                kept.append(None)
                if value is NA:
                    absent.append(str(place))
            elif type(value) in types:
                kept.append(write(column, value))
            else:
                raise StoreBug(f"{column.id} ({column.kind.value}): {type(value).__name__}")
        return " ".join(absent), kept


def _exact_text(value: int | Fraction | Decimal) -> str:
    """Write a decimal where the value is one: it is read five times as fast as a fraction."""
    if not isinstance(value, Fraction):
        return str(value)
    try:
        quotient = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    except Inexact:
        return str(value)
    return f"{quotient:f}"


def _decode_exact(text: str) -> Maybe:
    return Fraction(text) if "/" in text else Decimal(text)


def _decode_list(text: str) -> Maybe:
    return tuple(text.split(",")) if text else ()


DECODE: Final[Mapping[WideKind, Callable[..., Maybe]]] = {
    WideKind.TRUTH: bool,
    WideKind.EXACT: _decode_exact,
    WideKind.DATE: date.fromisoformat,
    WideKind.LIST: _decode_list,
}
"""How to read what is kept otherwise than it is; other kinds are kept as they are."""
DECODE_ERRORS: Final = (ValueError, ArithmeticError)
"""What reading raises where something else is kept."""
