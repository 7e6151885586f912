"""Every rule of the pack is seen to fire on a return changed for it, and to hold on one that is not."""

import re

import pytest

from forms.problems import Problem, Severity
from tests.forms.rules.cases import Case, broken, holds_somewhere, load_cases, others, unbroken
from tests.forms.rules.returns import DISTRICT, descriptions, opened
from tests.forms.samples.full_pack import NAMES, pack

CASES = load_cases(form.id for form in pack().forms)
BASES = [*NAMES, *descriptions()]


def test_there_is_one_case_for_each_rule_and_section() -> None:
    wanted = [(rule.id, rule.section.value if rule.section else "") for rule in pack().rules]
    assert [(case.rule, case.section) for case in CASES] == wanted


@pytest.mark.parametrize("base", BASES)
def test_the_returns_the_cases_start_from_break_nothing(base: str) -> None:
    assert [problem.key for problem in opened(base).problems] == []


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_rule_holds_and_one_change_breaks_it(case: Case) -> None:
    with unbroken(case) as sheet:
        assert holds_somewhere(sheet, case.rule_in(sheet))
        assert not any(case.is_own(problem) for problem in sheet.problems)
    with broken(case) as sheet:
        problems = sheet.problems
        own = [problem for problem in problems if case.is_own(problem)]
        assert own, [problem.key for problem in problems]
        assert others(case, problems) == tuple(sorted(case.also))
        rule = case.rule_in(sheet)
    for problem in own:
        assert problem.severity is rule.severity
        expect_a_readable_message(problem)


def expect_a_readable_message(problem: Problem) -> None:
    """The sentence is filled in, names what was looked at, and shows no id."""
    assert "{" not in problem.message
    assert "}" not in problem.message
    assert problem.operands
    for operand in problem.operands:
        assert operand.label in problem.message
    assert re.search(r"[a-z]\.[a-z]", problem.message) is None
    assert bool(problem.example) is (problem.severity is Severity.QUERY)


def test_most_cases_break_nothing_else() -> None:
    alone = [case for case in CASES if not case.also]
    assert len(alone) > len(CASES) * 0.9
    assert [case.name for case in CASES if len(case.also) > 2] == []


def test_the_district_is_broken_in_its_own_return_or_in_a_schools() -> None:
    district = [case for case in CASES if case.base == DISTRICT]
    assert {case.rule.split("-")[1] for case in district} == {"district"}
    assert any(case.school for case in district)
    assert any(not case.school for case in district)
