"""Calls of functions as closures over compiled arguments.

Most are asked of values that are all there (:mod:`forms.expr.functions`); the special ones decide
themselves what to make of one that is missing or not applicable.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final, cast

from forms.expr import nodes
from forms.expr.functions import FUNCTIONS
from forms.expr.logic import implication, truth, unknown
from forms.expr.nodes import Relation
from forms.expr.scope import Cells, Run, Scope
from forms.expr.totals import best_of
from forms.values import NA, Maybe


def call(node: nodes.Call, arguments: Sequence[Run]) -> Run:
    """Compile a call whose arguments are compiled, in their order."""
    special = _SPECIAL.get(node.function)
    if special:
        return special(node, arguments)
    function = FUNCTIONS[node.function]
    apply = function.apply
    pairs = list(zip(arguments, function.exact_kinds, strict=False))

    def run(scope: Scope, each: Cells) -> Maybe:
        values = []
        are_fit = True
        for argument, kinds in pairs:
            value = argument(scope, each)
            values.append(value)
            are_fit = are_fit and type(value) in kinds
        return apply(*values) if are_fit else unknown(*values)

    return run


def _matches(node: nodes.Call, arguments: Sequence[Run]) -> Run:
    text = arguments[0]
    found = re.compile(cast("str", cast("nodes.Literal", node.arguments[1]).value)).search

    def run(scope: Scope, each: Cells) -> Maybe:
        value = text(scope, each)
        return found(value) is not None if isinstance(value, str) else unknown(value)

    return run


def _na0(_node: nodes.Call, arguments: Sequence[Run]) -> Run:
    (operand,) = arguments

    def run(scope: Scope, each: Cells) -> Maybe:
        value = operand(scope, each)
        return 0 if value is NA else value

    return run


def _blank0(_node: nodes.Call, arguments: Sequence[Run]) -> Run:
    (operand,) = arguments

    def run(scope: Scope, each: Cells) -> Maybe:
        value = operand(scope, each)
        return 0 if value is None or value is NA else value

    return run


def _given(node: nodes.Call, arguments: Sequence[Run]) -> Run:
    (operand,) = arguments
    wanted = node.function == "given"

    def run(scope: Scope, each: Cells) -> Maybe:
        value = operand(scope, each)
        return (value is not None and value is not NA) is wanted

    return run


def _implies(_node: nodes.Call, arguments: Sequence[Run]) -> Run:
    premise, conclusion = arguments

    def run(scope: Scope, each: Cells) -> Maybe:
        condition = premise(scope, each)
        if condition is False:
            return True
        if condition is True:
            return truth(conclusion(scope, each))
        return implication(condition, conclusion(scope, each))

    return run


def _extreme(node: nodes.Call, arguments: Sequence[Run]) -> Run:
    relation = Relation.GREATER if node.function == "largest" else Relation.LESS
    return lambda scope, each: best_of([item(scope, each) for item in arguments], relation)


_SPECIAL: Final[Mapping[str, Callable[[nodes.Call, Sequence[Run]], Run]]] = {
    "matches": _matches,
    "na0": _na0,
    "blank0": _blank0,
    "given": _given,
    "missing": _given,
    "implies": _implies,
    "largest": _extreme,
    "smallest": _extreme,
}
