"""Which row of a table makes a condition over that table false, and which of its cells.

Only where it is one row's own doing: of ``none_of`` a row that is such, of ``distinct_of(…) ==
count_of(…)`` one that repeats another, of a sum that has to be nothing one that is something. A sum that
is too large is the doing of no row.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.expr import nodes
from forms.expr.compiler import compile_node
from forms.expr.expression import Expression
from forms.expr.scope import Cells, Run, Scope
from forms.values import NA, Maybe


@dataclass(frozen=True, slots=True)
class CulpritCell:
    """A cell that is wrong: table, number of the row from 0, column."""

    table: str
    row: int
    column: str


def culprit_cell(condition: Expression, scope: Scope) -> CulpritCell | None:
    """The cell that makes a false condition false; ``None`` where it is no single row's doing."""
    part = condition.failing_part(scope).node
    match part:
        case nodes.TableCall("none_of", _, None, where) if where is not None:
            return _first(part, where, scope, wanted=True)
        case nodes.TableCall("all_of", _, item, _) if item is not None:
            return _first(part, item, scope, wanted=False)
        case nodes.Comparison((nodes.Relation.EQUAL,), (nodes.TableCall() as call, other)):
            return _of_comparison(call, other, scope)
        case _:
            return None


def _of_comparison(call: nodes.TableCall, other: nodes.Node, scope: Scope) -> CulpritCell | None:
    if call.item is None:
        # A count; of the rows that have a tick where every row has to have it.
        if isinstance(other, nodes.Literal) and isinstance(call.where, nodes.ColumnOfRow):
            return _first(call, call.where, scope, wanted=False)
        return None
    match call.function, other:
        case "distinct_of", nodes.TableCall("count_of", table, None, None) if table == call.table:
            return _repeated(call, call.item, scope)
        case "sum_of", nodes.Literal(0):
            return _something(call, call.item, scope)
        case _:
            return None


def _first(
    call: nodes.TableCall, judged: nodes.Node, scope: Scope, *, wanted: bool
) -> CulpritCell | None:
    judge = compile_node(judged)
    for number, row in _rows(call, scope, within=call.where is not judged):
        if judge(scope, row) is wanted:
            return _cell(call, number, judged)
    return None


def _repeated(call: nodes.TableCall, item: nodes.Node, scope: Scope) -> CulpritCell | None:
    seen: set[Maybe] = set()
    for number, value in _values(call, item, scope):
        if value in seen:
            return _cell(call, number, item)
        seen.add(value)
    return None


def _something(call: nodes.TableCall, item: nodes.Node, scope: Scope) -> CulpritCell | None:
    found = (number for number, value in _values(call, item, scope) if value is not NA and value)
    number = next(found, None)
    return None if number is None else _cell(call, number, item)


def _values(call: nodes.TableCall, item: nodes.Node, scope: Scope) -> Iterator[tuple[int, Maybe]]:
    run = compile_node(item)
    return ((number, run(scope, row)) for number, row in _rows(call, scope, within=True))


def _rows(call: nodes.TableCall, scope: Scope, *, within: bool) -> Iterator[tuple[int, Cells]]:
    """The rows of a table call; ``within`` leaves out those its ``where`` leaves out."""
    picks: Run | None = compile_node(call.where) if within and call.where is not None else None
    for number, row in enumerate(scope.rows(call.table)):
        if picks is None or picks(scope, row) is True:
            yield number, row


def _cell(call: nodes.TableCall, row: int, read: nodes.Node) -> CulpritCell | None:
    column = next(_columns(read), "")
    return CulpritCell(call.table, row, column) if column else None


def _columns(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.ColumnOfRow) and node.owner is nodes.Owner.EACH:
        yield node.column
    for child in nodes.children(node):
        yield from _columns(child)
