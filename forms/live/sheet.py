"""One open return with everything that follows from its answers: values, problems, indicators.

A sheet is changed in place by :meth:`Sheet.apply` and belongs to one owner (the open return of the
desktop, a command, a test); it is not for two threads. What it hands out is immutable.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.edits import Edit
from forms.expr import Cells
from forms.indicator_value import IndicatorValue, evaluate_indicator
from forms.live.admission import admit
from forms.live.answer import Answer
from forms.live.campuses import own_figures
from forms.live.check_plan import CheckPlan
from forms.live.context import Context
from forms.live.delta import Delta, delta_of, values_between
from forms.live.findings import Findings, ProblemChanges
from forms.live.ordering import Position, in_reading_order, reading_order
from forms.live.progress import SectionProgress, section_progress
from forms.live.scope import SheetScope
from forms.live.values import Changed, Edited, LiveValues
from forms.problems import Problem
from forms.record import Return, split_address
from forms.spec import Field
from forms.values import Maybe
from forms.wording import show


@dataclass(frozen=True, slots=True)
class Cell:
    """The state of one field or cell, for display.

    Attributes:
        address: ``form.field`` or ``form.table[row].column``.
        item: The field, or the column.
        raw: Text as typed; ``None`` is blank, and always for a calculated field.
        value: The value: as stored (``Decimal``) for an input, exact for a calculated field;
            ``None`` missing or wrong text, ``NA`` not applicable.
        text: The value as shown; the raw text while it is wrong; ``""`` while it is missing.
        relevant: Whether the question concerns the school.
        calculated: Whether the program fills it.
        fault: Why the text is no value (Chinese sentence), or ``""``.

    """

    address: str
    item: Field
    raw: str | None
    value: Maybe
    text: str
    relevant: bool
    calculated: bool
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RowState:
    """One row as shown: its id and how it is called in messages."""

    id: str
    title: str


class Sheet:
    """The live state of one return."""

    def __init__(self, plan: CheckPlan, record: Return, context: Context) -> None:
        self.plan = plan
        self.context = context
        self._sorted: tuple[Problem, ...] | None = None
        self._start(record)

    @property
    def record(self) -> Return:
        """The answers as they stand."""
        return self._values.record

    @property
    def scope(self) -> SheetScope:
        """The live values for evaluating expressions. Read only."""
        return self._values.scope

    def apply(self, edit: Edit) -> Delta:
        """Apply one edit.

        Raises:
            EditError: It names something this return does not have; nothing was changed.

        """
        return self.apply_all((edit,))

    def apply_all(self, batch: Sequence[Edit]) -> Delta:
        """Apply edits in order, as one step.

        Raises:
            EditError: One of them names something the return does not have; nothing was changed.

        """
        from forms.effects import apply  # a return that is only read does without

        record, edited = self.record, Edited()
        for edit in batch:
            admit(self.plan, record, edit, edited)
            record, _ = apply(record, edit)
        self._values.record = record
        changed = self._values.update(edited)
        difference = self._findings.update(changed)
        indicators = self._recalculate(changed)
        self._sorted = None
        return delta_of(changed, self._values, difference, self._findings.visible, indicators)

    def after(self, batch: Sequence[Edit]) -> "Sheet":
        """Another sheet as this one would be after these edits; opened anew, so not for each key."""
        from forms.effects import apply_all

        return Sheet(self.plan, apply_all(self.record, batch)[0], self.context)

    def reset(self, record: Return) -> Delta:
        """Take another record, e.g. after an undo elsewhere; the delta says what is different."""
        values, visible, indicators = self._values, self._findings.visible, self._indicators
        self._start(record)
        changed = values_between(values, self._values)
        difference = ProblemChanges(dict.fromkeys(self._findings.visible) | visible)
        named = {name for name, value in self._indicators.items() if value != indicators[name]}
        return delta_of(changed, self._values, difference, self._findings.visible, named)

    def cell(self, address: str) -> Cell:
        """The state of a field or cell.

        Raises:
            KeyError: The forms of this side have no such field, row or column.

        """
        head, row, column = split_address(address)
        if row is None or column is None:
            item, codec = self.plan.fields[head], self.plan.codecs[head]
            answer = self._values.fields[head]
        else:
            table = self.plan.tables[head]
            item, codec = table.table.by_id[column], table.codecs[column]
            answer = self._values.tables[head].rows[row].answers[column]
        fault, value = answer.fault, answer.stored
        shown = codec.format(value) if item.is_input else show(value, item, self.plan.pack.choices)
        if not item.is_input and value is None:
            shown = ""
        return Cell(
            address=address,
            item=item,
            raw=answer.raw,
            value=value,
            text=answer.raw or "" if fault is not None else shown,
            relevant=answer.relevant,
            calculated=not item.is_input,
            fault=fault.reason if fault is not None else "",
        )

    def answers(self) -> Mapping[str, Answer]:
        """What stands in the fields outside tables. Read only."""
        return self._values.fields

    def row_answers(self, table: str) -> Iterator[tuple[str, Mapping[str, Answer]]]:
        """Row id and what stands in its columns, for every row as shown. Read only."""
        for row in self._values.tables[table].rows.values():
            yield row.id, row.answers

    def values_in(self, table: str, row: str) -> Cells:
        """Exact values of a row by column, of a row that is shown. Read only."""
        return self._values.tables[table].rows[row].values

    def rows(self, table: str) -> tuple[RowState, ...]:
        """The rows of a table as shown: of a fixed table every row the school has, typed in or not."""
        live = self._values.tables[table]
        return tuple(RowState(row.id, row.title) for row in live.rows.values())

    def value(self, name: str) -> Maybe:
        """Exact value of a field, setting or fact of the context."""
        return self.scope.value(name)

    def is_relevant(self, item: str) -> bool:
        """Whether a field or table concerns the school."""
        if item in self._values.tables:
            return self._values.tables[item].relevant
        return self._values.fields[item].relevant

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems in the order of the forms."""
        if self._sorted is None:
            self._sorted = in_reading_order(self._findings.visible.values(), self._values)
        return self._sorted

    @property
    def problems_by_key(self) -> Mapping[str, Problem]:
        """All problems by key, in no particular order, at once. Read only."""
        return self._findings.visible

    @property
    def open_problems(self) -> tuple[Problem, ...]:
        """The problems that have to be corrected or explained before the return is submitted."""
        return tuple(problem for problem in self.problems if problem.is_open)

    def reading_order(self) -> Callable[[str], Position]:
        """What gives an address its place in the order in which the forms are read."""
        return reading_order(self._values)

    def problems_at(self, address: str) -> tuple[Problem, ...]:
        """The problems that point at one address."""
        return tuple(problem for problem in self.problems if problem.address == address)

    @property
    def indicators(self) -> dict[str, IndicatorValue]:
        """Indicator id → live value, in the order of the pack."""
        return {one.id: self._indicators[one.id] for one in self.plan.indicators}

    def progress(
        self, form: str, problems: Sequence[Problem] | None = None
    ) -> tuple[SectionProgress, ...]:
        """How far each section of a form is filled, and what is wrong in it: all, or these problems."""
        found = self.problems if problems is None else problems
        return section_progress(self.plan, self._values, found, form)

    def _start(self, record: Return) -> None:
        self._values = LiveValues(self.plan, self.context, record)
        last = self.context.last
        self._findings = Findings(self._values, last.justifications if last else frozenset())
        self._indicators: dict[str, IndicatorValue] = {}
        self._sorted = None
        self._values.calculate_all()
        self._findings.check_all()
        self._calculate(range(len(self.plan.indicators)))

    def _recalculate(self, changed: Changed) -> set[str]:
        """Calculate again the indicators that read what changed; the ids of those that differ."""
        readers = self.plan.indicator_readers
        concerned = {number for name in changed.names for number in readers.get(name, ())}
        before = self._indicators
        self._indicators = dict(before)
        self._calculate(concerned)
        return {
            self.plan.indicators[number].id
            for number in concerned
            if self._indicators[self.plan.indicators[number].id]
            != before[self.plan.indicators[number].id]
        }

    def _calculate(self, numbers: Iterable[int]) -> None:
        found = [self.plan.indicators[number] for number in numbers]
        judged = any(indicator.standard is not None for indicator in found)
        by_campus = own_figures(self.scope, self.plan.pack) if judged else {}
        # Verdicts last: they work on the figures.
        for indicator in sorted(found, key=lambda one: bool(one.operands)):
            value = by_campus.get(indicator.id) or evaluate_indicator(
                indicator, self.scope, self._indicators
            )
            self._indicators[indicator.id] = value
