"""A figure taken apart: the quantities it is made from, and beneath a calculated one those of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from forms.expr import Expression, explain
from forms.live.labels import Labels
from forms.live.sheet import Sheet
from forms.problems import Operand
from forms.values import NA
from forms.wording import show

_DEEP: Final = 3
"""Calculated fields are taken apart so many times."""


@dataclass(frozen=True, slots=True)
class Source:
    """One quantity behind a figure.

    Attributes:
        operand: Name, label, live value, unit.
        text: The value as people read it.
        address: Field or table it stands in, ``""`` for facts of the period and settings.
        place: Form and section of that field, or what else it is.
        depth: 0 for what the figure is made from, 1 for what those are made from …
        calculated: Whether the program made it from others.

    """

    operand: Operand
    text: str
    address: str
    place: str
    depth: int
    calculated: bool


def sources_of(sheet: Sheet, expression: Expression) -> tuple[Source, ...]:
    """Take an expression apart with the values of a return, in reading order.

    A field that was taken apart before is named again, but not taken apart again.
    """
    return tuple(_sources(sheet, sheet.plan.labels, expression, 0, set()))


def _sources(
    sheet: Sheet, labels: Labels, expression: Expression, depth: int, seen: set[str]
) -> Iterator[Source]:
    for operand in explain(expression, sheet.scope, labels.label):
        item = sheet.plan.fields.get(operand.name)
        again = operand.name in seen or operand.value is NA
        seen.add(operand.name)
        yield Source(
            operand=operand,
            text=show(operand.value, labels.field(operand.name), sheet.plan.pack.choices),
            address=operand.name if item is not None else operand.table,
            place=_place(sheet, operand),
            depth=depth,
            calculated=item is not None and not item.is_input,
        )
        formula = item.calculate if item is not None else None
        if formula is not None and not again and depth < _DEEP:
            yield from _sources(sheet, labels, formula, depth + 1, seen)


def _place(sheet: Sheet, operand: Operand) -> str:
    pack = sheet.plan.pack
    if operand.table in pack.tables:
        return f"{pack.tables[operand.table].label}（各行合计）"
    item = sheet.plan.fields.get(operand.name)
    if item is None:
        return "区局设置" if operand.name.startswith("setting.") else ""
    form = pack.form_by_id[operand.name.partition(".")[0]]
    section = next((part for part in form.sections if item in part.items), None)
    return f"{form.label} › {section.title}" if section else form.label
