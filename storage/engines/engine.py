"""What a store asks of whatever keeps its tables; all else is SQL that both engines read alike.

That SQL marks its values with ``?``, keeps to INTEGER, TEXT and BLOB, names every column it reads
and compares truth values with 1.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from storage.address import StorePlace
from storage.errors import StoreError

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

Row = tuple[Any, ...]


def new_session() -> int:
    """Draw the number of a connection: 31 bits, which is what a server's locks have room for."""
    return 1 + secrets.randbelow(2**31 - 1)


class Cursor(Protocol):
    """What a statement has found or touched."""

    @property
    def description(self) -> Sequence[Sequence[Any]] | None: ...
    @property
    def rowcount(self) -> int: ...
    def fetchone(self) -> Row | None: ...
    def fetchall(self) -> list[Row]: ...
    def __iter__(self) -> Iterator[Row]: ...


class Statements(Protocol):
    """What runs one statement after the other."""

    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Cursor:
        """Run one statement."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that another window or program did with the store that is listened to.

    Attributes:
        process: Number of the server's process that served whoever did it.
        text: What was said with :meth:`StoreEngine.say`; ``""`` when a transaction was kept.

    """

    process: int
    text: str


class Listener(Protocol):
    """Hears what is done with a store by all who have it open; used by one thread at a time."""

    @property
    def process(self) -> int:
        """Number of the server's process that serves it."""

    def fileno(self) -> int:
        """Number of the socket that can be read when there is something to hear."""

    def hear(self) -> tuple[Heard, ...]:
        """Take what has come since the last call, in its order; never waits.

        Raises:
            EnvironmentProblem: The connection broke; what came since may be lost.

        """

    def close(self) -> None:
        """Stop listening. Closing twice does nothing."""


class StoreEngine(Protocol):
    """An open store at one place; used by one thread at a time."""

    @property
    def place(self) -> StorePlace:
        """Where the store lies."""

    @property
    def read_only(self) -> bool:
        """Whether writing is refused."""

    @property
    def is_shared(self) -> bool:
        """Whether others may write between two statements, so that nothing read is remembered."""

    @property
    def process(self) -> int:
        """The number that :attr:`Heard.process` tells of what is written here; 0 in a file."""

    @property
    def in_transaction(self) -> bool:
        """Whether one is open and can go on."""

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What it raises when a statement fails."""

    def problem(self, error: Exception) -> StoreError:
        """Say one of its errors in words."""

    def backups(self) -> tuple[Path, ...]:
        """Find the automatic backups beside the store, newest first; none beside a server."""

    def version(self) -> int:
        """Read the version of the store's format."""

    def tables(self) -> frozenset[str]:
        """Name the tables of the store."""

    def highest_ever(self, table: str) -> int:
        """Read the highest number that a table numbering its rows has ever given, 0 for none."""

    def grants(self) -> tuple[str, ...]:
        """Give the statements that let officers' accounts work here; none where there are none."""

    def grant_for(self, officer: int) -> tuple[str, ...]:
        """Give the statements that make the account of an officer, by number."""

    def session(self) -> int:
        """Number this connection, never 0; no other has had the number, but by an unlikely chance."""

    def lives(self, session: int) -> bool:
        """Tell whether the connection of a number is still there."""

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> Cursor:
        """Run one statement."""

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement once for each of ``rows``."""

    def begin(self) -> None:
        """Begin a transaction that nobody else writes beside; refuse if nothing can be written."""

    def begin_reading(self) -> None:
        """Begin a transaction in which all that is read is as of one moment; undone at its end."""

    def commit(self) -> None:
        """End it; what was written is on the disk."""

    def was_saved(self, transaction: str) -> bool:
        """Ask what became of a transaction at whose end the connection broke."""

    def rollback(self) -> None:
        """Undo it."""

    def number_on(self) -> None:
        """Let tables that number their rows go on from the highest number that was put into them."""

    def remake(self, tables: Sequence[str], build: Callable[["Schema"], None]) -> None:
        """Put tables as ``build`` makes them, empty, in the place of those of their names."""

    def listen(self) -> Listener | None:
        """Hear from now on what is done with the store; ``None`` where nobody else can write."""

    def say(self, text: str) -> None:
        """Let all who listen hear a text (7999 bytes at most) that is kept nowhere."""

    def processes(self) -> frozenset[int]:
        """Number the server's processes that serve somebody just now; none beside a file."""

    def close(self) -> None:
        """Close it. Closing twice does nothing."""
