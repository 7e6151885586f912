"""From tree to closures, once per expression, so that running it costs no dispatch.

Every closure takes the scope and the row of the table call around it. What can be decided from the
tree (constants, kinds of comparison, single cells) is decided here and not in the closure: a full
check runs hundreds of these. Two ``int`` or two texts take a short way, all else the total
functions of :mod:`forms.expr.exactness`.
"""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Final, TypeGuard, cast

from forms.expr import nodes
from forms.expr.exactness import ORDERED, RELATIONS, calculate, compare
from forms.expr.functions import FUNCTIONS
from forms.expr.logic import implication, negate, truth, unknown
from forms.expr.nodes import Arithmetic, Node, Relation
from forms.expr.scope import Cells, Run, Scope
from forms.expr.totals import Where, best_of, for_each, over_rows, over_schools, where_equal
from forms.values import NA, Maybe

_INTEGERS: Final[Mapping[Arithmetic, Callable[[int, int], int]]] = {
    Arithmetic.ADD: operator.add,
    Arithmetic.SUBTRACT: operator.sub,
    Arithmetic.MULTIPLY: operator.mul,
}


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
    sign = node.sign
    if sign is Arithmetic.ADD and _is_sum(node.left):
        return _sum(node)
    left, right = compile_node(node.left), compile_node(node.right)
    if sign is Arithmetic.DIVIDE:
        return lambda scope, each: calculate(sign, left(scope, each), right(scope, each))
    integers = _INTEGERS[sign]
    if isinstance(node.right, nodes.Literal) and type(node.right.value) is int:
        constant = node.right.value

        def with_constant(scope: Scope, each: Cells) -> Maybe:
            value = left(scope, each)
            if type(value) is int:
                return integers(value, constant)
            return calculate(sign, value, constant)

        return with_constant

    def run(scope: Scope, each: Cells) -> Maybe:
        first, second = left(scope, each), right(scope, each)
        if type(first) is int and type(second) is int:
            return integers(first, second)
        return calculate(sign, first, second)

    return run


def _is_sum(node: Node) -> TypeGuard[nodes.Operation]:
    return isinstance(node, nodes.Operation) and node.sign is Arithmetic.ADD


def _sum(node: nodes.Operation) -> Run:
    """Three and more that are added up, from the left, in one loop."""
    others: list[Run] = []
    inner: Node = node
    while _is_sum(inner):
        others.append(compile_node(inner.right))
        inner = inner.left
    first = compile_node(inner)
    others.reverse()

    def run(scope: Scope, each: Cells) -> Maybe:
        total = first(scope, each)
        for other in others:
            value = other(scope, each)
            if type(total) is int and type(value) is int:
                total += value
            else:
                total = calculate(Arithmetic.ADD, total, value)
        return total

    return run


def _negative(node: nodes.Negative) -> Run:
    operand = compile_node(node.operand)
    return lambda scope, each: calculate(Arithmetic.SUBTRACT, 0, operand(scope, each))


def _comparison(node: nodes.Comparison) -> Run:
    first, *others = node.operands
    if len(others) == 1:
        return _relation(node.relations[0], first, others[0])
    pairs = zip(node.operands, node.relations, others, strict=False)
    links = [_relation(relation, left, right) for left, relation, right in pairs]
    return _junction(links, decisive=False)


def _relation(relation: Relation, left_node: Node, right_node: Node) -> Run:
    left, holds = compile_node(left_node), RELATIONS[relation]
    right_node = _folded(right_node)
    if isinstance(right_node, nodes.Literal) and type(right_node.value) in {int, str}:
        constant = cast("int | str", right_node.value)
        kind = type(constant)

        def with_constant(scope: Scope, each: Cells) -> Maybe:
            value = left(scope, each)
            if type(value) is kind:
                return holds(value, constant)
            return compare(relation, value, constant)

        return with_constant
    right = compile_node(right_node)

    def run(scope: Scope, each: Cells) -> Maybe:
        first, second = left(scope, each), right(scope, each)
        kind = type(first)
        if kind is type(second) and (kind is int or kind in ORDERED):
            return holds(first, second)
        return compare(relation, first, second)

    return run


def _membership(node: nodes.Membership) -> Run:
    item, collection, negated = compile_node(node.item), compile_node(node.collection), node.negated
    constants = _folded(node.collection)
    if isinstance(constants, nodes.Literal) and isinstance(constants.value, tuple):
        texts = frozenset(text for text in constants.value if isinstance(text, str))
        if len(texts) == len(constants.value):
            return _text_membership(item, texts, negated=negated)

    def run(scope: Scope, each: Cells) -> Maybe:
        found = _contains(collection(scope, each), item(scope, each))
        return negate(found) if negated else found

    return run


