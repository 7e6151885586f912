"""What the operating system says, as the problem that it means for a file."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from storage.errors.files import (
    ClosedFolder,
    DiskFull,
    FileFailed,
    InUse,
    NotReadable,
    OnShare,
    PathTooLong,
    ReadOnlyPlace,
    StoreVanished,
)
from storage.errors.kinds import EnvironmentProblem
from storage.files.system import SYSTEM

_FULL: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
GONE: Final = "磁盘没有反应，U 盘可能已被拔出"
_REASONS: Final = {
    errno.EIO: GONE,
    errno.ENXIO: GONE,
    errno.ENODEV: GONE,
    errno.ELOOP: "链接绕成了圈",
}
_DENIED: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


def refuse_share(path: Path) -> None:
    """Refuse to write a store where another computer may write it too.

    Raises:
        OnShare: It lies on a network share.

    """
    share = SYSTEM.share_of(path)
    if share is not None:
        raise OnShare(path, share)


def os_problem(path: Path, error: OSError) -> EnvironmentProblem:
    """Say an operating system error in words."""
    if error.errno == errno.ENAMETOOLONG or SYSTEM.is_too_long(error):
        return PathTooLong(path)
    if SYSTEM.is_in_use(error) or _is_kept_open(path, error):
        return InUse(path)
    if error.errno in _FULL:
        return DiskFull(path)
    if error.errno in _DENIED:
        return denied(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return StoreVanished(path)
    return FileFailed(path, reason_of(error))


def reason_of(error: OSError) -> str:
    """Say why the system did not read or write (a Chinese clause); what is rare in the system's own words."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def _is_kept_open(path: Path, error: OSError) -> bool:
    """Tell whether a file could not be replaced because another program has it open.

    Windows says of such a file what it says of one it forbids. Where it can be written, as can the folder
    in which the new one already lies, only its being open is left.
    """
    is_replacing = error.filename2 is not None and isinstance(error, PermissionError)
    if SYSTEM.replaces_open_files or not is_replacing:
        return False
    return path.is_file() and os.access(path, os.W_OK)


def denied(path: Path) -> EnvironmentProblem:
    """Say what is not allowed: entering a folder, reading the file, or writing it."""
    folders = path.absolute().parents
    if any(os.access(folder, os.F_OK) and not os.access(folder, os.X_OK) for folder in folders):
        return ClosedFolder(path)
    may_not_read = os.access(path, os.F_OK) and not os.access(path, os.R_OK)
    return NotReadable(path) if may_not_read else ReadOnlyPlace(path)


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn ``OSError`` inside the block into the problem it means for ``path``."""
    try:
        yield
    except OSError as error:
        raise os_problem(path, error) from error
