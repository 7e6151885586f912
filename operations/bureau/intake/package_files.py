"""Which files of a folder an import takes, and what the others are: nothing is skipped in silence."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from exporters.asic.report import is_package, what_else
from exporters.sent_zip import LARGEST, SentFile, SentZipError, read_sent_zip
from operations.errors import Refused
from operations.files import read_file, read_file_start, shown_name, write_file

MOST: Final = 20_000
"""Files looked at below one folder; more is no folder of packages."""
_START: Final = 64
_ZIP: Final = b"PK\x03\x04"
_UNREADABLE: Final = "读不出来，请检查权限和 U 盘"


@dataclass(frozen=True, slots=True)
class LeftAside:
    """A file that is not taken, and what it is instead (a Chinese clause)."""

    path: Path
    reason: str

    @property
    def sentence(self) -> str:
        """Name and reason."""
        return f"{shown_name(self.path)}：{self.reason}"


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """What lies in some places.

    Attributes:
        packages: Files to be imported, in order of their folders and names.
        others: What is not taken.

    """

    packages: tuple[Path, ...]
    others: tuple[LeftAside, ...]

    @property
    def told(self) -> str:
        """One sentence about what is not taken; ``""`` if everything is."""
        if not self.others:
            return ""
        shown = "；".join(item.sentence for item in self.others[:_SHOWN])
        more = "；等" if len(self.others) > _SHOWN else ""
        return f"另有 {len(self.others)} 个文件不是上报包，没有读入（{shown}{more}）。"

    @property
    def further(self) -> tuple[str, ...]:
        """A sentence on each file for which :attr:`told` has no room."""
        return tuple(item.sentence for item in self.others[_SHOWN:])


_SHOWN = 5


def package_files(places: Iterable[Path], *, unpacked: Callable[[], Path]) -> FoundFiles:
    """Look through files, folders and zips; folders below folders included, zips within zips not.

    A file named itself is taken whatever it is: the import says what is wrong with it.

    Args:
        places: What was chosen.
        unpacked: Gives a folder of the caller's own for what lies in zips, asked once there is a zip;
            it has to stay until the packages are imported.

    Raises:
        Refused: A folder holds more files than packages ever lie together.

    """
    found = _Found(unpacked)
    for place in places:
        if place.is_dir():
            for path in files_below(place):
                found.look(path)
        elif _is_zip(place):
            found.open_zip(place)
        else:
            found.packages.append(place)
    return FoundFiles(tuple(dict.fromkeys(found.packages)), tuple(found.others))


def look_through(paths: Iterable[Path], *, unpacked: Callable[[], Path]) -> FoundFiles:
    """Look through files that somebody put into a folder: each is a package, a zip, or named."""
    found = _Found(unpacked)
    for path in paths:
        found.look(path)
    return FoundFiles(tuple(dict.fromkeys(found.packages)), tuple(found.others))


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    unpacked: Callable[[], Path]
    packages: list[Path] = field(default_factory=list)
    others: list[LeftAside] = field(default_factory=list)

    def look(self, path: Path) -> None:
        """Look at a file of a folder."""
        if _is_zip(path):
            self.open_zip(path)
        elif reason := _reason_not(path):
            self.others.append(LeftAside(path, reason))
        else:
            self.packages.append(path)

    def open_zip(self, path: Path) -> None:
        """Write the packages of a zip into a folder of its own, and name the rest."""
        try:
            for number, file in enumerate(read_sent_zip(read_file(path, limit=LARGEST))):
                self._take(path, number, file)
        except (SentZipError, Refused) as error:
            self.others.append(LeftAside(path, str(error).rstrip("。")))
        except OSError:
            self.others.append(LeftAside(path, _UNREADABLE))

    def _take(self, archive: Path, number: int, file: SentFile) -> None:
        named = archive / file.base
        reason = file.fault or _reason_by(file.base, (file.content or b"")[:_START])
        if reason:
            self.others.append(LeftAside(named, f"在压缩文件 {shown_name(archive)} 里，{reason}"))
            return
        place = Path(mkdtemp(dir=self.unpacked(), prefix=f"{number:04}-"))
        self.packages.append(
            write_file(place / file.base, file.content or b"", name=file.base, replace=False)
        )


def files_below(folder: Path) -> Iterator[Path]:
    """Walk a folder and the folders below it, in order of names.

    Raises:
        Refused: It holds more files than packages ever lie together.

    """
    found: list[Path] = []
    for path in folder.rglob("*"):
        if not path.is_dir():
            found.append(path)
        if len(found) > MOST:
            raise Refused(
                f"“{shown_name(folder)}”下面有超过 {MOST} 个文件，不像是放上报包的文件夹，请检查是否选错。"
            )
    yield from sorted(found)


def _is_zip(path: Path) -> bool:
    """Whether it begins like a zip and does not call itself a package: those are taken as they are."""
    if ".asice" in path.name.lower():
        return False
    try:
        start = read_file_start(path)
    except (Refused, OSError):
        return False
    return start.startswith(_ZIP) and not is_package(start)


def _reason_not(path: Path) -> str:
    """Say why a file is no package (a Chinese clause), by its first bytes and its name; ``""`` if it is."""
    try:
        start = read_file_start(path, size=_START)
    except Refused:
        return "不是普通的文件"
    except OSError:
        return _UNREADABLE
    return _reason_by(path.name, start)


def _reason_by(name: str, start: bytes) -> str:
    # What somebody sent as a package is told with the packages, even if it is none: it has a school.
    if is_package(start) or ".asice" in name.lower():
        return ""
    return what_else(start) or "不是上报包"
