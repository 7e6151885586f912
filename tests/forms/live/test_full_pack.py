"""The real pack over the two example schools of the forms catalogue (section 8)."""

import random
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from forms.edits import DeleteRow, InsertRow, SetAnswer, SetCell
from forms.live.engine import IndicatorState, Period
from forms.problems import Severity
from forms.record import Row
from forms.values import NA
from tests.forms.live.test_incremental import everything
from tests.forms.samples.full_pack import NAMES, context, engine, example, pack, record, sheet


def number(value: object) -> object:
    """Fractions stand as text in the catalogue."""
    is_fraction = isinstance(value, str) and value.replace("/", "").isdigit()
    return Fraction(value) if isinstance(value, str) and is_fraction else value


@pytest.mark.parametrize("name", NAMES)
def test_the_example_has_nothing_to_correct_or_to_explain(name: str) -> None:
    opened = sheet(name)
    assert opened.open_problems == ()
    assert all(
        section.is_done for form in opened.plan.forms for section in opened.progress(form.id)
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_calculated_field_has_the_catalogues_value(name: str) -> None:
    opened = sheet(name)
    expected = {field: number(value) for field, value in example(name)["calculated"].items()}
    assert {field: opened.value(field) for field in expected} == expected
    others = {
        field.id
        for field in opened.plan.fields.values()
        if not field.is_input and field.id not in expected
    }
    assert all(opened.value(field) is NA or opened.value(field) is None for field in others)


@pytest.mark.parametrize("name", NAMES)
def test_every_indicator_has_the_catalogues_value_text_and_state(name: str) -> None:
    opened = sheet(name)
    for key, expected in example(name)["indicators"].items():
        found = opened.indicators[key]
        if isinstance(expected, bool):
            assert found.value is expected
            continue
        assert found.value == Fraction(expected["value"])
        assert found.text == expected["display"]
        assert found.state.value == expected["state"]


def test_a_school_without_a_section_has_no_figures_for_it() -> None:
    found = sheet("primary").indicators
    assert found["L1_junior"].state is IndicatorState.NOT_APPLICABLE
    assert found["school_passes_junior"].state is IndicatorState.NOT_APPLICABLE


def test_a_suspicion_reads_as_one() -> None:
    opened = sheet("primary")
    assert opened.indicators["V2"].label == "无疑点"
    delta = opened.apply(SetAnswer("pupils.school_selection", "yes"))
    assert "V2" in delta.indicators
    assert opened.indicators["V2"].label == "有疑点"
    assert opened.indicators["V2"].text == "是"


def test_the_verdict_follows_the_figures() -> None:
    opened = sheet("primary")
    delta = opened.apply(SetAnswer("facilities.multimedia_rooms", "23"))
    assert {"L7_primary", "school_passes_primary"} <= delta.indicators
    assert opened.indicators["L7_primary"].state is IndicatorState.GE85
    assert opened.indicators["school_passes_primary"].value is False


def test_the_dates_of_the_period_are_those_of_the_pack() -> None:
    names = replace(context("primary"), period=Period.of(2024, date(2024, 10, 15))).names()
    for fact in pack().period:
        if fact.year is None:
            continue
        year = 2024 + fact.year
        expected: object = year
        if fact.day is not None:
            month, day = map(int, fact.day.split("-"))
            expected = date(year, month, day)
        assert names[fact.id] == expected
    assert names["period.due_date"] == date(2024, 10, 15)


@pytest.mark.parametrize("seed", range(3))
def test_random_edits_of_the_full_pack_leave_what_a_fresh_check_gives(seed: int) -> None:
    chance = random.Random(seed)
    opened = sheet("nine_year")
    fields = [field.id for field in opened.plan.fields.values() if field.is_input]
    texts = [None, "0", "1", "40", "999", "x", "yes", "no", "211", "312", "2024-01-01", "12.50"]
    for _ in range(60):
        opened.apply(SetAnswer(chance.choice(fields), chance.choice(texts)))
        opened.apply(
            SetCell(
                "pupils.classes",
                f"r{chance.randint(1, 36)}",
                chance.choice(["grade", "enrolled", "girls", "class_type"]),
                chance.choice(["1", "7", "40", "60", None]),
            )
        )
    fresh = engine().open(opened.record, context("nine_year"))
    assert everything(opened) == everything(fresh)


def test_an_empty_return_can_be_opened_and_asks_for_the_first_answers() -> None:
    empty = replace(record("primary"), answers={}, tables={}, empty_tables=frozenset())
    opened = engine().open(empty, context("primary"))
    codes = {problem.code for problem in opened.problems}
    assert {"F1", "F6"} <= codes
    rules = [problem for problem in opened.problems if problem.code.startswith("R-")]
    assert Severity.ERROR not in {problem.severity for problem in rules}
    assert opened.problems[0].address == "profile.school_code"


def test_a_rule_about_a_table_is_marked_in_the_row_that_breaks_it() -> None:
    table, column = "staffing.backbone_teachers", "certificate_no"
    opened = sheet("primary")
    for place, (row, text) in enumerate((("r1", "20241"), ("r2", "20242"), ("r3", "20241"))):
        opened.apply(DeleteRow(table, row))
        opened.apply(InsertRow(table, place, Row(row, {column: text})))
    [found] = [one for one in opened.problems if one.code == "R-staffing-007"]
    assert (found.address, found.place) == (table, f"{table}[r3].{column}")
    opened.apply(SetCell(table, "r2", column, "20241"))
    [moved] = [one for one in opened.problems if one.code == "R-staffing-007"]
    assert moved.place == f"{table}[r2].{column}"
