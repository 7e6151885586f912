"""What a rule is made of: the inputs behind its expression, where they stand, what else they may be.

An operand is often calculated; what a clerk can change are the inputs it is calculated from.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Final

from forms.expr import Expression
from forms.expr.nodes import Literal, Node, children
from forms.live.dependency import reads
from forms.live.engine import Sheet
from forms.record import cell_address
from forms.rounding import shortest
from forms.spec import Field, FieldType, Rule, Table

_MOST_ROWS: Final = 6
_DATES: Final = (
    *("1990-01-01", "2019-09-01", "2022-08-31", "2023-08-31", "2023-09-01", "2024-03-01"),
    *("2024-08-31", "2024-09-01", "2024-09-02", "2024-10-14", "2024-10-15", "2030-01-01"),
)
_TIMES: Final = (
    *("06:00", "07:40", "08:00", "08:30", "11:00", "12:30"),
    *("14:00", "16:00", "16:30", "18:00", "19:00", "20:31"),
)
_TEXTS: Final = ("0", "x", "某某", "00", "x路12345号", "520104123456789012", "12420104MB0A123508")
_FILES: Final = json.dumps(
    [{"name": "x.pdf", "sha256": sha256(b"x").hexdigest(), "size": 1000}], separators=(",", ":")
)


@dataclass(frozen=True)
class Inputs:
    """The inputs an expression depends on: field ids, ``(table, column)`` pairs, tables."""

    fields: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    tables: tuple[str, ...]


def inputs_of(sheet: Sheet, rule: Rule) -> Inputs:
    """The inputs behind a rule, those it reads itself first."""
    found: dict[str, None] = {}
    waiting = list(_read(rule.condition, rule.table))
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found[name] = None
        waiting += _behind(sheet, name)
    return _sorted(sheet, found)


def _read(expression: Expression | None, table: str | None) -> Iterator[str]:
    if expression is not None:
        yield from sorted(f"{table}.{column}" for column in expression.row_columns)
        yield from sorted(reads(expression) | expression.school_names)


def _behind(sheet: Sheet, name: str) -> Iterator[str]:
    """What a name is calculated from, and what decides whether it applies."""
    if name in sheet.plan.fields:
        item, table = sheet.plan.fields[name], None
    else:
        table, _, column = name.rpartition(".")
        if table not in sheet.plan.tables or column not in sheet.plan.tables[table].table.by_id:
            return
        item = sheet.plan.tables[table].table.by_id[column]
    yield from _read(item.calculate, table)
    yield from _read(item.relevant, table)


def _sorted(sheet: Sheet, names: Iterable[str]) -> Inputs:
    fields, columns, tables = [], [], []
    for name in names:
        owner, _, column = name.rpartition(".")
        if name in sheet.plan.fields:
            if sheet.plan.fields[name].is_input:
                fields.append(name)
        elif name in sheet.plan.tables:
            tables.append(name)
        elif owner in sheet.plan.tables:
            plan = sheet.plan.tables[owner]
            item = plan.table.by_id[column]
            if item.is_input and not (item.is_key and plan.table.fixed_rows is not None):
                columns.append((owner, column))
            tables.append(owner)
    return Inputs(tuple(fields), tuple(columns), tuple(dict.fromkeys(tables)))


def addresses(sheet: Sheet, inputs: Inputs) -> list[str]:
    """Where those inputs stand in a return; of a long table only some rows."""
    found = list(inputs.fields)
    for table, column in inputs.columns:
        rows = [row.id for row in sheet.rows(table)]
        step = max(1, len(rows) // _MOST_ROWS)
        found += [cell_address(table, row, column) for row in rows[::step]]
    return found


def literals(expression: Expression) -> tuple[list[Fraction], list[str]]:
    """The numbers and texts written out in an expression."""
    numbers: list[Fraction] = []
    texts: list[str] = []
    for node in _walk(expression.root):
        values = node.value if isinstance(node, Literal) else ()
        for value in values if isinstance(values, tuple) else (values,):
            if isinstance(value, str):
                texts.append(value)
            elif isinstance(value, (int, Fraction)) and not isinstance(value, bool):
                numbers.append(Fraction(value))
    return numbers, texts


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _walk(child)


def alternatives(
    sheet: Sheet, address: str, rule: Rule, steps: Iterable[Fraction] = ()
) -> list[str | None]:
    """Other texts an address may hold, small changes first.

    Args:
        sheet: The return.
        address: A field or cell.
        rule: The rule; its literals and operands are tried too.
        steps: Differences to try as well, to make good what another edit did.

    """
    cell = sheet.cell(address)
    item = cell.item
    if item.type.is_numeric:
        found = _numbers(sheet, item, cell.value, rule, steps)
    else:
        found = _others(sheet, item, cell.raw, rule)
    return [text for text in dict.fromkeys(found) if text != cell.raw]


def _numbers(
    sheet: Sheet, item: Field, value: object, rule: Rule, steps: Iterable[Fraction]
) -> Iterator[str | None]:
    places = {FieldType.DECIMAL3: 3, FieldType.DECIMAL: 2, FieldType.MONEY: 2}.get(item.type, 0)
    now = Fraction(value) if isinstance(value, (int, Fraction, Decimal)) else None
    numbers: list[Fraction] = []
    if now is not None:
        for step in steps:
            numbers += [now + step, now - step]
        numbers += [now + 1, now - 1, now + 3, now - 3, now * 2, now / 2, now * 10, now / 10]
        numbers += [now + 10, now - 10, now + 40, now - 40, now * 5, now + 200]
    numbers += [Fraction(0), Fraction(1), Fraction(100)]
    for literal in literals(rule.condition)[0]:
        numbers += [literal, literal + 1, literal - 1]
    for name in sorted(rule.condition.names):
        operand = sheet.value(name)
        if isinstance(operand, (int, Fraction)) and not isinstance(operand, bool):
            numbers += [Fraction(operand) + 1, Fraction(operand) - 1, Fraction(operand)]
    for number in numbers:
        if number >= 0:
            yield shortest(Fraction(round(number * 10**places), 10**places), places)
    yield None


def _others(sheet: Sheet, item: Field, raw: str | None, rule: Rule) -> Iterator[str | None]:
    texts = literals(rule.condition)[1]
    match item.type:
        case FieldType.YES_NO:
            yield from ("yes", "no")
        case FieldType.CHOICE | FieldType.MULTI_CHOICE:
            codes = list(sheet.plan.pack.choices[item.choices or ""].labels)
            yield from codes
            if item.type is FieldType.MULTI_CHOICE:
                yield from _subsets(codes, raw)
        case FieldType.DATE:
            yield from _DATES
            if raw:
                day = date.fromisoformat(raw)
                yield from ((day + timedelta(n)).isoformat() for n in (1, -1, 8, -8, 200, -200))
        case FieldType.TIME:
            yield from _TIMES
        case FieldType.ATTACHMENT:
            yield _FILES
        case _:
            yield from (sheet.record.answers.get(name) for name in sorted(rule.condition.names))
            yield from (*texts, *_TEXTS)
            if raw:
                yield from (raw[:-1], "9" + raw[1:], raw[:2] + "99" + raw[4:], "52" + raw[2:])
    yield None


def _subsets(codes: list[str], raw: str | None) -> Iterator[str]:
    chosen = raw.split(",") if raw else []
    yield ",".join(codes)
    for code in codes:
        yield ",".join(one for one in codes if (one in chosen) != (one == code))


def column_edits(sheet: Sheet, table: str, column: str) -> Iterator[dict[str, str]]:
    """The same answer in every row."""
    item = sheet.plan.tables[table].table.by_id[column]
    rows = [row.id for row in sheet.rows(table)]
    if len(rows) > 1 and (item.type.is_numeric or item.type is FieldType.YES_NO):
        for text in ("0", "1", "20") if item.type.is_numeric else ("yes", "no"):
            yield {cell_address(table, row, column): text for row in rows}


def row_edits(sheet: Sheet, table: Table) -> Iterator[dict[str, object]]:
    """Ways to add or take away rows of a table."""
    if table.fixed_rows is not None:
        return
    rows = sheet.record.tables.get(table.id, ())
    fresh = f"{table.id}[r900]"
    for row in rows[:_MOST_ROWS]:
        yield {fresh: dict(row.cells)}
        yield {f"{table.id}[{row.id}]": None}
    if not rows:
        yield {fresh: first_row(sheet, table)}
    if rows:
        yield {f"{table.id}[{row.id}]": None for row in rows}


def first_row(sheet: Sheet, table: Table) -> dict[str, str]:
    """A plausible row for a table that has none."""
    return {
        column.id: text
        for column in table.columns
        if column.is_input and column.required
        for text in (plain_text(sheet, column),)
        if text is not None
    }


def plain_text(sheet: Sheet, item: Field) -> str | None:
    """Something that can stand in a field."""
    if item.choices is not None:
        return next(iter(sheet.plan.pack.choices[item.choices].labels))
    if item.type in _PLAIN:
        return _PLAIN[item.type]
    return "01" if item.pattern else "样例说明文字，供核对之用。"


_PLAIN: Final = {
    **{kind: "1" for kind in FieldType if kind.is_numeric},
    FieldType.YES_NO: "no",
    FieldType.DATE: "2024-03-01",
    FieldType.TIME: "08:00",
    FieldType.ATTACHMENT: _FILES,
}
