"""Import circles: modules of which each needs the others, directly or over several steps.

An import that is put off into a function, or that only types need, counts like any other: the
program starts, but none of the modules can be read, tested or changed without the rest.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


class Circle(NamedTuple):
    """The way round, from a module to itself, and where the first step stands."""

    file: str
    line: int
    modules: tuple[str, ...]

    def __str__(self) -> str:
        """The way in words."""
        return " → ".join((*self.modules, self.modules[0])) + " is an import circle"


def circles(sources: Iterable[tuple[str, str]]) -> Iterator[Circle]:
    """Find in files, given with their text, the shortest way round each knot of modules."""
    files = {_module(file): (file, text) for file, text in sources}
    steps = {name: _imported(name, text, files) for name, (_, text) in files.items()}
    seen: set[str] = set()
    for name, (file, _) in files.items():
        if name not in seen and (way := _way_round(name, steps)):
            seen |= _knot(name, steps)
            yield Circle(file, steps[name][way[1]], way)


def _module(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _imported(name: str, text: str, known: Iterable[str]) -> dict[str, int]:
    """What a module imports wherever it does, with the line; a package comes before what is in it."""
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(text)):
        wanted: list[str] = []
        if isinstance(node, ast.Import):
            wanted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            wanted = [f"{node.module}.{alias.name}" for alias in node.names]
        for part in (part for full in wanted for part in _parts(full)):
            if part in known and part != name and not name.startswith(f"{part}."):
                found.setdefault(part, getattr(node, "lineno", 1))
    return found


def _parts(full: str) -> Iterator[str]:
    while full:
        yield full
        full = full.rpartition(".")[0]


def _way_round(start: str, steps: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    """The shortest way from a module to itself; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    been = {start}
    for way in ways:
        for step in steps[way[-1]]:
            if step == start:
                return way
            if step not in been:
                been.add(step)
                ways.append((*way, step))
    return ()


def _knot(start: str, steps: Mapping[str, Mapping[str, int]]) -> set[str]:
    """Every module that the module needs and that needs it."""
    users: defaultdict[str, list[str]] = defaultdict(list)
    for name, wanted in steps.items():
        for part in wanted:
            users[part].append(name)
    return _reached(start, steps) & _reached(start, users)


def _reached(start: str, steps: Mapping[str, Iterable[str]]) -> set[str]:
    reached, left = {start}, [start]
    while left:
        new = set(steps.get(left.pop(), ())) - reached
        reached |= new
        left += new
    return reached
