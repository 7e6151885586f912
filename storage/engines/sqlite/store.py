"""A store as one file of SQLite's: opened safely, locked, checked, upgraded."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from storage.backups import writing
from storage.backups.dated import BEFORE_UPGRADE, backups_of
from storage.engines.engine import Cursor, new_session
from storage.engines.sqlite.connection import (
    close_writer,
    connect_alone,
    connect_to_read,
    connect_to_write,
    copied_into_memory,
    keep_rollback_journal,
)
from storage.engines.sqlite.errors import sqlite_problem
from storage.engines.sqlite.planted import planted_in
from storage.errors import (
    AlreadyThere,
    NeedsUpgrade,
    NewerVersion,
    NotOurFile,
    OpenHere,
    PlantedPart,
    ReadOnlyPlace,
    StoreBug,
    StoreDamaged,
    StoreError,
    StoreVanished,
    file_errors,
    refuse_share,
)
from storage.files import open_files
from storage.files.atomic import new_file
from storage.files.lock import StoreLock
from storage.files.temporary import clear_left_over
from storage.migrations import Format, VersionStanding, migrate, standing
from storage.rows.instants import Clock

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
"""Bytes of the header of an SQLite file."""
_VERSION_IN_HEADER: Final = slice(60, 64)
"""Where it holds ``user_version``, the highest byte first."""
_CHECKED_UP_TO: Final = 256 * 1024 * 1024
"""Larger files are not read whole on opening; every backup of theirs is."""


class StoreFile:
    """An open file; one without a lock is read-only.

    Attributes:
        connection: SQLite's, for what only a file can do: copying itself.

    """

    is_shared: Final = False
    process: Final = 0
    errors: Final = (sqlite3.Error,)

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        lock: StoreLock | None,
        identity: open_files.Identity | None = None,
    ) -> None:
        self.place = path
        self.connection = connection
        self._lock = lock
        self._identity = identity
        self._session = new_session()

    @property
    def read_only(self) -> bool:
        return self._lock is None

    @property
    def in_transaction(self) -> bool:
        return self.connection.in_transaction

    @classmethod
    @contextmanager
    def making(cls, path: Path, form: Format, *, clock: Clock) -> Iterator[Self]:
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
                yield cls(path, connection, lock=lock)
                connection.close()
        finally:
            lock.release()

    @classmethod
    def open(cls, path: Path, form: Format, *, read_only: bool, clock: Clock) -> Self:
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
                    writing.remove_unfinished(path)
                    keep_rollback_journal(connection, path)
                    _upgrade(connection, path, form, clock=clock)
            return cls(path, connection, lock=lock, identity=identity)
        except BaseException:
            open_files.note_closed(identity)
            if lock is not None:
                lock.release()
            raise

    @classmethod
    def open_to_copy(cls, path: Path, form: Format, *, clock: Clock) -> Self:
        """Open a store read-only whose copy will be upgraded; errors as :meth:`open`, never NeedsUpgrade."""
        _look_at_header(path, form)
        connection = _connected(path, lambda: connect_to_read(path, now=clock()))
        with _closed_on_failure(connection, path):
            _check_health(connection, path)
            _check_version(connection, path, form, read_only=False)
        return cls(path, connection, lock=None, identity=open_files.note_open(path))

    @classmethod
    def open_to_look(cls, path: Path, form: Format, *, clock: Clock) -> Self:
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
        return cls(path, connection, lock=None)

    def grants(self) -> tuple[str, ...]:
        """Give none: a file has no accounts."""
        return ()

    def grant_for(self, officer: int) -> tuple[str, ...]:  # noqa: ARG002 - see grants()
        """Give none: a file has no accounts."""
        return ()

    def session(self) -> int:
        return self._session

    def lives(self, session: int) -> bool:
        """Say no of every other: a file has one writer."""
        return session == self._session

    def close(self) -> None:
        """Close the file and free the lock."""
        if self.read_only:
            self.connection.close()
        else:
            close_writer(self.connection)
        open_files.note_closed(self._identity)
        self._identity = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def problem(self, error: Exception) -> StoreError:
        return sqlite_problem(self.place, error, self.backups())

    def backups(self) -> tuple[Path, ...]:
        return backups_of(self.place)

    def version(self) -> int:
        return _version(self.connection)

    def tables(self) -> frozenset[str]:
        found = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return frozenset(name for (name,) in found)

    def highest_ever(self, table: str) -> int:
        found = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        return next((int(row[0]) for row in found), 0)

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> Cursor:
        return self.connection.execute(sql, parameters)

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        self.connection.executemany(sql, rows)

    def begin(self) -> None:
        """Begin a transaction.

        Raises:
            ReadOnlyPlace: The file was opened read-only.
            StoreVanished: It is no longer where it was opened.

        """
        if self.read_only:
            raise ReadOnlyPlace(self.place)
        if open_files.identity_of(self.place) != self._identity:
            # Writing on would succeed, into a file that no longer has a name.
            raise StoreVanished(self.place)
        self.connection.execute("BEGIN IMMEDIATE")

    def begin_reading(self) -> None:
        self.connection.execute("BEGIN")

    def commit(self) -> None:
        self.connection.execute("COMMIT")

    def was_saved(self, transaction: str) -> bool:
        raise StoreBug(f"no transaction of a file is in doubt, nor is {transaction}")

    def rollback(self) -> None:
        if self.connection.in_transaction:  # SQLite has rolled back already after some errors
            self.connection.execute("ROLLBACK")

    def number_on(self) -> None:
        """Do nothing: SQLite looks at the numbers that are there."""

    def listen(self) -> None:
        """Give nothing to hear: a file has one writer."""

    def say(self, text: str) -> None:
        """Do nothing: nobody else has it open."""

    def processes(self) -> frozenset[int]:
        return frozenset()

    def remake(self, tables: Sequence[str], build: Callable[["Schema"], None]) -> None:
        from sqlite_utils import Database as Schema

        schema = Schema(self.connection)
        for table in tables:
            schema.table(table).drop(ignore=True)
        build(schema)


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
        found = backups_of(path)
        raise StoreDamaged(path, found) if found else NotOurFile(path, form.label)


def _connected(path: Path, connect: Callable[[], sqlite3.Connection]) -> sqlite3.Connection:
    try:
        with file_errors(path):
            return connect()
    except sqlite3.Error as error:
        raise sqlite_problem(path, error, backups_of(path)) from error


def _check_health(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size > _CHECKED_UP_TO:
        return
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise StoreDamaged(path, backups_of(path))


def _standing(connection: sqlite3.Connection, path: Path, form: Format) -> VersionStanding:
    """Compare the file's version with the program's; what is no file of this kind is refused."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != form.application_id:
        raise NotOurFile(path, form.label)
    found = _version(connection)
    if found < form.version and all(found != step.version for step in form.steps):
        raise StoreDamaged(path, backups_of(path))  # no program ever wrote such a version
    return standing(found, form.version)


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
            planted = planted_in(connection)
            if planted:
                raise PlantedPart(path, planted, backups_of(path))


def _upgrade(connection: sqlite3.Connection, path: Path, form: Format, *, clock: Clock) -> None:
    if _standing(connection, path, form) is VersionStanding.OLDER:
        writing.make(connection, path, now=clock(), reason=BEFORE_UPGRADE)
        migrate(connection, form.steps)


@contextmanager
def _closed_on_failure(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        connection.close()
        raise sqlite_problem(path, error, backups_of(path)) from error
    except StoreError:
        connection.close()
        raise
    except Exception as error:
        connection.close()
        raise StoreBug(f"{type(error).__name__}: {error}") from error
