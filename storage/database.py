"""One open SQLite file: opened safely, locked, checked, upgraded, and written in transactions.

Both stores stand on this frame; it knows no table of theirs. A :class:`Database` belongs to whoever
opened it and is used by one thread at a time.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock
from typing import Final

from storage import backup, instants, open_files
from storage.atomic import new_file
from storage.connection import (
    close_writer,
    connect_alone,
    connect_to_read,
    connect_to_write,
    copied_into_memory,
    keep_rollback_journal,
)
from storage.errors import (
    AlreadyThere,
    NeedsUpgrade,
    NewerVersion,
    NotOurFile,
    OpenHere,
    ReadOnlyPlace,
    StoreBug,
    StoreDamaged,
    StoreError,
    StoreRefusal,
    StoreVanished,
    file_errors,
    refuse_share,
    sqlite_problem,
)
from storage.instants import Clock
from storage.lock import StoreLock
from storage.migrations import Format, VersionStanding, migrate, standing
from storage.temporary import clear_left_over

_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
"""Bytes of the header of an SQLite file."""
_VERSION_IN_HEADER: Final = slice(60, 64)
"""Where it holds ``user_version``, the highest byte first."""
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
        identity: open_files.Identity | None = None,
    ) -> None:
        self.path = path
        self.clock = clock
        self.connection = connection
        self._lock = lock
        self._guard = RLock()
        self._depth = 0
        self._identity = identity
        self._forget: list[Callable[[], None]] = []

    @property
    def read_only(self) -> bool:
        """Whether writing is refused."""
        return self._lock is None

    @property
    def version(self) -> int:
        """The version of its format."""
        return _version(self.connection)

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
            OnShare: It would lie on a network share.
            EnvironmentProblem: The place cannot be written, or is full.

        """
        with file_errors(path):
            is_there = path.exists()
        if is_there:
            raise AlreadyThere(path)
        refuse_share(path)
        lock = StoreLock.acquire(path, now=clock())
        try:
            with (
                new_file(path, private=True) as temporary,
                closing(_connected(path, lambda: connect_alone(temporary))) as connection,
            ):
                with _closed_on_failure(connection, path):
                    connection.execute(f"PRAGMA application_id = {form.application_id:d}")
                    migrate(connection, form.steps)
                yield cls(path, connection, lock=lock, clock=clock)
                connection.close()
        finally:
            lock.release()

    @classmethod
    def open(
        cls, path: Path, form: Format, *, read_only: bool = False, clock: Clock = instants.now
    ) -> "Database":
        """Open a store that exists; an older one is backed up and upgraded first.

        Raises:
            StoreVanished: There is no such file.
            StoreLocked: Another program has it (never when ``read_only``).
            OnShare: It lies on a network share (never when ``read_only``).
            NotOurFile, NewerVersion, NeedsUpgrade, StoreDamaged: As the names say.
            EnvironmentProblem: Anything else of disk and permission.

        """
        _look_at_header(path, form)
        if not read_only:
            refuse_share(path)
        lock = None if read_only else StoreLock.acquire(path, now=clock())
        identity = None
        try:
            connection = _connected(
                path,
                lambda: connect_to_read(path, now=clock()) if read_only else connect_to_write(path),
            )
            identity = open_files.note_open(path)
            with _closed_on_failure(connection, path):
                _check_health(connection, path)
                _check_version(connection, path, form, read_only=read_only)
                if not read_only:
                    clear_left_over(path.parent)
                    backup.remove_unfinished(path)
                    keep_rollback_journal(connection, path)
                    _upgrade(connection, path, form, clock=clock)
            return cls(path, connection, lock=lock, clock=clock, identity=identity)
        except BaseException:
            open_files.note_closed(identity)
            if lock is not None:
                lock.release()
            raise

    @classmethod
    def open_to_copy(cls, path: Path, form: Format, *, clock: Clock = instants.now) -> "Database":
        """Open a store read-only whose copy will be upgraded; errors as :meth:`open`, never NeedsUpgrade."""
        _look_at_header(path, form)
        connection = _connected(path, lambda: connect_to_read(path, now=clock()))
        with _closed_on_failure(connection, path):
            _check_health(connection, path)
            _check_version(connection, path, form, read_only=False)
        return cls(path, connection, lock=None, clock=clock, identity=open_files.note_open(path))

    @classmethod
    def open_to_look(cls, path: Path, form: Format, *, clock: Clock = instants.now) -> "Database":
        """Open a store of any version to look at what can be read of it; never for writing.

        One of another version is read from a copy in memory, and an older one upgraded there: no
        byte of the file is written. What a newer one keeps elsewhere than this program expects is
        not found.

        Raises:
            NotOurFile, StoreVanished, StoreDamaged: As the names say.
            EnvironmentProblem: Anything else of disk and permission.

        """
        _look_at_header(path, form)
        with file_errors(path):
            version = open_files.read_bytes(path, _HEADER)[_VERSION_IN_HEADER]
        if int.from_bytes(version) == form.version:
            return cls.open(path, form, read_only=True, clock=clock)
        connection = _connected(path, lambda: copied_into_memory(path))
        with _closed_on_failure(connection, path):
            _check_health(connection, path)
            if _standing(connection, path, form) is VersionStanding.OLDER:
                migrate(connection, form.steps)
        return cls(path, connection, lock=None, clock=clock)

    def close(self) -> None:
        """Close the file and free the lock. Closing twice does nothing."""
        with self._guard:
            if self.read_only:
                self.connection.close()
            else:
                close_writer(self.connection)
            open_files.note_closed(self._identity)
            self._identity = None
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
            raise StoreRefusal("文字中有不能保存的残缺字符。请删除后重新输入。") from error

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
        if open_files.identity_of(self.path) != self._identity:
            # Writing on would succeed, into a file that no longer has a name.
            raise StoreVanished(self.path)


