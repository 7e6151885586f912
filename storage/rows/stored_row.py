"""One row of a store, read by the name of its columns, each value as what it has to be.

A value of another type, a time or a word that cannot be read means that the file was changed by
something else than the program; that is said with table and column.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TypeVar

from storage.errors import UnreadableValue
from storage.rows import instants

Read = TypeVar("Read")
Choice = TypeVar("Choice", bound=Enum)


@dataclass(frozen=True, slots=True)
class RowOrigin:
    """Where the rows of one query come from.

    Attributes:
        fault: Makes the error for a table and a column of the open store.
        table: The table that is read.
        places: Name of each column of the query → its place in the row.

    """

    fault: Callable[[str, str], UnreadableValue]
    table: str
    places: Mapping[str, int]

    def unreadable(self, column: str) -> UnreadableValue:
        """Make the error for a value that cannot be what it has to be."""
        return self.fault(self.table, column)


class StoredRow:
    """One row of a query.

    All methods take the name of a column the query selects and raise
    :class:`~storage.errors.UnreadableValue` if what is stored there is something else.
    """

    __slots__ = ("_origin", "_values")

    def __init__(self, origin: RowOrigin, values: Sequence[object]) -> None:
        self._origin = origin
        self._values = values

    def integer(self, column: str) -> int:
        """Read a whole number."""
        value = self._value(column)
        if type(value) is int:
            return value
        raise self._origin.unreadable(column)

    def truth(self, column: str) -> bool:
        """Read a truth value, kept as 0 or 1."""
        return self.integer(column) != 0

    def text(self, column: str) -> str:
        """Read a text."""
        value = self._value(column)
        if type(value) is str:
            return value
        raise self._origin.unreadable(column)

    def blob(self, column: str) -> bytes:
        """Read bytes."""
        value = self._value(column)
        if type(value) is bytes:
            return value
        raise self._origin.unreadable(column)

    def parsed(self, column: str, parse: Callable[[str], Read]) -> Read:
        """Read a text that ``parse`` makes something of, or raises :class:`ValueError`."""
        try:
            return parse(self.text(column))
        except ValueError as error:
            raise self._origin.unreadable(column) from error

    def instant(self, column: str) -> datetime:
        """Read a moment (UTC)."""
        return self.parsed(column, instants.from_text)

    def choice(self, column: str, kind: type[Choice]) -> Choice:
        """Read a member of an enumeration by its value."""
        try:
            return kind(self._value(column))
        except ValueError as error:
            raise self._origin.unreadable(column) from error

    def is_null(self, column: str) -> bool:
        """Whether nothing is stored there."""
        return self._value(column) is None

    def maybe_text(self, column: str) -> str | None:
        """Read a text that may be absent."""
        return None if self.is_null(column) else self.text(column)

    def maybe_instant(self, column: str) -> datetime | None:
        """Read a moment (UTC) that may be absent."""
        return None if self.is_null(column) else self.instant(column)

    def _value(self, column: str) -> object:
        return self._values[self._origin.places[column]]
