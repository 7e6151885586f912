"""One case per rule and section of schooling: the return, and the edits that break the rule.

The cases were found by program (:mod:`tests.forms.rules.search`) or written by hand where a rule
needs more than a few edits; they are data, in ``tests/data/rules/<form>.json``.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from forms.expr import Cells
from forms.live.engine import Sheet
from forms.problems import Problem
from forms.schooling import Section
from forms.spec import Rule
from tests.forms.rules.returns import (
    DISTRICT,
    RULES,
    changed,
    open_district,
    open_school,
    opened,
)


@dataclass(frozen=True)
class Case:
    """A return that breaks one rule.

    Attributes:
        rule: Number of the rule.
        section: Section of schooling of the instance, or ``""``.
        base: The return it starts from; it breaks nothing.
        edits: What is changed.
        school: District only: the school whose return is changed instead.
        given: Facts around the return that differ (``setting.…``, ``last.…``, ``stat.…``).
        also: Numbers of the other rules and checks the same edits cannot help breaking.

    """

    rule: str
    section: str
    base: str
    edits: Mapping[str, Any]
    school: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Number and section, as problem keys write them."""
        return f"{self.rule}@{self.section}" if self.section else self.rule

    def rule_in(self, sheet: Sheet) -> Rule:
        """The rule itself."""
        section = Section(self.section) if self.section else None
        return next(
            plan.rule
            for plan in sheet.plan.rules
            if (plan.rule.id, plan.rule.section) == (self.rule, section)
        )

    def is_own(self, problem: Problem) -> bool:
        """Whether a problem is this rule's."""
        if problem.code != self.rule:
            return False
        return not self.section or problem.instance == self.section

    def data(self) -> dict[str, Any]:
        """As it is written in the data, without what is empty."""
        parts = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {name: part for name, part in parts.items() if part}


def load_cases(forms: Iterable[str]) -> list[Case]:
    """The cases of some forms, in the order of their rules."""
    return [_case(item) for form in forms for item in _items(form)]


def write_cases(form: str, cases: Iterable[Case]) -> None:
    """Write the cases of a form, one a line."""
    lines = ",\n".join(f"  {json.dumps(case.data(), ensure_ascii=False)}" for case in cases)
    (RULES / f"{form}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def _items(form: str) -> list[dict[str, Any]]:
    path = RULES / f"{form}.json"
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.exists() else []
    return found


def works(case: Case) -> bool:
    """Whether the edits still break the rule and what they are said to break, and nothing else."""
    with unbroken(case) as sheet:
        if not holds_somewhere(sheet, case.rule_in(sheet)):
            return False
    with broken(case) as sheet:
        is_broken = any(case.is_own(problem) for problem in sheet.problems)
        return is_broken and others(case, sheet.problems) == case.also


def _case(item: Mapping[str, Any]) -> Case:
    return Case(**{"section": "", **item, "also": tuple(item.get("also", ()))})


@contextmanager
def unbroken(case: Case) -> Iterator[Sheet]:
    """The return as it is before the edits."""
    if case.base == DISTRICT:
        yield open_district(case.given) if case.given else opened(DISTRICT)
    else:
        yield open_school(case.base, case.given) if case.given else opened(case.base)


@contextmanager
def broken(case: Case) -> Iterator[Sheet]:
    """The return with the edits; afterwards it is as before."""
    if case.school:
        with changed(opened(case.school), case.edits):
            # A district reads its schools once, when it is opened.
            yield open_district(case.given)
    else:
        with unbroken(case) as sheet, changed(sheet, case.edits):
            yield sheet


def holds_somewhere(sheet: Sheet, rule: Rule) -> bool:
    """Whether the rule is true in a sheet, for one row at least."""
    rows: Sequence[Cells | None] = [None]
    if rule.table is not None:
        rows = sheet.scope.rows(rule.table)
    answers = []
    for row in rows:
        sheet.scope.row = row
        answers.append(rule.condition.evaluate(sheet.scope))
    sheet.scope.row = None
    return True in answers


def others(case: Case, problems: Iterable[Problem]) -> tuple[str, ...]:
    """Numbers of everything that is broken besides the rule; checks with their place."""
    found = {
        problem.code if problem.code.startswith("R-") else problem.key
        for problem in problems
        if not case.is_own(problem)
    }
    return tuple(sorted(found))
