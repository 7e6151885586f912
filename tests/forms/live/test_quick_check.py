"""An answer that is let pass at once is one in which a close look finds nothing."""

import pytest

from forms.live.answer import Answer
from forms.live.check import NO_LIMITS, CheckedItem, Limits, check_entry
from forms.live.quick_check import sound_test
from forms.live.slot import Slot
from forms.spec import Bounds
from forms.values import NA, exact
from tests.forms.samples.full_pack import NAMES, context, engine, pack, sheet

TEXTS = (
    *(None, "", "0", "1", "-3", "5", "120", "2024", "99999999", "0.5", "268.50", "1e3", "无"),
    *(
        "yes",
        "no",
        "否",
        "1,2",
        "9999-99",
        "08:20",
        "23:59",
        "2024-09-01",
        "1899-01-01",
        "2024-13-01",
    ),
    *("样例学校", "x" * 400, "4201040001", "02787654321", "a@b.cn", "12420104MB0001234X"),
)

SCOPE = engine().open(sheet("nine_year").record, context("nine_year")).scope


def limits(bounds: Bounds | None) -> Limits:
    if bounds is None:
        return NO_LIMITS
    low, high = (None if end is None else end.evaluate(SCOPE) for end in (bounds.low, bounds.high))
    return Limits(low, high)


def answers(slot: Slot, text: str | None) -> list[Answer]:
    parsed = None if text is None else slot.parse(text)
    value = slot.blank if parsed is None else exact(parsed.value)
    return [Answer(text, parsed, relevant=True, value=value), Answer(text, parsed, False, NA)]


@pytest.mark.parametrize("table", ["", *engine().plan.tables])
def test_nothing_is_found_in_what_passes(table: str) -> None:
    plan = engine().plan
    passed = 0
    for slot in plan.tables[table].slots if table else plan.slots.values():
        if slot.calculate is not None:
            continue
        hard, plausible = limits(slot.item.hard), limits(slot.item.plausible)
        test = slot.sound or sound_test(slot.item, hard, plausible)
        for answer in (one for text in TEXTS for one in answers(slot, text)):
            if test(answer):
                passed += 1
                entry = CheckedItem(slot.item, slot.codec, slot.key, "", answer)
                for range_ in (plausible, NO_LIMITS):
                    found = check_entry(entry, hard=hard, plausible=range_, choices=pack().choices)
                    assert found is None, (slot.key, answer)
    assert passed


@pytest.mark.parametrize("name", NAMES)
def test_a_close_look_is_rare(name: str) -> None:
    opened = sheet(name)
    looked_at = [
        slot.name
        for slot in opened.plan.inputs
        if slot.sound is not None and not slot.sound(opened.answers()[slot.name])
    ]
    assert len(looked_at) < 60


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_means_the_same_read_at_a_glance_or_with_care(name: str) -> None:
    opened = sheet(name)
    answers = opened.answers()
    kept = [(slot, answers[slot.name].raw) for slot in opened.plan.inputs]
    for table, plan in opened.plan.tables.items():
        for _, cells in opened.row_answers(table):
            kept += [(slot, cells[slot.name].raw) for slot in plan.inputs]
    for slot, raw in kept:
        if raw is not None:
            # Blanks around it keep a text from being known at a glance.
            assert repr(slot.parse(raw)) == repr(slot.parse(f" {raw} ")), slot.key
