"""Names the product defines and never uses: code that only its tests call is dead.

A name counts as used wherever it is read, in whatever scope: what this does not find may still be
dead, but what it finds is.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tests.house.sources import project_files, read

PRODUCT: Final = (
    *("ui/", "cli/", "operations/", "storage/", "exporters/", "forms/", "resources/", "main.py"),
)
ALLOWED: Final = {
    "InlineRunner": "runs the windows on one thread, for tests and pictures of them",
    "script": "answers the dialogs in tests and pictures",
    "unused_answers": "tells a test that a dialog did not come",
    "async_sign_raw": "pyHanko calls it",
    "write_worksheet": "openpyxl calls it",
    "exchange": "part of the interface of a private key of cryptography",
    "private_numbers": "part of the interface of a private key of cryptography",
}
"""Names that nothing of ours reads, and why they are there."""

# Methods of Qt, reportlab and others that the library calls are written its way.
_FOREIGN: Final = re.compile(r"[a-z]+[A-Z]\w*|__\w+__")
_ICONS: Final = "resources/icons/"
_ICON: Final = re.compile(r"""["'/]([a-z0-9-]+)(?:\.svg)?["')]""")
_IDENTIFIER: Final = re.compile(r"[A-Za-z_]\w*")


class Unused(NamedTuple):
    """A definition and where it stands."""

    file: str
    line: int
    name: str


def defined(file: str, tree: ast.Module) -> Iterator[Unused]:
    """Name the functions, classes, methods and constants of a file."""
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.Module | ast.ClassDef):
            continue
        for node in scope.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield Unused(file, node.lineno, node.name)
            elif isinstance(scope, ast.Module) and isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        yield Unused(file, node.lineno, target.id)


def used(tree: ast.Module) -> Iterator[str]:
    """Name what a file reads: names, attributes, and what stands in a quoted type."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg | ast.AnnAssign | ast.FunctionDef | ast.AsyncFunctionDef):
            kind = node.returns if hasattr(node, "returns") else node.annotation
            for part in ast.walk(kind) if kind is not None else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield from _IDENTIFIER.findall(part.value)


def unused(sources: Iterable[tuple[str, str]]) -> Iterator[Unused]:
    """Find what some sources, file and text, define and none of them reads."""
    trees = [(file, ast.parse(text, file)) for file, text in sources]
    read_somewhere = {name for _, tree in trees for name in used(tree)}
    for file, tree in trees:
        for found in defined(file, tree):
            if found.name not in read_somewhere and not _FOREIGN.fullmatch(found.name):
                yield found


def unnamed(icons: Iterable[str], texts: Iterable[str]) -> Iterator[str]:
    """Find the icons, by name, that no text names between quotes or as a file."""
    named = {found for text in texts for found in _ICON.findall(text)}
    yield from (icon for icon in icons if icon not in named)


def product_sources(*endings: str) -> list[tuple[str, str]]:
    """The product's files, Python's by default, each with its text."""
    wanted = endings or (".py",)
    names = (name for name in project_files() if name.startswith(PRODUCT))
    return [(name, read(name)) for name in names if name.endswith(wanted)]


def faults() -> Iterator[Unused]:
    """Find what the product defines or brings along and does not use."""
    for found in unused(product_sources()):
        if found.name not in ALLOWED:
            yield found
    icons = {Path(name).stem: name for name in project_files() if name.startswith(_ICONS)}
    del icons["LICENSE"]
    texts = (text for _, text in product_sources(".py", ".toml", ".qss", ".css"))
    for icon in unnamed(icons, texts):
        yield Unused(icons[icon], 1, icon)