def _text_membership(item: Run, texts: frozenset[str], *, negated: bool) -> Run:
    def run(scope: Scope, each: Cells) -> Maybe:
        value = item(scope, each)
        if type(value) is str:
            return (value in texts) is not negated
        return NA if value is NA else None

    return run


def _contains(collection: Maybe, value: Maybe) -> Maybe:
    if collection is NA or value is NA:
        return NA
    if value is None or not isinstance(collection, tuple):
        return None
    answers = [compare(Relation.EQUAL, cast("Maybe", member), value) for member in collection]
    if True in answers:
        return True
    return None if None in answers else False


def _all(node: nodes.All) -> Run:
    return _junction([compile_node(part) for part in node.parts], decisive=False)


def _any(node: nodes.Any) -> Run:
    return _junction([compile_node(part) for part in node.parts], decisive=True)


def _junction(parts: list[Run], *, decisive: bool) -> Run:
    # As forms.expr.logic.conjunction says, written out for *and* and *or*.
    neutral = not decisive

    def run(scope: Scope, each: Cells) -> Maybe:
        answer: Maybe = neutral
        for part in parts:
            value = part(scope, each)
            if value is decisive:
                return decisive
            if value is not neutral and answer is not NA:
                answer = NA if value is NA else None
        return answer

    return run


def _not(node: nodes.Not) -> Run:
    operand = compile_node(node.operand)
    return lambda scope, each: negate(operand(scope, each))


def _choice(node: nodes.Conditional) -> Run:
    condition = compile_node(node.condition)
    then, otherwise = compile_node(node.then), compile_node(node.otherwise)

    def run(scope: Scope, each: Cells) -> Maybe:
        answer = condition(scope, each)
        if answer is True:
            return then(scope, each)
        if answer is False:
            return otherwise(scope, each)
        return unknown(answer)

    return run


def _call(node: nodes.Call) -> Run:
    special = _SPECIAL.get(node.function)
    if special:
        return special(node)
    function = FUNCTIONS[node.function]
    apply = function.apply
    arguments = [
        (compile_node(argument), kinds)
        for argument, kinds in zip(node.arguments, function.exact_kinds, strict=False)
    ]

    def run(scope: Scope, each: Cells) -> Maybe:
        values = []
        are_fit = True
        for argument, kinds in arguments:
            value = argument(scope, each)
            values.append(value)
            are_fit = are_fit and type(value) in kinds
        return apply(*values) if are_fit else unknown(*values)

    return run


def _matches(node: nodes.Call) -> Run:
    text = compile_node(node.arguments[0])
    found = re.compile(cast("str", cast("nodes.Literal", node.arguments[1]).value)).search

    def run(scope: Scope, each: Cells) -> Maybe:
        value = text(scope, each)
        return found(value) is not None if isinstance(value, str) else unknown(value)

    return run


def _na0(node: nodes.Call) -> Run:
    operand = compile_node(node.arguments[0])

    def run(scope: Scope, each: Cells) -> Maybe:
        value = operand(scope, each)
        return 0 if value is NA else value

    return run


def _blank0(node: nodes.Call) -> Run:
    operand = compile_node(node.arguments[0])

    def run(scope: Scope, each: Cells) -> Maybe:
        value = operand(scope, each)
        return 0 if value is None or value is NA else value

    return run


def _given(node: nodes.Call) -> Run:
    operand = compile_node(node.arguments[0])
    wanted = node.function == "given"

    def run(scope: Scope, each: Cells) -> Maybe:
        value = operand(scope, each)
        return (value is not None and value is not NA) is wanted

    return run


def _implies(node: nodes.Call) -> Run:
    premise, conclusion = (compile_node(argument) for argument in node.arguments)

    def run(scope: Scope, each: Cells) -> Maybe:
        condition = premise(scope, each)
        if condition is False:
            return True
        if condition is True:
            return truth(conclusion(scope, each))
        return implication(condition, conclusion(scope, each))

    return run


def _extreme(node: nodes.Call) -> Run:
    arguments = [compile_node(argument) for argument in node.arguments]
    relation = Relation.GREATER if node.function == "largest" else Relation.LESS
    return lambda scope, each: best_of([item(scope, each) for item in arguments], relation)


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


_SPECIAL: Final[Mapping[str, Callable[[nodes.Call], Run]]] = {
    "matches": _matches,
    "na0": _na0,
    "blank0": _blank0,
    "given": _given,
    "missing": _given,
    "implies": _implies,
    "largest": _extreme,
    "smallest": _extreme,
}

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
