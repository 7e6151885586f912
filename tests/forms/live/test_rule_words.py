"""What the sentences of a rule have in common is found once for a plan, and found rightly."""

from forms.live.rule_words import led_to
from tests.forms.live.mini import ENGINE

PLAN = ENGINE.plan


def test_each_operand_has_its_own_field() -> None:
    for plan in PLAN.rules:
        known = PLAN.words.operands(plan.rule)
        table = plan.rule.table
        owner = None if table is None else PLAN.tables[table].table
        names = [quantity.name for quantity, _, _ in known.labelled]
        assert names == [quantity.name for quantity in plan.rule.condition.quantities]
        assert list(known.fields) == [PLAN.labels.field(name, owner) for name in names]


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
