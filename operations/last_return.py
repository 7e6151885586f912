"""What the last accepted return said: as it stands in the school's store, and how it is made.

Address → text: canonical text for what was typed, ``245/13`` for a calculated fraction. Rows are
numbered in order; their old ids mean nothing in a new return. A 说明 stands under ``#`` and the key
of its problem.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from forms.live.check_plan import CheckPlan
from forms.live.context import LastReturn
from forms.live.sheet import Sheet
from forms.record import cell_address, split_address
from forms.spec import Field, FieldType, Pack, Table
from forms.types import Codec, codec
from forms.values import Maybe, exact, is_given, is_number, simplest

_JUSTIFIED: Final = "#"


def looked_at(plan: CheckPlan, texts: Mapping[str, str]) -> dict[str, str]:
    """Leave out the figures that no rule, calculation or indicator of the school's forms looks at."""
    return {
        address: text
        for address, text in texts.items()
        if address.startswith(_JUSTIFIED) or address.partition("[")[0] in plan.last_names
    }


def read_last_return(plan: CheckPlan, texts: Mapping[str, str] | None) -> LastReturn | None:
    """Read the figures; what the school's forms do not know any more is left out."""
    if not texts:
        return None
    values: dict[str, Maybe] = {}
    rows: dict[str, dict[str, dict[str, Maybe]]] = {}
    justifications: set[str] = set()
    for address, text in texts.items():
        if address.startswith(_JUSTIFIED):
            justifications.add(text.strip())
            continue
        head, bracket, _ = address.partition("[")
        if not bracket and head in plan.slots:
            values[head] = _read(plan.fields[head], plan.codecs[head], text)
        elif bracket and head in plan.tables:
            _, row_id, column = split_address(address)
            table = plan.tables[head]
            item = table.table.by_id.get(column or "")
            if item is not None:
                cells = rows.setdefault(head, {}).setdefault(row_id or "", {})
                cells[item.id] = _read(item, table.codecs[item.id], text)
    return LastReturn(
        values=values,
        tables={table: tuple(found.values()) for table, found in rows.items()},
        justifications=frozenset(justifications),
    )


def flat_texts(
    fields: Mapping[str, str],
    tables: Mapping[str, Sequence[Mapping[str, str]]],
    justifications: Mapping[str, str],
) -> dict[str, str]:
    """Write what an opening file says of the last return as address → text; rows count from 1."""
    texts = {**fields, **{f"{_JUSTIFIED}{key}": text for key, text in justifications.items()}}
    for table, rows in tables.items():
        for number, row in enumerate(rows, start=1):
            before = cell_address(table, str(number), "")
            texts.update({before + column: text for column, text in row.items()})
    return texts


def last_fields(sheet: Sheet) -> dict[str, str]:
    """Write the values of all fields of an accepted return, for next year's opening file."""
    found = {
        item.id: value_text(sheet, item, sheet.value(item.id))
        for form in sheet.plan.forms
        for item in form.fields()
        if item.type is not FieldType.ATTACHMENT
    }
    return {name: text for name, text in found.items() if text}


def last_tables(sheet: Sheet) -> dict[str, list[dict[str, str]]]:
    """Write the rows of all tables of an accepted return, for next year's opening file."""
    return {
        table.id: [_row(sheet, table, row.id) for row in sheet.rows(table.id)]
        for form in sheet.plan.forms
        for table in form.tables()
    }


def last_justifications(sheet: Sheet) -> dict[str, str]:
    """Problem key → 说明 of an accepted return, for next year's opening file."""
    return {one.key: one.justification for one in sheet.problems if one.justification}


def _row(sheet: Sheet, table: Table, row_id: str) -> dict[str, str]:
    found = {
        column.id: value_text(
            sheet, column, sheet.cell(cell_address(table.id, row_id, column.id)).value
        )
        for column in table.columns
    }
    return {name: text for name, text in found.items() if text}


def value_text(sheet: Sheet, item: Field, value: Maybe) -> str:
    """Write a value so that it can be read back exactly; ``""`` for none."""
    if not is_given(value):
        return ""
    number = exact(value)
    if is_number(number):
        return str(number)
    return codec(item, sheet.plan.pack.choices).canonical(value)


def read_value(pack: Pack, item: Field, text: str) -> Maybe:
    """Read what :func:`value_text` wrote, as an exact value; ``None`` for what cannot be read."""
    return _read(item, codec(item, pack.choices), text)


def _read(item: Field, codec: Codec, text: str) -> Maybe:
    if not item.type.is_numeric:
        return exact(codec.parse(text).value)
    try:
        return int(text) if text.isdecimal() else simplest(Fraction(text))
    except (ValueError, ZeroDivisionError):
        return None
