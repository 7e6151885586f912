"""Rules: when they fire, what they say, where they point."""

from collections.abc import Mapping

import pytest

from forms.edits import Justify, SetAnswer, SetCell
from forms.live.engine import Context, LastReturn, Sheet
from forms.problems import Problem, Severity
from tests.forms.live.mini import ENGINE, context, record

CLASS = {"grade": "1", "name": "1", "enrolled": "30", "girls": "10"}


def fires(sheet: Sheet, key: str) -> bool:
    return any(problem.key == key for problem in sheet.problems)


def rule(sheet: Sheet, key: str) -> Problem:
    return next(problem for problem in sheet.problems if problem.key == key)


def opened(
    answers: Mapping[str, str] | None = None,
    *,
    around: Context | None = None,
    classes: tuple[Mapping[str, str], ...] = (),
) -> Sheet:
    return ENGINE.open(record(answers, classes=classes), around or context())


def test_a_rule_fires_when_false_and_says_what_it_looked_at() -> None:
    problem = rule(opened({"a.pupils": "20", "a.girls": "21"}), "R-a-001")
    assert problem.message == "【女生数】大于【学生数】。（现为：女生数 21；学生数 20 人）"
    assert [operand.value for operand in problem.operands] == [21, 20]
    assert problem.severity is Severity.ERROR
    assert problem.source == "统计"


@pytest.mark.parametrize(
    "answers", [{}, {"a.pupils": "20"}, {"a.girls": "21"}, {"a.pupils": "x", "a.girls": "21"}]
)
def test_a_rule_with_a_missing_operand_is_silent(answers: Mapping[str, str] | None) -> None:
    assert not fires(opened(answers), "R-a-001")


def test_it_points_at_what_its_message_names_first() -> None:
    sheet = opened({"a.pupils": "20", "a.girls": "21"})
    assert sheet.problems_at("a.girls")[0].key == "R-a-001"


def test_placeholders_hold_live_values() -> None:
    sheet = opened({"a.pupils": "50"}, classes=(CLASS,))
    assert rule(sheet, "R-a-002").message.startswith("超过 20 线。")


def test_a_row_rule_names_its_row_and_fills_in_its_cells() -> None:
    sheet = opened({"a.pupils": "20"}, classes=(CLASS,))
    problem = rule(sheet, "R-b-002@b.classes[r1]")
    assert problem.message.startswith("一年级 1：30 人太多。")
    assert problem.address == "b.classes[r1].enrolled"
    sheet.apply(SetCell("b.classes", "r1", "enrolled", "10"))
    assert not fires(sheet, "R-b-002@b.classes[r1]")


def test_a_row_rule_that_reads_no_column_points_at_the_row() -> None:
    sheet = opened({"a.has_rooms": "no"})
    assert rule(sheet, "R-b-005@b.days[a]").address == "b.days[a]"


def test_a_rule_of_a_section_has_the_section_as_its_instance() -> None:
    sheet = opened({"a.pupils": "20"}, around=context(stat={"a.pupils": 21}))
    problem = rule(sheet, "R-a-005@primary")
    assert "年报学生数 21 人" in problem.message


def test_a_rule_about_last_year_is_silent_without_one() -> None:
    assert not fires(opened({"a.pupils": "20"}), "R-a-004")
    last = LastReturn(values={"a.pupils": 30})
    problem = rule(opened({"a.pupils": "20"}, around=context(last=last)), "R-a-004")
    assert "上年学生数 30 人" in problem.message


def test_a_sum_over_last_years_rows_is_unknown_without_them_and_zero_if_there_were_none() -> None:
    sheet = opened(classes=(CLASS,))
    sheet.apply(SetCell("b.hours", "1", "used", "yes"))
    sheet.apply(SetCell("b.hours", "1", "hours", "3"))
    assert not fires(sheet, "R-b-004@b.hours[1]")
    last = LastReturn(tables={"b.hours": ({"hours": 2}, {"hours": 2})})
    again = ENGINE.open(sheet.record, context(last=last))
    assert "少于上年。" in rule(again, "R-b-004@b.hours[1]").message
    empty = ENGINE.open(sheet.record, context(last=LastReturn()))
    assert not fires(empty, "R-b-004@b.hours[1]")


