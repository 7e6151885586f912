"""Files a user names: the one door through which they are read, and the one they are written by."""

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from exporters import limits
from forms.types.file_names import is_kept_by_windows
from forms.types.visible import hidden_shown
from operations.errors import Refused
from storage.errors import UnfitName
from storage.files.atomic import write_all, write_bytes
from storage.files.open_files import no_open_store
from storage.files.replacing import refuse_taken

ANY: Final = limits.FILE
"""Most that is read of any file, in bytes; the other limits are those of one kind."""
REQUEST: Final = limits.REQUEST
KEY: Final = 4 * limits.KEY_FILE
"""A key file, which may have been typed from paper in any encoding of text."""
PASSPHRASE: Final = 4 * 2**10
TABLE: Final = 16 * 2**20
"""A CSV file or a workbook."""
ATTACHMENT: Final = 20 * 2**20


def shown_name(path: Path) -> str:
    """Give the name of a file from outside as people may see it and stores may keep it."""
    return hidden_shown(path.name)


def check_plain(path: Path) -> None:
    """Refuse a pipe or device: reading it might never end.

    Raises:
        Refused: It is one.

    """
    if path.exists() and not path.is_file() and not path.is_dir():
        raise Refused(_not_plain(path))


def read_file(path: Path, *, limit: int = ANY) -> bytes:
    """Read a file that came from outside.

    Args:
        path: The file.
        limit: Most bytes a file of its kind has; see the constants of this module.

    Raises:
        Refused: It is larger than any file of its kind, or a pipe or device that might never end.
        storage.errors.OpenHere: It is a store that this program has open.
        OSError: It cannot be read.

    """
    with no_open_store(path), os.fdopen(_opened(path), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise Refused(_not_plain(path))
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise Refused(
            f"“{shown_name(path)}”超过 {_size(limit)}，不像是要读入的文件，请检查是否选错。"
        )
    return data


def read_file_start(path: Path, *, size: int = 64) -> bytes:
    """Read the first bytes of a file, to see what it is; errors as :func:`read_file`."""
    with os.fdopen(_opened(path), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise Refused(_not_plain(path))
        return stream.read(size)


def _opened(path: Path) -> int:
    """Open for reading without waiting: a pipe would let the program wait for a writer for ever."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    # Windows has neither: it has no pipes among files, and translates line ends unless told not to.
    flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    return os.open(path, os.O_RDONLY | flags)


def _not_plain(path: Path) -> str:
    return f"“{shown_name(path)}”不是普通的文件，请检查是否选错。"


def _size(limit: int) -> str:
    return f"{limit // 2**20} MB" if limit >= 2**20 else f"{limit // 2**10} KB"


def write_file(
    target: Path, content: bytes, *, name: str, replace: bool, private: bool = False
) -> Path:
    """Write a file whole; into a folder under its usual name. Returns where it went.

    Args:
        target: The file, or a folder for it.
        content: All bytes.
        name: Its usual name.
        replace: Whether the user asked that a file of the same kind is replaced.
        private: Only the present user may read it.

    Raises:
        storage.errors.EnvironmentProblem: It cannot be written; nothing is half-written.
        storage.errors.NotReplaced: There is a store, a key or a file of another kind.
        storage.errors.WouldReplace: There is a file that says something else; ``replace`` is false.

    """
    path = target / name if target.is_dir() else target
    write_bytes(path, content, replace=replace, private=private)
    return path


def make_folder(folder: Path) -> None:
    """Make a folder for what is written, and those above it, where they are not there.

    Raises:
        storage.errors.UnfitName: Windows would not keep the name; folders travel as files do.
        OSError: It cannot be made.

    """
    for new in (folder, *folder.parents):
        if new.name != ".." and not new.exists() and not is_kept_by_windows(new.name):
            raise UnfitName(new)
    folder.mkdir(parents=True, exist_ok=True)


def write_files(folder: Path, contents: Mapping[str, bytes], *, replace: bool) -> list[Path]:
    """Write several files, by name, into a folder that is made if it is not there.

    Either all of them may be written or none is; errors as :func:`write_file`. Returns where they went.
    """
    make_folder(folder)
    placed = {folder / name: content for name, content in contents.items()}
    write_all(placed, replace=replace)
    return list(placed)


def check_target(target: Path, *, name: str = "", replace: bool) -> None:
    """Refuse a place that is taken, before something is made for it that cannot be made unmade.

    Args:
        target: The file, or a folder for it.
        name: Its usual name; without it nothing is said about a folder.
        replace: Whether the user asked that a file there is replaced.

    Raises:
        storage.errors.NotReplaced, storage.errors.WouldReplace: As for :func:`write_file`.

    """
    refuse_taken(target / name if target.is_dir() else target, replace=replace)
