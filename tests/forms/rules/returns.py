"""The returns the rules are tried on: the catalogue's two examples, and schools made out of them.

Each has a last return and annual statistics that agree with it, so that the rules which look there
have something to look at. A district is a return of the bureau over some of these schools.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from forms.edits import DeleteRow, Edit, InsertRow, MarkEmpty, SetAnswer, SetCell
from forms.effects import apply_all
from forms.expr import Cells
from forms.live.engine import Context, Engine, LastReturn, Period, Sheet, make_context
from forms.record import Return, Row, split_address
from forms.spec import FieldType
from forms.types import codec
from forms.values import Maybe, exact, simplest
from tests.forms.samples.full_pack import NAMES, context, engine, pack, record
from tests.support.places import EXAMPLES

RULES = EXAMPLES.parent / "rules"
PERIOD = Period.of(2024, date(2024, 10, 15))
DISTRICT = "district"

Text = str | None
Written = Mapping[str, Text | bool | Mapping[str, str]]
"""Edits as they are written in the data: address → text (``null`` clears a cell or deletes a row),
table → whether it is marked empty, new row or rows (``r101..r120``) → cells, ``{n}`` their number."""

_GRADUATES = {"6": "pupils.graduates_primary", "9": "pupils.graduates_junior"}


def read_edits(written: Written) -> tuple[Edit, ...]:
    """The edits a piece of data stands for, in order."""
    return tuple(edit for address, what in written.items() for edit in _read(address, what))


def _read(address: str, what: Text | bool | Mapping[str, str]) -> Iterator[Edit]:
    head, row, column = split_address(address)
    if isinstance(what, bool):
        yield MarkEmpty(head, what)
    elif isinstance(what, Mapping):
        for number in _numbers(row or ""):
            cells = {name: text.replace("{n}", str(number)) for name, text in what.items()}
            yield InsertRow(head, 0, Row(f"r{number}", cells))
    elif row is None:
        yield SetAnswer(head, what)
    else:
        yield DeleteRow(head, row) if column is None else SetCell(head, row, column, what)


def _numbers(row: str) -> range:
    """``r7`` is one row, ``r101..r120`` are twenty."""
    first, _, last = row.partition("..")
    return range(int(first[1:]), int((last or first)[1:]) + 1)


@cache
def descriptions() -> Mapping[str, Mapping[str, Any]]:
    """Name of a return → what it is made of."""
    found: Mapping[str, Mapping[str, Any]] = json.loads((RULES / "bases.json").read_text("utf-8"))
    return found


@cache
def opened(name: str) -> Sheet:
    """The sheet of a return, opened once; leave it as it was (:func:`changed`)."""
    if name == DISTRICT:
        return open_district()
    return open_school(name)


def open_school(name: str, given: Mapping[str, str] | None = None) -> Sheet:
    """Open a school's return; ``given`` replaces facts around it (``stat.…``, ``setting.…``)."""
    described = descriptions().get(name, {"from": name, "edits": {}})
    example = described["from"]
    filled, _ = apply_all(record(example), read_edits(described["edits"]))
    plain = engine().open(filled, _context(example, filled, described))
    around = replace(plain.context, last=last_return(plain), stat=_stat(plain))
    return engine().open(filled, with_facts(around, given or {}))


def _context(example: str, filled: Return, described: Mapping[str, Any]) -> Context:
    found = context(example, **described.get("settings", {}))
    code = filled.answers["profile.school_code"]
    return replace(found, settings={**found.settings, "setting.school_code": code})


def open_district(given: Mapping[str, str] | None = None) -> Sheet:
    """Open the bureau's own return over the schools it lists."""
    described = descriptions()[DISTRICT]
    schools = tuple(opened(name).scope for name in described["schools"])
    filled, _ = apply_all(
        Return(school_code="", period=2024, pack=pack().ref), read_edits(described["edits"])
    )
    around = replace(context(NAMES[0]), schools=schools, period=PERIOD)
    return _bureau_engine().open(filled, with_facts(around, given or {}))


@cache
def _bureau_engine() -> Engine:
    return Engine(pack(), "bureau")


def with_facts(around: Context, given: Mapping[str, str]) -> Context:
    """Put other facts into a context: ``stat.<field>``, ``last.<field>``, ``setting.<name>``."""
    for name, text in given.items():
        kind, _, field = name.partition(".")
        if kind == "stat":
            around = replace(around, stat={**around.stat, field: _value(field, text)})
        elif kind == "last":
            assert around.last is not None
            values = {**around.last.values, field: _value(field, text)}
            around = replace(around, last=replace(around.last, values=values))
        else:
            read = make_context(pack(), period=PERIOD, settings={name: text}).settings[name]
            around = replace(around, settings={**around.settings, name: read})
    return around


def _value(field: str, text: str) -> Maybe:
    """A value of another return; a calculated one is written as a plain number."""
    item = pack().fields[field]
    if item.type is FieldType.PERCENT:
        return simplest(Fraction(text))
    return exact(codec(item, pack().choices).parse(text).value)


def last_return(sheet: Sheet) -> LastReturn:
    """A last return from which this one follows: what came is not there yet, what went still is."""
    values = {name: sheet.value(name) for name in sheet.plan.fields}
    for section in ("primary", "junior"):
        values[f"pupils.enrolled_{section}"] = sheet.value(f"funding.pupils_last_{section}")
        _move(values, f"development.myopia_rate_{section}", 1)
    for flow, sign in (("equipment_added", -1), ("equipment_scrapped", 1)):
        moved = values[f"facilities.{flow}"]
        if isinstance(moved, (int, Fraction)):
            _move(values, "facilities.equipment_value", sign * moved)
    return LastReturn(values, {"pupils.classes": tuple(_last_classes(sheet))})


def _move(values: dict[str, Maybe], name: str, by: int | Fraction) -> None:
    value = values[name]
    if isinstance(value, (int, Fraction)):
        values[name] = simplest(value + by)


def _last_classes(sheet: Sheet) -> Iterator[Cells]:
    flows = {row["grade"]: row for row in sheet.scope.rows("pupils.mobility")}
    for number in range(1, 13):
        grade = str(number)
        following = sheet.value(_GRADUATES[grade]) if grade in _GRADUATES else None
        if following is None:
            following = _enrolled(sheet, str(number + 1))
        flow = flows.get(grade, {})
        left = ("transferred_out", "suspended", "dropped_out", "died")
        came = ("transferred_in", "resumed")
        if isinstance(following, int):
            net = sum(_whole(flow, part) for part in left) - sum(_whole(flow, x) for x in came)
            yield {"grade": grade, "enrolled": following + net}


def _enrolled(sheet: Sheet, grade: str) -> int:
    rows = sheet.scope.rows("pupils.classes")
    return sum(_whole(row, "enrolled") for row in rows if row.get("grade") == grade)


def _whole(row: Cells, column: str) -> int:
    value = row.get(column)
    return value if isinstance(value, int) else 0


def _stat(sheet: Sheet) -> dict[str, Maybe]:
    return {name: sheet.value(name) for name in sheet.plan.fields}


@contextmanager
def changed(sheet: Sheet, written: Written) -> Iterator[Sheet]:
    """Apply edits for a while, and take them back."""
    edits = read_edits(written)
    _, inverses = apply_all(sheet.record, edits)
    sheet.apply_all(edits)
    try:
        yield sheet
    finally:
        sheet.apply_all(inverses)
