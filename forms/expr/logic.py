"""Kleene's three-valued logic, with two ways of being unknown.

A truth value is ``True``, ``False`` or unknown; unknown is ``None`` when something is missing and
``NA`` when something is not applicable. Where both meet, ``NA`` wins, in logic as in arithmetic:
typing in the missing operand would not make the answer any more applicable. Anything else (a number
where a truth value belongs) is unknown.
"""

from collections.abc import Iterable
from typing import overload

from forms.values import NA, Maybe, NotApplicable

Truth = bool | NotApplicable | None


def truth(value: Maybe) -> Truth:
    """Read a value as a truth value; what is none becomes unknown."""
    return value if value is True or value is False or value is NA else None


def negate(value: Maybe) -> Truth:
    """Kleene's *not*."""
    if value is True:
        return False
    if value is False:
        return True
    return NA if value is NA else None


def unknown(*values: Maybe) -> NotApplicable | None:
    """Which unknown comes of operands of which at least one is unknown."""
    for value in values:
        if value is NA:
            return NA
    return None


@overload
def conjunction(values: Iterable[bool | None]) -> bool | None: ...


@overload
def conjunction(values: Iterable[Maybe]) -> Truth: ...


def conjunction(values: Iterable[Maybe]) -> Truth:
    """Kleene's *and*: false if any is false, else unknown if any is unknown."""
    answer: Truth = True
    for value in values:
        if value is False:
            return False
        if value is not True:
            answer = unknown(answer, value)
    return answer


def implication(premise: Maybe, conclusion: Maybe) -> Truth:
    """``not premise or conclusion``."""
    if premise is True:
        return truth(conclusion)
    if premise is False or conclusion is True:
        return True
    return unknown(premise, conclusion)
