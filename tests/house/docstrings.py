"""What a docstring lists has to be there: arguments of a function, attributes of plain data."""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

_LISTED = re.compile(r"^    (\w+):", re.MULTILINE)
_END = re.compile(r"\n\s*\n|\n(?=\S)")


class Mistake(NamedTuple):
    """A name that only the docstring knows, or one that its list leaves out."""

    line: int
    text: str


def mistakes(nodes: list[ast.AST]) -> Iterator[Mistake]:
    """Compare the lists of all docstrings with the code below them."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _compared(node, "Args:", _arguments(node), optional=set())
        elif isinstance(node, ast.ClassDef) and _is_plain_data(node):
            yield from _compared(node, "Attributes:", _fields(node), optional=_properties(node))


def _compared(
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef,
    heading: str,
    there: set[str],
    *,
    optional: set[str],
) -> Iterator[Mistake]:
    _, found, rest = (ast.get_docstring(node) or "").partition(f"{heading}\n")
    if not found:
        return
    listed = set(_LISTED.findall(_END.split(rest)[0]))
    for name in sorted(listed - there - optional):
        yield Mistake(
            node.lineno, f"the docstring of {node.name} tells of {name}, which is not there"
        )
    for name in sorted(there - listed):
        yield Mistake(node.lineno, f"the docstring of {node.name} lists all but {name}")


def _arguments(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    given = node.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    named += [one for one in (given.vararg, given.kwarg) if one is not None]
    return {one.arg for one in named} - {"self", "cls"}


def _is_plain_data(node: ast.ClassDef) -> bool:
    marks = [*node.decorator_list, *node.bases]
    return any(re.search(r"'(dataclass|NamedTuple)'", ast.dump(mark)) for mark in marks)


def _fields(node: ast.ClassDef) -> set[str]:
    """The public fields; what is of the class, as ``kind: ClassVar[str]``, is none."""
    return {
        item.target.id
        for item in node.body
        if isinstance(item, ast.AnnAssign)
        and isinstance(item.target, ast.Name)
        and not item.target.id.startswith("_")
        and "ClassVar" not in ast.dump(item.annotation)
    }


def _properties(node: ast.ClassDef) -> set[str]:
    return {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
