"""What changed between two returns."""

from dataclasses import replace

from forms.edits import DeleteRow, Edit, InsertRow, MarkEmpty, SetAnswer, SetCell
from forms.effects import apply_all
from forms.live.compare import Change, compare
from forms.record import Return, Row
from tests.forms.live.mini import PACK, record

CLASS = {"grade": "1", "name": "1", "enrolled": "30"}
OLD = record({"a.kind": "a", "a.pupils": "30"}, classes=(CLASS, {**CLASS, "name": "2"}))


def changes(*edits: Edit, old: Return = OLD) -> list[Change]:
    return compare(old, apply_all(old, edits)[0], PACK)


def test_nothing_changed_is_no_change() -> None:
    assert compare(OLD, OLD, PACK) == []


def test_answers_read_as_people_read_them() -> None:
    assert changes(
        SetAnswer("a.kind", "b"), SetAnswer("a.pupils", None), SetAnswer("a.area", "x")
    ) == [
        Change("a.kind", "类型", "甲类", "乙类"),
        Change("a.pupils", "学生数", "30", "未填"),
        Change("a.area", "面积", "未填", "x"),
    ]


def test_cells_name_their_row() -> None:
    assert changes(SetCell("b.classes", "r2", "enrolled", "31")) == [
        Change("b.classes[r2].enrolled", "班级 一年级 2 人数", "30", "31")
    ]
    assert changes(SetCell("b.hours", "3", "used", "yes"), old=record(hours=(Row("3", {}),))) == [
        Change("b.hours[3].used", "课时 三年级 开设", "未填", "是")
    ]


def test_rows_come_and_go() -> None:
    new = InsertRow("b.classes", 0, Row("r9", {**CLASS, "name": "9"}))
    assert changes(new, DeleteRow("b.classes", "r1")) == [
        Change("b.classes[r9]", "班级 一年级 9", "无此行", "新增"),
        Change("b.classes", "班级 一年级 1", "有此行", "已删除"),
    ]


def test_a_mark_is_a_change() -> None:
    assert changes(MarkEmpty("b.rooms", empty=True)) == [
        Change("b.rooms", "教室：本表无数据", "未勾选", "已勾选")
    ]


def test_between_two_periods_rows_are_matched_by_their_key() -> None:
    next_year = record(
        {"a.kind": "a", "a.pupils": "30"}, classes=({**CLASS, "name": "2", "enrolled": "29"}, CLASS)
    )
    found = compare(OLD, replace(next_year, period=2025), PACK)
    assert found == [Change("b.classes[r1].enrolled", "班级 一年级 2 人数", "30", "29")]


def test_rows_without_a_whole_key_match_nothing_there() -> None:
    old = record(classes=({"grade": "1"}, CLASS, CLASS))
    new = replace(record(classes=({"grade": "1"}, CLASS)), period=2025)
    found = compare(old, new, PACK)
    assert [(change.label, change.after) for change in found] == [
        ("班级 第 1 行", "新增"),
        ("班级 第 1 行", "已删除"),
        ("班级 一年级 1", "已删除"),
    ]


def test_fixed_rows_are_matched_by_their_code_in_any_period() -> None:
    old = record(days=(Row("a", {"count": "1"}),))
    new = replace(record(days=(Row("b", {}), Row("a", {"count": "2"}))), period=2025)
    assert Change("b.days[a].count", "星期 甲类 次数", "1", "2") in compare(old, new, PACK)
