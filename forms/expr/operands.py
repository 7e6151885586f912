"""The quantities an expression is made of: what a sentence about it names with their live values.

Which they are follows from the tree alone, so it is found out once for each expression.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.expr import nodes
from forms.expr.compiler import compile_node
from forms.expr.scope import Run

OperandNode = nodes.Name | nodes.ColumnOfRow | nodes.TableCall | nodes.DistrictCall
"""What is one operand: a call over a table is its total, not its rows."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One operand before it has a value.

    Attributes:
        name: A name of :attr:`Expression.names`, ``row.column``, or for a call how it is written.
        node: Where it stands in the tree.
        run: Gives its value.
        table: The table of a total; ``""`` for all else.

    """

    name: str
    node: OperandNode
    run: Run
    table: str


def quantities(root: nodes.Node) -> tuple[Quantity, ...]:
    """List each distinct operand of a tree once, in reading order.

    Names inside the condition of a call over a table that belong to no row are operands too.
    """
    found: dict[str, OperandNode] = {}
    for name, node in _found(root):
        found.setdefault(name, node)
    return tuple(
        Quantity(name, node, compile_node(node), _table_of(node)) for name, node in found.items()
    )


def _table_of(node: OperandNode) -> str:
    return node.table if isinstance(node, nodes.TableCall) else ""


def _found(node: nodes.Node) -> Iterator[tuple[str, OperandNode]]:
    match node:
        case nodes.Name(name):
            yield name, node
        case nodes.ColumnOfRow(nodes.Owner.ROW, column):
            yield f"row.{column}", node
        case nodes.DistrictCall():
            yield _written(node), node
        case _:
            if isinstance(node, nodes.TableCall):
                yield _written(node), node
            for child in nodes.children(node):
                yield from _found(child)


def _written(node: nodes.TableCall | nodes.DistrictCall) -> str:
    # Equal trees give equal names, which is all an operand's name has to do.
    table = f"{node.table}, " if isinstance(node, nodes.TableCall) else ""
    conditions = "" if node.where is None else f", {_short(node.where)}"
    return f"{node.function}({table}{_short(node.item)}{conditions})"


def _short(node: nodes.Node | None) -> str:
    match node:
        case None:
            return ""
        case nodes.Literal(value):
            return repr(value)
        case nodes.Name(name):
            return name
        case nodes.ColumnOfRow(owner, column):
            return f"{owner}.{column}"
        case _:
            parts = ", ".join(_short(child) for child in nodes.children(node))
            return f"{_kind(node)}({parts})"


def _kind(node: nodes.Node) -> str:
    match node:
        case nodes.Call(function) | nodes.TableCall(function) | nodes.DistrictCall(function):
            return function
        case nodes.Operation(sign):
            return sign.value
        case nodes.Comparison(relations):
            return " ".join(relations)
        case nodes.Membership(_, _, negated):
            return "not in" if negated else "in"
        case _:
            return type(node).__name__.lower()
