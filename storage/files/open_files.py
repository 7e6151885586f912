"""Which stores this very program has open, so that nothing else in it opens or closes their files.

On Linux and macOS closing *any* descriptor of a file drops the record locks that SQLite holds on
it. A reader of another program would then meet a running transaction without its lock, take it for
one that a crash left behind, and roll it back. So bytes of files are read here, and a store that is
open is not touched.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import BinaryIO, Final

from storage.errors import OpenHere

Identity = tuple[int, int]
"""Device and number of a file: the same whatever name leads to it."""

_guard = RLock()
_open: Final[Counter[Identity]] = Counter()


def identity_of(path: Path) -> Identity | None:
    """Name a file independently of its path; ``None`` if there is none. Opens nothing."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def note_open(path: Path) -> Identity | None:
    """Note that SQLite is about to open a file; gives what :func:`note_closed` wants back."""
    with _guard:
        identity = identity_of(path)
        if identity is not None:
            _open[identity] += 1
        return identity


def note_closed(identity: Identity | None) -> None:
    """Note that one opening of :func:`note_open` has ended."""
    with _guard:
        if identity is not None and _open[identity] > 0:
            _open[identity] -= 1


def is_open_here(path: Path) -> bool:
    """Tell whether this program has the file at ``path`` open as a store."""
    with _guard:
        identity = identity_of(path)
        return identity is not None and _open[identity] > 0


@contextmanager
def no_open_store(path: Path) -> Iterator[None]:
    """Open and close the file at ``path`` inside the block only: meanwhile no store of it is opened.

    Raises:
        OpenHere: It is a store that this program has open.

    """
    with _guard:
        if is_open_here(path):
            raise OpenHere(path)
        yield


@contextmanager
def open_to_read(path: Path) -> Iterator[BinaryIO]:
    """Open a file for its bytes.

    Raises:
        OpenHere: It is a store that this program has open.
        OSError: It cannot be opened.

    """
    with no_open_store(path), path.open("rb") as stream:
        yield stream


def read_bytes(path: Path, limit: int = -1) -> bytes:
    """Read a file, at most ``limit`` bytes of it; errors as :func:`open_to_read`."""
    with open_to_read(path) as stream:
        return stream.read(limit)


def copied(source: Path, target: Path) -> None:
    """Copy the bytes of a file that is no open store; errors as :func:`open_to_read`."""
    with open_to_read(source) as stream, target.open("wb") as copy:
        while block := stream.read(1 << 20):
            copy.write(block)
        os.fsync(copy.fileno())
