"""Arithmetic as closures over compiled operands.

Two ``int`` take a short way, all else :func:`forms.expr.exactness.calculate`.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from forms.expr.exactness import calculate
from forms.expr.nodes import Arithmetic
from forms.expr.scope import Cells, Run, Scope
from forms.values import Maybe

_INTEGERS: Final[Mapping[Arithmetic, Callable[[int, int], int]]] = {
    Arithmetic.ADD: operator.add,
    Arithmetic.SUBTRACT: operator.sub,
    Arithmetic.MULTIPLY: operator.mul,
}


def operation(sign: Arithmetic, left: Run, right: Run) -> Run:
    """``left sign right``."""
    if sign is Arithmetic.DIVIDE:
        return lambda scope, each: calculate(sign, left(scope, each), right(scope, each))
    integers = _INTEGERS[sign]

    def run(scope: Scope, each: Cells) -> Maybe:
        first, second = left(scope, each), right(scope, each)
        if type(first) is int and type(second) is int:
            return integers(first, second)
        return calculate(sign, first, second)

    return run


def operation_with(constant: int, sign: Arithmetic, left: Run) -> Run:
    """``left sign constant``; no division."""
    integers = _INTEGERS[sign]

    def run(scope: Scope, each: Cells) -> Maybe:
        value = left(scope, each)
        if type(value) is int:
            return integers(value, constant)
        return calculate(sign, value, constant)

    return run


def sum_of(first: Run, others: Sequence[Run]) -> Run:
    """All added up from the left, in one loop."""

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


def negative(operand: Run) -> Run:
    """``-operand``."""
    return lambda scope, each: calculate(Arithmetic.SUBTRACT, 0, operand(scope, each))
