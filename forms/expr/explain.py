"""What an expression looked at, with live values, for the sentence under a problem."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from forms.expr import nodes
from forms.expr.expression import Expression
from forms.expr.operands import Quantity
from forms.expr.scope import Cells, Scope
from forms.problems import Operand
from forms.values import exact

Labels = Callable[[str], tuple[str, str]]
"""Name → Chinese label and unit. Names are those of :attr:`Expression.names`, ``row.column`` for a
cell of the row being checked, and ``form.table.column`` for a column of a table."""

Labelled = tuple[Quantity, str, str]
"""An operand without a value, its Chinese label and its unit."""

_NO_CELLS: Final[Cells] = {}
_TOTALS: Final[Mapping[str, str]] = {
    "sum_of": "合计",
    "count_of": "行数",
    "distinct_of": "不同值个数",
    "max_of": "最大值",
    "min_of": "最小值",
    "any_of": "有符合条件的行",
    "none_of": "没有符合条件的行",
    "all_of": "各行都符合条件",
    "dsum": "各校合计",
    "dcount": "符合条件的学校数",
}
_ASKING: Final = frozenset({"any_of", "none_of", "all_of"})
_KEEPING_UNIT: Final = frozenset({"sum_of", "max_of", "min_of", "dsum"})


def explain(expression: Expression, scope: Scope, labels: Labels) -> tuple[Operand, ...]:
    """List each distinct operand once, in reading order, with its label and live value.

    A call over a table is one operand: its total, not its rows. Names inside its condition that
    belong to no row are operands too.
    """
    return valued(labelled(expression, labels), scope)


def labelled(expression: Expression, labels: Labels) -> tuple[Labelled, ...]:
    """Say how the operands of an expression are called, whatever their values."""
    return tuple((found, *_label(found, labels)) for found in expression.quantities)


def valued(operands: Iterable[Labelled], scope: Scope) -> tuple[Operand, ...]:
    """Give operands their live values."""
    return tuple(
        Operand(found.name, label, exact(found.run(scope, _NO_CELLS)), unit, found.table)
        for found, label, unit in operands
    )


def _label(found: Quantity, labels: Labels) -> tuple[str, str]:
    if isinstance(found.node, nodes.TableCall | nodes.DistrictCall):
        return _total_label(found.node, labels)
    return labels(found.name)


def _total_label(node: nodes.TableCall | nodes.DistrictCall, labels: Labels) -> tuple[str, str]:
    item, unit = _item_label(node.item or _only_name(node), labels)
    table = labels(node.table)[0] if isinstance(node, nodes.TableCall) else ""
    inner = f"“{item}”" if item else ""
    label = f"{table}{inner}{_TOTALS[node.function]}{_which_rows(node, labels)}"
    return label, unit if node.function in _KEEPING_UNIT else ""


def _which_rows(node: nodes.TableCall | nodes.DistrictCall, labels: Labels) -> str:
    """Which rows a call over a table means: the columns its condition looks at."""
    if not isinstance(node, nodes.TableCall):
        return ""
    tests = [node.where, node.item if node.function == "all_of" else None]
    cells = (cell for test in tests if test is not None for cell in _cells(test))
    columns = dict.fromkeys(labels(f"{cell.table}.{cell.column}")[0] for cell in cells)
    if not columns:
        return ""
    named = "、".join(f"“{column}”" for column in columns)
    return f"（看{named}）" if node.function in _ASKING else f"（按{named}选出的行）"


def _cells(node: nodes.Node) -> Iterator[nodes.ColumnOfRow]:
    """The cells of each row of the called table in a condition."""
    if isinstance(node, nodes.ColumnOfRow) and node.table:
        yield node
    for child in nodes.children(node):
        yield from _cells(child)


def _only_name(node: nodes.TableCall | nodes.DistrictCall) -> nodes.Name | None:
    """The one name a count of schools is about, if there is but one."""
    if not isinstance(node, nodes.DistrictCall) or node.where is None:
        return None
    found = set(_names(node.where))
    return found.pop() if len(found) == 1 else None


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    for child in nodes.children(node):
        yield from _names(child)


def _item_label(item: nodes.Node | None, labels: Labels) -> tuple[str, str]:
    match item:
        case nodes.ColumnOfRow(_, column, table):
            return labels(f"{table}.{column}")
        case nodes.Name(name):
            return labels(name)
        case _:
            return "", ""
