"""One open store: written in transactions, read by queries, whatever engine keeps its tables.

Both stores stand on this frame; it knows no table of theirs. A :class:`Database` belongs to whoever
opened it and is used by one thread at a time.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import RLock
from types import TracebackType

from storage.address import StorePlace
from storage.engines.engine import Row, StoreEngine
from storage.errors import StoreBug, StoreRefusal, UnreadableValue
from storage.rows.instants import Clock


class _InWords:
    """Turns the errors of an engine inside its blocks into those of :mod:`storage.errors`.

    One for all blocks of a store, and no generator: each statement stands in a block of its own.
    """

    def __init__(self, engine: StoreEngine) -> None:
        self._engine = engine

    def __enter__(self) -> None: ...

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if error is None:
            return
        if isinstance(error, self._engine.errors):
            raise self._engine.problem(error) from error
        if isinstance(error, UnicodeEncodeError):
            raise StoreRefusal("文字中有不能保存的残缺字符。请删除后重新输入。") from error


class Database:
    """An open store.

    Attributes:
        engine: Keeps its tables.
        clock: Gives the present.

    """

    def __init__(self, engine: StoreEngine, *, clock: Clock) -> None:
        self.engine = engine
        self.clock = clock
        self._in_words = _InWords(engine)
        self._guard = RLock()
        self._depth = 0
        self._forget: list[Callable[[], None]] = []

    @property
    def place(self) -> StorePlace:
        """Where it lies."""
        return self.engine.place

    @property
    def read_only(self) -> bool:
        """Whether writing is refused."""
        return self.engine.read_only

    @property
    def version(self) -> int:
        """The version of its format."""
        return self.engine.version()

    def close(self) -> None:
        """Close it. Closing twice does nothing."""
        with self._guard:
            self.engine.close()

    def on_change(self, forget: Callable[[], None]) -> None:
        """Register what has to forget what it remembers of the store, because it may be otherwise.

        That is when a transaction is undone, and, where others write too, whenever one begins.
        """
        self._forget.append(forget)

    def forget(self) -> None:
        """Let everything that was read be read again."""
        for forget in self._forget:
            forget()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything inside the block, or nothing of it.

        A block inside a block is kept only if the outer one is; if it fails and the outer one
        catches the exception, the inner one alone is undone.

        Raises:
            ReadOnlyPlace: The store was opened read-only.
            EnvironmentProblem: It cannot be written; nothing has changed.

        """
        with self._guard, self.errors():
            if self._depth and not self.engine.in_transaction:
                raise StoreBug("the transaction around this one is gone")
            is_inner = self._depth > 0
            self._begin(is_inner=is_inner)
            self._depth += 1
            try:
                yield
                self._end(is_inner=is_inner)
            except BaseException:
                self._undo(is_inner=is_inner)
                raise
            finally:
                self._depth -= 1

    def was_saved(self, transaction: str) -> bool:
        """Ask what became of a transaction at whose end the connection to the server broke.

        Raises:
            OutcomeUnknown: There is still nobody to ask.

        """
        with self._guard, self.errors():
            return self.engine.was_saved(transaction)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read everything inside the block as of one moment, whoever else writes meanwhile."""
        with self._guard, self.errors():
            self.forget()
            self.engine.begin_reading()
            try:
                yield
            finally:
                self.engine.rollback()

    def errors(self) -> AbstractContextManager[None]:
        """Turn the engine's errors inside the block into those of :mod:`storage.errors`."""
        return self._in_words

    def unreadable(self, table: str, column: str) -> UnreadableValue:
        """Make the error for a value that cannot be what it has to be."""
        return UnreadableValue(self.place, table, column, self.engine.backups())

    def all(self, sql: str, *parameters: object) -> list[Row]:
        """Run a query and return all its rows."""
        with self.errors():
            return self.engine.execute(sql, parameters).fetchall()

    def one(self, sql: str, *parameters: object) -> Row | None:
        """Run a query and return its first row, or ``None``."""
        with self.errors():
            return self.engine.execute(sql, parameters).fetchone()

    def integer(self, sql: str, *parameters: object) -> int:
        """Run a query for one whole number; none at all counts as 0."""
        row = self.one(sql, *parameters)
        return int(row[0]) if row is not None and isinstance(row[0], int) else 0

    def _begin(self, *, is_inner: bool) -> None:
        if is_inner:
            self.engine.execute("SAVEPOINT inside")
            return
        self.engine.begin()
        if self.engine.is_shared:
            self.forget()

    def _end(self, *, is_inner: bool) -> None:
        if is_inner:
            self.engine.execute("RELEASE SAVEPOINT inside")
        else:
            self.engine.commit()

    def _undo(self, *, is_inner: bool) -> None:
        if not is_inner:
            self.engine.rollback()
        elif self.engine.in_transaction:  # an engine undoes the whole after some errors
            self.engine.execute("ROLLBACK TO SAVEPOINT inside")
            self.engine.execute("RELEASE SAVEPOINT inside")
        self.forget()
