"""One class name, one thing: no name is given to two public classes of the product."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class NamedTwice(NamedTuple):
    """A class whose name another file has already given to a class of its own."""

    file: str
    line: int
    name: str
    first: str


def named_twice(sources: Iterable[tuple[str, str]]) -> Iterator[NamedTwice]:
    """Find public classes, in files given with their text, that share a name."""
    homes: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for file, text in sources:
        for node in ast.walk(ast.parse(text, file)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append((file, node.lineno))
    for name, places in homes.items():
        for file, line in places[1:]:
            yield NamedTwice(file, line, name, places[0][0])
