"""SQLite's errors, each with a sentence the user can act on."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from storage.errors import (
    PATH_BYTES,
    DiskFull,
    FileFailed,
    PathTooLong,
    ReadOnlyPlace,
    StillReferredTo,
    StoreBug,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreVanished,
    denied,
)
from storage.errors.system import GONE

_CHANGED_BY_OTHERS: Final = ("no such table", "no such column", "Could not decode to UTF-8")
"""How errors without a code of their own begin that say: this is not what the program wrote."""


def sqlite_problem(path: Path, error: Exception, backups: Sequence[Path] = ()) -> StoreError:
    """Say an SQLite error in words; what no environment explains is a :class:`StoreBug`."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return StillReferredTo(str(error))
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:  # a store of an earlier version, with its log
        code = sqlite3.SQLITE_FULL
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            problem: StoreError = DiskFull(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            problem = StoreDamaged(path, backups)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            problem = ReadOnlyPlace(path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            problem = StoreLocked(path, holder="", machine="", since=None)
        case sqlite3.SQLITE_CANTOPEN:
            problem = _cannot_open(path)
        case sqlite3.SQLITE_ERROR if str(error).startswith(_CHANGED_BY_OTHERS):
            problem = StoreDamaged(path, backups)
        case sqlite3.SQLITE_IOERR:
            problem = FileFailed(path, GONE)
        case _:
            problem = StoreBug(f"{type(error).__name__}: {error}")
    return problem


def _cannot_open(path: Path) -> StoreError:
    if len(os.fsencode(path.absolute())) > PATH_BYTES:
        return PathTooLong(path)
    return denied(path) if os.path.lexists(path) else StoreVanished(path)
