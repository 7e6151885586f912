"""One open SQLite file: opened safely, locked, checked, upgraded, and written in transactions.

Both stores stand on this frame; it knows no table of theirs. A :class:`Database` belongs to whoever
opened it and is used by one thread at a time.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock
from typing import Final
from urllib.parse import quote

from storage import backup, instants, places
from storage.atomic import put_in_place
from storage.errors import (
    AlreadyThere,
    DiskFull,
    NeedsUpgrade,
    NewerVersion,
    NotOurFile,
    ReadOnlyPlace,
    Refusal,
    StoreBug,
    StoreDamaged,
    StoreError,
    StoreVanished,
    file_errors,
    sqlite_problem,
)
from storage.instants import Clock
from storage.lock import StoreLock
from storage.migrations import Format, Standing, migrate, standing

_MAGIC: Final = b"SQLite format 3\0"
_CHECKED_UP_TO: Final = 256 * 1024 * 1024
"""Larger files are not read whole on opening; every backup of theirs is."""

_OUTER: Final = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_INNER: Final = ("SAVEPOINT inside", "RELEASE inside", ("ROLLBACK TO inside", "RELEASE inside"))

Row = tuple[object, ...]


class Database:
    """An open store file.

    Attributes:
        path: Where it lies.
        read_only: Whether writing is refused.
        clock: Gives the present.

    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        lock: StoreLock | None,
        clock: Clock,
    ) -> None:
        self.path = path
        self.clock = clock
        self.connection = connection
        self._lock = lock
        self._guard = RLock()
        self._depth = 0
        self._identity = _file_identity(path)
        self._forget: list[Callable[[], None]] = []

    @property
    def read_only(self) -> bool:
        """Whether writing is refused."""
        return self._lock is None

    @classmethod
    def create(cls, path: Path, form: Format, *, clock: Clock = instants.now) -> "Database":
        """Make a new, empty store and open it; errors as :meth:`making`."""
        with cls.making(path, form, clock=clock):
            pass
        return cls.open(path, form, clock=clock)

    @classmethod
    @contextmanager
    def making(
        cls, path: Path, form: Format, *, clock: Clock = instants.now
    ) -> Iterator["Database"]:
        """Make a new store with what the block writes into it: whole, or not at all.

        It grows in a temporary file beside ``path`` and takes its place after the block, so that
        whatever ends the program leaves no half of a store that nobody can open or make again.

        Raises:
            AlreadyThere: There is a file of that name.
            EnvironmentProblem: The place cannot be written, or is full.

        """
        if path.exists():
            raise AlreadyThere(path)
        lock = StoreLock.acquire(path, now=clock())
        temporary = path.with_name(f".{path.name}.new")
        try:
            _remove(temporary)
            with file_errors(path), temporary.open("xb"):
                pass
            connection = _connect(temporary, "mode=rw")
            with closing(connection):
                with _closed_on_failure(connection, path):
                    _set_up(connection)
                    connection.execute(f"PRAGMA application_id = {form.application_id:d}")
                    migrate(connection, form.steps)
                yield cls(path, connection, lock=lock, clock=clock)
            with file_errors(path):
                put_in_place(temporary, path)
        finally:
            _remove(temporary)
            lock.release()

    @classmethod
    def open(
        cls, path: Path, form: Format, *, read_only: bool = False, clock: Clock = instants.now
    ) -> "Database":
        """Open a store that exists; an older one is backed up and upgraded first.

        Raises:
            StoreVanished: There is no such file.
            StoreLocked: Another program has it (never when ``read_only``).
            NotOurFile, NewerVersion, NeedsUpgrade, StoreDamaged: As the names say.
            EnvironmentProblem: Anything else of disk and permission.

        """
        _look_at_header(path, form)
        lock = None if read_only else StoreLock.acquire(path, now=clock())
        try:
            connection = _connect_to_read(path) if read_only else _connect(path, "mode=rw")
            with _closed_on_failure(connection, path):
                _set_up(connection)
                _check_health(connection, path)
                _check_version(connection, path, form, read_only=read_only)
                if not read_only:
                    backup.remove_unfinished(path)
                    _set_journal_mode(connection, path)
                    _upgrade(connection, path, form, clock=clock)
            return cls(path, connection, lock=lock, clock=clock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Close the file and free the lock. Closing twice does nothing."""
        with self._guard:
            self.connection.close()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def on_rollback(self, forget: Callable[[], None]) -> None:
        """Register what has to forget its memory of the file when a transaction is undone."""
        self._forget.append(forget)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do everything inside the block, or nothing of it.

        A block inside a block is kept only if the outer one is; if it fails and the outer one
        catches the exception, the inner one alone is undone.

        Raises:
            ReadOnlyPlace: The store was opened read-only.
            EnvironmentProblem: The file cannot be written; nothing has changed.

        """
        with self._guard, self.errors():
            if not self._depth:
                self._refuse_if_not_writable()
            elif not self.connection.in_transaction:
                raise StoreBug("the transaction around this one is gone")
            begin, commit, rollback = _INNER if self._depth else _OUTER
            self.connection.execute(begin)
            self._depth += 1
            try:
                yield self.connection
                self.connection.execute(commit)
            except BaseException:
                # SQLite itself has rolled back already after some errors.
                for statement in rollback if self.connection.in_transaction else ():
                    self.connection.execute(statement)
                for forget in self._forget:
                    forget()
                raise
            finally:
                self._depth -= 1

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn SQLite's errors inside the block into those of :mod:`storage.errors`."""
        try:
            yield
        except sqlite3.Error as error:
            raise sqlite_problem(self.path, error, backup.backups_of(self.path)) from error
        except UnicodeEncodeError as error:
            raise Refusal("文字中有不能保存的残缺字符。请删除后重新输入。") from error

    def all(self, sql: str, *parameters: object) -> list[Row]:
        """Run a query and return all its rows."""
        with self.errors():
            return self.connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, *parameters: object) -> Row | None:
        """Run a query and return its first row, or ``None``."""
        with self.errors():
            row: Row | None = self.connection.execute(sql, parameters).fetchone()
            return row

    def integer(self, sql: str, *parameters: object) -> int:
        """Run a query for one whole number; none at all counts as 0."""
        row = self.one(sql, *parameters)
        return row[0] if row is not None and isinstance(row[0], int) else 0

    def _refuse_if_not_writable(self) -> None:
        if self.read_only:
            raise ReadOnlyPlace(self.path)
        if _file_identity(self.path) != self._identity:
            # Writing on would succeed, into a file that no longer has a name.
            raise StoreVanished(self.path)


