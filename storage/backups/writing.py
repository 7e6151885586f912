"""Copies of a store file through SQLite's own backup, verified; the automatic ones are kept beside it.

A copy of the file that is made by other means is whole too, unless it was made in the moment of a
commit; that such a copy is verified is what a backup adds.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from storage.backups.dated import dated, folder_of, new_backup, thinned
from storage.engines.sqlite.connection import connect_alone, connect_to_read
from storage.engines.sqlite.errors import sqlite_problem
from storage.errors import (
    BackupFailed,
    NotReplaced,
    WouldReplace,
    file_errors,
)
from storage.files import open_files
from storage.files.atomic import new_file
from storage.files.replacing import OutputKind, kind_at
from storage.files.temporary import clear_left_over
from storage.rows import instants


def make(connection: sqlite3.Connection, store: Path, *, now: datetime, reason: str) -> Path:
    """Make an automatic backup, then thin the old ones.

    Raises:
        EnvironmentProblem: It cannot be written, or does not agree with the store.

    """
    target = new_backup(store, now, reason)
    with file_errors(target.parent):
        target.parent.mkdir(exist_ok=True)
    write(connection, target, replace=True)  # made in the same second, by this program alone
    for old in thinned(dated(store), now):
        with suppress(OSError):
            old.unlink()
    return target


def remove_unfinished(store: Path) -> None:
    """Take away automatic backups that were being written when the program was ended.

    Only for whoever holds the store's lock: nobody else makes automatic backups of it.
    """
    clear_left_over(folder_of(store))


def write(connection: sqlite3.Connection, target: Path, *, replace: bool) -> None:
    """Copy the open store to ``target`` and verify the copy.

    Args:
        connection: The open store.
        target: Where the copy goes.
        replace: Whether it was asked that a backup of this very store is replaced.

    Raises:
        EnvironmentProblem: It cannot be written, or does not agree with the store; the old file
            at ``target`` is then untouched.
        NotReplaced: The file at ``target`` is no backup of this very store.
        WouldReplace: It is one, and it was not asked to replace it.

    """
    refuse_other(target, lambda: _beginning(connection), replace=replace)
    with new_file(target, private=True) as temporary:
        copy_into(temporary, connection, target)


def refuse_other(target: Path, beginning: Callable[[], str | None], *, replace: bool) -> None:
    """Refuse a target where there is anything but an earlier backup of the same store.

    Args:
        target: Where a backup is to be written.
        beginning: Reads the hash of the first entry of the store's journal.
        replace: Whether it was asked that an earlier backup is replaced.

    Raises:
        NotReplaced: There is something else.
        WouldReplace: There is an earlier backup, and it was not asked to replace it.
        EnvironmentProblem: What is there cannot be read.

    """
    with file_errors(target):
        is_there = _is_a_backup(target, beginning)
    if is_there and not replace:
        raise WouldReplace([target])


def _is_a_backup(target: Path, beginning: Callable[[], str | None]) -> bool:
    if open_files.is_open_here(target):
        raise NotReplaced(target, "正打开的库")
    found = kind_at(target)
    if found is None or found is OutputKind.EMPTY:
        return False
    if found is not OutputKind.STORE:
        raise NotReplaced(target, found.value)
    there = _beginning_at(target)
    if there is None or there != beginning():
        raise NotReplaced(target, "另一个库")
    return True


def _beginning_at(target: Path) -> str | None:
    try:
        with closing(connect_to_read(target, now=instants.now())) as other:
            return _beginning(other)
    except sqlite3.Error:
        return None


def _beginning(connection: sqlite3.Connection) -> str | None:
    """Read the hash of the first entry of a store's journal; ``None`` where there is no such thing."""
    try:
        row = connection.execute("SELECT hash FROM journal WHERE seq = 1").fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else str(row[0])


def copy_into(temporary: Path, connection: sqlite3.Connection, target: Path) -> None:
    """Copy the open store into an empty file that will be ``target``; errors as :func:`write`."""
    try:
        with closing(connect_alone(temporary)) as copy:
            connection.backup(copy)
            # The copy of a store of an earlier version would ask for a write-ahead log.
            copy.execute("PRAGMA journal_mode = DELETE")
            agrees = copy.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok" and _marks(
                copy
            ) == _marks(connection)
    except sqlite3.Error as error:
        raise sqlite_problem(target, error) from error
    if not agrees:
        raise BackupFailed(target)


def _marks(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Return what has to be equal in a copy: kind, version, end of the journal."""
    return (
        connection.execute("PRAGMA application_id").fetchone(),
        connection.execute("PRAGMA user_version").fetchone(),
        connection.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone(),
    )
