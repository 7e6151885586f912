"""The faults that can be put into a source: one operator, constant, condition or statement each."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

_COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_SUMS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
}
_TEXTS: Final = (ast.JoinedStr, ast.List, ast.Tuple)

Fault = tuple[ast.AST, Callable[[], None]]
"""Where it is, and what puts it there."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A source with one fault.

    Attributes:
        number: Which fault of this source, counted from 0.
        line: Line of the source.
        before: The code without the fault, in one line.
        after: The code with it.

    """

    number: int
    line: int
    before: str
    after: str


def mutants(source: str) -> list[Mutant]:
    """Name every fault that can be put into a source."""
    found: list[Mutant] = []
    for number in range(sum(1 for _ in _faults(ast.parse(source)))):
        node, put = _fault(ast.parse(source), number)
        line, before = getattr(node, "lineno", 0), _line(node)
        put()
        found.append(Mutant(number, line, before, _line(node)))
    return found


def with_fault(source: str, number: int) -> ast.Module:
    """Give the source with one fault in it."""
    tree = ast.parse(source)
    _fault(tree, number)[1]()
    return ast.fix_missing_locations(tree)


def _fault(tree: ast.Module, number: int) -> Fault:
    return next(fault for place, fault in enumerate(_faults(tree)) if place == number)


def _line(node: ast.AST) -> str:
    return ast.unparse(node).splitlines()[0]


def _faults(node: ast.AST) -> Iterator[Fault]:
    """Walk a tree in the order of its source; what only declares types or decorates is left out."""
    yield from _of_statements(node)
    yield from _of_expression(node)
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _declares(child):
                yield from _faults(child)


def _declares(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _of_statements(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, ast.If) and not _declares(node):
        yield node, lambda: setattr(node, "test", ast.Constant(value=False))
    blocks = (getattr(node, name, None) for name in ("body", "orelse", "finalbody"))
    for block in blocks:
        statements: list[ast.stmt] = block if isinstance(block, list) else []
        for place, statement in enumerate(statements):
            call = isinstance(statement, ast.Expr) and not isinstance(statement.value, ast.Constant)
            if call or isinstance(statement, ast.Raise | ast.AugAssign):
                yield statement, _left_out(statements, place)


def _left_out(statements: list[ast.stmt], place: int) -> Callable[[], None]:
    gone = statements[place]

    def put() -> None:
        statements[place] = ast.copy_location(ast.Pass(), gone)
        # Shown as the fault: the statement itself keeps no trace of having been left out.
        gone.__class__ = ast.Pass
        gone.__dict__.clear()

    return put


def _of_expression(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            other = _COMPARISONS[type(operator)]()
            yield node, partial(node.ops.__setitem__, place, other)
    elif isinstance(node, ast.BoolOp):
        turned = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield node, lambda: setattr(node, "op", turned)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        twice = ast.UnaryOp(ast.Not(), node.operand)
        yield node, lambda: setattr(node, "operand", twice)
    elif isinstance(node, ast.BinOp) and type(node.op) in _SUMS and not _of_texts(node):
        changed = _SUMS[type(node.op)]()
        yield node, lambda: setattr(node, "op", changed)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        value = node.value
        other_value = not value if isinstance(value, bool) else value + 1
        yield node, lambda: setattr(node, "value", other_value)


def _of_texts(node: ast.BinOp) -> bool:
    """Whether texts or lists are joined: with another operator the code would not even run."""
    sides = (node.left, node.right)
    return any(
        isinstance(side, _TEXTS)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str | bytes))
        for side in sides
    )
