"""Last year's answers beside this year's: found by key, exact, and only what the pack allows."""

from dataclasses import replace
from fractions import Fraction

import pytest

from forms.edits import Await, DeleteRow, EditError, InsertRow, MarkEmpty, SetAnswer, SetCell
from forms.last_year import LastYear
from forms.live.context import LastReturn
from forms.live.last_year import LastYearAnswers, changes, mark_of, waiting, why_not_taken
from forms.live.sheet import Sheet
from forms.record import Return, Row
from tests.forms.live.mini import ENGINE, PACK, REF, context

LAST = LastReturn(
    values={"a.pupils": 50, "a.girls": 20, "a.area": Fraction(901, 2), "a.kind": "a"},
    tables={
        "b.classes": (
            {"grade": "1", "name": "甲", "enrolled": 40, "girls": 20},
            {"grade": "1", "name": "乙", "enrolled": 41},
            {"grade": "2", "name": "丙", "enrolled": 30},
            {"grade": "2", "name": "丙", "enrolled": 31},
            {"name": "无年级", "enrolled": 5},
        ),
    },
)


@pytest.fixture
def sheet() -> Sheet:
    made = ENGINE.open(Return("2142100001", 2024, REF), context())
    rows = (("r1", "1", "乙"), ("r2", "1", "甲"), ("r3", "2", "丙"), ("r4", "3", "丁"))
    for position, (row, grade, name) in enumerate(rows):
        made.apply(InsertRow("b.classes", position, Row(row, {"grade": grade, "name": name})))
    return made


@pytest.fixture
def last(sheet: Sheet) -> LastYearAnswers:
    return LastYearAnswers(sheet, LAST)


def test_a_field_stands_beside_its_own_answer(sheet: Sheet, last: LastYearAnswers) -> None:
    found = last.at("a.pupils")
    assert found is not None
    assert (found.last, found.text, found.now, found.difference) == (50, "50", None, None)
    sheet.apply(SetAnswer("a.pupils", "62"))
    found = last.at("a.pupils")
    assert found is not None
    assert (found.now, found.difference, found.share) == (62, 12, Fraction(24))
    assert found.amount == 12
    assert found.is_large(20)
    assert not found.is_large(24)
    assert last.at("a.floors") is None


def test_rows_are_found_by_their_key_whatever_their_ids(last: LastYearAnswers) -> None:
    def enrolled(row: str) -> object:
        found = last.at(f"b.classes[{row}].enrolled")
        return None if found is None else found.last

    assert [enrolled(row) for row in ("r1", "r2")] == [41, 40]
    assert enrolled("r3") is None, "a key that was there twice is like none"
    assert enrolled("r4") is None, "a new class has no last year"


def test_wrong_text_has_no_change(sheet: Sheet, last: LastYearAnswers) -> None:
    sheet.apply(SetAnswer("a.pupils", "五十"))
    found = last.at("a.pupils")
    assert found is not None
    assert (found.now, found.difference, found.is_same) == (None, None, False)


def test_from_nothing_to_something_is_a_large_change(sheet: Sheet) -> None:
    last = LastYearAnswers(sheet, LastReturn(values={"a.pupils": 0}))
    sheet.apply(SetAnswer("a.pupils", "1"))
    found = last.at("a.pupils")
    assert found is not None
    assert found.share is None
    assert found.is_large(20)


def test_what_fell_by_more_than_the_limit_or_stayed_is_told_apart(sheet: Sheet) -> None:
    last = LastYearAnswers(sheet, LastReturn(values={"a.pupils": 50}))
    large = {}
    for text in ("50", "40", "39"):
        sheet.apply(SetAnswer("a.pupils", text))
        found = last.at("a.pupils")
        assert found is not None
        large[text] = found.is_large(20)
    assert large == {"50": False, "40": False, "39": True}


def test_changes_are_the_numbers_that_moved(sheet: Sheet, last: LastYearAnswers) -> None:
    sheet.apply_all(
        [
            SetAnswer("a.pupils", "50"),
            SetAnswer("a.girls", "25"),
            SetCell("b.classes", "r2", "enrolled", "44"),
        ]
    )
    assert [(one.address, one.difference) for one in changes(sheet, last)] == [
        ("a.girls", 5),
        ("b.classes[r2].enrolled", 4),
    ]


def test_the_sum_of_a_table_nobody_has_begun_is_no_change() -> None:
    sheet = ENGINE.open(Return("2142100001", 2024, REF), context())
    last = LastYearAnswers(sheet, LastReturn(values={"b.count": 3, "b.total": 90}))
    found = last.at("b.count")
    assert found is not None
    assert (found.text, found.now, changes(sheet, last)) == ("3", None, ())
    sheet.apply(InsertRow("b.classes", 0, Row("r1", {"grade": "1", "enrolled": "40"})))
    assert [one.difference for one in changes(sheet, last)] == [-50, -2]
    sheet.apply(DeleteRow("b.classes", "r1"))
    sheet.apply(MarkEmpty("b.classes", True))
    assert [one.difference for one in changes(sheet, last)] == [-90, -3]


def test_only_a_state_can_be_taken_over(last: LastYearAnswers) -> None:
    item, beside = PACK.fields["a.pupils"], last.at("a.pupils")
    assert why_not_taken(item, beside) == "【学生数】是当年的情况，每年重新统计，不能同上年。"
    state = replace(item, last_year=LastYear.OFFER)
    assert why_not_taken(state, beside) == ""
    assert why_not_taken(state, None) == "【学生数】上年没有填报，没有可以沿用的内容。"
    assert why_not_taken(PACK.fields["a.boys"], beside).endswith("由程序计算，不用填写。")


def test_last_years_value_becomes_the_text_of_this_years_type(last: LastYearAnswers) -> None:
    fields = PACK.fields
    assert last.text_of(fields["a.area"], last.field("a.area")) == "450.50"
    assert last.text_of(fields["a.kind"], "a") == "a"
    assert last.text_of(fields["a.area"], None) == ""


def test_what_waits_is_named_in_the_order_of_the_forms(sheet: Sheet) -> None:
    delta = sheet.apply_all([Await("b.classes[r1]", waiting=True), Await("a.pupils", waiting=True)])
    assert "a.pupils" in delta.addresses
    assert "b.classes[r1].enrolled" in delta.addresses
    assert waiting(sheet) == ("a.pupils", "b.classes[r1]")
    assert mark_of(sheet, "b.classes[r1].enrolled") == "b.classes[r1]"
    assert mark_of(sheet, "b.classes[r2].enrolled") == ""
    sheet.apply(Await("a.pupils", waiting=False))
    assert waiting(sheet) == ("b.classes[r1]",)


def test_a_row_that_is_gone_waits_for_nothing(sheet: Sheet) -> None:
    sheet.apply(Await("b.classes[r9]", waiting=True))
    assert waiting(sheet) == ()


def test_a_mark_that_an_undo_elsewhere_brings_is_told(sheet: Sheet) -> None:
    delta = sheet.reset(replace(sheet.record, unconfirmed=frozenset({"a.pupils"})))
    assert "a.pupils" in delta.addresses


@pytest.mark.parametrize("address", ["a.none", "b.classes", "b.classes[r1].enrolled"])
def test_only_a_field_or_row_of_the_forms_can_wait(sheet: Sheet, address: str) -> None:
    with pytest.raises(EditError, match="没有可以确认的"):
        sheet.apply(Await(address, waiting=True))
