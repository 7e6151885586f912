"""Copy a file to a stick or another folder, and prove it by reading the copy back."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from operations.errors import Refused
from operations.files import read_file, write_file
from storage.files.system import forget_cached


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A copy that was read back.

    Attributes:
        path: Where it is.
        size: Bytes.
        digest: SHA-256 (hex) of what was read back.

    """

    path: Path
    size: int
    digest: str


def copy_verified(source: Path, folder: Path, *, replace: bool) -> CopiedFile:
    """Copy a file into a folder under its own name, then read it back and compare.

    Args:
        source: What is copied.
        folder: Where to.
        replace: Whether the user asked that a file of this name there is replaced.

    Raises:
        Refused: The copy does not read back as it was written; the source is untouched.
        storage.errors.EnvironmentProblem: It cannot be written; nothing is half-written.
        storage.errors.WouldReplace, storage.errors.NotReplaced: Another file is there.
        OSError: The source cannot be read.

    """
    content = read_file(source)
    path = write_file(folder / source.name, content, name=source.name, replace=replace)
    found = _read_back(path)
    if found != content:
        raise Refused(
            f"复制到“{path}”以后读回来不一样，这个 U 盘或文件夹不可靠。"
            "请删除那一份，换一个 U 盘再复制；原来的文件没有改动。"
        )
    return CopiedFile(path, len(found), hashlib.sha256(found).hexdigest())


def _read_back(path: Path) -> bytes:
    """Read what is on the medium, where the system can be told to forget what it has just written."""
    forget_cached(path)
    return read_file(path)
