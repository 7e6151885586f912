"""Which part of a condition makes it false, and what that part reads.

A rule over several cells points at the one that is wrong: of ``a > 0 and b > 0`` with ``b`` zero it
is ``b``, of ``implies(x, y <= z)`` it is ``y``, of ``p + q == 0`` it is the one that is not zero.
"""

from collections.abc import Iterator

from forms.expr import nodes
from forms.expr.compiler import compile_node
from forms.expr.expression import Expression
from forms.expr.scope import Cells, Scope
from forms.values import Maybe

_NO_CELLS: Cells = {}
_UPPER_BOUNDS = frozenset({nodes.Relation.EQUAL, nodes.Relation.LESS, nodes.Relation.LESS_EQUAL})


def culprits(condition: Expression, scope: Scope) -> tuple[str, ...]:
    """Names the failing part of a false condition reads, the likeliest first.

    Names are those of :attr:`Expression.names` and ``row.column`` for a cell of the row checked.
    """
    part = failing_part(condition.root, scope)
    found = dict(_read(part))
    names = list(found)
    if isinstance(part, nodes.Comparison) and part.relations[0] in _UPPER_BOUNDS:
        names.sort(key=lambda name: not _value(found[name], scope))
    return tuple(names)


def failing_part(node: nodes.Node, scope: Scope) -> nodes.Node:
    """The smallest part that makes a false condition false."""
    match node:
        case nodes.All(parts):
            found = next((part for part in parts if _value(part, scope) is False), None)
        case nodes.Any(parts):
            found = parts[0]
        case nodes.Call("implies", (_, conclusion)):
            found = conclusion
        case nodes.Conditional(condition, then, otherwise):
            found = then if _value(condition, scope) is True else otherwise
        case _:
            found = None
    return node if found is None else failing_part(found, scope)


def _value(node: nodes.Node, scope: Scope) -> Maybe:
    return compile_node(node)(scope, _NO_CELLS)


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
