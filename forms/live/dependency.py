"""Which parts of a pack have to be looked at again when a name changes its value.

Names are field ids, table ids (rows came or went), ``form.table.column`` (a cell of that column
changed) and the names of the context, which never change while a return is open.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from forms.expr import Expression
from forms.spec import Field, Item, Table


class CycleError(ValueError):
    """Calculations that wait for each other; ``names`` are those in the circle."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(" → ".join(names))
        self.names = names


def reads(expression: Expression) -> frozenset[str]:
    """Every name whose change can change the value of an expression."""
    return expression.names | expression.cells


def expressions_of(item: Item) -> tuple[Expression, ...]:
    """The expressions that decide the value, the rows or the relevance of an item."""
    if isinstance(item, Field):
        return _given(item.relevant, item.calculate)
    columns = (part for column in item.columns for part in expressions_of(column))
    return (*_given(item.relevant, item.row_relevant), *columns)


def entered_for(names: Iterable[str], items: Mapping[str, Item]) -> frozenset[str]:
    """The fields and tables that people fill and of which the values of these names are made."""
    found: set[str] = set()
    seen: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        item = items.get(name) or items.get(name.rpartition(".")[0])
        if item is None or item.id in seen:
            continue
        seen.add(item.id)
        if isinstance(item, Field) and item.calculate is not None:
            ahead += reads(item.calculate)
        else:
            found.add(item.id)
    return frozenset(found)


def column_order(table: Table) -> tuple[Field, ...]:
    """The columns of a table, each behind those of its row that it is made from.

    Raises:
        CycleError: Columns wait for each other.

    """
    needs = {
        column.id: {
            name
            for expression in expressions_of(column)
            for name in expression.row_columns
            if name != column.id
        }
        for column in table.columns
    }
    return tuple(table.by_id[name] for name in in_order(needs))


def item_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Fields and tables, each behind those it is made from; otherwise as they stand.

    Raises:
        CycleError: Calculations wait for each other.

    """
    by_id = {item.id: item for item in items}
    needs = {
        item.id: {
            name
            for expression in expressions_of(item)
            for name in expression.names
            if name in by_id
        }
        for item in by_id.values()
    }
    return tuple(by_id[name] for name in in_order(needs))


def in_order(needs: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Sort names so that each stands behind those it needs; names nobody lists are left out.

    Raises:
        CycleError: There is no such order.

    """
    done: dict[str, None] = {}
    for start in needs:
        _visit(start, needs, done, [])
    return tuple(done)


def readers(read: Mapping[int, Iterable[str]]) -> Mapping[str, tuple[int, ...]]:
    """Turn "number reads names" round: for each name, the numbers that read it, in order."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, names in read.items():
        for name in names:
            found[name].append(number)
    return {name: tuple(numbers) for name, numbers in found.items()}


def _given(*expressions: Expression | None) -> tuple[Expression, ...]:
    return tuple(expression for expression in expressions if expression is not None)


def _visit(
    name: str, needs: Mapping[str, Iterable[str]], done: dict[str, None], path: list[str]
) -> None:
    if name in done or name not in needs:
        return
    if name in path:
        raise CycleError((*path[path.index(name) :], name))
    path.append(name)
    for needed in sorted(needs[name]):
        _visit(needed, needs, done, path)
    path.pop()
    done[name] = None