def test_a_rule_that_only_reads_the_context_is_run_too() -> None:
    strict = context(settings={"setting.limit": 3})
    assert rule(opened(around=strict), "R-a-006").address == "a"
    assert not fires(opened(), "R-a-006")


def test_a_hint_asks_for_nothing() -> None:
    sheet = opened()
    assert rule(sheet, "R-a-003").severity is Severity.HINT
    assert "R-a-003" not in [problem.code for problem in sheet.open_problems]


GOOD = "因 2024 年扩班，见批复。"


def test_a_justification_closes_a_query() -> None:
    sheet = opened({"a.pupils": "300"})
    assert rule(sheet, "R-a-002").is_open
    delta = sheet.apply(Justify("R-a-002", GOOD))
    assert not rule(sheet, "R-a-002").is_open
    assert [problem.key for problem in delta.problems_changed] == ["R-a-002"]
    sheet.apply(Justify("R-a-002", None))
    assert rule(sheet, "R-a-002").is_open


def test_a_poor_justification_leaves_it_open_and_says_why() -> None:
    sheet = opened({"a.pupils": "300"})
    sheet.apply(Justify("R-a-002", "情况属实"))
    problem = rule(sheet, "R-a-002")
    assert problem.is_open
    assert "不算说明" in problem.justification_fault


def test_two_rules_may_not_share_a_justification_but_rows_of_one_rule_may() -> None:
    sheet = opened({"a.pupils": "300"})
    sheet.apply(Justify("R-a-002", GOOD))
    delta = sheet.apply(Justify("R-b-003", GOOD))
    assert {problem.key for problem in delta.problems_changed} == {"R-a-002", "R-b-003"}
    assert "完全相同" in rule(sheet, "R-a-002").justification_fault
    sheet.apply(Justify("R-b-003", None))
    assert not rule(sheet, "R-a-002").justification_fault

    rows = opened({"a.pupils": "20"}, classes=(CLASS, {**CLASS, "name": "2"}))
    for row in ("r1", "r2"):
        rows.apply(Justify(f"R-b-002@b.classes[{row}]", GOOD))
    assert not rule(rows, "R-b-002@b.classes[r1]").is_open


def test_field_checks_of_two_fields_are_two_rules() -> None:
    sheet = opened(classes=({**CLASS, "enrolled": "61"}, {**CLASS, "name": "2", "enrolled": "62"}))
    for row in ("r1", "r2"):
        sheet.apply(Justify(f"F4@b.classes[{row}].enrolled", GOOD))
    assert not rule(sheet, "F4@b.classes[r1].enrolled").is_open
    sheet.apply(SetAnswer("a.girls", "3"))
    sheet.apply(Justify("F4@a.girls", GOOD))
    assert rule(sheet, "F4@a.girls").is_open


def test_last_years_justification_does_not_serve_again() -> None:
    last = LastReturn(justifications=frozenset({GOOD}))
    sheet = opened({"a.pupils": "300"}, around=context(last=last))
    sheet.apply(Justify("R-a-002", GOOD))
    assert "上年的说明" in rule(sheet, "R-a-002").justification_fault


def test_a_justification_waits_for_its_query() -> None:
    sheet = opened({"a.pupils": "30"})
    sheet.apply(Justify("R-b-003", GOOD))
    assert rule(sheet, "R-b-003").justification == GOOD
    sheet.apply(SetAnswer("a.pupils", "0"))
    assert not fires(sheet, "R-b-003")
    sheet.apply(SetAnswer("a.pupils", "31"))
    assert rule(sheet, "R-b-003").justification == GOOD


def test_an_error_cannot_be_explained_away() -> None:
    sheet = opened({"a.pupils": "20", "a.girls": "21"})
    sheet.apply(Justify("R-a-001", GOOD))
    assert rule(sheet, "R-a-001").is_open
    assert rule(sheet, "R-a-001").justification == ""
