"""Arithmetic and comparison of exact values; total, unknown where there is no answer.

The compiled closures handle two ``int`` themselves; what arrives here is everything else.
"""

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from forms.expr.logic import Truth
from forms.expr.nodes import Arithmetic, Relation
from forms.values import NA, Maybe, Number, exact, is_exact, simplest

RELATIONS: Final[Mapping[Relation, Callable[[Any, Any], bool]]] = {
    Relation.EQUAL: operator.eq,
    Relation.UNEQUAL: operator.ne,
    Relation.LESS: operator.lt,
    Relation.LESS_EQUAL: operator.le,
    Relation.GREATER: operator.gt,
    Relation.GREATER_EQUAL: operator.ge,
}
"""How two values of one kind are compared."""

ORDERED: Final = frozenset({int, Fraction, str, date})
"""Two values of one of these types are compared as they are."""

_EQUALITIES = (Relation.EQUAL, Relation.UNEQUAL)


def as_number(value: Maybe) -> Number | None:
    """The number a value is, or ``None``; a truth value is no number."""
    if type(value) is Decimal:
        value = exact(value)
    return value if is_exact(value) else None


def calculate(sign: Arithmetic, left: Maybe, right: Maybe) -> Maybe:
    """``left sign right``; unknown unless both are numbers, and for a division by zero.

    ``+`` also joins two texts.
    """
    if left is NA or right is NA:
        return NA
    if sign is Arithmetic.ADD and isinstance(left, str) and isinstance(right, str):
        return left + right
    first, second = as_number(left), as_number(right)
    return None if first is None or second is None else _CALCULATIONS[sign](first, second)


def divide(dividend: Number, divisor: Number) -> Number | None:
    """Exact quotient, an ``int`` where it is whole; ``None`` for a division by zero."""
    if divisor == 0:
        return None
    if type(dividend) is int and type(divisor) is int:
        whole, rest = divmod(dividend, divisor)
        return Fraction(dividend, divisor) if rest else whole
    return simplest(Fraction(dividend) / divisor)


_CALCULATIONS: Final[Mapping[Arithmetic, Callable[[Number, Number], Number | None]]] = {
    Arithmetic.ADD: operator.add,
    Arithmetic.SUBTRACT: operator.sub,
    Arithmetic.MULTIPLY: operator.mul,
    Arithmetic.DIVIDE: divide,
}


def compare(relation: Relation, left: Maybe, right: Maybe) -> Truth:
    """Compare two values of one kind; unknown for two kinds, or for an order that does not exist."""
    if left is None or right is None or left is NA or right is NA:
        return NA if left is NA or right is NA else None
    first, second = as_number(left), as_number(right)
    if first is not None and second is not None:
        return RELATIONS[relation](first, second)
    if type(left) is not type(right):
        return None
    if isinstance(left, (str, date)) or relation in _EQUALITIES:
        return RELATIONS[relation](left, right)
    return None
