"""The only writer of files: whole or not at all, and on the disk when it returns.

New content goes to a temporary file in the same folder, is flushed to the disk and takes the place
of the old file in one step. Whatever goes wrong, the old file is still there, whole.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from storage.errors import file_errors

_SHARING_ERRORS: Final = {5, 32}
"""Windows: access denied and sharing violation, while a virus scanner looks at the file."""
_RETRIES: Final = 7


def write_bytes(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a whole file.

    Args:
        path: Where; its folder has to exist.
        content: All bytes of the file.
        private: Only the present user may read it; set before the first byte is written.

    Raises:
        EnvironmentProblem: Disk full, no permission, folder gone; the old file is untouched.

    """
    with open_atomic(path, private=private) as stream:
        stream.write(content)


@contextmanager
def open_atomic(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """Open a stream whose bytes become ``path`` when the block ends without an exception.

    Raises:
        EnvironmentProblem: As for :func:`write_bytes`. Other exceptions of the block pass through;
            in every case the temporary file is gone and the old file untouched.

    """
    with file_errors(path):
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                if not private:
                    _share_like_new_file(temporary)
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            put_in_place(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise


def put_in_place(
    temporary: Path, path: Path, *, pause: Callable[[float], None] = time.sleep
) -> None:
    """Let a finished file take the place of ``path``, and make that durable.

    Windows refuses now and then while a scanner or the indexer holds the file; those errors alone
    are tried again, for about two and a half seconds.

    Raises:
        OSError: The system refuses for good.

    """
    pauses = [0.02 * 2**attempt for attempt in range(_RETRIES)]
    while True:
        try:
            temporary.replace(path)
            break
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _SHARING_ERRORS or not pauses:
                raise
            pause(pauses.pop(0))
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, where the system lets a folder be opened."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _share_like_new_file(path: Path) -> None:
    """Give a file the permissions an ordinary new file would have; ``mkstemp`` makes it 0600."""
    if sys.platform == "win32":
        return
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
