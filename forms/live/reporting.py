"""From a rule that fires to the sentence the clerk reads."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Final

from forms.expr import explain
from forms.live.plan import Plan, RulePlan
from forms.live.scope import SheetScope
from forms.problems import Problem
from forms.record import cell_address, row_address
from forms.spec import Field, Table
from forms.wording import append_operands, show

_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+(?:\.[a-z0-9_]+)+)\}")
_ROW: Final = "row."
_PREFIXES: Final[Mapping[str, str]] = {"last.": "上年", "stat.": "年报"}


class RuleReporter:
    """Makes the problem of a rule out of the live values of one sheet."""

    def __init__(self, plan: Plan, scope: SheetScope) -> None:
        self._plan = plan
        self._scope = scope
        self._choices = plan.pack.choices
        self._labels = {
            **{fact.id: fact.label for fact in plan.pack.period},
            **{setting.id: setting.label for setting in plan.pack.settings},
        }

    def report(self, plan: RulePlan, row: str = "", title: str = "") -> Problem:
        """Report a rule that fires.

        Args:
            plan: The rule; ``scope.row`` is the row it fires for.
            row: Id of that row, ``""`` for a school rule.
            title: Title of that row.

        """
        rule = plan.rule
        table = self._plan.tables[rule.table].table if rule.table is not None else None
        operands = explain(rule.condition, self._scope, partial(self._label, table))
        shown = [
            show(operand.value, self._field(table, operand.name), self._choices)
            for operand in operands
        ]
        address, instance = plan.target or rule.form, ""
        sentence = _PLACEHOLDER.sub(partial(self._fill, table), rule.message)
        if table is not None:
            instance = row_address(table.id, row)
            address = cell_address(table.id, row, plan.target) if plan.target else instance
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
        )

    def _fill(self, table: Table | None, found: re.Match[str]) -> str:
        name = found[1]
        cells = self._scope.row
        in_row = cells is not None and name.startswith(_ROW)
        value = cells.get(name.removeprefix(_ROW)) if cells and in_row else self._scope.value(name)
        return show(value, self._field(table, name), self._choices)

    def _field(self, table: Table | None, name: str) -> Field | None:
        """The field or column a name reads; ``None`` for a total, a table or a fact of the context."""
        if table is not None and name.startswith(_ROW):
            return table.by_id.get(name.removeprefix(_ROW))
        for prefix in _PREFIXES:
            name = name.removeprefix(prefix)
        # Of the whole pack: a rule of the bureau's form reads the schools' fields.
        pack = self._plan.pack
        if name in pack.fields:
            return pack.fields[name]
        owner, _, column = name.rpartition(".")
        return pack.tables[owner].by_id.get(column) if owner in pack.tables else None

    def _label(self, table: Table | None, name: str) -> tuple[str, str]:
        """Chinese label and unit of a name of an expression."""
        item = self._field(table, name)
        prefix = next((word for start, word in _PREFIXES.items() if name.startswith(start)), "")
        if item is not None:
            return prefix + item.label, item.unit
        for start in _PREFIXES:
            name = name.removeprefix(start)
        found = self._plan.pack.tables.get(name)
        return prefix + (found.label if found else self._labels.get(name, name)), ""
