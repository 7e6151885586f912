"""One writer at a time: a lock beside the store that says who holds it, where and since when.

The lock is the operating system's, on an open file, so a crash frees it; the text inside is only
for the message to the second program.
"""

import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.errors import StoreLocked, file_errors
from storage.files.system import SYSTEM
from storage.rows import instants


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
                locked = _lock_or_close(descriptor)
            if not locked:
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
        SYSTEM.remove_locked(self._path, self._descriptor)


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


def _lock_or_close(descriptor: int) -> bool:
    locked = False
    try:
        locked = SYSTEM.try_lock(descriptor)
    finally:
        if not locked:
            os.close(descriptor)
    return locked


def _is_still(path: Path, descriptor: int) -> bool:
    """Tell whether the locked file is the one at ``path``: its last holder may have removed it."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
