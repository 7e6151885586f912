"""What a program does to the files of a folder, recorded from outside, as a list of effects.

How it is recorded: the program runs under ``strace``, which sees every call to the kernel whoever
makes it. The product reaches files through Python and through SQLite's C code; a VFS written in
Python would need another binding of SQLite than the one the product runs on, and patches of ``os``
see nothing of SQLite. Debian's strace needs no privilege for a child of one's own; where a sandbox
forbids tracing, :func:`can_trace` says so and the tests skip.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_CALLS: Final = (
    "chdir,openat,lseek,write,pwrite64,fsync,fdatasync,rename,unlink,ftruncate,mkdir,rmdir,"
    # Never used so far: their appearance must fail the reading, not be overlooked.
    "writev,pwritev,renameat,renameat2,unlinkat,truncate,copy_file_range,sendfile,fallocate,link"
)
_LINE: Final = re.compile(r"^(?P<pid>\d+) +(?P<name>\w+)\((?P<rest>.*)\) += (?P<result>-?\d+)")
_FILE: Final = re.compile(r"^(\d+)<([^>]*)>")
_TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_UNFINISHED: Final = " <unfinished ...>"


@dataclass(frozen=True, slots=True)
class Make:
    """A file is there now, empty if it was not."""

    path: str


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes at a place of a file."""

    path: str
    at: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file is so long now."""

    path: str
    length: int


@dataclass(frozen=True, slots=True)
class Sync:
    """What was written to a file, or the entries of a folder, are on the disk."""

    path: str


@dataclass(frozen=True, slots=True)
class Rename:
    """A file has another name; what had that name is gone."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Remove:
    """A name is gone."""

    path: str


@dataclass(frozen=True, slots=True)
class MakeFolder:
    """A folder is there now."""

    path: str


@dataclass(frozen=True, slots=True)
class Told:
    """The program has told a line: from here on it is a promise."""

    line: str


Effect = Make | Write | Cut | Sync | Rename | Remove | MakeFolder | Told


@cache
def can_trace() -> bool:
    """Whether strace is here and may trace a child."""
    if shutil.which("strace") is None:
        return False
    return (
        subprocess.run(["strace", "-f", "true"], capture_output=True, check=False).returncode == 0
    )


def recorded(command: Sequence[str], folder: Path) -> list[Effect]:
    """Run a program and give its effects on the files below a folder, and the lines it told."""
    log = folder.with_name(f"{folder.name}.strace")
    options = ["-f", "-y", "-xx", "-s", str(1 << 26), "-e", f"trace={_CALLS}", "-o", str(log)]
    subprocess.run(["strace", *options, *command], check=True, stdout=subprocess.PIPE)
    effects = list(_Reader(folder).effects(log))
    log.unlink()
    return effects


class _Reader:
    """Follows the descriptors of one process."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.path.realpath(folder)
        self._standing_in = str(Path.cwd())
        self._at: dict[str, int] = {}
        self._line = b""

    def effects(self, log: Path) -> Iterator[Effect]:
        waiting: dict[str, str] = {}
        with log.open(encoding="ascii") as lines:
            for raw in lines:
                pid, _, call = raw.rstrip("\n").partition(" ")
                if call.endswith(_UNFINISHED):
                    waiting[pid] = call.removesuffix(_UNFINISHED)
                    continue
                if "resumed>" in call:
                    call = waiting.pop(pid) + call.partition("resumed>")[2]
                found = _LINE.match(f"{pid} {call.strip()}")
                if found and int(found["result"]) >= 0:
                    yield from self._effect(found["name"], found["rest"], found[0])

    def _effect(self, name: str, rest: str, line: str) -> Iterator[Effect]:
        texts = [_bytes(text).decode(errors="replace") for text in _TEXT.findall(rest)]
        names = [self._inside(text) for text in texts]
        file = _FILE.match(rest)
        path = self._inside(bytes.fromhex(file[2].replace("\\x", "")).decode()) if file else None
        match name:
            case "write" if file and file[1] == "1":
                yield from self._told(rest)
            case "chdir":
                self._standing_in = str(Path(self._standing_in) / texts[0])
            case "openat":
                yield from self._opened(names[0], rest)
            case "rename" if names[0] is not None and names[1] is not None:
                yield Rename(names[0], names[1])
            case "unlink" | "rmdir" if names[0] is not None:
                yield Remove(names[0])
            case "mkdir" if names[0] is not None:
                yield MakeFolder(names[0])
            case _ if path is not None:
                yield from self._on_file(name, path, rest, line)
            case _:
                pass

    def _inside(self, path: str) -> str | None:
        """Give a path relative to the folder, ``None`` if it is outside."""
        path = os.path.normpath(Path(self._standing_in) / path.removesuffix("(deleted)"))
        if path == self._folder:
            return "."
        return path[len(self._folder) + 1 :] if path.startswith(f"{self._folder}/") else None

    def _opened(self, path: str | None, rest: str) -> Iterator[Effect]:
        if path is None or "O_DIRECTORY" in rest:
            return
        self._at[path] = 0
        if "O_CREAT" in rest:
            yield Make(path)
        if "O_TRUNC" in rest:
            yield Cut(path, 0)

    def _on_file(self, name: str, path: str, rest: str, line: str) -> Iterator[Effect]:
        match name:
            case "write":
                content = _bytes(_TEXT.findall(rest)[0])
                yield Write(path, self._at.get(path, 0), content)
                self._at[path] = self._at.get(path, 0) + len(content)
            case "pwrite64":
                yield Write(path, int(rest.rsplit(", ", 1)[1]), _bytes(_TEXT.findall(rest)[0]))
            case "ftruncate":
                yield Cut(path, int(rest.rsplit(", ", 1)[1]))
            case "fsync" | "fdatasync":
                yield Sync(path)
            case "lseek":
                self._at[path] = int(line.rsplit(" ", 1)[1])
            case _:
                raise ValueError(line)

    def _told(self, rest: str) -> Iterator[Effect]:
        *whole, self._line = (self._line + _bytes(_TEXT.findall(rest)[0])).split(b"\n")
        yield from (Told(line.decode()) for line in whole)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
