"""What an older store on a server needs to become one of this program's format.

The steps of the format are written for SQLite. They are run in memory on empty tables, and what they
have added there is said in PostgreSQL's words. A step that does anything but add is refused: since
:data:`FIRST`, the first format that ever lay on a server, steps only add tables, indexes and columns.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from storage.engines.postgres.ddl import FUNCTIONS, described, empty_store, translated
from storage.errors import StoreBug
from storage.migrations import Format, migrate

FIRST: Final = 1005
"""The oldest format a server can have."""

_Column = tuple[str, str, int, str | None]
"""Name, type, whether it may not be NULL, and the default, as SQLite tells them."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """A table, an index or a trigger as it stands."""

    kind: str
    sql: str
    columns: tuple[_Column, ...]


def statements_of_upgrade(form: Format, found: int) -> Iterator[str]:
    """Give the statements that make a store of the version ``found`` one of this format.

    Raises:
        StoreBug: A step does more than add.

    """
    before = tuple(step for step in form.steps if step.version <= found)
    with closing(empty_store(before)) as connection:
        old = _shapes(connection)
        migrate(connection, form.steps)
        new = _shapes(connection)
    if missing := old.keys() - new.keys():
        raise StoreBug(f"a server cannot follow what takes away {sorted(missing)}")
    for name, shape in new.items():
        if name not in old:
            yield translated(shape.sql)
        elif shape.sql != old[name].sql:
            yield from _added_columns(name, old[name], shape)
    yield FUNCTIONS
    yield f"UPDATE store_format SET version = {form.version:d}"  # noqa: S608 - our own number


def _added_columns(table: str, old: _Shape, new: _Shape) -> Iterator[str]:
    count = len(old.columns)
    if new.kind != "table" or new.columns[:count] != old.columns:
        raise StoreBug(f"a server cannot follow what changes {table}")
    for name, kind, is_needed, default in new.columns[count:]:
        words = [f'"{name}"', kind]
        words += ["NOT NULL"] * is_needed
        words += [] if default is None else [f"DEFAULT {default}"]
        yield translated(f'ALTER TABLE "{table}" ADD COLUMN {" ".join(words)}')


def _shapes(connection: sqlite3.Connection) -> dict[str, _Shape]:
    return {
        name: _Shape(kind, sql, _columns(connection, name))
        for kind, name, sql in described(connection)
    }


def _columns(connection: sqlite3.Connection, table: str) -> tuple[_Column, ...]:
    query = 'SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?) ORDER BY cid'
    return tuple(connection.execute(query, (table,)))