def _look_at_header(path: Path, form: Format) -> None:
    """Refuse what is no SQLite file before SQLite sees it."""
    with file_errors(path):
        is_special = path.exists() and not path.is_file()
    if is_special:
        # A pipe would let the program wait for a writer for ever.
        raise NotOurFile(path, form.label)
    try:
        with file_errors(path):
            start = open_files.read_bytes(path, len(_MAGIC))
    except OpenHere:
        return
    if start != _MAGIC:
        found = backup.backups_of(path)
        raise StoreDamaged(path, found) if found else NotOurFile(path, form.label)


def _connected(path: Path, connect: Callable[[], sqlite3.Connection]) -> sqlite3.Connection:
    try:
        with file_errors(path):
            return connect()
    except sqlite3.Error as error:
        raise sqlite_problem(path, error, backup.backups_of(path)) from error


def _check_health(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size > _CHECKED_UP_TO:
        return
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise StoreDamaged(path, backup.backups_of(path))


def _standing(connection: sqlite3.Connection, path: Path, form: Format) -> VersionStanding:
    """Compare the file's version with the program's; what is no file of this kind is refused."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != form.application_id:
        raise NotOurFile(path, form.label)
    return standing(_version(connection), form.version)


def _version(connection: sqlite3.Connection) -> int:
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def _check_version(
    connection: sqlite3.Connection, path: Path, form: Format, *, read_only: bool
) -> None:
    match _standing(connection, path, form):
        case VersionStanding.NEWER_MAJOR:
            raise NewerVersion(path, found=_version(connection), known=form.version)
        case VersionStanding.OLDER if read_only:
            raise NeedsUpgrade(path)
        case _:
            pass


def _upgrade(connection: sqlite3.Connection, path: Path, form: Format, *, clock: Clock) -> None:
    if _standing(connection, path, form) is VersionStanding.OLDER:
        backup.make(connection, path, now=clock(), reason=backup.BEFORE_UPGRADE)
        migrate(connection, form.steps)


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
