"""What a school of the demonstration said last year: this year's return, led back by its own changes."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from forms.effects import apply_all
from forms.live.sheet import Sheet
from forms.record import Return
from forms.schooling import Section
from operations.bureau.returns.last_year import LastFigures
from operations.check_context import Told, school_context
from operations.demo.plans import PERIOD, SchoolPlan
from operations.demo.school import measured, school_document
from operations.demo.size import Roster, enrolled_in
from operations.entry.filling import plan_filling
from operations.last_return import last_fields, last_tables
from operations.packs.bundled import bundled_engine

_MYOPIA_FALL = Fraction(8, 10)


def last_figures(plan: SchoolPlan) -> LastFigures:
    """Last year's figures of a school."""
    document = school_document(plan)
    engine = bundled_engine()
    used: Counter[str] = Counter()

    def next_row(table: str) -> str:
        used[table] += 1
        return f"r{used[table]}"

    filling = plan_filling(
        document,
        plan=engine.plan,
        record=Return(plan.code, PERIOD, engine.pack.ref),
        next_row=next_row,
        attach=lambda _name: None,
    )
    record, _ = apply_all(Return(plan.code, PERIOD, engine.pack.ref), filling.edits)
    context = school_context(engine.plan, Told(), school=plan.code, year=PERIOD)
    return led_back(engine.open(record, context), measured(plan).last)


def led_back(sheet: Sheet, roster: Roster) -> LastFigures:
    """Last year's figures of a school.

    Args:
        sheet: This year's return.
        roster: Last year's classes.

    """
    fields, tables = last_fields(sheet), last_tables(sheet)
    fields.update(_pupils(roster))
    fields.update(_things(fields))
    fields.update(_teachers(fields))
    tables["pupils.classes"] = [
        {
            "grade": grade,
            "class_name": number,
            "class_type": kind,
            "enrolled": str(enrolled),
            "girls": str(girls),
        }
        for grade, number, kind, enrolled, girls in roster
    ]
    return LastFigures(fields, tables)


def _pupils(roster: Roster) -> Mapping[str, str]:
    counts = {section: enrolled_in(roster, section) for section in Section}
    found = {f"pupils.enrolled_{part.value}": str(count) for part, count in counts.items() if count}
    found["pupils.enrolled_total"] = str(sum(counts.values()))
    return found


def _things(fields: Mapping[str, str]) -> Mapping[str, str]:
    equipment = (
        _number(fields, "facilities.equipment_value")
        - _number(fields, "facilities.equipment_added")
        + _number(fields, "facilities.equipment_scrapped")
    )
    public = _number(fields, "funding.public_allocated") * Fraction(98, 100)
    found = {
        "facilities.equipment_value": str(equipment),
        "funding.public_allocated": str(public),
    }
    for section in ("primary", "junior"):
        name = f"development.myopia_rate_{section}"
        if name in fields:
            found[name] = str(_number(fields, name) + _MYOPIA_FALL)
    return found


def _teachers(fields: Mapping[str, str]) -> Mapping[str, str]:
    came = _number(fields, "staffing.joined_new") + _number(fields, "staffing.moved_in")
    change = came - _number(fields, "staffing.moved_out")
    section = "primary" if "staffing.fulltime_primary" in fields else "junior"
    name = f"staffing.fulltime_{section}"
    return {name: str(_number(fields, name) - change)}


def _number(fields: Mapping[str, str], name: str) -> Fraction:
    text = fields.get(name, "0")
    return Fraction(text) if "/" in text else Fraction(Decimal(text))
