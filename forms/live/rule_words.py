"""What all sentences about one rule have in common, found out with the first of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from forms.expr import Labelled, labelled
from forms.live.labels import Labels
from forms.schooling import Section
from forms.spec import Field, Rule, Table

_QUOTED = re.compile(r"【([^】]+)】")

_Instance = tuple[str, Section | None]
"""Which rule it is: those for several sections of schooling share their id, but not their fields."""


@dataclass(frozen=True, slots=True)
class RuleOperands:
    """What a rule looks at.

    Attributes:
        labelled: Its operands, without values.
        fields: The field or column behind each, see :meth:`Labels.field`.

    """

    labelled: tuple[Labelled, ...]
    fields: tuple[Field | None, ...]


class RuleWords:
    """The words of the rules of one plan, each found once.

    Args:
        labels: What names are called.
        tables: The tables that rules are about, by id.
        fields: The fields outside tables, by id.
        items: All fields and tables.

    """

    def __init__(
        self,
        labels: Labels,
        tables: Mapping[str, Table],
        fields: Mapping[str, Field],
        items: Mapping[str, int],
    ) -> None:
        self._labels = labels
        self._tables = tables
        self._fields = fields
        self._items = items
        self._operands: dict[_Instance, RuleOperands] = {}
        self._led_to: dict[tuple[_Instance, tuple[str, ...]], str] = {}

    def operands(self, rule: Rule) -> RuleOperands:
        """What the rule looks at, by name."""
        asked = rule.id, rule.section
        if asked not in self._operands:
            table = None if rule.table is None else self._tables[rule.table]
            found = labelled(rule.condition, partial(self._labels.label, table=table))
            fields = tuple(self._labels.field(quantity.name, table) for quantity, *_ in found)
            self._operands[asked] = RuleOperands(found, fields)
        return self._operands[asked]

    def led_to(self, rule: Rule, names: tuple[str, ...]) -> str:
        """See :func:`led_to`."""
        asked = (rule.id, rule.section), names
        if asked not in self._led_to:
            fields = self._fields if rule.table is None else self._tables[rule.table].by_id
            self._led_to[asked] = led_to(rule, names, fields, self._items)
        return self._led_to[asked]


def led_to(
    rule: Rule, names: Iterable[str], fields: Mapping[str, Field], items: Mapping[str, int]
) -> str:
    """What the clerk has to be led to: what the message names first, else the first input read.

    Args:
        rule: The rule.
        names: What it reads, or the part of it that fails.
        fields: The fields, or the columns of its table, by id.
        items: All fields and tables.

    """
    prefix = "row." if rule.table is not None else ""
    names = [name.removeprefix(prefix) for name in names if name.startswith(prefix)]
    known = [name for name in names if name in fields]
    quoted = _QUOTED.findall(rule.message)
    named = [name for label in quoted for name in known if fields[name].label == label]
    inputs = [name for name in known if fields[name].is_input]
    tables = [name for name in names if name in items and name not in fields]
    found = [*named, *inputs, *tables, *known]
    return found[0] if found else ""
