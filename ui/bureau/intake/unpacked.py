"""Where the packages out of zips lie until this program ends."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


def unpacked_zips() -> Path:
    """A folder of this program's own; it is gone with the program."""
    return Path(_folder().name)


@cache
def _folder() -> "TemporaryDirectory[str]":
    return TemporaryDirectory(prefix="youheng-")
