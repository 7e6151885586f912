"""Connections to store files: for writing, for reading only, and for a file that is nobody else's.

Stores keep a rollback journal, not a write-ahead log: between two edits the file alone holds
everything (decision 0027). The journal is kept and its head cleared (``PERSIST``), which is the
quickest way to end a transaction; ``synchronous=FULL`` flushes that as well.
"""

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote

from storage.errors import DiskFull, OnShare, ReadOnlyPlace, StoreLocked, refuse_share
from storage.files import open_files
from storage.files.lock import StoreLock
from storage.files.temporary import growing

BESIDE: Final = ("-journal", "-wal")
"""Endings of what belongs to a file that was not closed; the second of an earlier version."""

_JOURNAL_AT_REST: Final = 1 << 20
"""Bytes that the journal of an open store may keep between two edits."""
_PATIENCE: Final = 10.0
"""Seconds to wait for a reader of another program, or for its writer."""
_NOT_WRITABLE: Final = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}

_SAFE: Final = ("foreign_keys = ON", "trusted_schema = OFF", "temp_store = MEMORY")
"""No answers in temporary files, which a full folder for them would stop as well."""
_FOR_READING: Final = "query_only = ON"
_DURABLE: Final = ("synchronous = FULL", "cache_spill = OFF")
"""Without spilling, the file itself is touched only while a transaction is committed."""


def connect_to_write(path: Path) -> sqlite3.Connection:
    """Open a store for writing; a transaction that a crash cut off is undone at the first look.

    Raises:
        sqlite3.Error: It cannot be opened.

    """
    return _prepared(_connect(path, "mode=rw"), *_DURABLE)


def keep_rollback_journal(connection: sqlite3.Connection, path: Path) -> None:
    """Let transactions be undone from a journal; a store with a write-ahead log is changed over.

    Raises:
        StoreLocked: Another program reads the log.

    """
    if connection.execute("PRAGMA journal_mode = PERSIST").fetchone()[0] != "persist":
        raise StoreLocked(path, holder="", machine="", since=None)
    connection.execute(f"PRAGMA journal_size_limit = {_JOURNAL_AT_REST:d}")


def close_writer(connection: sqlite3.Connection) -> None:
    """Close a connection and take the journal at rest away."""
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def connect_alone(path: Path) -> sqlite3.Connection:
    """Open a file that nobody else knows, without locks and flushes: whoever made it flushes it."""
    connection = _connect(path, "mode=rw&nolock=1")
    return _prepared(
        connection, "locking_mode = EXCLUSIVE", "journal_mode = MEMORY", "synchronous = OFF"
    )


def connect_to_read(path: Path, *, now: datetime) -> sqlite3.Connection:
    """Open a store for reading only.

    A transaction that a crash cut off is undone first, under the store's lock, so that never one
    of a living writer is. Where the place cannot be written, that is done in a copy in memory.

    Raises:
        sqlite3.Error: It cannot be opened.
        StoreLocked: It has to be mended and another program is about to.

    """
    try:
        return _probed(_connect(path, "mode=ro"))
    except sqlite3.Error as error:
        if not _needs_writing(error):
            raise
    try:
        _mend(path, now)
        return _probed(_connect(path, "mode=ro"))
    except (ReadOnlyPlace, DiskFull, OnShare):
        return _prepared(copied_into_memory(path), _FOR_READING)
    except sqlite3.Error as error:
        if not _needs_writing(error):
            raise
        return _prepared(copied_into_memory(path), _FOR_READING)


def uri_of(absolute: str) -> str:
    """Write an absolute path with slashes as SQLite wants its URIs.

    A share (``//server/folder``) must not become the authority of the URI: SQLite allows none.
    """
    # As bytes: a name from an archive of another encoding is no text.
    return "file://" + quote(os.fsencode(absolute if absolute.startswith("/") else f"/{absolute}"))


def _needs_writing(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_WRITABLE


def _mend(path: Path, now: datetime) -> None:
    refuse_share(path)
    lock = StoreLock.acquire(path, now=now)
    try:
        with closing(_connect(path, "mode=rw")) as connection:
            _look(connection)
    finally:
        lock.release()


def copied_into_memory(path: Path) -> sqlite3.Connection:
    """Copy a store into memory and mend it there; nothing of it on the disk is written.

    Raises:
        sqlite3.Error: It is no database, or damaged.
        OSError: It cannot be read.
        OpenHere: This program has it open.

    """
    memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        with growing(Path(tempfile.gettempdir()) / "store") as made:
            copy = made.path
            for ending in ("", *BESIDE):
                source = path.with_name(path.name + ending)
                if source.exists():
                    open_files.copied(source, copy.with_name(copy.name + ending))
            with closing(_connect(copy, "mode=rw")) as mended:
                mended.execute("PRAGMA journal_mode = DELETE")
                mended.backup(memory)
        return _prepared(memory)
    except BaseException:
        memory.close()
        raise


def _connect(path: Path, query: str) -> sqlite3.Connection:
    uri = f"{uri_of(path.resolve().as_posix())}?{query}"
    # One thread at a time is kept by the guard in Database, not by the thread's number.
    return sqlite3.connect(
        uri, uri=True, isolation_level=None, check_same_thread=False, timeout=_PATIENCE
    )


def _prepared(connection: sqlite3.Connection, *pragmas: str) -> sqlite3.Connection:
    try:
        for pragma in (*_SAFE, *pragmas):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _probed(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        _look(connection)
    except BaseException:
        connection.close()
        raise
    return _prepared(connection)


def _look(connection: sqlite3.Connection) -> None:
    connection.execute("SELECT 1 FROM sqlite_master").fetchone()
