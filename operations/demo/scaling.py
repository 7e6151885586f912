"""Make the figures of an example school those of another size, without breaking a sum.

Counts are rounded one by one, which keeps every "part ≤ whole"; where parts have to add up to a
whole, the whole is made out of its parts, or the parts are shared out.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import cast

Document = dict[str, object]
"""A filling document: form id → values, table id → columns and rows."""


def counts(document: Document, form: str) -> dict[str, object]:
    """The values of a form, to be changed in place."""
    return cast("dict[str, object]", document[form])


def whole(values: Mapping[str, object], name: str) -> int:
    """A count of a form."""
    return int(str(values[name]))


def scaled(value: int, factor: Fraction, *, least: int = 0) -> int:
    """A count, scaled and rounded half up."""
    return max(least, int(value * factor + Fraction(1, 2)))


def amount(value: object, factor: Fraction) -> str:
    """An area or a sum of money, scaled and rounded to two decimals."""
    exact = Fraction(Decimal(str(value))) * factor
    return money(exact)


def money(exact: Fraction) -> str:
    """Two decimals, rounded half up."""
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    return str(quotient.quantize(Decimal("0.01"), ROUND_HALF_UP))


def scale_counts(values: dict[str, object], names: Sequence[str], factor: Fraction) -> None:
    """Scale the counts of a form that are there."""
    for name in names:
        if isinstance(values.get(name), int):
            values[name] = scaled(whole(values, name), factor)


def scale_amounts(values: dict[str, object], names: Sequence[str], factor: Fraction) -> None:
    """Scale areas or money of a form."""
    for name in names:
        values[name] = amount(values[name], factor)


def share_out(parts: Sequence[int], total: int) -> list[int]:
    """Share a total in proportion to ``parts``: whole numbers, largest remainders first."""
    base = sum(parts)
    exact = [Fraction(part * total, base) for part in parts]
    shares = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (shares[i] - exact[i], i))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


class Rows:
    """The rows of one table of a document, by column name."""

    def __init__(self, document: Document, table: str) -> None:
        self._table = cast("dict[str, list[object]]", document[table])
        self.columns = [str(name) for name in self._table["columns"]]

    @property
    def rows(self) -> list[list[object]]:
        return cast("list[list[object]]", self._table["rows"])

    def keep(self, rows: Sequence[Sequence[object]]) -> None:
        self._table["rows"] = [list(row) for row in rows]

    def at(self, name: str) -> int:
        return self.columns.index(name)

    def column(self, name: str) -> list[object]:
        return [row[self.at(name)] for row in self.rows]

    def put(self, name: str, values: Sequence[object]) -> None:
        """Replace all values of a column."""
        for row, value in zip(self.rows, values, strict=True):
            row[self.at(name)] = value

    def drop(self, name: str) -> None:
        position = self.at(name)
        for row in self.rows:
            del row[position]
        del self.columns[position]
        self._table["columns"] = list(self.columns)
