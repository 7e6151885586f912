"""Which answers decide whether a question is asked: for every question of the pack that depends on some."""

from dataclasses import replace

from forms.edits import SetAnswer
from forms.live.deciding import decided_by, decider_names, why_absent
from forms.record import cell_address
from forms.values import NA
from tests.forms.samples.full_pack import context, engine, pack, record, sheet

PRESCHOOL = "pupils.attached_preschool"
VISITS = "equity.home_visits_per_pupil"


def test_every_question_that_is_not_asked_on_a_new_form_names_an_input_to_look_at() -> None:
    filled = record("primary")
    blank = replace(filled, answers={}, tables={}, empty_tables=frozenset(), justifications={})
    opened = engine().open(blank, context("primary"))
    absent = [
        name
        for name, item in opened.plan.fields.items()
        if item.relevant is not None and opened.value(name) is NA
    ]
    assert {PRESCHOOL, VISITS} <= set(absent)
    for name in absent:
        why = why_absent(opened, name, can_change=True)
        assert why is not None
        assert why.sentence == f"要看【{why.label}】，那里还没有填。"
        assert why.address in {*pack().fields, *pack().tables}


def test_what_is_calculated_is_followed_down_to_what_is_typed() -> None:
    plan = sheet("primary").plan
    assert decided_by(plan, VISITS) == ("equity.disabled_pupils",)
    assert decided_by(plan, PRESCHOOL) == ("profile.attached_classes",)
    assert decider_names(plan, PRESCHOOL) == "【附设班】"
    assert decided_by(plan, "profile.school_type") == ()
    assert decider_names(plan, "profile.school_type") == ""


def test_once_the_answer_is_given_it_is_that_answer_that_says_no() -> None:
    opened = sheet("primary")
    opened.apply(SetAnswer("profile.attached_classes", "219"))
    why = why_absent(opened, PRESCHOOL, can_change=True)
    assert why is not None
    assert why.sentence == "按【附设班】里填的，这一项不用填；那里填得不对的，请先改那里。"
    only_read = why_absent(opened, PRESCHOOL, can_change=False)
    assert only_read is not None
    assert only_read.sentence == "按【附设班】里填的，这一项不用填。"
    opened.apply(SetAnswer("profile.attached_classes", "119"))
    assert why_absent(opened, PRESCHOOL, can_change=True) is None


def test_a_cell_is_decided_by_a_cell_of_its_own_row() -> None:
    opened = sheet("primary")
    table = next(
        one
        for one in pack().tables.values()
        if any(column.id == "offered" for column in one.columns)
    )
    row = opened.rows(table.id)[0].id
    found = decided_by(opened.plan, cell_address(table.id, row, "start"))
    assert found == (cell_address(table.id, row, "offered"),)
    assert decider_names(opened.plan, cell_address(table.id, row, "start")) == "【当天开展】"


def test_of_many_deciders_the_first_two_are_named() -> None:
    plan = sheet("primary").plan
    name = next(name for name in plan.fields if len(decided_by(plan, name)) > 2)
    named = decider_names(plan, name)
    assert named.endswith("】等")
    assert named.count("【") == 2
