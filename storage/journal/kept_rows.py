"""The rows that the journal vouches for: each entry carries the rows it leaves behind.

All tables are kept so but those of answers, which follow from the edits; those of figures, which
follow from the packages; and the log of imports with the claims on files. Bytes are carried as their digest.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from storage.engines.engine import Cursor, Statements

Key = tuple[str | int, ...]
"""The values of a row's key columns."""
Value = str | int | None
KeptRow = Mapping[str, Value]
"""Column → value, bytes as :func:`digest_of` writes them."""
RowPlace = tuple[str, Key]
"""A table and the key of one of its rows."""
KeptChange = tuple[str, Key, KeptRow | None]
"""A row as an entry leaves it: table, key, and what stands there; ``None`` if nothing."""

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "reference": ("grp", "name"),
    "blob": ("kind",),
    "attachment": ("sha256",),
    "revision": ("number",),
    "comment": ("id",),
    "reply": ("comment",),
    "confirmation": ("revision", "signatory"),
    "delivery": ("identity",),
    "bureau_answer": ("id",),
    "accepted": ("number",),
    "school": ("code",),
    "request": ("id",),
    "certificate": ("serial",),
    "crl": ("number",),
    "chain": ("school_code",),
    "package": ("id",),
    "package_content": ("package_id",),
    "quarantine": ("id",),
    "issued": ("id",),
    "officer": ("number",),
}
"""The tables and their key columns; each kind of store has some of them."""

ANSWER_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "answer": ("revision", "table_id", "row_id", "item"),
    "table_row": ("revision", "table_id", "row_id"),
    "empty_table": ("revision", "table_id"),
    "unconfirmed": ("revision", "address"),
    "justification": ("revision", "key"),
    "row_counter": ("table_id",),
}
"""The tables of answers and their key columns."""


ROW_NUMBER: Final = "rowid"
"""The order in which rows came: hidden with SQLite, a column on a server, nothing anybody keeps."""


def digest_of(content: bytes) -> str:
    """Write bytes as the journal does."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def read_row(reader: Statements, place: RowPlace) -> KeptRow | None:
    """Read what stands at a place now; ``None`` if nothing does."""
    table, key = place
    condition = " AND ".join(f"{column} = ?" for column in KEYS[table])
    cursor = reader.execute(f"SELECT * FROM {table} WHERE {condition}", key)  # noqa: S608
    values = cursor.fetchone()
    return None if values is None else _row(_columns(cursor), values)


def read_rows(reader: Statements, table: str) -> Iterator[tuple[Key, KeptRow]]:
    """Read all rows of a table by their keys."""
    cursor = reader.execute(f"SELECT * FROM {table}")  # noqa: S608
    columns = _columns(cursor)
    keys = KEYS.get(table) or ANSWER_KEYS[table]
    places = [columns.index(column) for column in keys]
    for values in cursor:
        yield tuple(values[place] for place in places), _row(columns, values)


def tables_of(found: Collection[str]) -> tuple[str, ...]:
    """Name the kept tables among those of a store."""
    return tuple(table for table in KEYS if table in found)


def left(reader: Statements, places: Iterable[RowPlace]) -> Mapping[str, object]:
    """Give what an entry carries of the rows at some places, as they stand now."""
    rows = [[table, list(key), read_row(reader, (table, key))] for table, key in places]
    return {"rows": rows} if rows else {}


def all_left(reader: Statements, tables: Collection[str]) -> Mapping[str, object]:
    """Give what an entry carries that vouches for all rows, as they stand now."""
    return {
        "rows": [
            [table, list(key), row]
            for table in tables_of(tables)
            for key, row in read_rows(reader, table)
        ]
    }


def changes_in(payload: Mapping[str, object]) -> Iterator[KeptChange]:
    """Read what an entry carries; nothing of those that touch no such row.

    Raises:
        ValueError: It is something else.

    """
    found = payload.get("rows", [])
    for item in found if isinstance(found, list) else [found]:
        match item:
            case [str(table), list(key), dict() | None as row] if table in KEYS:
                yield table, tuple(key), row
            case _:
                message = f"not a row: {item!r}"
                raise ValueError(message)


def _columns(cursor: Cursor) -> list[str]:
    return [column[0] for column in cursor.description or ()]


def _row(columns: Iterable[str], values: Iterable[object]) -> KeptRow:
    return {
        column: _value(value)
        for column, value in zip(columns, values, strict=True)
        if column != ROW_NUMBER
    }


def _value(value: object) -> Value:
    if isinstance(value, bytes):
        return digest_of(value)
    return value if isinstance(value, int) or value is None else str(value)
