"""What the sentences of a rule have in common is found once for a plan, and found rightly."""

from dataclasses import replace
from random import Random

import pytest

from forms.document import to_document
from forms.live.check_plan import CheckPlan
from forms.live.engine import Engine, Sheet
from forms.live.rule_words import led_to
from tests.forms.live.mini import ENGINE
from tests.forms.samples import full_pack

PLAN = ENGINE.plan


@pytest.mark.parametrize("plan", [PLAN, full_pack.engine().plan], ids=["mini", "full"])
def test_each_operand_has_its_own_field(plan: CheckPlan) -> None:
    for one in plan.rules:
        known = plan.words.operands(one.rule)
        table = one.rule.table
        owner = None if table is None else plan.tables[table].table
        names = [quantity.name for quantity, _, _ in known.labelled]
        assert names == [quantity.name for quantity in one.rule.condition.quantities]
        assert list(known.fields) == [plan.labels.field(name, owner) for name in names]


def test_what_is_said_of_one_section_names_no_figure_of_another() -> None:
    said = _said_of_degrees(_opened(full_pack.engine(), "primary", "junior"))
    assert "小学专任教师数" in said["primary"]
    assert "初中" not in said["primary"]
    assert "初中专任教师数" in said["junior"]
    assert "小学" not in said["junior"]


def test_what_a_document_says_does_not_hang_on_what_was_opened_before() -> None:
    fresh, used = Engine(full_pack.pack()), Engine(full_pack.pack())
    _opened(used, "junior")
    first, second = (_opened(engine, "primary", "junior") for engine in (fresh, used))
    assert _written(first) == _written(second)


def test_what_is_the_same_from_either_end_is_so_in_every_order() -> None:
    plan = full_pack.engine().plan
    chance = Random(7)
    settled = 0
    for one in plan.rules:
        read = (f"row.{name}" for name in one.columns)
        names = tuple(sorted((*one.rule.condition.names, *read)))
        anyway = plan.words.led_to(one.rule, names)
        if anyway != plan.words.led_to(one.rule, names[::-1]):
            continue
        settled += 1
        for _ in range(5):
            mixed = tuple(chance.sample(names, len(names)))
            assert plan.words.led_to(one.rule, mixed) == anyway, one.rule.id
    assert 0 < settled < len(plan.rules)


def _opened(engine: Engine, *wrong: str) -> Sheet:
    """The school with both sections, whose teachers of these sections have degrees that do not add up."""
    record = full_pack.record("nine_year")
    answers = dict(record.answers) | {f"staffing.bachelor_{name}": "999" for name in wrong}
    return engine.open(replace(record, answers=answers), full_pack.context("nine_year"))


def _written(sheet: Sheet) -> object:
    return to_document(sheet, program_version="1.0", journal_head="f" * 64)


def _said_of_degrees(sheet: Sheet) -> dict[str, str]:
    return {one.instance: one.message for one in sheet.problems if one.code == "R-staffing-001"}


def test_two_sheets_of_one_plan_share_the_words() -> None:
    rule = PLAN.rules[0].rule
    assert PLAN.words.operands(rule) is PLAN.words.operands(rule)


def test_what_was_asked_before_is_not_mixed_up_with_another_failing_part() -> None:
    rule = next(plan.rule for plan in PLAN.rules if len(plan.rule.condition.names) > 1)
    parts = [(name,) for name in sorted(rule.condition.names)]
    first = [PLAN.words.led_to(rule, names) for names in parts]
    again = [PLAN.words.led_to(rule, names) for names in parts]
    assert first == again == [led_to(rule, names, PLAN.fields, PLAN.rank) for names in parts]
    assert len(set(first)) > 1
