"""What is wrong with an open return, kept up to date as it is edited.

Runs the field checks and the rules that a change concerns, and holds the problems by key. A rule
that fires replaces the plausible range of the fields it looks at: one fault, one message.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from forms.live.answer import Answer
from forms.live.check import NO_LIMITS, CheckedItem, Limits, check_entry, check_keys, check_rows
from forms.live.check_plan import RulePlan, TablePlan
from forms.live.justification import lint
from forms.live.quick_check import Sound, sound_test
from forms.live.reporting import RuleReporter
from forms.live.slot import Slot
from forms.live.values import Changed, LiveRow, LiveValues, rows_in_order
from forms.problems import Problem, Severity
from forms.record import cell_address, row_address, split_address
from forms.spec import Bounds

_CHECK: Final = "F"
_KEY: Final = "F8"
_ROWS: Final = "F6"

Source = tuple[str, str]
"""What a problem came from: a check or rule, and where it looked."""


@dataclass(slots=True)
class ProblemChanges:
    """Problem key → problem before, or ``None``; only keys that were touched."""

    before: dict[str, Problem | None] = field(default_factory=dict)

    def note(self, key: str, problem: Problem | None) -> None:
        """Remember what stood under a key before the first change."""
        self.before.setdefault(key, problem)


class Findings:
    """The problems of one return. Owned and written by one sheet; not to be shared."""

    def __init__(self, values: LiveValues, last_justifications: frozenset[str]) -> None:
        self.visible: dict[str, Problem] = {}
        self._values = values
        self._plan = values.plan
        self._choices = values.plan.pack.choices
        self._reporter = RuleReporter(values.plan, values.scope, values.row_ids)
        self._last = last_justifications
        self._by_source: dict[Source, Problem] = {}
        self._fired: set[int] = set()
        self._shadows: Counter[str] = Counter()
        self._shadowing: dict[Source, tuple[str, ...]] = {}
        self._tests: dict[str, Sound] = {}
        self._justified: set[str] = set()

    def check_all(self) -> None:
        """Check everything, once, after everything was calculated."""
        difference = ProblemChanges()
        for plan, row in self._failing():
            self._settle(plan, row, difference, fires=True)
        fields = self._values.fields
        for slot in self._plan.inputs:
            if not fields[slot.name].sound:
                self._check_field(slot.name, difference)
        for table, live in self._values.tables.items():
            plan_of = self._plan.tables[table]
            named = [(slot, slot.name) for slot in plan_of.inputs]
            for row in live.rows.values():
                answers = row.answers
                for slot, name in named:
                    if not answers[name].sound:
                        self._check_cell(plan_of, row, slot, difference)
            self._check_rows(plan_of, difference)
            for name, problem in check_keys(plan_of.table, rows_in_order(live)):
                self._put((_KEY, row_address(table, name)), problem, difference)
        self.justify(difference)

    def _failing(self) -> Iterator[tuple[RulePlan, LiveRow | None]]:
        """The rules that fail, row rules with the row, which is the scope's meanwhile."""
        scope = self._values.scope
        for plan in self._plan.rules:
            fails = plan.rule.condition.fails
            if plan.rule.table is None:
                if fails(scope):
                    yield plan, None
                continue
            for row in self._values.tables[plan.rule.table].rows.values():
                scope.row = row.values
                if fails(scope):
                    yield plan, row
            scope.row = None

    def update(self, changed: Changed) -> ProblemChanges:
        """Check again what a change concerns."""
        difference = ProblemChanges()
        again: set[str] = set()
        for table, rows in changed.removed.items():
            self._drop_rows(self._plan.tables[table], rows, difference)
        for plan, rows_of in self._concerned_rules(changed):
            again |= self._run_rule(plan, rows_of, difference)
        for name in changed.fields:
            self._check_field(name, difference)
        for table, rows in changed.rows.items():
            for row in rows:
                self._check_row(self._plan.tables[table], row, difference)
        for address in again:
            self._check_address(address, difference)
        for table in changed.tables | changed.rows.keys():
            self._check_table(self._plan.tables[table], changed, difference)
        self.justify(difference)
        return difference

    def justify(self, difference: ProblemChanges) -> None:
        """Put the 说明 under the queries they belong to, and judge them."""
        texts = self._values.record.justifications
        live = {
            key: text
            for key, text in texts.items()
            if key in self.visible and self.visible[key].severity is Severity.QUERY
        }
        repeated = _repeated_texts(live)
        for key in live.keys() | self._justified:
            if key not in self.visible:
                continue
            text = live.get(key, "")
            fault = lint(text, others=repeated, last=self._last) if text else ""
            self._show(
                replace(self.visible[key], justification=text, justification_fault=fault),
                difference,
            )
        self._justified = set(live)

    def _concerned_rules(
        self, changed: Changed
    ) -> Iterable[tuple[RulePlan, Iterable[LiveRow] | None]]:
        """The rules to run; row rules with the rows to run them over."""
        readers = self._plan.rule_readers
        numbers = {number for name in changed.names for number in readers.get(name, ())}
        yield from self._rows_of(numbers)
        for table, touched in changed.rows.items():
            rows = self._values.tables[table].rows
            for plan in self._plan.tables[table].rules:
                if plan.number not in numbers:
                    yield plan, [rows[row] for row in touched if row in rows]

    def _rows_of(
        self, numbers: Iterable[int]
    ) -> Iterable[tuple[RulePlan, Iterable[LiveRow] | None]]:
        for number in numbers:
            plan = self._plan.rules[number]
            table = plan.rule.table
            yield plan, None if table is None else self._values.tables[table].rows.values()

    def _run_rule(
        self, plan: RulePlan, rows: Iterable[LiveRow] | None, difference: ProblemChanges
    ) -> set[str]:
        """Run a rule; returns the addresses whose plausible range it began or ceased to replace."""
        if rows is None:
            return set(self._judge(plan, None, difference))
        again: set[str] = set()
        for row in rows:
            self._values.scope.row = row.values
            again.update(self._judge(plan, row, difference))
        self._values.scope.row = None
        return again

    def _judge(
        self, plan: RulePlan, row: LiveRow | None, difference: ProblemChanges
    ) -> Collection[str]:
        fires = plan.rule.condition.fails(self._values.scope)
        if not fires and plan.number not in self._fired:
            return ()
        return self._settle(plan, row, difference, fires=fires)

    def _settle(
        self, plan: RulePlan, row: LiveRow | None, difference: ProblemChanges, *, fires: bool
    ) -> Collection[str]:
        if fires:
            self._fired.add(plan.number)
        source = (str(plan.number), row.id if row is not None else "")
        if not fires and source not in self._by_source:
            return ()
        self._put(source, self._report(plan, row) if fires else None, difference)
        return self._shadow(source, _shadowed(plan, row) if fires else ())

    def _shadow(self, source: Source, addresses: tuple[str, ...]) -> set[str]:
        before = self._shadowing.pop(source, ())
        if addresses:
            self._shadowing[source] = addresses
        if addresses == before:
            return set()
        self._shadows.update(addresses)
        self._shadows.subtract(before)
        return {*addresses, *before}

    def _report(self, plan: RulePlan, row: LiveRow | None) -> Problem:
        if row is None:
            return self._reporter.report(plan)
        return self._reporter.report(plan, row.id, row.title)

    def _put(self, source: Source, problem: Problem | None, difference: ProblemChanges) -> None:
        """Replace what a source reports."""
        if problem is None and source not in self._by_source:
            return
        old = self._by_source.pop(source, None)
        if problem is not None:
            self._by_source[source] = problem
        if old is not None and (problem is None or problem.key != old.key):
            difference.note(old.key, self.visible.pop(old.key))
        if problem is not None:
            self._show(problem, difference)

    def _show(self, problem: Problem, difference: ProblemChanges) -> None:
        before = self.visible.get(problem.key)
        if before != problem:
            difference.note(problem.key, before)
            self.visible[problem.key] = problem

    def _drop_rows(self, plan: TablePlan, rows: set[str], difference: ProblemChanges) -> None:
        table = plan.table
        for row in rows:
            for column in plan.column_ids:
                self._put((_CHECK, cell_address(table.id, row, column)), None, difference)
            self._put((_KEY, row_address(table.id, row)), None, difference)
            for rule in plan.rules:
                source = (str(rule.number), row)
                self._put(source, None, difference)
                self._shadow(source, ())

    def _check_address(self, address: str, difference: ProblemChanges) -> None:
        head, row, column = split_address(address)
        if row is None or column is None:
            self._check_field(head, difference)
            return
        plan, live = self._plan.tables[head], self._values.tables[head].rows[row]
        self._check_cell(plan, live, plan.slot_by_name[column], difference)

    def _check_field(self, name: str, difference: ProblemChanges) -> None:
        slot = self._plan.slots[name]
        if slot.item.is_input:
            self._check(slot, name, "", self._values.fields[name], difference)

    def _check_row(self, plan: TablePlan, row: str, difference: ProblemChanges) -> None:
        live = self._values.tables[plan.table.id].rows[row]
        for slot in plan.inputs:
            self._check_cell(plan, live, slot, difference)

    def _check_cell(
        self, plan: TablePlan, live: LiveRow, slot: Slot, difference: ProblemChanges
    ) -> None:
        address = cell_address(plan.table.id, live.id, slot.name)
        self._check(slot, address, f"{live.title}：", live.answers[slot.name], difference)

    def _check(
        self, slot: Slot, address: str, place: str, answer: Answer, difference: ProblemChanges
    ) -> None:
        source = (_CHECK, address)
        if self._test(slot)(answer):
            self._put(source, None, difference)
            return
        entry = CheckedItem(slot.item, slot.codec, address, place, answer)
        hard, plausible = self._range(slot.item.hard), self._range(slot.item.plausible)
        if self._shadows.get(address, 0) > 0:
            plausible = NO_LIMITS
        problem = check_entry(entry, hard=hard, plausible=plausible, choices=self._choices)
        self._put(source, problem, difference)

    def _test(self, slot: Slot) -> Sound:
        test = slot.sound or self._tests.get(slot.key)
        if test is None:
            # Both ranges are constant while a return is open.
            hard, plausible = self._range(slot.item.hard), self._range(slot.item.plausible)
            test = self._tests[slot.key] = sound_test(slot.item, hard, plausible)
        return test

    def _range(self, bounds: Bounds | None) -> Limits:
        if bounds is None:
            return NO_LIMITS
        scope = self._values.scope
        low, high = bounds.low, bounds.high
        return Limits(
            low.evaluate(scope) if low is not None else None,
            high.evaluate(scope) if high is not None else None,
        )

    def _check_table(self, plan: TablePlan, changed: Changed, difference: ProblemChanges) -> None:
        name = plan.table.id
        if name in changed.tables:
            self._check_rows(plan, difference)
        keys = {f"{name}.{column}" for column in plan.table.key}
        if name in changed.tables or not keys.isdisjoint(changed.names):
            self._check_keys(plan, difference)

    def _check_rows(self, plan: TablePlan, difference: ProblemChanges) -> None:
        name = plan.table.id
        live = self._values.tables[name]
        problem = check_rows(
            plan.table,
            relevant=live.relevant,
            row_count=len(live.rows),
            marked_empty=name in self._values.record.empty_tables,
        )
        self._put((_ROWS, name), problem, difference)

    def _check_keys(self, plan: TablePlan, difference: ProblemChanges) -> None:
        name = plan.table.id
        live = self._values.tables[name]
        found = dict(check_keys(plan.table, rows_in_order(live)))
        for row in live.rows:
            self._put((_KEY, row_address(name, row)), found.get(row), difference)


def _shadowed(plan: RulePlan, row: LiveRow | None) -> tuple[str, ...]:
    if row is None:
        return tuple(sorted(plan.shadows))
    table = plan.rule.table or ""
    return tuple(cell_address(table, row.id, column) for column in sorted(plan.shadows))


def _repeated_texts(texts: Mapping[str, str]) -> frozenset[str]:
    """The texts written under more than one rule; rows of one rule may share a text."""
    rules: defaultdict[str, set[str]] = defaultdict(set)
    for key, text in texts.items():
        rules[text.strip()].add(rule_of(key))
    return frozenset(text for text, used in rules.items() if len(used) > 1)


def rule_of(key: str) -> str:
    """The rule of a problem key; a field check counts as one rule per field or column."""
    code, _, instance = key.partition("@")
    if code.startswith("R-"):
        return code
    head, _, column = split_address(instance)
    return f"{code}@{head}.{column or ''}"
