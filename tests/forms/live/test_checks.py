"""The checks every field has, F1 to F8: what fires, and the sentence."""

import json
from collections.abc import Mapping

import pytest

from forms.edits import InsertRow, MarkEmpty, SetAnswer, SetCell
from forms.live.engine import Sheet
from forms.problems import Problem, Severity
from forms.record import Row
from tests.forms.live.mini import ENGINE, context, record


def found(sheet: Sheet, address: str, code: str) -> list[Problem]:
    return [problem for problem in sheet.problems_at(address) if problem.code == code]


def opened(
    answers: Mapping[str, str] | None = None,
    *,
    classes: tuple[Mapping[str, str], ...] = (),
    **tables: tuple[Row, ...],
) -> Sheet:
    return ENGINE.open(record(answers, classes=classes, **tables), context())


FIELD_CASES = {
    "blank": (
        "a.pupils",
        None,
        "F1",
        "【学生数】没有填。没有的填 0。",
    ),
    "spaces only": (
        "a.pupils",
        "  ",
        "F1",
        "【学生数】没有填。没有的填 0。",
    ),
    "letters": (
        "a.pupils",
        "十二人",
        "F2",
        "【学生数】填的是“十二人”，应为整数。请只填数字，不要带单位、文字或其他符号。",
    ),
    "a fraction of a pupil": (
        "a.pupils",
        "12.5",
        "F2",
        "【学生数】填的是“12.5”，应为整数。只能填整数，不能有小数，程序不会自动四舍五入。",
    ),
    "too many decimals": (
        "a.area",
        "1.234",
        "F2",
        "【面积】填的是“1.234”，应为最多 2 位小数的数。小数最多 2 位，程序不会自动四舍五入。",
    ),
    "yes or no": (
        "a.has_rooms",
        "也许",
        "F2",
        "【有教室】填的是“也许”，应为“是”或“否”。",
    ),
    "not in the list": ("a.kind", "丙", "F5", "【类型】的选项“丙”不在目录内。请重新选择。"),
    "above the hard range": (
        "a.pupils",
        "2001",
        "F3",
        "【学生数】为 2001，应在 0–2000 人 之间。请核对是否多输、少输或单位不对。",
    ),
    "below an open range": (
        "a.area",
        "-1",
        "F3",
        "【面积】为 -1，应不少于 0 ㎡。请核对是否多输、少输或单位不对。",
    ),
    "below an open plausible range": (
        "a.girls",
        "4",
        "F4",
        "【女生数】为 4，一般不少于 5。请核对，属实的写说明。",
    ),
    "too few characters": (
        "a.name",
        "一",
        "F3",
        "【名称】有 1 个字，应为 2–5 个字。请核对是否多输、少输或单位不对。",
    ),
    "wrong pattern": (
        "a.code",
        "12345",
        "F3",
        "【代码】为 12345，格式不对。要求：6 位数字。请改正。",
    ),
    "above a range open below": (
        "a.floors",
        "10",
        "F3",
        "【层数】为 10，应不超过 9。请核对是否多输、少输或单位不对。",
    ),
    "before the period": (
        "a.opened",
        "2023-08-31",
        "F3",
        "【日期】为 2023-08-31，应在 2023-09-01–2024-08-31 之间。请核对是否多输、少输或单位不对。",
    ),
    "no such day": (
        "a.opened",
        "2024-02-30",
        "F2",
        "【日期】填的是“2024-02-30”，应为日期。没有这一天，请核对年、月、日。",
    ),
    "no such time": (
        "a.starts",
        "25:00",
        "F2",
        "【时间】填的是“25:00”，应为时刻。没有这个时刻，小时为 0–23，分钟为 00–59。",
    ),
    "a month alone": (
        "a.opened",
        "2024年9月",
        "F2",
        "【日期】填的是“2024年9月”，应为日期。请写成 2024-09-01 的样子，年份四位，月、日都要有。",
    ),
    "too early in the day": (
        "a.starts",
        "07:59",
        "F3",
        "【时间】为 07:59，应不少于 08:00。请核对是否多输、少输或单位不对。",
    ),
    "two lines in a name": (
        "a.name",
        "一\n二",
        "F2",
        "【名称】填的是“一\n二”。只能填一行，请去掉换行。",
    ),
}


