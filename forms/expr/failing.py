"""Which part of a condition makes it false, as a search that is prepared once for each condition.

A rule over several cells points at the one that is wrong: of ``a > 0 and b > 0`` with ``b`` zero it
is ``b``, of ``implies(x, y <= z)`` it is ``y``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from forms.expr import nodes
from forms.expr.compiler import compile_node
from forms.expr.scope import Cells, Run, Scope

_NO_CELLS: Cells = {}


@dataclass(frozen=True, slots=True)
class FailingPart:
    """A part of a condition.

    Attributes:
        node: The part.
        read: Names it reads (those of :attr:`Expression.names`, and ``row.column`` for a cell of the
            row checked), in reading order, each with what gives its value.

    """

    node: nodes.Node
    read: Mapping[str, Run]


Search = Callable[[Scope], FailingPart]
"""Finds the smallest part that makes a false condition false over a scope."""


def search_for_failing(node: nodes.Node) -> Search:
    """Prepare the search in a condition."""
    match node:
        case nodes.All(parts):
            return _first_false(node, parts)
        case nodes.Any(parts):
            return search_for_failing(parts[0])
        case nodes.Call("implies", (_, conclusion)):
            return search_for_failing(conclusion)
        case nodes.Conditional():
            return _chosen(node)
        case _:
            return _always(node)


def _always(node: nodes.Node) -> Search:
    part = FailingPart(node, {name: compile_node(found) for name, found in _read(node)})
    return lambda _scope: part


def _first_false(node: nodes.All, parts: tuple[nodes.Node, ...]) -> Search:
    searches = [(compile_node(part), search_for_failing(part)) for part in parts]
    whole = _always(node)

    def search(scope: Scope) -> FailingPart:
        for run, inner in searches:
            if run(scope, _NO_CELLS) is False:
                return inner(scope)
        return whole(scope)

    return search


def _chosen(node: nodes.Conditional) -> Search:
    condition = compile_node(node.condition)
    then, otherwise = search_for_failing(node.then), search_for_failing(node.otherwise)

    def search(scope: Scope) -> FailingPart:
        return then(scope) if condition(scope, _NO_CELLS) is True else otherwise(scope)

    return search


def _read(node: nodes.Node) -> Iterator[tuple[str, nodes.Node]]:
    match node:
        case nodes.Name(name):
            yield name, node
        case nodes.ColumnOfRow(nodes.Owner.ROW, column):
            yield f"row.{column}", node
        case nodes.TableCall(_, table):
            yield table, node
        case _:
            for child in nodes.children(node):
                yield from _read(child)
