"""What is measured with: the example schools, the pack, a made-up district of any size."""

import itertools
import json
import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from forms.edits import Edit
from forms.live.engine import Engine, Period, Sheet, make_context
from forms.record import Return
from forms.values import Maybe
from operations.entry.filling import plan_filling
from operations.last_return import flat_texts, last_fields, last_justifications, last_tables
from operations.packs.bundled import bundled_engine
from tests.support.places import EXAMPLES

SCHOOL = "4201040001"
PERIOD = Period.of(2024)


def engine() -> Engine:
    """The engine of the bundled pack."""
    return bundled_engine()


def blank() -> Return:
    """A return without answers."""
    return Return(SCHOOL, 2024, engine().pack.ref)


def example_edits(name: str = "nine_year") -> list[Edit]:
    """The edits that fill an example school of the catalogue."""
    text = (EXAMPLES / f"{name}.json").read_text(encoding="utf-8")
    document = json.loads(text, parse_float=Decimal)
    numbers = itertools.count(1)

    def next_row(_table: str) -> str:
        return f"r{next(numbers)}"

    return plan_filling(
        document,
        plan=engine().plan,
        record=blank(),
        next_row=next_row,
        attach=lambda _name: None,
    ).edits


def example_sheet(name: str = "nine_year") -> Sheet:
    """An example school, opened and filled."""
    sheet = engine().open(blank(), make_context(engine().pack, period=PERIOD))
    sheet.apply_all(example_edits(name))
    return sheet


def last_year() -> dict[str, str]:
    """The same school as its last return: address → text, as a store keeps it."""
    sheet = example_sheet()
    return flat_texts(last_fields(sheet), last_tables(sheet), last_justifications(sheet))


def district_figures(schools: int, *, seed: int = 1) -> Iterator[tuple[str, dict[str, Maybe]]]:
    """School code and all field values of made-up schools: the example school, scaled."""
    sheet = example_sheet()
    chance = random.Random(seed)
    values = {name: sheet.value(name) for name in engine().pack.fields if _kept(sheet, name)}

    @cache
    def scaled_by(percent: int) -> dict[str, Maybe]:
        factor = Fraction(percent, 100)
        return {name: _scaled(value, factor) for name, value in values.items()}

    for number in range(schools):
        scaled = scaled_by(chance.randint(50, 150))
        code = f"{4200000000 + number}"
        yield code, {**scaled, "profile.school_code": code, "profile.school_name": f"学校{number}"}


def _kept(sheet: Sheet, name: str) -> bool:
    return name in sheet.plan.fields and sheet.plan.fields[name].type.value != "attachment"


def _scaled(value: Maybe, factor: Fraction) -> Maybe:
    number: Any = value
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        return value
    return (
        int(number * factor)
        if isinstance(value, int)
        else Fraction(round(number * factor * 100), 100)
    )
