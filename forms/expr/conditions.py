"""Comparison, membership, junctions and choice as closures over compiled operands.

Two values of one kind take a short way, all else :func:`forms.expr.exactness.compare`.
"""

from collections.abc import Sequence
from typing import cast

from forms.expr.exactness import ORDERED, RELATIONS, compare
from forms.expr.logic import negate, unknown
from forms.expr.nodes import Relation
from forms.expr.scope import Cells, Run, Scope
from forms.values import NA, Maybe


def comparison(relation: Relation, left: Run, right: Run) -> Run:
    """``left relation right``."""
    holds = RELATIONS[relation]

    def run(scope: Scope, each: Cells) -> Maybe:
        first, second = left(scope, each), right(scope, each)
        kind = type(first)
        if kind is type(second) and (kind is int or kind in ORDERED):
            return holds(first, second)
        return compare(relation, first, second)

    return run


def comparison_with(constant: int | str, relation: Relation, left: Run) -> Run:
    """``left relation constant``."""
    holds, kind = RELATIONS[relation], type(constant)

    def run(scope: Scope, each: Cells) -> Maybe:
        value = left(scope, each)
        if type(value) is kind:
            return holds(value, constant)
        return compare(relation, value, constant)

    return run


def membership(item: Run, collection: Run, *, negated: bool) -> Run:
    """``item in collection``, or ``not in``."""

    def run(scope: Scope, each: Cells) -> Maybe:
        found = _contains(collection(scope, each), item(scope, each))
        return negate(found) if negated else found

    return run


def membership_of_texts(item: Run, texts: frozenset[str], *, negated: bool) -> Run:
    """``item in texts``, or ``not in``; what is no text is unknown."""

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


def junction(parts: Sequence[Run], *, decisive: bool) -> Run:
    """*And* where false is decisive, *or* where true is: later parts are not asked."""
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


def inverse(operand: Run) -> Run:
    """``not operand``."""
    return lambda scope, each: negate(operand(scope, each))


def choice(condition: Run, then: Run, otherwise: Run) -> Run:
    """``then if condition else otherwise``; unknown where the condition is."""

    def run(scope: Scope, each: Cells) -> Maybe:
        answer = condition(scope, each)
        if answer is True:
            return then(scope, each)
        if answer is False:
            return otherwise(scope, each)
        return unknown(answer)

    return run
