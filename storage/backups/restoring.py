"""Put a backup in the place of a store.

Copying a backup over the file is no way to do it: a journal left beside the old file would be
played into the new one. Here what was there is set aside together with its journal.
"""

from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from storage.backups.writing import copy_into
from storage.engines.sqlite.connection import BESIDE
from storage.engines.sqlite.store import StoreFile
from storage.errors import refuse_share
from storage.files.atomic import new_file
from storage.files.lock import StoreLock
from storage.migrations import Format
from storage.rows.instants import Clock


def restore(path: Path, copy: Path, form: Format, *, clock: Clock) -> Path | None:
    """Make a verified copy of a backup the store at ``path``.

    Args:
        path: The store; it need not be there, or be whole.
        copy: The backup.
        form: What kind of store both are.
        clock: Gives the present.

    Returns:
        Where the old store was set aside, or ``None`` if there was none.

    Raises:
        StoreLocked: The store is open.
        OnShare: The store would lie on a network share.
        EnvironmentProblem: The backup is no whole store of this kind, or the place cannot be
            written; the store is then as it was.

    """
    refuse_share(path)
    lock = StoreLock.acquire(path, now=clock())
    try:
        with new_file(path, private=True) as temporary:
            with closing(StoreFile.open_to_copy(copy, form, clock=clock)) as source:
                copy_into(temporary, source.connection, path)
            return _set_aside(path, clock())
    finally:
        lock.release()


def _set_aside(path: Path, now: datetime) -> Path | None:
    aside = _free_name(path, now)
    # The file itself last: should the program be ended here, nothing new meets an old log.
    for ending in (*BESIDE, ""):
        old = path.with_name(path.name + ending)
        if old.exists():
            old.rename(aside.with_name(aside.name + ending))
    path.with_name(f"{path.name}-shm").unlink(missing_ok=True)
    return aside if aside.exists() else None


def _free_name(path: Path, now: datetime) -> Path:
    stem = f"{path.stem}-before-restore-{now.astimezone(UTC).strftime('%Y%m%dT%H%M%SZ')}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    places = (path.with_name(name + path.suffix) for name in names)
    return next(place for place in places if not place.exists())
