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
    return NA if any(value is NA for value in values) else None


@overload
def conjunction(values: Iterable[bool | None]) -> bool | None: ...


@overload
def conjunction(values: Iterable[Maybe]) -> Truth: ...


def conjunction(values: Iterable[Maybe]) -> Truth:
    """Kleene's *and*: false if any is false, else unknown if any is unknown."""
    return junction(values, decisive=False)


def disjunction(values: Iterable[Maybe]) -> Truth:
    """Kleene's *or*: true if any is true, else unknown if any is unknown."""
    return junction(values, decisive=True)


def junction(values: Iterable[Maybe], *, decisive: bool) -> Truth:
    """*And* where false decides, *or* where true does; nothing behind what decides is looked at."""
    neutral = not decisive
    answer: Truth = neutral
    for value in values:
        if value is decisive:
            return decisive
        if value is not neutral and answer is not NA:
            answer = NA if value is NA else None
    return answer


def implication(premise: Maybe, conclusion: Maybe) -> Truth:
    """``not premise or conclusion``."""
    return disjunction((negate(premise), conclusion))
