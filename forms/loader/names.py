"""Whether every name in every expression is one, and whether calculations go round in circles."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from forms.expr.closest import closest
from forms.live.dependency import CycleError, column_order, item_order
from forms.loader.reading import PackReading, Use
from forms.pack_errors import Flaw, PackError
from forms.spec import Field, Form, Item, PeriodFact, Setting, Table


@dataclass(frozen=True, slots=True)
class Known:
    """All names of a pack.

    Attributes:
        facts: Fields, settings and facts of the period.
        fields: Fields alone.
        tables: Table id → column ids.

    """

    facts: frozenset[str]
    fields: frozenset[str]
    tables: Mapping[str, frozenset[str]]

    @classmethod
    def of(
        cls, forms: Iterable[Form], settings: Iterable[Setting], period: Iterable[PeriodFact]
    ) -> "Known":
        """Gather the names of a pack."""
        listed = tuple(forms)
        fields = frozenset(field.id for form in listed for field in form.fields())
        others = (*(item.id for item in settings), *(item.id for item in period))
        tables = {table.id: frozenset(table.by_id) for form in listed for table in form.tables()}
        return cls(fields | frozenset(others), fields, tables)


def check_uses(reading: PackReading, known: Known) -> None:
    """Note every place where an expression reads a name there is not, once for all its sections."""
    sound: set[tuple[str, str, bool]] = set()
    found: dict[tuple[str, str], PackError] = {}
    for use in reading.uses:
        mark = (use.expression.text, use.table, use.is_district)
        if mark in sound:
            continue
        faults = {(error.place, error.message): error for error in _faults(use, known)}
        found |= {key: error for key, error in faults.items() if key not in found}
        if not faults:
            sound.add(mark)
    reading.errors.extend(found.values())


def _faults(use: Use, known: Known) -> Iterator[PackError]:
    expression = use.expression
    for name in sorted(expression.names | expression.school_names):
        if not _is_known(name, known, is_table=name in expression.tables):
            yield _unknown(use, name, known)
    for cell in sorted(expression.cells):
        table, _, column = cell.rpartition(".")
        columns = known.tables.get(table.removeprefix("last."))
        if columns is not None and column not in columns:
            yield _refuse(use, f"each.{column}", columns, f"表 {table} 没有 {column} 这一列")
    yield from _row_faults(use, known)
    if expression.school_names and not use.is_district:
        message = "dsum、dcount 只能用在区级数据和区级指标里。"
        yield use.entry.refuse(Flaw.UNKNOWN_NAME, message, use.key)


def _row_faults(use: Use, known: Known) -> Iterator[PackError]:
    columns = known.tables.get(use.table)
    if use.table and columns is None:
        message = f"没有 {use.table} 这张表。"
        yield use.entry.refuse(Flaw.UNKNOWN_NAME, message, "table")
        return
    for column in sorted(use.expression.row_columns):
        if columns is None:
            message = f"这里没有行，不能用 row.{column}；逐行的规则要写 table。"
            yield use.entry.refuse(Flaw.UNKNOWN_NAME, message, use.key)
        elif column not in columns:
            yield _refuse(use, f"row.{column}", columns, f"表 {use.table} 没有 {column} 这一列")


def _is_known(name: str, known: Known, *, is_table: bool) -> bool:
    older = name.startswith(("last.", "stat."))
    bare = name[5:] if older else name
    if is_table:
        return bare in known.tables and not name.startswith("stat.")
    return bare in (known.fields if older else known.facts)


def _unknown(use: Use, name: str, known: Known) -> PackError:
    if name in known.tables:
        message = f"{name} 是表，不能直接当作值，请用 sum_of、count_of 等调用。"
        return use.entry.refuse(Flaw.UNKNOWN_NAME, message, use.key)
    prefix = name[:5] if name.startswith(("last.", "stat.")) else ""
    candidates = [f"{prefix}{candidate}" for candidate in (*known.facts, *known.tables)]
    return _refuse(use, name, candidates, f"没有 {name} 这个名称")


def _refuse(use: Use, name: str, candidates: Iterable[str], message: str) -> PackError:
    owner = name.partition(".")[0] if name.startswith(("each.", "row.")) else ""
    named = [f"{owner}.{item}" if owner else item for item in candidates]
    close = closest(name, named)
    advice = f"，是不是 {close}？" if close else "。"
    return use.entry.refuse(Flaw.UNKNOWN_NAME, f"{message}{advice}", use.key)


def check_cycles(forms: Iterable[Form], reading: PackReading) -> None:
    """Note calculations and relevances that wait for each other."""
    items: list[Item] = [
        item for form in forms for section in form.sections for item in section.items
    ]
    try:
        item_order(items)
        for item in items:
            if isinstance(item, Table):
                _check_columns(item)
    except CycleError as error:
        circle = " → ".join(error.names)
        message = f"计算或适用条件互相依赖：{circle}。请去掉其中一处。"
        reading.errors.append(PackError(Flaw.CYCLE, circle, message))


def _check_columns(table: Table) -> None:
    for column in table.columns:
        _check_own_row(table, column)
    column_order(table)


def _check_own_row(table: Table, column: Field) -> None:
    """A column that reads its own cell would wait for itself."""
    expressions = [part for part in (column.calculate, column.relevant) if part is not None]
    if any(column.id in part.row_columns for part in expressions):
        name = f"{table.id}.{column.id}"
        raise CycleError((name, name))
