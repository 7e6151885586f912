"""One table of a store: its statements are run here, with the values beside them, never in them.

What stands on this writes only inside a transaction that somebody else has opened; what opens its
own and keeps the journal is a :class:`~storage.rows.repository.Repository`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, Final

from storage.database import Database
from storage.engines.engine import Cursor
from storage.errors import StillReferredTo, StoreBug
from storage.rows.stored_row import RowOrigin, StoredRow

_SPECIAL: Final = re.compile("[!%_]")


def containing(text: str) -> str:
    """Write the pattern of LIKE for texts that contain this one; the sign for escaping is ``!``."""
    return "%" + _SPECIAL.sub(r"!\g<0>", text) + "%"


class StoreTable:
    """A table of an open store."""

    table: ClassVar[str]
    """Its name."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._origins: dict[str, RowOrigin] = {}

    def _all(self, sql: str, *parameters: object) -> list[StoredRow]:
        """Run a query and return all its rows."""
        return list(self._stream(sql, *parameters))

    def _one(self, sql: str, *parameters: object) -> StoredRow | None:
        """Run a query and return its first row, or ``None``."""
        with self._database.errors():
            cursor = self._database.engine.execute(sql, parameters)
            values = cursor.fetchone()
        return None if values is None else StoredRow(self._origin(sql, cursor), values)

    def _stream(self, sql: str, *parameters: object) -> Iterator[StoredRow]:
        """Run a query and read its rows one by one."""
        with self._database.errors():
            cursor = self._database.engine.execute(sql, parameters)
            origin = self._origin(sql, cursor)
            for values in cursor:
                yield StoredRow(origin, values)

    def _integer(self, sql: str, *parameters: object) -> int:
        """Run a query for one whole number; none at all counts as 0."""
        return self._database.integer(sql, *parameters)

    def _exists(self, sql: str, *parameters: object) -> bool:
        """Whether a query finds anything."""
        return self._database.one(sql, *parameters) is not None

    def _write(self, sql: str, *parameters: object) -> int:
        """Run a statement that writes; return how many rows it touched."""
        self._in_transaction()
        return self._database.engine.execute(sql, parameters).rowcount

    def _delete_if_free(self, sql: str, *parameters: object) -> bool:
        """Run a DELETE; ``False`` if rows of other tables refer to what it would take away."""
        try:
            with self._database.transaction():
                self._write(sql, *parameters)
        except StillReferredTo:
            return False
        return True

    def _write_returning(self, sql: str, *parameters: object) -> StoredRow | None:
        """Run a statement that writes and says what it touched: its first row, or ``None``."""
        self._in_transaction()
        return self._one(sql, *parameters)

    def _insert_numbered(self, sql: str, *parameters: object) -> int:
        """Insert a row that is numbered by its table; return the number."""
        row = self._write_returning(f"{sql} RETURNING id", *parameters)
        if row is None:
            raise StoreBug(f"{self.table} gave no number")
        return row.integer("id")

    def _write_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each of ``rows``."""
        self._in_transaction()
        self._database.engine.execute_many(sql, rows)

    def _origin(self, sql: str, cursor: Cursor) -> RowOrigin:
        """Say what the columns of a query are called, worked out once for each query."""
        if sql not in self._origins:
            places = {
                str(column[0]): place for place, column in enumerate(cursor.description or ())
            }
            self._origins[sql] = RowOrigin(self._database.unreadable, self.table, places)
        return self._origins[sql]

    def _in_transaction(self) -> None:
        if not self._database.engine.in_transaction:
            raise StoreBug(f"{self.table} is written outside a transaction")
