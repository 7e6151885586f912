"""What is said about a blank fits its kind: every field and every column of the pack is asked."""

from collections.abc import Iterator
from dataclasses import replace

from forms.live.answer import Answer
from forms.live.check import NO_LIMITS, CheckedItem, Limits, check_entry, outside
from forms.live.slot import Slot
from forms.spec import FieldType
from tests.forms.samples.full_pack import engine, sheet

ADVICE = {
    FieldType.TEXT: "请填写。",
    FieldType.LONG_TEXT: "请填写。",
    FieldType.CHOICE: "请选一项。",
    FieldType.MULTI_CHOICE: "请至少选一项。",
    FieldType.YES_NO: "请选“是”或“否”。",
    FieldType.DATE: "请填日期，如 2024-09-01。",
    FieldType.TIME: "请填时间，如 08:20。",
    FieldType.ATTACHMENT: "请添加附件。",
}


def inputs() -> Iterator[Slot]:
    plan = engine().plan
    yield from (slot for slot in plan.slots.values() if slot.item.is_input)
    for table in plan.tables.values():
        yield from table.inputs


def limits(slot: Slot) -> Limits:
    hard, scope = slot.item.hard, sheet("primary").scope
    return Limits(None if hard is None or hard.low is None else hard.low.evaluate(scope), None)


def said(slot: Slot) -> str:
    """What is said about a blank of a field, as if it were required."""
    required = replace(slot.item, required=True)
    entry = CheckedItem(required, slot.codec, slot.name, "", Answer())
    found = check_entry(entry, hard=limits(slot), plausible=NO_LIMITS, choices={})
    assert found is not None
    assert found.is_blank
    return found.message


def test_a_blank_is_told_as_its_kind_is_filled() -> None:
    for slot in inputs():
        advice = ADVICE.get(slot.item.type)
        if advice is None:
            advice = "请填数字。" if outside(0, limits(slot)) else "没有的填 0。"
        assert said(slot) == f"【{slot.item.label}】没有填。{advice}", slot.key


def test_nobody_is_told_to_fill_0_where_0_is_wrong() -> None:
    by_id = {slot.key: said(slot) for slot in inputs()}
    for key in ("profile.founded_year", "profile.site_built_year", "facilities.classrooms"):
        assert by_id[key].endswith("没有填。请填数字。")
    assert by_id["facilities.books"].endswith("没有填。没有的填 0。")
