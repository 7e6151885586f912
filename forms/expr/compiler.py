"""From tree to closures, once per expression, so that running it costs no dispatch.

Every closure takes the scope and the row of the table call around it. What can be decided from the
tree (constants, kinds of comparison, single cells) is decided here and not in the closure: a full
check runs hundreds of these. The closures stand in :mod:`forms.expr.arithmetic`,
:mod:`forms.expr.conditions`, :mod:`forms.expr.calls` and :mod:`forms.expr.totals`; they know no tree
below them.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeGuard, cast

from forms.expr import arithmetic, conditions, nodes
from forms.expr.calls import call
from forms.expr.functions import FUNCTIONS
from forms.expr.nodes import Arithmetic, Node, Relation
from forms.expr.scope import Cells, Run, Scope
from forms.expr.totals import Where, for_each, over_rows, over_schools, where_equal
from forms.values import Maybe


def compile_node(node: Node) -> Run:
    """Compile a tree.

    The closure is total: it raises for no values of a scope.
    """
    plain = _folded(node)
    return _COMPILERS[type(plain)](plain)


def _folded(node: Node) -> Node:
    """A call of constants alone is a constant: ``grades_of('primary')``."""
    if not isinstance(node, nodes.Call) or node.function not in FUNCTIONS:
        return node
    values = [part.value for part in node.arguments if isinstance(part, nodes.Literal)]
    if len(values) < len(node.arguments):
        return node
    return nodes.Literal(cast("nodes.Plain", FUNCTIONS[node.function].apply(*values)))


def _literal(node: nodes.Literal) -> Run:
    value: Maybe = cast("Maybe", node.value)
    return lambda _scope, _each: value


def _name(node: nodes.Name) -> Run:
    name = node.name
    return lambda scope, _each: scope.value(name)


def _cell(node: nodes.ColumnOfRow) -> Run:
    column = node.column
    if node.owner is nodes.Owner.EACH:
        return lambda _scope, each: each.get(column)

    def run(scope: Scope, _each: Cells) -> Maybe:
        row = scope.row
        return None if row is None else row.get(column)

    return run


def _operation(node: nodes.Operation) -> Run:
    sign, right = node.sign, node.right
    if sign is Arithmetic.ADD and _is_sum(node.left):
        return _sum(node)
    left = compile_node(node.left)
    if (
        sign is not Arithmetic.DIVIDE
        and isinstance(right, nodes.Literal)
        and type(right.value) is int
    ):
        return arithmetic.operation_with(right.value, sign, left)
    return arithmetic.operation(sign, left, compile_node(right))


def _is_sum(node: Node) -> TypeGuard[nodes.Operation]:
    return isinstance(node, nodes.Operation) and node.sign is Arithmetic.ADD


def _sum(node: nodes.Operation) -> Run:
    """Three and more that are added up."""
    others: list[Run] = []
    inner: Node = node
    while _is_sum(inner):
        others.append(compile_node(inner.right))
        inner = inner.left
    others.reverse()
    return arithmetic.sum_of(compile_node(inner), others)


def _negative(node: nodes.Negative) -> Run:
    return arithmetic.negative(compile_node(node.operand))


def _comparison(node: nodes.Comparison) -> Run:
    first, *others = node.operands
    if len(others) == 1:
        return _relation(node.relations[0], first, others[0])
    pairs = zip(node.operands, node.relations, others, strict=False)
    links = [_relation(relation, left, right) for left, relation, right in pairs]
    return conditions.junction(links, decisive=False)


def _relation(relation: Relation, left_node: Node, right_node: Node) -> Run:
    left = compile_node(left_node)
    right_node = _folded(right_node)
    if isinstance(right_node, nodes.Literal) and type(right_node.value) in {int, str}:
        constant = cast("int | str", right_node.value)
        return conditions.comparison_with(constant, relation, left)
    return conditions.comparison(relation, left, compile_node(right_node))


def _membership(node: nodes.Membership) -> Run:
    item = compile_node(node.item)
    constants = _folded(node.collection)
    if isinstance(constants, nodes.Literal) and isinstance(constants.value, tuple):
        texts = frozenset(text for text in constants.value if isinstance(text, str))
        if len(texts) == len(constants.value):
            return conditions.membership_of_texts(item, texts, negated=node.negated)
    return conditions.membership(item, compile_node(constants), negated=node.negated)


def _all(node: nodes.All) -> Run:
    return conditions.junction([compile_node(part) for part in node.parts], decisive=False)


def _any(node: nodes.Any) -> Run:
    return conditions.junction([compile_node(part) for part in node.parts], decisive=True)


def _not(node: nodes.Not) -> Run:
    return conditions.inverse(compile_node(node.operand))


def _choice(node: nodes.Conditional) -> Run:
    condition = compile_node(node.condition)
    return conditions.choice(condition, compile_node(node.then), compile_node(node.otherwise))


def _call(node: nodes.Call) -> Run:
    return call(node, [compile_node(argument) for argument in node.arguments])


def _table_call(node: nodes.TableCall) -> Run:
    item = compile_node(node.item) if node.item else None
    where = _where(node.where) if node.where else None
    return over_rows(node.function, node.table, item, where)


def _where(node: Node) -> Where:
    """A condition on the rows of a table; mostly it compares a cell with what all rows share."""
    match node:
        case nodes.Comparison(
            (Relation.EQUAL,), (nodes.ColumnOfRow(nodes.Owner.EACH, column), other)
        ) if not _looks_at_each(other):
            return where_equal(column, compile_node(other))
        case _:
            return for_each(compile_node(node))


def _looks_at_each(node: Node) -> bool:
    if isinstance(node, nodes.ColumnOfRow):
        return node.owner is nodes.Owner.EACH
    return any(map(_looks_at_each, nodes.children(node)))


def _district_call(node: nodes.DistrictCall) -> Run:
    item = compile_node(node.item) if node.item else None
    where = compile_node(node.where) if node.where else None
    return over_schools(node.function, item, where)


_COMPILERS: Final[Mapping[type, Callable[..., Run]]] = {
    nodes.Literal: _literal,
    nodes.Name: _name,
    nodes.ColumnOfRow: _cell,
    nodes.Operation: _operation,
    nodes.Negative: _negative,
    nodes.Comparison: _comparison,
    nodes.Membership: _membership,
    nodes.All: _all,
    nodes.Any: _any,
    nodes.Not: _not,
    nodes.Conditional: _choice,
    nodes.Call: _call,
    nodes.TableCall: _table_call,
    nodes.DistrictCall: _district_call,
}
