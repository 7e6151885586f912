"""Which files of a folder an import takes, and what the others are: nothing is skipped in silence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exporters.asic.report import is_package, what_else
from operations.errors import Refused
from operations.files import read_file_start, shown_name

MOST: Final = 20_000
"""Files looked at below one folder; more is no folder of packages."""


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


_SHOWN = 5


def package_files(places: Iterable[Path]) -> FoundFiles:
    """Look through files and folders, folders below them included.

    A file named itself is always taken: the import says what is wrong with it.

    Raises:
        Refused: A folder holds more files than packages ever lie together.

    """
    packages: list[Path] = []
    others: list[LeftAside] = []
    for place in places:
        if not place.is_dir():
            packages.append(place)
            continue
        for path in _below(place):
            reason = _reason_not(path)
            if reason:
                others.append(LeftAside(path, reason))
            else:
                packages.append(path)
    return FoundFiles(tuple(dict.fromkeys(packages)), tuple(others))


def _below(folder: Path) -> Iterator[Path]:
    found: list[Path] = []
    for path in folder.rglob("*"):
        if not path.is_dir():
            found.append(path)
        if len(found) > MOST:
            raise Refused(
                f"“{shown_name(folder)}”下面有超过 {MOST} 个文件，不像是放上报包的文件夹，请检查是否选错。"
            )
    yield from sorted(found)


def _reason_not(path: Path) -> str:
    """Say why a file is no package (a Chinese clause), by its first bytes and its name; ``""`` if it is."""
    try:
        start = read_file_start(path)
    except Refused:
        return "不是普通的文件"
    except OSError:
        return "读不出来，请检查权限和 U 盘"
    named = ".asice" in path.name.lower()
    if is_package(start) or (named and not what_else(start)):
        return ""
    return what_else(start) or "不是上报包"
