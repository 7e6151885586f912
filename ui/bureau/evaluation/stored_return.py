"""A return as it was signed, opened again for looking: sheet, problems, and where a figure comes from."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from forms.document import DocumentError, from_document
from forms.expr import Expression, explain
from forms.indicator_value import IndicatorValue
from forms.live.context import Period, make_context
from forms.live.sheet import Sheet
from forms.problems import Operand
from forms.record import PackRef
from forms.spec import Field, Section
from forms.values import NA
from forms.wording import show
from operations.bureau.told import read_told
from operations.errors import Refused
from operations.last_return import read_last_return
from operations.pack import engine_for
from operations.stores import BureauStore, IssuedFile, PackageRecord

_DEEP = 3
"""Calculated fields are taken apart so many times."""


@dataclass(frozen=True)
class StoredReturn:
    """The newest package of a school.

    Attributes:
        package: What the store says of it.
        sheet: The return, calculated anew from the signed bytes; only to be read.

    """

    package: PackageRecord
    sheet: Sheet

    def indicator(self, name: str, level: Section) -> IndicatorValue | None:
        """One of the seven (``L4``) on a level."""
        return self.sheet.indicators.get(f"{name}_{level.value}")


@dataclass(frozen=True)
class SchoolFile:
    """Everything the store has of one school.

    Attributes:
        stored: The newest return; ``None`` if nothing was delivered, or it cannot be opened.
        fault: Why it cannot be opened (Chinese sentence), or ``""``.
        packages: All packages, newest first, undone ones included.
        issued: Files sent to the school, newest first.
        next_number: Number of the package that is taken next.
        restarted: Whether the bureau set that number, and the package may name any predecessor.

    """

    stored: StoredReturn | None
    fault: str
    packages: tuple[PackageRecord, ...]
    issued: tuple[IssuedFile, ...]
    next_number: int
    restarted: bool

    @property
    def lowest_number(self) -> int:
        """The number behind the last package taken: the lowest that can be set."""
        standing = [item.number for item in self.packages if item.undone_at is None]
        return max(standing, default=0) + 1


@dataclass(frozen=True, slots=True)
class Source:
    """One quantity behind a figure.

    Attributes:
        operand: Name, label, live value, unit.
        text: The value as people read it.
        address: Field it stands in, ``""`` for totals over tables and facts of the period.
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


def read_school(store: BureauStore, school: str) -> SchoolFile:
    """Read everything of a school; on the database thread."""
    packages = store.packages(school)
    standing = [item for item in packages if item.undone_at is None]
    stored, fault = None, ""
    try:
        stored = _open(store, standing[-1]) if standing else None
    except (Refused, DocumentError) as error:
        fault = str(error)
    issued = tuple(reversed(store.issued(school)))
    tip = store.chain_tip(school)
    return SchoolFile(
        stored,
        fault,
        tuple(reversed(packages)),
        issued,
        next_number=tip.number + 1,
        restarted=tip.identity is None,
    )


def _open(store: BureauStore, package: PackageRecord) -> StoredReturn | None:
    content = store.package_document(package.identity)
    if content is None:
        return None
    document = json.loads(content)
    engine = engine_for(PackRef(**document["pack"]))
    told = read_told(store, package.school_code)
    due = date.fromisoformat(told.due) if told.due else None
    context = make_context(
        engine.pack,
        period=Period.of(package.period, due),
        settings={**told.settings, "setting.school_code": package.school_code},
        last=read_last_return(engine.plan, told.last),
        stat=told.stat,
    )
    return StoredReturn(package, engine.open(from_document(document, engine.plan), context))


def sources(sheet: Sheet, expression: Expression) -> tuple[Source, ...]:
    """Take a figure apart: its operands, and beneath a calculated one those of its own."""
    return tuple(_sources(sheet, expression, 0, set()))


def _sources(sheet: Sheet, expression: Expression, depth: int, seen: set[str]) -> Iterator[Source]:
    for operand in explain(expression, sheet.scope, labels_of(sheet)):
        item = sheet.plan.fields.get(operand.name)
        again = operand.name in seen or operand.value is NA
        seen.add(operand.name)
        calculated = item is not None and not item.is_input
        yield Source(
            operand=operand,
            text=show(operand.value, item, sheet.plan.pack.choices),
            address=operand.name if item is not None else _table_of(sheet, operand.name),
            place=_place(sheet, operand.name),
            depth=depth,
            calculated=calculated,
        )
        formula = item.calculate if item is not None else None
        if formula is not None and not again and depth < _DEEP:
            yield from _sources(sheet, formula, depth + 1, seen)


def labels_of(sheet: Sheet) -> Callable[[str], tuple[str, str]]:
    """Chinese label and unit of the names of expressions."""
    pack = sheet.plan.pack
    facts = {fact.id: fact.label for fact in pack.period}
    facts |= {setting.id: setting.label for setting in pack.settings}

    def label(name: str) -> tuple[str, str]:
        found = _field(sheet, name)
        if found is not None:
            return found.label, found.unit
        table = sheet.plan.tables.get(name)
        return (table.table.label if table else facts.get(name, name)), ""

    return label


def _field(sheet: Sheet, name: str) -> Field | None:
    if name in sheet.plan.fields:
        return sheet.plan.fields[name]
    owner, _, column = name.rpartition(".")
    table = sheet.plan.tables.get(owner)
    return table.table.by_id.get(column) if table is not None else None


def _table_of(sheet: Sheet, name: str) -> str:
    """The table a total such as ``sum_of(pupils.classes, …)`` is taken over."""
    inside = name.partition("(")[2]
    table = inside.partition(",")[0].rstrip(")")
    return table if table in sheet.plan.tables else ""


def _place(sheet: Sheet, name: str) -> str:
    form = sheet.plan.pack.form_by_id.get(name.partition(".")[0])
    table = sheet.plan.tables.get(_table_of(sheet, name))
    if table is not None:
        return f"{table.table.label}（各行合计）"
    if form is None or name not in sheet.plan.fields:
        return "区局设置" if name.startswith("setting.") else ""
    held = (part for part in form.sections if sheet.plan.fields[name] in part.items)
    section = next(held, None)
    return f"{form.label} › {section.title}" if section else form.label
