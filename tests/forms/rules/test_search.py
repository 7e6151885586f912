"""The search behind the cases still works: it breaks a rule, and mends what broke with it."""

import pytest

from forms.edits import InsertRow
from forms.live.engine import Sheet
from forms.record import Row
from tests.forms.rules.cases import Case, load_cases, works, write_cases
from tests.forms.rules.operands import inputs_of
from tests.forms.rules.returns import changed, opened, read_edits
from tests.forms.rules.search import search


def number_of(sheet: Sheet, rule: str) -> int:
    return next(n for n, plan in enumerate(sheet.plan.rules) if plan.rule.id == rule)


def test_one_edit_is_enough_where_it_can_be() -> None:
    sheet = opened("primary")
    found = search([sheet], number_of(sheet, "R-staffing-001"))
    assert found is not None
    assert len(found[1].edits) == 1
    assert found[1].also == frozenset()


def test_what_else_broke_is_put_right() -> None:
    sheet = opened("primary")
    found = search([sheet], number_of(sheet, "R-staffing-002"))
    assert found is not None
    edits = found[1].edits
    assert len(edits) > 1
    assert found[1].also == frozenset()
    with changed(sheet, edits):
        assert [problem.code for problem in sheet.problems] == ["R-staffing-002"]
    assert sheet.problems == ()


def test_the_inputs_behind_a_calculated_operand_are_found() -> None:
    sheet = opened("primary")
    rule = sheet.plan.rules[number_of(sheet, "R-staffing-006")].rule
    inputs = inputs_of(sheet, rule)
    assert "staffing.fulltime_primary" in inputs.fields
    assert "staffing.backbone_teachers" in inputs.tables


def test_rows_can_be_written_as_a_range() -> None:
    edits = read_edits({"profile.campuses[r7..r9]": {"campus_no": "{n}"}})
    rows = [Row(f"r{number}", {"campus_no": str(number)}) for number in (7, 8, 9)]
    assert edits == tuple(InsertRow("profile.campuses", 0, row) for row in rows)


@pytest.mark.parametrize(
    "case",
    [
        Case("R-staffing-001", "primary", "primary", {"staffing.pe_primary": "9"}),
        Case("R-staffing-011", "primary", "primary", {"staffing.certified_primary": "58"}),
        Case("R-staffing-002", "senior", "primary", {}),
    ],
    ids=["does not fire", "breaks another rule too", "never holds"],
)
def test_a_case_that_no_longer_works_is_noticed(case: Case) -> None:
    assert not works(case)


def test_cases_are_written_as_they_are_read(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = load_cases(["safety"])
    assert works(cases[0])
    folder = tmp_path_factory.mktemp("rules")
    monkeypatch.setattr("tests.forms.rules.cases.RULES", folder)
    write_cases("safety", cases)
    assert load_cases(["safety"]) == cases
