"""One writer at a time: a lock beside the store that says who holds it, where and since when.

The lock is the operating system's, on an open file, so a crash frees it; the text inside is only
for the message to the second program.
"""

import getpass
import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from storage import instants
from storage.errors import StoreLocked, file_errors

_FAR_BYTE: Final = 1 << 30
"""Windows locks forbid reading what is locked, so the lock lies far behind the text."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock. Unknown parts are ``""`` and ``None``."""

    name: str
    machine: str
    since: datetime | None


class StoreLock:
    """The right to write one store, held until :meth:`release`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def acquire(cls, store: Path, *, now: datetime) -> "StoreLock":
        """Take the lock of ``store``.

        Raises:
            StoreLocked: Somebody else has it.
            EnvironmentProblem: The lock file cannot be made.

        """
        path = lock_path(store)
        while True:
            with file_errors(store):
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
            if not _try_lock(descriptor):
                os.close(descriptor)
                holder = read_holder(store)
                raise StoreLocked(
                    store, holder=holder.name, machine=holder.machine, since=holder.since
                )
            if _is_still(path, descriptor):
                break
            os.close(descriptor)
        # A full disk has no room for the text; the lock holds without it.
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.write(descriptor, _introduce(now))
        return cls(path, descriptor)

    def release(self) -> None:
        """Give the lock back and take the file away."""
        if sys.platform != "win32":
            # While it is still held: nobody else can be in between.
            with suppress(OSError):
                self._path.unlink()
        os.close(self._descriptor)
        if sys.platform == "win32":
            with suppress(OSError):
                self._path.unlink()


def lock_path(store: Path) -> Path:
    """Return where the lock of a store lies."""
    return store.with_name(store.name + ".lock")


def read_holder(store: Path) -> Holder:
    """Read who holds the lock of a store; parts that cannot be read are left blank."""
    try:
        said = json.loads(lock_path(store).read_text(encoding="utf-8"))
        return Holder(said["name"], said["machine"], instants.from_text(said["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("", "", None)


def _introduce(now: datetime) -> bytes:
    try:
        name = getpass.getuser()
    except (ImportError, KeyError, OSError):  # Windows without USERNAME looks for a POSIX module
        name = ""
    text = {"name": name, "machine": platform.node(), "since": instants.to_text(now)}
    return json.dumps(text | {"pid": os.getpid()}, ensure_ascii=False).encode()


def _is_still(path: Path, descriptor: int) -> bool:
    """Tell whether the locked file is the one at ``path``: its last holder may have removed it."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            os.lseek(descriptor, _FAR_BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        # flock, not lockf: closing any other descriptor of the file would drop a POSIX lock.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
