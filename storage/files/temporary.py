"""Hidden files in which something new grows before it takes its place; none outlives its writer.

A temporary file of ours is known by its ending. Its writer holds a lock on it, which a crash frees:
whoever next writes into the folder takes away those that nobody holds. On a system that forbids
removing an open file, that alone tells the living from the dead. A temporary folder is known alike;
the lock is on a file in it.
"""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from storage.files.system import OWNER_ALONE, SYSTEM

SUFFIX: Final = ".youheng-part"
"""Ending of every temporary file of this program."""

_ENDINGS: Final = ("", "-journal", "-wal", "-shm")
"""Of the file itself and of what SQLite keeps beside one that is a store."""

_HELD: Final = "held"
"""The file in a temporary folder whose lock says that its maker lives."""
_MAKING: Final = 60
"""Seconds before a temporary folder can count as left: its maker may not hold it yet."""

_BINARY: Final = getattr(os, "O_BINARY", 0)
_NAME_BYTES: Final = 120
_TRIES: Final = 8
_RETRIES: Final = 7


class Growing:
    """An empty hidden file that is being filled; the owner's alone.

    Attributes:
        path: Where it lies.

    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor: int | None = descriptor

    def take_place_of(self, path: Path) -> None:
        """Flush it to the disk and let it be ``path``; errors as :func:`put_in_place`."""
        if self._descriptor is not None:
            os.fsync(self._descriptor)
        if not SYSTEM.replaces_open_files:
            self.close()
        put_in_place(self.path, path)

    def close(self) -> None:
        """Give up the hold on it. Closing twice does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


@contextmanager
def growing(path: Path) -> Iterator[Growing]:
    """Make an empty hidden file beside ``path``, and take it away unless it took its place.

    Raises:
        OSError: The folder cannot be written.

    """
    clear_left_over(path.parent)
    made = _new_file(path)
    try:
        yield made
    finally:
        made.close()
        for ending in _ENDINGS:
            with suppress(OSError):
                made.path.with_name(f"{made.path.name}{ending}").unlink()


@contextmanager
def scratch_folder(parent: Path | None = None) -> Iterator[Path]:
    """Make an empty hidden folder of the owner's alone, and take it away with all that is in it.

    Args:
        parent: Where it lies; the system's folder for temporary files unless given.

    Raises:
        OSError: The parent cannot be written.

    """
    parent = parent or Path(tempfile.gettempdir())
    clear_left_over(parent)
    folder = parent / f".{secrets.token_hex(8)}{SUFFIX}"
    folder.mkdir(mode=0o700)
    try:
        held = os.open(folder / _HELD, os.O_RDWR | os.O_CREAT | _BINARY, OWNER_ALONE)
        try:
            with suppress(OSError):  # a file system that knows no locks
                SYSTEM.try_lock(held)
            yield folder
        finally:
            os.close(held)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(
    temporary: Path, path: Path, *, pause: Callable[[float], None] = time.sleep
) -> None:
    """Let a finished file take the place of ``path``, and make that durable.

    A scanner or an indexer that holds the file for a moment is waited for, about two and a half
    seconds.

    Raises:
        OSError: The system refuses for good.

    """
    pauses = [0.02 * 2**attempt for attempt in range(_RETRIES)]
    while True:
        try:
            temporary.replace(path)
            break
        except PermissionError as error:
            if not SYSTEM.is_passing(error) or not pauses:
                raise
            pause(pauses.pop(0))
    SYSTEM.sync_folder(path.parent)


def clear_left_over(folder: Path) -> None:
    """Take away what is temporary in a folder and whose writers were ended before they could."""
    with suppress(OSError):
        for entry in [entry for entry in os.scandir(folder) if _is_ours(entry.name)]:
            if entry.is_dir(follow_symlinks=False):
                _remove_folder_if_left(Path(entry.path))
            else:
                _remove_if_left(Path(entry.path))


def _is_ours(name: str) -> bool:
    return name.startswith(".") and name.endswith(tuple(f"{SUFFIX}{ending}" for ending in _ENDINGS))


def _remove_if_left(path: Path) -> None:
    with suppress(OSError):
        if time.time() - path.stat().st_mtime < SYSTEM.seconds_until_left:
            return
        descriptor = os.open(path, os.O_RDWR | _BINARY)
        if SYSTEM.try_lock(descriptor):
            SYSTEM.remove_locked(path, descriptor)
        else:
            os.close(descriptor)


def _remove_folder_if_left(folder: Path) -> None:
    with suppress(OSError):
        if time.time() - folder.stat().st_mtime < _MAKING:
            return
        if _is_held(folder / _HELD):
            return
        shutil.rmtree(folder, ignore_errors=True)


def _is_held(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | _BINARY)
    except FileNotFoundError:
        return False
    try:
        return not SYSTEM.try_lock(descriptor)
    finally:
        os.close(descriptor)


def _new_file(path: Path) -> Growing:
    # Not tempfile.mkstemp: in a forbidden folder it may go on trying for ever on Windows.
    for _ in range(_TRIES):
        temporary = path.with_name(f".{_shortened(path.name)}.{secrets.token_hex(4)}{SUFFIX}")
        try:
            descriptor = os.open(
                temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, OWNER_ALONE
            )
        except FileExistsError:
            continue
        # Where the file system knows no locks, nobody else takes it for one left over either.
        with suppress(OSError):
            SYSTEM.try_lock(descriptor)
        if temporary.exists():
            return Growing(temporary, descriptor)
        # Another writer took it for one left over in the moment before it was locked.
        os.close(descriptor)
    raise FileExistsError(path)


def _shortened(name: str) -> str:
    """Cut a name so that a longer one can be made of it, never through a character."""
    return name.encode("utf-8", "surrogatepass")[:_NAME_BYTES].decode("utf-8", "ignore")
