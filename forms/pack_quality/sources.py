"""Where a definition comes from: the short references of a pack, taken apart.

A pack lists its sources (``任务`` = …); a definition cites them with a place: ``任务12, 20; GB 32100``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_PLACE: Final = re.compile(r"[0-9Ⅰ-ⅫL][0-9Ⅰ-ⅫL\-–, ]*|")


@dataclass(frozen=True, slots=True)
class Citation:
    """One source with the places cited in it.

    Attributes:
        text: As written, e.g. ``任务12, 20``.
        key: Key of the source in the pack, e.g. ``任务``; ``""`` if the pack lists no such source.
        place: Where in it, e.g. ``12, 20``; may be empty.

    """

    text: str
    key: str
    place: str


def cited(source: str, keys: Iterable[str]) -> tuple[Citation, ...]:
    """Take the source of a definition apart.

    Args:
        source: References separated by ``;``.
        keys: Keys of the sources the pack lists.

    """
    longest_first = sorted(keys, key=len, reverse=True)
    return tuple(_cited(part, longest_first) for part in _parts(source))


def _parts(source: str) -> Iterator[str]:
    return (part.strip() for part in re.split("[;；]", source) if part.strip())


def _cited(text: str, keys: Iterable[str]) -> Citation:
    for key in keys:
        place = text.removeprefix(key).strip()
        if text.startswith(key) and _PLACE.fullmatch(place):
            return Citation(text, key, place)
    return Citation(text, "", "")
