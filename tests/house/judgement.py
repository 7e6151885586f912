"""What decides lives in operations/ (DESIGN, decision 11): a window shows what it is told.

import-linter keeps whole modules away from ui/; here are the single names, and the comparisons.
"""

import ast
from collections.abc import Iterator
from typing import NamedTuple

_READERS = {"json", "tomllib", "csv"}
_JUDGING = {
    "forms.evaluation": {"evaluate", "gap", "raw_rows", "Relaxations", "Standards"},
    "forms.evaluation.gap": {"gap", "rounded_up", "THINGS"},
    "forms.workflow": {"transition", "may"},
    "operations.bureau.evaluation.evaluate": {"counts", "evaluate_store"},
    "operations.keys.key_care": {"ends_soon", "key_state", "status_at"},
    "operations.packs.bundled": {"bundled_engine", "engine_for", "engine_like"},
}
"""Module → names that decide; its types may be shown."""
_TERMS = {"not_after", "not_before", "revoked_at"}
_CONTEXT = "operations/check_context.py"


class Judgement(NamedTuple):
    """A line that decides where it should show, and why."""

    line: int
    text: str


def judgements(name: str, nodes: list[ast.AST]) -> Iterator[Judgement]:
    """Find what decides in a window or a command, and makers of contexts beside the one."""
    for node in nodes:
        if name.startswith("ui/"):
            yield from _imported(node)
        if name.startswith(("ui/", "cli/")):
            yield from _compared(node)
        if name.startswith(("ui/", "cli/", "operations/")) and name != _CONTEXT:
            yield from _made(node)


def _imported(node: ast.AST) -> Iterator[Judgement]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name.partition(".")[0] in _READERS:
                yield Judgement(node.lineno, f"a window reads {alias.name}")
    elif isinstance(node, ast.ImportFrom) and node.module is not None:
        if node.module.partition(".")[0] in _READERS:
            yield Judgement(node.lineno, f"a window reads {node.module}")
        for alias in node.names:
            if alias.name in _JUDGING.get(node.module, ()):
                yield Judgement(node.lineno, f"a window decides by {node.module}.{alias.name}")


def _compared(node: ast.AST) -> Iterator[Judgement]:
    """A certificate's dates are weighed by :mod:`operations.keys.key_care` alone."""
    if not isinstance(node, ast.Compare):
        return
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and part.attr in _TERMS:
            yield Judgement(node.lineno, f"weighs {part.attr} outside operations.keys.key_care")
        elif isinstance(part, ast.Call) and _called(part) in {"now", "today", "utcnow"}:
            yield Judgement(node.lineno, "compares with the clock outside operations")


def _made(node: ast.AST) -> Iterator[Judgement]:
    if isinstance(node, ast.Call) and _called(node) in {"make_context", "Context"}:
        yield Judgement(node.lineno, f"a check's context is made in {_CONTEXT}")


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
