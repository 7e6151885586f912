"""How far a form is filled and what is wrong in it, section by section."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from forms.live.answer import Answer
from forms.live.check_plan import CheckPlan
from forms.live.values import LiveTable, LiveValues
from forms.problems import Problem, Severity
from forms.record import split_address
from forms.spec import Field, Item, Table


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """The state of one section of a form.

    Attributes:
        form: Form id.
        section: Position of the section in its form.
        title: Title of the section.
        filled: Required inputs that concern the school and have a text, right or wrong. A free
            table that has to have rows or a mark and has neither counts as one input.
        total: All required inputs that concern the school.
        errors: Problems that have to be corrected.
        queries: Queries still without a sufficient 说明.
        explained: Queries with one.
        hints: Hints.

    """

    form: str
    section: int
    title: str
    filled: int
    total: int
    errors: int
    queries: int
    explained: int
    hints: int

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do here."""
        return self.filled == self.total and not self.errors and not self.queries


def section_progress(
    plan: CheckPlan, values: LiveValues, problems: Iterable[Problem], form: str
) -> tuple[SectionProgress, ...]:
    """The progress of every section of a form.

    Raises:
        KeyError: This side has no such form.

    """
    number = {item.id: index for index, item in enumerate(plan.forms)}[form]
    counts: Counter[tuple[int, str]] = Counter()
    for problem in problems:
        place = plan.places.get(split_address(problem.place)[0])
        if place is not None and place.form == number:
            counts[place.section, _kind(problem)] += 1
    found = []
    for index, section in enumerate(plan.forms[number].sections):
        filled, total = _filled(section.items, values)
        found.append(
            SectionProgress(
                form=form,
                section=index,
                title=section.title,
                filled=filled,
                total=total,
                errors=counts[index, "error"],
                queries=counts[index, "query"],
                explained=counts[index, "explained"],
                hints=counts[index, "hint"],
            )
        )
    return tuple(found)


def _kind(problem: Problem) -> str:
    if problem.severity is Severity.QUERY and not problem.is_open:
        return "explained"
    return problem.severity.value


def _filled(items: Iterable[Item], values: LiveValues) -> tuple[int, int]:
    filled = total = 0
    for item in items:
        if isinstance(item, Table):
            some, all_of_it = _filled_table(item, values)
        else:
            some, all_of_it = _filled_field(item, values.fields[item.id])
        filled += some
        total += all_of_it
    return filled, total


def _filled_field(item: Field, answer: Answer) -> tuple[int, int]:
    if not (item.required and item.is_input and answer.relevant):
        return 0, 0
    return int(answer.raw is not None), 1


def _filled_table(table: Table, values: LiveValues) -> tuple[int, int]:
    live = values.tables[table.id]
    if not live.relevant:
        return 0, 0
    if table.fixed_rows is None and not live.rows:
        marked = table.id in values.record.empty_tables and not table.at_least_one
        return int(marked), 1
    return _filled_rows(table, live)


def _filled_rows(table: Table, live: LiveTable) -> tuple[int, int]:
    filled = total = 0
    columns = [column for column in table.columns if not (column.is_key and table.fixed_rows)]
    for row in live.rows.values():
        for column in columns:
            some, one = _filled_field(column, row.answers[column.id])
            filled += some
            total += one
    return filled, total
