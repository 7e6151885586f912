"""What the operating systems do differently with files: locks, replacing, flushing, permissions.

Everything else in this package asks :data:`SYSTEM` and knows no system. Both kinds are plain code
on every computer, so that a test can give the program the other one's answers.
"""

import os
import sys
from abc import ABC, abstractmethod
from contextlib import suppress
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import ClassVar, Final

from storage.files.shares import drive_type, share_in_mounts, share_of_drive

OWNER_ALONE: Final = 0o600
"""Permissions of stores, keys and whatever a passphrase opens, where the system knows them."""

_MOUNTS: Final = Path("/proc/self/mountinfo")
"""Where Linux lists what is mounted."""
_ACCESS_DENIED: Final = 5
_SHARING_VIOLATION: Final = 32
_LOCK_VIOLATION: Final = 33
_NAME_TOO_LONG: Final = {206, 111}
_MAX_PATH: Final = 260
"""Characters from which on Windows finds no path, unless it was told to in the registry."""


class System(ABC):
    """File effects of one family of operating systems. Errors are ``OSError`` unless said.

    Attributes:
        replaces_open_files: Whether a file that is open can be renamed or removed.
        seconds_until_left: How old an unlocked temporary file is at least before it counts as left
            behind; where it has to be closed before it takes its place, it is unlocked for a moment.

    """

    replaces_open_files: ClassVar[bool]
    seconds_until_left: ClassVar[float]

    @abstractmethod
    def try_lock(self, descriptor: int) -> bool:
        """Lock an open file for this opening of it alone; tells whether it could be had.

        The lock ends with the descriptor, also in a crash. Closing *another* descriptor of the same
        file must not end it, as it would end a POSIX record lock.
        """

    @abstractmethod
    def remove_locked(self, path: Path, descriptor: int) -> None:
        """Take a locked file away and close it, leaving nobody else's lock without a name."""

    @abstractmethod
    def sync_folder(self, folder: Path) -> None:
        """Flush a folder's entries to the disk, where the system lets a folder be opened."""

    @abstractmethod
    def share(self, path: Path) -> None:
        """Give a file of the owner's alone the permissions that an ordinary new file has."""

    @abstractmethod
    def share_of(self, path: Path) -> str | None:
        """Say on which network share a path lies; ``None`` if on none, or where the system is silent."""

    def is_passing(self, error: OSError) -> bool:
        """Tell whether an error may be gone in a moment: a scanner or an indexer has the file."""
        return getattr(error, "winerror", None) in {_ACCESS_DENIED, _SHARING_VIOLATION}

    def is_in_use(self, error: OSError) -> bool:
        """Tell whether another program has the file open and keeps others from it."""
        return getattr(error, "winerror", None) in {_SHARING_VIOLATION, _LOCK_VIOLATION}

    def is_too_long(self, error: OSError) -> bool:
        """Tell whether the path is longer than the system takes."""
        return getattr(error, "winerror", None) in _NAME_TOO_LONG


class Posix(System):
    """Linux and macOS."""

    replaces_open_files = True
    seconds_until_left = 0

    def try_lock(self, descriptor: int) -> bool:
        """Do as :meth:`System.try_lock` says."""
        try:
            _flock(descriptor)
        except BlockingIOError:
            return False
        return True

    def remove_locked(self, path: Path, descriptor: int) -> None:
        """Do as :meth:`System.remove_locked` says."""
        # While it is still held: nobody else can be in between.
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)

    def sync_folder(self, folder: Path) -> None:
        """Do as :meth:`System.sync_folder` says."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def share(self, path: Path) -> None:
        """Do as :meth:`System.share` says."""
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)

    def share_of(self, path: Path) -> str | None:
        """Do as :meth:`System.share_of` says; macOS is silent."""
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return None
        return share_in_mounts(PurePosixPath(os.path.realpath(path)), mounts)


class Windows(System):
    """Windows: an open file can be neither removed nor replaced, and folders are not flushed."""

    replaces_open_files = False
    seconds_until_left = 60

    def try_lock(self, descriptor: int) -> bool:
        """Do as :meth:`System.try_lock` says."""
        return _lock_file_ex(descriptor)

    def remove_locked(self, path: Path, descriptor: int) -> None:
        """Do as :meth:`System.remove_locked` says."""
        os.close(descriptor)
        with suppress(OSError):
            path.unlink()

    def sync_folder(self, folder: Path) -> None:
        """Do nothing: there is no such call, and the file system's own log keeps the entries."""

    def share(self, path: Path) -> None:
        """Do nothing: a file has the permissions of its folder."""

    def is_too_long(self, error: OSError) -> bool:
        """Do as :meth:`System.is_too_long` says: a long path mostly counts as one that is not there."""
        if super().is_too_long(error):
            return True
        path = str(Path(os.fsdecode(error.filename or "")).absolute())
        return isinstance(error, FileNotFoundError) and len(path) >= _MAX_PATH

    def share_of(self, path: Path) -> str | None:
        """Do as :meth:`System.share_of` says."""
        return share_of_drive(PureWindowsPath(os.path.realpath(path)), drive_type)


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _FAIL_AT_ONCE_ALONE: Final = 0x1 | 0x2
    _FAR_BYTE: Final = 1 << 30
    """A locked byte cannot be read, so the lock lies far behind the text."""

    class _Place(ctypes.Structure):
        _fields_ = (
            ("internal", ctypes.c_void_p),
            ("internal_high", ctypes.c_void_p),
            ("offset", wintypes.DWORD),
            ("offset_high", wintypes.DWORD),
            ("event", wintypes.HANDLE),
        )

    def _lock_file_ex(descriptor: int) -> bool:
        handle = wintypes.HANDLE(msvcrt.get_osfhandle(descriptor))
        place = _Place(offset=_FAR_BYTE)
        lock = ctypes.windll.kernel32.LockFileEx
        return bool(lock(handle, _FAIL_AT_ONCE_ALONE, 0, 1, 0, ctypes.byref(place)))

    def _flock(descriptor: int) -> None:
        raise NotImplementedError(descriptor)

else:
    import fcntl

    def _flock(descriptor: int) -> None:
        # Not lockf: closing any other descriptor of the file would drop a POSIX lock.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _lock_file_ex(descriptor: int) -> bool:
        raise NotImplementedError(descriptor)


SYSTEM: Final[System] = Windows() if sys.platform == "win32" else Posix()
"""The one this program runs on."""


def forget_cached(path: Path) -> None:
    """Let the system forget what it keeps of a file, where it can be told to: the medium is read next."""
    if sys.platform == "linux":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
