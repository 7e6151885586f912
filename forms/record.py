"""One school's answers as typed: the immutable :class:`Return`, its rows and their addresses.

Raw text is kept even when it is wrong. What a text *means* is the business of :mod:`forms.types`;
here it is only held, addressed and changed. Addresses are those of the forms catalogue 1.2:
``form.field``, ``form.table``, ``form.table[row]``, ``form.table[row].column``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PackRef:
    """Which form pack a return was filled with.

    Attributes:
        id: Pack id, e.g. ``balance``.
        version: Pack version, e.g. ``2024.1``.
        digest: SHA-256 (hex) over the pack's files as loaded.

    """

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        id: Stable hidden id. Fixed rows carry their key code (``3`` in ``burden.lessons[3]``), free
            rows ``r1``, ``r2`` … which are never used again within a return.
        cells: Column id → raw text; a column that is absent is missing.

    """

    id: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Return:
    """One school's answers for one period under one pack version.

    Attributes:
        school_code: 10-digit 学校标识码 of the school the return belongs to.
        period: The year reported, e.g. ``2024``.
        pack: The pack it was filled with.
        revision: 1 for the first; one more each time a signed return is reopened.
        answers: Field id → raw text. A field that is absent is missing; the empty string is never
            stored.
        tables: Table id → rows in display order. Fixed rows may be absent until first typed in.
        empty_tables: Ids of the free tables the clerk marked 本表无数据.
        justifications: Problem key (:attr:`forms.problems.Problem.key`) → 说明.
        unconfirmed: Addresses of the fields and rows that were brought over from last year and wait
            for the clerk to confirm them (待确认). Of the store only; no document carries it.

    """

    school_code: str
    period: int
    pack: PackRef
    revision: int = 1
    answers: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    empty_tables: frozenset[str] = frozenset()
    justifications: Mapping[str, str] = field(default_factory=dict)
    unconfirmed: frozenset[str] = frozenset()

    def row(self, table: str, row_id: str) -> Row | None:
        """Find a row by its id; ``None`` if the table has no such row."""
        return next((row for row in self.tables.get(table, ()) if row.id == row_id), None)


def cell_address(table: str, row_id: str, column: str) -> str:
    """Write the address of one cell: ``pupils.classes[r3].enrolled``."""
    return f"{table}[{row_id}].{column}"


def row_address(table: str, row_id: str) -> str:
    """Write the address of one row: ``pupils.classes[r3]``."""
    return f"{table}[{row_id}]"


def split_address(address: str) -> tuple[str, str | None, str | None]:
    """Take an address apart into field or table id, row id, column id.

    >>> split_address("pupils.classes[r3].enrolled")
    ('pupils.classes', 'r3', 'enrolled')
    >>> split_address("pupils.entrants_primary")
    ('pupils.entrants_primary', None, None)
    """
    head, bracket, rest = address.partition("[")
    if not bracket:
        return head, None, None
    row_id, _, column = rest.partition("]")
    return head, row_id, column.removeprefix(".") or None