def _file_identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _look_at_header(path: Path, form: Format) -> None:
    """Refuse what is no SQLite file before SQLite sees it."""
    if path.exists() and not path.is_file():
        # A pipe would let the program wait for a writer for ever.
        raise NotOurFile(path, form.label)
    with file_errors(path), path.open("rb") as stream:
        start = stream.read(len(_MAGIC))
    if start != _MAGIC:
        found = backup.backups_of(path)
        raise StoreDamaged(path, found) if found else NotOurFile(path, form.label)


def _remove(temporary: Path) -> None:
    for name in (temporary.name, f"{temporary.name}-journal"):
        with suppress(OSError):
            temporary.with_name(name).unlink()


def uri_of(absolute: str) -> str:
    """Write an absolute path with slashes as SQLite wants its URIs.

    A share (``//server/folder``) must not become the authority of the URI: SQLite allows none.
    """
    return "file://" + quote(absolute if absolute.startswith("/") else f"/{absolute}")


def _connect(path: Path, query: str) -> sqlite3.Connection:
    uri = f"{uri_of(path.resolve().as_posix())}?{query}"
    try:
        # One thread at a time is kept by the lock in Database, not by the thread's number.
        return sqlite3.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False, timeout=2
        )
    except sqlite3.Error as error:
        raise sqlite_problem(path, error) from error


def _set_up(connection: sqlite3.Connection) -> None:
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _connect_to_read(path: Path) -> sqlite3.Connection:
    connection = _connect(path, "mode=ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        connection.close()
        problem = sqlite_problem(path, error, backup.backups_of(path))
        if not isinstance(problem, ReadOnlyPlace | DiskFull) or _has_log(path):
            raise problem from error
        # A place that cannot be written has no room for the shared memory of a log; without a log
        # none is needed, and whoever had the file open would have made it already.
        return _connect(path, "mode=ro&immutable=1")
    return connection


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _check_health(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size > _CHECKED_UP_TO:
        return
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise StoreDamaged(path, backup.backups_of(path))


def _check_version(
    connection: sqlite3.Connection, path: Path, form: Format, *, read_only: bool
) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != form.application_id:
        raise NotOurFile(path, form.label)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    match standing(found, form.version):
        case Standing.NEWER_MAJOR:
            raise NewerVersion(path, found=found, known=form.version)
        case Standing.OLDER if read_only:
            raise NeedsUpgrade(path)
        case _:
            pass


def _upgrade(connection: sqlite3.Connection, path: Path, form: Format, *, clock: Clock) -> None:
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if standing(found, form.version) is Standing.OLDER:
        backup.make(connection, path, now=clock(), reason=backup.BEFORE_UPGRADE)
        migrate(connection, form.steps)


def _set_journal_mode(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute(f"PRAGMA journal_mode = {'WAL' if places.keeps_wal(path) else 'DELETE'}")


@contextmanager
def _closed_on_failure(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        connection.close()
        raise sqlite_problem(path, error, backup.backups_of(path)) from error
    except StoreError:
        connection.close()
        raise
    except Exception as error:
        connection.close()
        raise StoreBug(f"{type(error).__name__}: {error}") from error
