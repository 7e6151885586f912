"""Copies of a store through SQLite's own backup, verified, kept beside it, thinned by age.

A copy of the file that is made by other means is whole too, unless it was made in the moment of a
commit; that such a copy is verified is what a backup adds.
"""

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

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

BEFORE_UPGRADE: Final = "upgrade"
SCHEDULED: Final = "auto"
EVERY: Final = timedelta(hours=4)
"""A scheduled backup is due this long after the last one."""

KEPT_BY_NUMBER: Final = 10
"""So many of the last backups stay, however old they are."""

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_IS_STAMP: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z", re.ASCII)
_ALL_OF: Final = timedelta(days=2)
_DAILY_FOR: Final = timedelta(days=30)
_MONTHLY_FOR: Final = timedelta(days=5 * 366)


def folder_of(store: Path) -> Path:
    """Return the folder of a store's automatic backups."""
    return store.with_name(store.name + ".backups")


def backups_of(store: Path) -> tuple[Path, ...]:
    """Find the automatic backups of a store, newest first."""
    return tuple(sorted(_dated(store), reverse=True, key=lambda path: path.name))


def made_at(copy: Path) -> datetime | None:
    """Read from the name of an automatic backup when it was made (UTC); ``None`` for other names."""
    stamp = copy.name.partition("-")[0]
    try:
        when = datetime.fromisoformat(stamp) if _IS_STAMP.fullmatch(stamp) else None
    except ValueError:
        return None
    return when


def reason_of(copy: Path) -> str:
    """Read from the name of an automatic backup why it was made; ``""`` for other names."""
    return copy.stem.partition("-")[2] if made_at(copy) is not None else ""


def last_backup(store: Path, now: datetime) -> datetime | None:
    """Return when the newest automatic backup was made (UTC), leaving out those of the future."""
    return max((when for when in _dated(store).values() if when <= now), default=None)


def is_due(store: Path, now: datetime) -> bool:
    """Tell whether a scheduled backup should be made."""
    last = last_backup(store, now)
    return last is None or now - last >= EVERY


def make(connection: sqlite3.Connection, store: Path, *, now: datetime, reason: str) -> Path:
    """Make an automatic backup, then thin the old ones.

    Raises:
        EnvironmentProblem: It cannot be written, or does not agree with the store.

    """
    folder = folder_of(store)
    with file_errors(folder):
        folder.mkdir(exist_ok=True)
    target = folder / f"{now.astimezone(UTC).strftime(_STAMP)}-{reason}{store.suffix}"
    write(connection, target, replace=True)  # made in the same second, by this program alone
    for old in thinned(_dated(store), now):
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


def thinned(made: Mapping[Path, datetime], now: datetime) -> Sequence[Path]:
    """Choose the backups that may go.

    The last :data:`KEPT_BY_NUMBER` stay whatever a clock says. Of those before them all of two days
    stay, then the last of each day for a month, then the last of each month for five years, counted
    back from the oldest of the last ones: a clock that jumps ahead has to run on for as many backups
    before it makes the others old. Those of the future, made while a clock ran ahead, and those made
    before an upgrade stay in any case.
    """
    newest_first = sorted(made.items(), key=lambda item: item[1], reverse=True)
    past = [(path, when) for path, when in newest_first if when <= now]
    if len(past) <= KEPT_BY_NUMBER:
        return []
    reference = past[KEPT_BY_NUMBER - 1][1]
    kept: set[tuple[str, object]] = set()
    going: list[Path] = []
    for path, when in past[KEPT_BY_NUMBER:]:
        period = _period(when, reference - when)
        stays = BEFORE_UPGRADE in path.stem or period == ("all", None)
        if not stays and (period is None or period in kept):
            going.append(path)
        if period is not None:
            kept.add(period)
    return going


def _period(when: datetime, age: timedelta) -> tuple[str, object] | None:
    if age <= _ALL_OF:
        return "all", None
    if age <= _DAILY_FOR:
        return "day", when.date()
    if age <= _MONTHLY_FOR:
        return "month", (when.year, when.month)
    return None


def _dated(store: Path) -> dict[Path, datetime]:
    """Map the automatic backups of a store to the time in their names."""
    found: dict[Path, datetime] = {}
    try:
        entries = list(folder_of(store).glob(f"*{store.suffix}"))
    except OSError:
        return found
    for path in entries:
        when = made_at(path)
        if when is not None:
            found[path] = when
    return found
