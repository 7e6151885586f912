"""Structural damage to JSON values: what somebody with a key that signs could put into a return."""

import copy
import random
from collections.abc import Iterator
from typing import TypeAlias

from exporters.strict_json import Json

Path: TypeAlias = tuple[str | int, ...]

_TEXTS = (
    *("", "0", "-1", "1e5", "NaN", "9" * 3000, "a" * 4000, "=1+1", "\n", "中", "²", "١", "1/0"),
    *("2024-02-30", "00:61", "r0", "r1", "../x", "..\\x", "/etc/x", "\\\\server\\share\\x"),
)
_NUMBERS = (0, -1, 1, 2**53 - 1, 1 - 2**53)
_FILE: Json = {"sha256": "0" * 64, "name": "x", "size": 1}
_OTHERS: list[Json] = [None, True, False, [], [[]], [None], ["x", "x"], {}, {"": ""}, {"a": None}]
NASTY: list[Json] = [*_TEXTS, *_NUMBERS, *_OTHERS, _FILE]


def damaged(value: Json, chance: random.Random) -> Json:
    """Replace, remove, add or move a few parts, each anywhere in the value."""
    found = copy.deepcopy(value)
    for _ in range(chance.randint(1, 3)):
        places = [place for place in _places(found) if place]
        if places:
            _damage(found, chance.choice(places), _part(found, chance.choice(places)), chance)
    return found


def _damage(value: Json, place: Path, other: Json, chance: random.Random) -> None:
    parent, key = _part(value, place[:-1]), place[-1]
    new = copy.deepcopy(chance.choice((other, chance.choice(NASTY), chance.choice(NASTY))))
    if isinstance(parent, dict):
        _in_object(parent, str(key), new, chance)
    elif isinstance(parent, list):
        _in_list(parent, int(key), new, chance)


def _in_object(parent: dict[str, Json], key: str, new: Json, chance: random.Random) -> None:
    match chance.randrange(3):
        case 0:
            del parent[key]
        case 1:
            parent[chance.choice(("", "x", "a.b", "__class__", "r1"))] = new
        case _:
            parent[key] = new


def _in_list(parent: list[Json], key: int, new: Json, chance: random.Random) -> None:
    match chance.randrange(3):
        case 0:
            del parent[key]
        case 1:
            parent.insert(key, new)
        case _:
            parent[key] = new


def _places(value: Json, place: Path = ()) -> Iterator[Path]:
    yield place
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _places(item, (*place, name))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _places(item, (*place, number))


def _part(value: Json, place: Path) -> Json:
    for key in place:
        if isinstance(value, dict):
            value = value[str(key)]
        elif isinstance(value, list):
            value = value[int(key)]
    return value
