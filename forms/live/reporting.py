"""From a rule that fires to the sentence the clerk reads."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from forms.expr import culprit_cell, culprits, valued
from forms.live.check_plan import PLACEHOLDER, CheckPlan, RulePlan
from forms.live.scope import SheetScope
from forms.problems import Problem
from forms.record import cell_address, row_address
from forms.spec import Table
from forms.wording import append_operands, show

_ROW: Final = "row."


class RuleReporter:
    """Makes the problem of a rule out of the live values of one sheet."""

    def __init__(
        self, plan: CheckPlan, scope: SheetScope, row_ids: Callable[[str], Sequence[str]]
    ) -> None:
        """``row_ids`` gives the ids of the rows of a table in the order of the scope's rows."""
        self._plan = plan
        self._scope = scope
        self._row_ids = row_ids
        self._choices = plan.pack.choices
        self._labels = plan.labels

    def report(self, plan: RulePlan, row: str = "", title: str = "") -> Problem:
        """Report a rule that fires.

        Args:
            plan: The rule; ``scope.row`` is the row it fires for.
            row: Id of that row, ``""`` for a school rule.
            title: Title of that row.

        """
        rule = plan.rule
        table = self._plan.tables[rule.table].table if rule.table is not None else None
        known = self._plan.words.operands(rule)
        operands = valued(known.labelled, self._scope)
        shown = [
            show(operand.value, item, self._choices)
            for operand, item in zip(operands, known.fields, strict=True)
        ]
        address, instance = plan.target or rule.form, ""
        culprit = self._culprit(plan, table)
        sentence = PLACEHOLDER.sub(partial(self._fill, table), rule.message)
        if table is not None:
            instance = row_address(table.id, row)
            address = cell_address(table.id, row, plan.target) if plan.target else instance
            culprit = cell_address(table.id, row, culprit) if culprit else ""
            sentence = f"{title}：{sentence}"
        elif rule.section is not None:
            instance = rule.section.value
        return Problem(
            code=rule.id,
            severity=rule.severity,
            address=address,
            message=append_operands(sentence, operands, shown),
            instance=instance,
            operands=operands,
            example=rule.example,
            source=rule.source,
            culprit=culprit if culprit != address else "",
        )

    def _culprit(self, plan: RulePlan, table: Table | None) -> str:
        """The field, cell, table or column that makes the rule fire, as far as its condition tells."""
        found = culprit_cell(plan.rule.condition, self._scope) if table is None else None
        if found is not None and found.table in self._plan.tables:
            row = self._row_ids(found.table)[found.row]
            return cell_address(found.table, row, found.column)
        rule, led_to = plan.rule, self._plan.words.led_to
        names = tuple(rule.condition.failing_part(self._scope).read)
        anyway = led_to(rule, names)
        if anyway == led_to(rule, names[::-1]):
            return anyway  # in whatever order they are, so their values need not be asked
        return led_to(rule, culprits(rule.condition, self._scope))

    def _fill(self, table: Table | None, found: re.Match[str]) -> str:
        name = found[1]
        cells = self._scope.row
        in_row = cells is not None and name.startswith(_ROW)
        value = cells.get(name.removeprefix(_ROW)) if cells and in_row else self._scope.value(name)
        return show(value, self._labels.field(name, table), self._choices)
