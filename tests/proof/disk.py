"""A disk that may lose power: what of the effects of a program is on it, and what may or may not be.

The model is weaker than any file system in use promises. Bytes of a file are on the disk for certain
only after the file was flushed; before that each single write may be there or not, in any order, or
half. Names (made, renamed, removed) are there for certain after their folder was flushed; before
that they come in the order in which they were made, up to any point.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from tests.proof.trace import Cut, Effect, Make, MakeFolder, Remove, Rename, Sync, Told, Write

_SECTOR: Final = 512
"""The most that a disk writes whole."""

State = Mapping[str, bytes | None]
"""The content of every file by its path; ``None`` for a folder."""

Change = Write | Cut
Naming = Make | Rename | Remove | MakeFolder


@dataclass
class Contents:
    """One file: its bytes for certain, and the changes that may be there."""

    certain: bytes = b""
    open: list[Change] = field(default_factory=list)

    def after(self, changes: Sequence[Change]) -> bytes:
        """Give its bytes with some of the changes."""
        if not changes:
            return self.certain
        made = bytearray(self.certain)
        for change in changes:
            if isinstance(change, Cut):
                made[change.length :] = bytes(max(0, change.length - len(made)))
            else:
                made.extend(bytes(max(0, change.at - len(made))))
                made[change.at : change.at + len(change.content)] = change.content
        return bytes(made)

    def flush(self) -> None:
        """Make everything certain."""
        self.certain = self.after(self.open)
        self.open.clear()


class Disk:
    """The files of one folder while a program works."""

    def __init__(self, folder: Path) -> None:
        self._certain: dict[str, Contents | None] = {}
        for path in sorted(folder.rglob("*")):
            content = Contents(path.read_bytes()) if path.is_file() else None
            self._certain[str(path.relative_to(folder))] = content
        self._now = dict(self._certain)
        self._namings: list[tuple[Naming, Contents | None]] = []

    def do(self, effect: Effect) -> None:
        """One more effect."""
        match effect:
            case Write() | Cut():
                self._contents(effect.path).open.append(effect)
            case Sync(path):
                self._flush(path)
            case Make(path) if path in self._now:
                pass
            case Make() | Rename() | Remove() | MakeFolder():
                content = Contents() if isinstance(effect, Make) else None
                self._namings.append((effect, content))
                _name(self._now, effect, content)
            case Told():
                pass

    def _contents(self, path: str) -> Contents:
        found = self._now[path]
        assert found is not None, path
        return found

    def _flush(self, path: str) -> None:
        found = self._now.get(path)
        if found is not None:
            found.flush()
            return
        rest = []
        for naming, content in self._namings:
            # Those of other folders stay open; a rename is in one folder.
            if _folder_of(naming) == path:
                _name(self._certain, naming, content)
            else:
                rest.append((naming, content))
        self._namings = rest

    def left_by_a_kill(self) -> State:
        """Everything is there: what the kernel has does not die with the program."""
        return {
            path: None if content is None else content.after(content.open)
            for path, content in self._now.items()
        }

    def left_by_a_cut(self, chance: random.Random | None) -> State:
        """Leave what a power cut may leave; without chance nothing but what is certain."""
        names = dict(self._certain)
        until = chance.randint(0, len(self._namings)) if chance else 0
        for naming, content in self._namings[:until]:
            _name(names, naming, content)
        return {
            path: None if content is None else content.after(_some(content.open, chance))
            for path, content in names.items()
        }


def _folder_of(naming: Naming) -> str:
    path = naming.new if isinstance(naming, Rename) else naming.path
    return str(Path(path).parent)


def _name(names: dict[str, Contents | None], naming: Naming, content: Contents | None) -> None:
    match naming:
        case Make(path) | MakeFolder(path):
            names[path] = content
        case Rename(old, new):
            if old in names:
                names[new] = names.pop(old)
        case Remove(path):
            names.pop(path, None)


def _some(changes: Sequence[Change], chance: random.Random | None) -> list[Change]:
    """Choose among changes that were not flushed; now and then half of one is there."""
    if chance is None:
        return []
    kept: list[Change] = [
        change for change in changes if chance.random() < chance.choice((0.2, 0.9))
    ]
    if kept and isinstance(torn := kept[-1], Write) and chance.random() < 0.5:
        sectors = -(-len(torn.content) // _SECTOR)
        kept[-1] = Write(torn.path, torn.at, torn.content[: _SECTOR * chance.randrange(sectors)])
    return kept


def put(state: State, folder: Path) -> None:
    """Write a state of the disk into an empty folder."""
    folder.mkdir()
    for path, content in state.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            place.mkdir(exist_ok=True)
        else:
            place.write_bytes(content)


def touched(state: State, before: State) -> State:
    """Give what of a state differs from an earlier one, with the stores whose journals do; all folders."""
    changed = {path for path in state if path not in before or state[path] != before[path]}
    return {
        path: content
        for path, content in state.items()
        if content is None or not changed.isdisjoint({path, f"{path}-journal"})
    }


def histories(
    disk: Disk, effects: Sequence[Effect], chance: random.Random, *, reorderings: int
) -> Iterator[tuple[int, Callable[[], State]]]:
    """Give what may be left after each number of effects: first the plain prefix, then reorderings.

    The prefix is what a kill leaves, and after a flush what a cut leaves for certain: a flush changes
    nothing for a kill, and nothing else is certain. Each state has to be made before the next one is
    asked for: there is one disk.
    """
    for number, effect in enumerate(effects, 1):
        disk.do(effect)
        if isinstance(effect, Told):
            continue
        flushed = isinstance(effect, Sync)
        yield number, partial(disk.left_by_a_cut, None) if flushed else disk.left_by_a_kill
        for _ in range(reorderings):
            yield number, partial(disk.left_by_a_cut, chance)
