"""The house rules that no ready-made linter knows. ``python -m tests.house.rules`` checks them all."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.house import (
    circles,
    class_names,
    docstrings,
    glossary,
    imports,
    judgement,
    locks,
    unused,
)
from tests.house.sources import TOP_LEVEL, project_files, read, text_files

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
# The only places that may name a colour: the palette of the screen and the one of paper.
COLOUR_FILES = ("ui/palettes.py", "ui/theme.py", "exporters/documents/palette.py", "tests/")
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b")
UNFINISHED = re.compile(r"#.*\b(?:TO" + "DO|FIX" + r"ME|X" + r"XX)\b")
# Written in halves, so that this file does not name them either.
HOSTS = re.compile(
    "|".join(("pypi" + r"\.org", "python" + "hosted", "npm" + "js", r"deb\.deb" + "ian"))
)
ASSERTING = re.compile(r"^(assert|check|expect|raises|warns|fail|wait_?[sS]ignal|wait_?[uU]ntil)")


Nodes = list[ast.AST]


class Finding(NamedTuple):
    """One broken rule and where."""

    place: str
    line: int
    text: str

    def __str__(self) -> str:
        """The form that editors make a link of."""
        return f"{self.place}:{self.line}: {self.text}"


def length_of_file(name: str, source: str) -> Iterator[Finding]:
    """A file holds one idea."""
    lines = source.count("\n")
    if lines > MAX_FILE_LINES:
        yield Finding(name, lines, f"{lines} lines, more than {MAX_FILE_LINES}")


def unfinished_work(name: str, source: str) -> Iterator[Finding]:
    """Unfinished work belongs in an issue."""
    for number, line in enumerate(source.splitlines(), 1):
        if UNFINISHED.search(line):
            yield Finding(name, number, "unfinished work marked in a comment")


def length_of_functions(name: str, nodes: Nodes) -> Iterator[Finding]:
    """A function fits on a screen."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                text = f"{node.name} has {lines} lines, more than {MAX_FUNCTION_LINES}"
                yield Finding(name, node.lineno, text)


def swallowed_errors(name: str, nodes: Nodes) -> Iterator[Finding]:
    """No error disappears: a handler for everything does something."""
    for node in nodes:
        if not isinstance(node, ast.ExceptHandler):
            continue
        everything = node.type is None or (
            isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
        )
        if everything and len(node.body) == 1 and isinstance(node.body[0], ast.Pass):
            yield Finding(name, node.lineno, "an error of any kind is swallowed")


def _called(call: ast.Call) -> str:
    """Return the last word of what is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_colour(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(COLOUR.search(node.value))
    if isinstance(node, ast.Call):
        literal = bool(node.args) and all(isinstance(word, ast.Constant) for word in node.args)
        return literal and _called(node) == "QColor"
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
        return node.value.attr == "GlobalColor" and node.attr != "transparent"
    return False


def colours(name: str, nodes: Nodes) -> Iterator[Finding]:
    """Colours come from the palette."""
    if name.startswith(COLOUR_FILES):
        return
    for node in nodes:
        if isinstance(node, ast.expr) and _is_colour(node):
            yield Finding(name, node.lineno, "a colour outside the palette")


def _asserts(function: ast.AST) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call) and ASSERTING.match(_called(node)):
            return True
    return False


def tests_assert(name: str, nodes: Nodes) -> Iterator[Finding]:
    """A test says what it expects."""
    if not name.startswith("tests/") or not name.rpartition("/")[2].startswith("test_"):
        return
    for node in nodes:
        if (
            isinstance(node, ast.FunctionDef)
            and node.name.startswith("test_")
            and not _asserts(node)
        ):
            yield Finding(name, node.lineno, f"{node.name} asserts nothing")


def hosts(name: str, source: str) -> Iterator[Finding]:
    """No file depends on where a machine gets its packages from."""
    for number, line in enumerate(source.splitlines(), 1):
        if HOSTS.search(line):
            yield Finding(name, number, "names a package registry")


def judgement_outside(name: str, nodes: Nodes) -> Iterator[Finding]:
    """What decides lives in operations."""
    for item in judgement.judgements(name, nodes):
        yield Finding(name, item.line, item.text)


def docstrings_hold(name: str, nodes: Nodes) -> Iterator[Finding]:
    """What a docstring lists is there, and what is there is in its list."""
    if name.startswith("tests/"):
        return
    for item in docstrings.mistakes(nodes):
        yield Finding(name, item.line, item.text)


def imported_again(name: str, nodes: Nodes) -> Iterator[Finding]:
    """A function imports what is to be loaded late; names of Qt are, from a module that is there."""
    if name.startswith("tests/"):
        return
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    inner = {node for function in functions for node in ast.walk(function)}
    modules = [node for node in nodes if isinstance(node, ast.Module)]
    loaded = {
        node.module
        for module in modules
        for node in module.body
        if isinstance(node, ast.ImportFrom)
    }
    for node in nodes:
        if not isinstance(node, ast.ImportFrom) or node not in inner:
            continue
        if node.module in loaded and not (node.module or "").startswith("PySide6"):
            yield Finding(name, node.lineno, f"{node.module} is imported above already")


def place(name: str) -> Iterator[Finding]:
    """The top level is fixed, and a name says what is inside."""
    if name.partition("/")[0] not in TOP_LEVEL:
        yield Finding(name, 1, "not at home at the top level")
    if VAGUE_NAMES & set(name.replace(".", "/").split("/")):
        yield Finding(name, 1, "a name that says nothing")


SOURCE_RULES: tuple[Callable[[str, str], Iterator[Finding]], ...] = (
    length_of_file,
    unfinished_work,
)
TREE_RULES: tuple[Callable[[str, Nodes], Iterator[Finding]], ...] = (
    length_of_functions,
    swallowed_errors,
    colours,
    tests_assert,
    judgement_outside,
    docstrings_hold,
    imported_again,
)


def check_python(name: str, source: str) -> Iterator[Finding]:
    """Apply every rule for Python sources."""
    for source_rule in SOURCE_RULES:
        yield from source_rule(name, source)
    try:
        nodes = list(ast.walk(ast.parse(source, name)))
    except SyntaxError as error:
        yield Finding(name, error.lineno or 1, f"no valid Python: {error.msg}")
        return
    for tree_rule in TREE_RULES:
        yield from tree_rule(name, nodes)


def check_all() -> Iterator[Finding]:
    """Apply every rule to every file of the project."""
    for name in project_files():
        yield from place(name)
    for name in text_files():
        source = read(name)
        yield from hosts(name, source)
        for line, text in glossary.foreign_words(name, source):
            yield Finding(name, line, text)
        if name.endswith((".py", ".spec")):
            yield from check_python(name, source)
    for found in unused.faults():
        yield Finding(found.file, found.line, f"{found.name} is used by nothing in the product")
    for twice in class_names.named_twice(unused.product_sources()):
        text = f"{twice.name} is a class of {twice.first} too"
        yield Finding(twice.file, twice.line, text)
    for circle in circles.circles(unused.product_sources()):
        yield Finding(circle.file, circle.line, str(circle))
    for text in (*locks.faults(), *imports.faults()):
        yield Finding("pyproject.toml", 1, text)


def main() -> int:
    """Print the findings; 1 when there are any."""
    found = list(check_all())
    for finding in found:
        print(finding)
    print(f"{len(project_files())} files, {len(found)} finding(s)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