@pytest.mark.parametrize(
    ("address", "text", "code", "message"), FIELD_CASES.values(), ids=FIELD_CASES
)
def test_what_is_wrong_is_said_in_one_sentence(
    address: str, text: str | None, code: str, message: str | None
) -> None:
    answers = {} if text is None else {address: text}
    problems = [p for p in opened(answers).problems_at(address) if p.code.startswith("F")]
    assert [(problem.code, problem.message) for problem in problems] == [(code, message)]
    assert problems[0].key == f"{code}@{address}"
    severity = Severity.QUERY if code == "F4" else Severity.ERROR
    assert problems[0].severity is severity
    assert bool(problems[0].example) == (code == "F4")


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("a.pupils", "10"),
        ("a.pupils", "1500"),
        ("a.pupils", "１，２００"),
        ("a.area", "0"),
        ("a.name", "两字"),
        ("a.name", "一二三四五"),
        ("a.code", "430030"),
        ("a.opened", "2024/8/31"),
        ("a.starts", "8:00"),
        ("a.kind", "乙类"),
        ("a.extras", None),
        ("a.name", None),
    ],
)
def test_what_is_right_is_not_mentioned(address: str, text: str | None) -> None:
    answers = {} if text is None else {address: text}
    assert not [p for p in opened(answers).problems_at(address) if p.code.startswith("F")]


def test_a_question_that_does_not_concern_the_school_is_not_asked_whatever_stands_there() -> None:
    assert not opened({"a.kind": "a", "a.only_b": "x"}).problems_at("a.only_b")
    assert found(opened({"a.kind": "b", "a.only_b": "x"}), "a.only_b", "F2")


def files(*sizes: int) -> str:
    entries = [
        {"name": f"{number}.pdf", "sha256": "0" * 64, "size": size}
        for number, size in enumerate(sizes)
    ]
    return json.dumps(entries, separators=(",", ":"), sort_keys=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (files(10, 2_000_000), "【佐证】的附件 1.pdf 超过 1 MB 或无法读取。"),
        (files(1, 2, 3), "【佐证】的附件有 3 个，最多 2 个。请删去多余的。"),
        ("[not json", "【佐证】的附件记录无法读取。请删除后重新添加附件。"),
        (files(1, 1024 * 1024), None),
    ],
)
def test_attachments_have_limits(text: str, message: str | None) -> None:
    problems = opened({"a.files": text}).problems_at("a.files")
    assert [problem.message for problem in problems] == ([message] if message else [])
    assert all(problem.code == "F7" for problem in problems)


def test_a_free_table_has_rows_or_a_mark() -> None:
    sheet = opened({"a.has_rooms": "yes"})
    assert found(sheet, "b.rooms", "F6")[0].message == (
        "【教室】没有一行。确实没有的请勾选“本表无数据”。"
    )
    sheet.apply(MarkEmpty("b.rooms", empty=True))
    assert not sheet.problems_at("b.rooms")
    sheet.apply(MarkEmpty("b.rooms", empty=False))
    assert found(sheet, "b.rooms", "F6")


def test_the_mark_does_not_help_a_table_that_needs_a_row() -> None:
    sheet = opened()
    sheet.apply(MarkEmpty("b.classes", empty=True))
    assert found(sheet, "b.classes", "F6")[0].message == "【班级】没有一行。至少要有一行。"


def test_a_table_that_is_not_relevant_needs_no_rows() -> None:
    assert not opened({"a.has_rooms": "no"}).problems_at("b.rooms")
    assert not opened().problems_at("b.rooms")


