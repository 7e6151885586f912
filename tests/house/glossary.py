"""The words of ``docs/glossary.md`` are kept: what stands under "Not" is read by no user."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tests.house.sources import read

GLOSSARY = "docs/glossary.md"
_EXCEPTIONS = re.compile("（([^）]*)）")


class Banned(NamedTuple):
    """A word that is not used, the word for it, and longer words in which it may stand."""

    word: str
    instead: str
    exceptions: tuple[str, ...]

    def lines(self, source: str) -> Iterator[int]:
        """Numbers of the lines that use it."""
        for number, line in enumerate(source.splitlines(), 1):
            for exception in self.exceptions:
                line = line.replace(exception, "")  # noqa: PLW2901 - what is left is looked at
            if self.word in line:
                yield number


def banned_words(glossary: str) -> Iterator[Banned]:
    """Read the last column of the tables of the glossary."""
    for line in glossary.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and len(cells) == 4 and cells[0] != "中文":
            for text in re.findall(r"[^\s（]+(?:（[^）]*）)?", cells[3]):
                word = _EXCEPTIONS.sub("", text)
                exceptions = " ".join(_EXCEPTIONS.findall(text)).split()
                yield Banned(word, cells[0], tuple(exceptions))


@cache
def _words() -> tuple[Banned, ...]:
    return tuple(banned_words(read(GLOSSARY)))


def is_read_by_users(name: str) -> bool:
    """Whether the texts of a file reach users: the program, its packs, its documents."""
    if name.startswith(("tests/", "docs/decisions/")) or name == GLOSSARY:
        return False
    return name.endswith((".py", ".toml", ".md"))


def foreign_words(name: str, source: str) -> Iterator[tuple[int, str]]:
    """Lines of a file in which another word stands than that of the glossary."""
    if is_read_by_users(name):
        for banned in _words():
            for line in banned.lines(source):
                yield line, f"“{banned.word}” is called “{banned.instead}” (docs/glossary.md)"
