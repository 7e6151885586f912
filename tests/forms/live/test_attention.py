"""A new form is calm: what is about something the clerk has not come to waits."""

from dataclasses import replace

import pytest

from forms.edits import InsertRow, MarkEmpty, SetAnswer
from forms.live.attention import Attention
from forms.live.sheet import Sheet
from forms.record import Row
from tests.forms.live.mini import ENGINE, context
from tests.forms.live.mini import record as answered
from tests.forms.samples.full_pack import context as full_context
from tests.forms.samples.full_pack import engine
from tests.forms.samples.full_pack import record as full_record


def codes(attention: Attention, sheet: Sheet) -> set[str]:
    return {found.code for found in attention.told(sheet) if found.code.startswith("R-")}


@pytest.fixture
def sheet() -> Sheet:
    return ENGINE.open(answered({"a.pupils": "300"}), context())


def test_an_empty_return_of_the_pack_tells_of_blanks_alone() -> None:
    empty = engine().open(
        replace(full_record("primary"), answers={}, tables={}, empty_tables=frozenset()),
        full_context("primary"),
    )
    assert any(found.code.startswith("R-") for found in empty.problems)
    assert {found.code for found in Attention().told(empty)} <= {"F1", "F6"}


def test_a_rule_that_compares_with_an_unseen_table_waits(sheet: Sheet) -> None:
    attention = Attention()
    assert "R-b-003" in {found.code for found in sheet.problems}
    assert "R-b-003" not in codes(attention, sheet)
    attention.visited.add("b.classes")
    assert "R-b-003" in codes(attention, sheet)


def test_what_has_an_answer_was_come_to_before(sheet: Sheet) -> None:
    sheet.apply(InsertRow("b.classes", 0, Row("r1", {"enrolled": "40"})))
    assert "R-b-003" in codes(Attention(), sheet)
    sheet.apply(SetAnswer("a.has_rooms", "yes"))
    sheet.apply(MarkEmpty("b.rooms", empty=True))
    assert "R-b-003" in codes(Attention(), sheet)


def test_a_row_waits_until_its_cells_are_answered_or_the_row_is_left(sheet: Sheet) -> None:
    cells = {"grade": "1", "name": "1", "enrolled": "40", "girls": "50"}
    sheet.apply(InsertRow("b.classes", 0, Row("r1", cells)))
    assert "R-b-001" in codes(Attention(), sheet)
    sheet.apply(SetAnswer("a.has_rooms", "no"))
    assert "R-b-005" not in codes(Attention(), sheet)
    assert "R-b-005" in codes(Attention(visited={"b.days"}), sheet)


def test_a_rule_of_one_section_waits_for_no_field_of_another() -> None:
    whole = full_record("nine_year")
    answers = dict(whole.answers) | {"staffing.bachelor_primary": "999"}
    for name in [name for name in answers if name.startswith("staffing.")]:
        if name.endswith("_junior"):
            del answers[name]
    begun = engine().open(replace(whole, answers=answers), full_context("nine_year"))
    told = {found.key for found in Attention().told(begun)}
    assert "R-staffing-001@primary" in told


def test_a_check_asked_for_ends_the_waiting(sheet: Sheet) -> None:
    assert Attention(checked=True).told(sheet) == sheet.problems


def test_a_form_without_blanks_holds_nothing_back() -> None:
    whole = full_record("primary")
    answers = {**whole.answers, "profile.secretary_name": "", "facilities.books": "9000"}
    done = engine().open(replace(whole, answers=answers), full_context("primary"))
    assert not [found for found in done.problems if found.is_blank]
    assert done.open_problems
    assert Attention().told(done) == done.problems


def test_a_blank_is_shown_where_the_cursor_was() -> None:
    sheet = ENGINE.open(answered({}), context())
    blank = next(found for found in sheet.problems if found.address == "a.kind")
    assert not Attention().sees(blank)
    assert Attention(visited={"a.kind"}).sees(blank)
    assert blank in Attention().told(sheet)


def test_a_visit_lets_some_of_those_that_wait_be_told_and_no_other_wait(sheet: Sheet) -> None:
    attention = Attention()
    before = attention.waiting(sheet)
    assert before
    attention.visited.add("b.classes")
    assert attention.waiting(sheet, before) == attention.waiting(sheet)
    assert attention.waiting(sheet, {}) == {}
