"""Addresses and rows of a return."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.problems import Operand, Problem, Severity
from forms.record import PackRef, Return, Row, cell_address, row_address, split_address

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
ROWS = st.from_regex(r"r[1-9][0-9]{0,3}|[a-z0-9]{1,6}", fullmatch=True)


@given(form=NAMES, table=NAMES, row=ROWS, column=NAMES)
def test_an_address_taken_apart_gives_what_it_was_made_of(
    form: str, table: str, row: str, column: str
) -> None:
    name = f"{form}.{table}"
    assert split_address(cell_address(name, row, column)) == (name, row, column)
    assert split_address(row_address(name, row)) == (name, row, None)
    assert split_address(name) == (name, None, None)


def test_a_row_is_found_by_its_id() -> None:
    row = Row("r2", {"name": "1"})
    record = Return("2142100001", 2024, PackRef("p", "1", ""), tables={"a.t": (Row("r1", {}), row)})
    assert record.row("a.t", "r2") is row
    assert record.row("a.t", "r9") is None
    assert record.row("a.other", "r1") is None


@pytest.mark.parametrize(
    ("severity", "justification", "fault", "is_open"),
    [
        (Severity.ERROR, "", "", True),
        (Severity.ERROR, "因 2024 年改建", "", True),
        (Severity.QUERY, "", "", True),
        (Severity.QUERY, "属实", "不算说明。", True),
        (Severity.QUERY, "因 2024 年改建", "", False),
        (Severity.HINT, "", "", False),
    ],
)
def test_errors_and_unexplained_queries_stand_in_the_way(
    severity: Severity, justification: str, fault: str, is_open: bool
) -> None:
    problem = Problem(
        "R-a-001",
        severity,
        "a.x",
        "不对。",
        justification=justification,
        justification_fault=fault,
    )
    assert problem.is_open is is_open


def test_the_key_tells_instances_of_one_rule_apart() -> None:
    whole = Problem("R-a-001", Severity.ERROR, "a.x", "不对。")
    section = Problem("R-a-001", Severity.ERROR, "a.x", "不对。", instance="primary")
    assert whole.key == "R-a-001"
    assert section.key == "R-a-001@primary"


def test_severities_have_words() -> None:
    assert [severity.label for severity in Severity] == ["逻辑校验", "经验校验", "提示"]
    assert Operand("a.x", "学生数", 3).unit == ""
