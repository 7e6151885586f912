"""What the clerk has come to so far, and which findings wait until he has.

A new form is calm: a rule about a table nobody has looked at yet, or one that compares with it, says
nothing. What has an answer was come to; the rest is a fact of the session and not of the return. A
check asked for ends the waiting, and so does a form in which nothing is blank any more.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from forms.live.check_plan import RulePlan
from forms.live.sheet import Sheet
from forms.problems import Problem
from forms.record import Return, cell_address, row_address, split_address
from forms.values import NA


@dataclass(slots=True)
class Attention:
    """Where the cursor has been in this session; one open return has one.

    Attributes:
        visited: Addresses of fields, rows and tables the cursor has left, and of cells edited.
        checked: Whether a check was asked for: nothing waits any more.

    """

    visited: set[str] = field(default_factory=set)
    checked: bool = False

    def sees(self, problem: Problem) -> bool:
        """Whether a blank is shown as one where it is; it is counted in any case."""
        return self.checked or not problem.is_blank or problem.place in self.visited

    def waiting(
        self, sheet: Sheet, among: Mapping[str, Problem] | None = None
    ) -> dict[str, Problem]:
        """The problems of a return that wait, by key.

        Args:
            sheet: The return.
            among: Those that waited before a visit: it makes none wait that did not. All by default.

        """
        problems = sheet.problems_by_key
        if self.checked or not any(problem.is_blank for problem in problems.values()):
            return {}
        rule_behind = sheet.plan.rule_behind
        return {
            key: problem
            for key, problem in (problems if among is None else among).items()
            if (rule := rule_behind(problem)) is not None and self._waits(problem, rule, sheet)
        }

    def told(self, sheet: Sheet) -> tuple[Problem, ...]:
        """The problems of a return without those that wait, in the order of the forms."""
        return without(sheet.problems, self.waiting(sheet))

    def _waits(self, problem: Problem, rule: RulePlan, sheet: Sheet) -> bool:
        # What has an answer was come to: with few blanks left, few are asked about one by one.
        blank = sheet.plan.rule_entries[rule.number].difference(sheet.record.answers)
        if blank and not all(self._came_to(item, sheet) for item in blank):
            return True
        if rule.rule.table is None:
            return False
        table, row, _ = split_address(problem.instance)
        if row is None or {table, row_address(table, row)} & self.visited:
            return False
        return not self._came_to_cells(rule, table, row, sheet)

    def _came_to(self, item: str, sheet: Sheet) -> bool:
        if item in self.visited or not sheet.is_relevant(item):
            return True
        return is_begun(sheet.record, item)

    @staticmethod
    def _came_to_cells(rule: RulePlan, table: str, row: str, sheet: Sheet) -> bool:
        columns = sheet.plan.tables[table].table.by_id
        read = (columns[name] for name in rule.columns if name in columns)
        cells = [cell_address(table, row, column.id) for column in read if column.is_input]
        return bool(cells) and all(_is_answered(sheet, cell) for cell in cells)


def without(problems: tuple[Problem, ...], waiting: Collection[str]) -> tuple[Problem, ...]:
    """The problems of which the key is not among those that wait, in their order."""
    return tuple(found for found in problems if found.key not in waiting) if waiting else problems


def is_begun(record: Return, table: str) -> bool:
    """Whether anything of a table is told: a row with an answer, or that there is no data."""
    marked = table in record.empty_tables
    return marked or any(row.cells for row in record.tables.get(table, ()))


def _is_answered(sheet: Sheet, address: str) -> bool:
    cell = sheet.cell(address)
    return cell.raw is not None or cell.value is NA
