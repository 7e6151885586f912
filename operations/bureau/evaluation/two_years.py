"""An earlier year's store of the same bureau beside this one's. Both are only read."""

from forms.evaluation import INDICATORS
from forms.evaluation.to_json import number
from forms.evaluation.two_years import SchoolMove, TwoYears, YearFigure
from forms.evaluation.verdict import SchoolResult
from forms.schooling import Section
from operations.bureau.evaluation.evaluate import evaluate_store
from operations.bureau.store import open_bureau
from operations.errors import Refused
from storage.address import StorePlace, is_same_place
from storage.bureau.store import BureauStore


def read_two_years(store: BureauStore, earlier: StorePlace) -> TwoYears:
    """Evaluate both years, each by its own settings.

    Args:
        store: This year's store; read-only will do.
        earlier: Where an earlier year's lies.

    Raises:
        Refused: It is another bureau's, or of the same or a later year.
        storage.errors.StoreError: It cannot be opened; it is no bureau's store, or of a newer program.

    """
    if is_same_place(earlier, store.place):
        raise Refused(f"选择的“{earlier.name}”就是正打开的局端库，请选择往年的局端库。")
    with open_bureau(earlier, read_only=True) as older:
        mine, theirs = store.meta, older.meta
        if theirs.bureau_code != mine.bureau_code:
            raise Refused(
                f"“{earlier.name}”是{theirs.bureau_name}（{theirs.bureau_code}）的局端库，"
                f"不能与{mine.bureau_name}（{mine.bureau_code}）的比较，"
                "请选择本局往年的局端库。"
            )
        if theirs.period >= mine.period:
            raise Refused(
                f"“{earlier.name}”是 {theirs.period} 年的局端库，本库是 {mine.period} 年的，"
                "请选择更早一年的局端库。"
            )
        then = evaluate_store(older)
        return TwoYears(then, evaluate_store(store), (theirs.period, mine.period))


def two_years_json(both: TwoYears) -> dict[str, object]:
    """Write both years as the object of ``bureau compare --json``."""
    return {
        "then": both.years[0],
        "now": both.years[1],
        "levels": {section.value: _level_json(both, section) for section in both.sections},
    }


def _level_json(both: TwoYears, section: Section) -> dict[str, object]:
    standings = zip(INDICATORS, both.standings(section), strict=True)
    return {
        "indicators": {
            name: {"then": _year_json(then), "now": _year_json(now)}
            for name, (then, now) in standings
        },
        "schools": [_school_json(one) for one in both.schools(section)],
    }


def _year_json(year: YearFigure) -> dict[str, object] | None:
    found = year.found
    if found is None:
        return None
    return {
        "cv": number(found.cv),
        "mean": number(found.mean),
        "limit": number(found.limit),
        "passes": found.passes,
        "reached": year.reached,
        "schools": year.schools,
    }


def _school_json(one: SchoolMove) -> dict[str, object]:
    return {
        "code": one.key.school,
        "campus": one.key.campus,
        "name": one.name,
        "move": one.move.value,
        "fallen": [INDICATORS[place] for place in one.fallen],
        "risen": [INDICATORS[place] for place in one.risen],
        "then": _values_json(one.then),
        "now": _values_json(one.now),
    }


def _values_json(school: SchoolResult | None) -> dict[str, object] | None:
    if school is None:
        return None
    return {name: number(value) for name, value in zip(INDICATORS, school.values, strict=True)}