CLASS = {"grade": "1", "name": "1", "enrolled": "30", "girls": "10"}


def test_a_repeated_key_is_reported_at_the_later_row() -> None:
    sheet = opened(classes=(CLASS, {**CLASS, "name": "2"}, {**CLASS, "grade": "一年级"}))
    problem = found(sheet, "b.classes[r3]", "F8")[0]
    assert problem.message == (
        "【班级】第 1 行与第 3 行的【年级】、【班名】相同。请改正，或删除重复行。"
    )
    assert not found(sheet, "b.classes[r1]", "F8")


def test_an_incomplete_key_repeats_nothing() -> None:
    sheet = opened(classes=({"grade": "1"}, {"grade": "1"}))
    assert not [problem for problem in sheet.problems if problem.code == "F8"]


def test_the_title_of_the_row_stands_in_front() -> None:
    sheet = opened(classes=({"grade": "1", "name": "3"}, {"name": "3"}))
    first = found(sheet, "b.classes[r1].enrolled", "F1")[0].message
    second = found(sheet, "b.classes[r2].enrolled", "F1")[0].message
    assert first.startswith("一年级 3：【人数】没有填。")
    assert second.startswith("第 2 行：【人数】没有填。")


def test_a_row_inserted_above_renames_the_rows_below() -> None:
    sheet = opened(classes=({"enrolled": "500"},))
    assert found(sheet, "b.classes[r1].enrolled", "F3")[0].message.startswith("第 1 行：")
    delta = sheet.apply(InsertRow("b.classes", 0, Row("r2", {})))
    assert found(sheet, "b.classes[r1].enrolled", "F3")[0].message.startswith("第 2 行：")
    assert any(problem.key == "F3@b.classes[r1].enrolled" for problem in delta.problems_changed)


def test_columns_of_rows_that_do_not_concern_the_school_are_not_asked() -> None:
    sheet = opened(classes=(CLASS,), hours=(Row("1", {"used": "no"}), Row("2", {"used": "x"})))
    assert not sheet.problems_at("b.hours[1].hours")
    assert not sheet.problems_at("b.hours[2].used")


def test_a_rule_that_fires_replaces_the_plausible_range() -> None:
    sheet = opened({"a.pupils": "300", "a.girls": "3"})
    assert found(sheet, "a.girls", "F4")
    sheet.apply(SetAnswer("a.pupils", "2"))
    assert [p.code for p in sheet.problems_at("a.girls")] == ["R-a-001"]
    sheet.apply(SetAnswer("a.pupils", "300"))
    assert found(sheet, "a.girls", "F4")


def test_a_row_rule_replaces_the_range_in_its_own_row_only() -> None:
    sheet = opened(classes=({**CLASS, "enrolled": "61"}, {**CLASS, "name": "2", "enrolled": "62"}))
    message = "一年级 1：【人数】为 61，一般在 10–60 之间。请核对，属实的写说明。"
    assert [p.message for p in sheet.problems_at("b.classes[r1].enrolled")] == [message]
    sheet.apply(SetCell("b.classes", "r1", "girls", "70"))
    assert [p.code for p in sheet.problems_at("b.classes[r1].girls")] == ["R-b-001"]
    assert not sheet.problems_at("b.classes[r1].enrolled")
    assert found(sheet, "b.classes[r2].enrolled", "F4")


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("a.pupils", "没有的填 0。"),
        ("a.kind", "请选一项。"),
        ("a.has_rooms", "请选“是”或“否”。"),
    ],
)
def test_a_blank_is_asked_for_as_its_type_is_answered(address: str, advice: str) -> None:
    problem = found(opened({address: ""}), address, "F1")[0]
    assert problem.message.endswith(f"没有填。{advice}")


def test_the_number_people_read_is_no_key_of_the_keyboard() -> None:
    assert found(opened({"a.pupils": ""}), "a.pupils", "F1")[0].number == "基本校验 1"
