"""Calls over the rows of a table, and over the schools of the district.

First the rows for which ``where`` is true are picked; if it is unknown for one of them, the answer
is unknown. Then the values of the item are folded; one that is not applicable is left out, one that
is missing makes the answer unknown (forms catalogue 1.6).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Final

from forms.expr.exactness import ORDERED, as_number, compare
from forms.expr.logic import implication, negate, unknown
from forms.expr.nodes import Relation
from forms.expr.scope import Cells, Run, Scope
from forms.values import NA, Maybe, Number

Fold = Callable[[Sequence[Maybe]], Maybe]
Where = Callable[[Scope, Sequence[Cells]], Iterable[Maybe]]
"""A compiled condition: its value for each of some rows, in order."""


def total(values: Sequence[Maybe]) -> Maybe:
    """Sum of numbers; 0 for none."""
    answer: Number = 0
    for value in values:
        if type(value) is int:
            answer += value
        elif value is not NA:
            number = as_number(value)
            if number is None:
                return None
            answer += number
    return answer


def distinct(values: Sequence[Maybe]) -> Maybe:
    """Number of different values."""
    given = {value for value in values if value is not NA}
    return None if None in given else len(given)


def greatest(values: Sequence[Maybe]) -> Maybe:
    """The greatest value; unknown for none."""
    return _best(values, Relation.GREATER)


def least(values: Sequence[Maybe]) -> Maybe:
    """The least value; unknown for none."""
    return _best(values, Relation.LESS)


def best_of(values: Sequence[Maybe], relation: Relation) -> Maybe:
    """The value that stands in ``relation`` to all others; ``NA`` if none is applicable."""
    best: Maybe = NA
    for value in values:
        if value is NA:
            continue
        better = compare(relation, value, value if best is NA else best)
        if better is None:
            return None
        if best is NA or better:
            best = value
    return best


def _best(values: Sequence[Maybe], relation: Relation) -> Maybe:
    best = best_of(values, relation)
    return None if best is NA else best


FOLDS: Final[Mapping[str, Fold]] = {
    "sum_of": total,
    "count_of": len,
    "distinct_of": distinct,
    "max_of": greatest,
    "min_of": least,
    "dsum": total,
    "dcount": len,
}


def for_each(condition: Run) -> Where:
    """Ask a condition of one row after the other, only as far as is wanted."""
    return lambda scope, rows: map(condition, repeat(scope), rows)


def where_equal(column: str, other: Run) -> Where:
    """``each.column == other``, where ``other`` is the same for all rows: it is evaluated once."""

    def run(scope: Scope, rows: Sequence[Cells]) -> Iterable[Maybe]:
        wanted = other(scope, {}) if rows else None
        kind = type(wanted)
        if kind not in ORDERED:
            return [compare(Relation.EQUAL, row.get(column), wanted) for row in rows]
        return [
            value == wanted
            if type(value := row.get(column)) is kind
            else compare(Relation.EQUAL, value, wanted)
            for row in rows
        ]

    return run


def over_rows(function: str, table: str, item: Run | None, where: Where | None) -> Run:
    """Compile a call over the rows of a table."""
    if function in _TRUTHS:
        return _truth_over_rows(function, table, item, where)
    fold = FOLDS[function]

    def run(scope: Scope, _each: Cells) -> Maybe:
        rows = scope.rows(table)
        if where is not None:
            picked = _picked(scope, rows, where)
            if picked is None:
                return None
            rows = picked
        return fold([item(scope, row) for row in rows]) if item else len(rows)

    return run


def _picked(scope: Scope, rows: Sequence[Cells], where: Where) -> Sequence[Cells] | None:
    picked = []
    for row, answer in zip(rows, where(scope, rows), strict=False):
        if answer is True:
            picked.append(row)
        elif answer is not False:
            return None
    return picked


def over_schools(function: str, item: Run | None, where: Run | None) -> Run:
    """Compile ``dsum`` or ``dcount``: one value of each accepted return."""
    fold = FOLDS[function]

    def run(scope: Scope, each: Cells) -> Maybe:
        picked: list[Maybe] = []
        for school in scope.schools():
            answer = where(school, each) if where else True
            if answer is True:
                picked.append(item(school, each) if item else True)
            elif answer is not False:
                return None
        return fold(picked)

    return run


def _truth_over_rows(function: str, table: str, item: Run | None, where: Where | None) -> Run:
    holds = item or _always
    applies = where or for_each(_always)

    def run_all(scope: Scope, _each: Cells) -> Maybe:
        answer: Maybe = True
        rows = scope.rows(table)
        for row, premise in zip(rows, applies(scope, rows), strict=False):
            value = premise is False or implication(premise, holds(scope, row))
            if value is False:
                return False
            if value is not True:
                answer = unknown(answer, value)
        return answer

    def run_any(scope: Scope, _each: Cells) -> Maybe:
        answer: Maybe = False
        for value in applies(scope, scope.rows(table)):
            if value is True:
                return True
            if value is not False:
                answer = unknown(answer, value)
        return answer

    def run_none(scope: Scope, each: Cells) -> Maybe:
        return negate(run_any(scope, each))

    return {"all_of": run_all, "any_of": run_any, "none_of": run_none}[function]


def _always(_scope: Scope, _each: Cells) -> Maybe:
    return True


_TRUTHS: Final = frozenset({"all_of", "any_of", "none_of"})
