"""A pack made ready for checking: what has to be known once, whatever the school answers.

Made once per pack and shared by all open sheets; nothing here changes afterwards.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from forms.expr import Expression
from forms.indicator import Indicator
from forms.known_names import CAMPUSES
from forms.live.context import LAST
from forms.live.dependency import (
    column_order,
    entered_for,
    expressions_of,
    item_order,
    readers,
    reads,
)
from forms.live.labels import Labels
from forms.live.rule_words import RuleWords, led_to
from forms.live.slot import Readers, Slot, slot_of
from forms.problems import Problem, Severity
from forms.spec import Field, Form, Item, Pack, Rule, Table
from forms.types import Codec

PLACEHOLDER: Final = re.compile(r"\{([a-z_]+(?:\.[a-z0-9_]+)+)\}")
"""A name in the message of a rule, in the place of its value."""
_NAME = re.compile(r"[a-z_]+(?:\.[a-z0-9_]+)+")


@dataclass(frozen=True, slots=True)
class ItemPosition:
    """Where an item stands, for ordering: form, section within it, item within that."""

    form: int
    section: int
    item: int


@dataclass(frozen=True, slots=True)
class RulePlan:
    """One rule, ready to run.

    Attributes:
        rule: The rule.
        number: Its position among the rules of the plan.
        reads: Names whose change makes it run again.
        columns: Columns of its own row that it looks at.
        target: Field or table id (school rules) or column id (row rules) its problem points at.
        shadows: Fields (or columns of its row) whose plausible range it replaces when it fires.

    """

    rule: Rule
    number: int
    reads: frozenset[str]
    columns: frozenset[str]
    target: str
    shadows: frozenset[str]


_NO_RULES: Final[Mapping[str, RulePlan]] = {}


@dataclass(frozen=True)
class TablePlan:
    """One table, ready to run; ``slots`` are its columns in the order of calculation."""

    table: Table
    slots: tuple[Slot, ...]
    codecs: Mapping[str, Codec]
    rules: tuple[RulePlan, ...]

    @cached_property
    def inputs(self) -> tuple[Slot, ...]:
        """The columns a person fills, in display order."""
        columns = self.table.columns
        return tuple(self.slot_by_name[column.id] for column in columns if column.is_input)

    @cached_property
    def slot_by_name(self) -> Mapping[str, Slot]:
        """Column id → slot."""
        return {slot.name: slot for slot in self.slots}

    @cached_property
    def own_columns(self) -> tuple[Field, ...]:
        """The columns that hold something of their own: all but the keys of fixed rows."""
        is_fixed = self.table.fixed_rows is not None
        return tuple(column for column in self.table.columns if not (is_fixed and column.is_key))

    @cached_property
    def own_cells(self) -> tuple[tuple[str, bool], ...]:
        """Ids of these, and whether a person fills them."""
        return tuple((column.id, column.is_input) for column in self.own_columns)

    @cached_property
    def column_ids(self) -> tuple[str, ...]:
        """Column ids in display order."""
        return tuple(column.id for column in self.table.columns)


class CheckPlan:
    """The forms of one side (``school`` or ``bureau``) of a pack, with their rules and indicators.

    Raises:
        CycleError: Calculations of the pack wait for each other.

    """

    def __init__(self, pack: Pack, filled_by: str = "school") -> None:
        self.pack = pack
        self.forms: tuple[Form, ...] = tuple(
            form for form in pack.forms if form.filled_by == filled_by
        )
        self.places = _places(self.forms)
        items = [item for form in self.forms for section in form.sections for item in section.items]
        self.order: tuple[Item, ...] = item_order(items)
        self.rank: Mapping[str, int] = {item.id: rank for rank, item in enumerate(self.order)}
        self.fields: Mapping[str, Field] = {
            item.id: item for item in items if isinstance(item, Field)
        }
        self._readers: Readers = {}
        self.slots: Mapping[str, Slot] = {
            item.id: slot_of(item, pack.choices, self._readers) for item in self.fields.values()
        }
        self.codecs: Mapping[str, Codec] = {name: slot.codec for name, slot in self.slots.items()}
        names = {form.id for form in self.forms}
        self.rules: tuple[RulePlan, ...] = tuple(
            self._plan_rule(rule, number)
            for number, rule in enumerate(rule for rule in pack.rules if rule.form in names)
        )
        self.tables: Mapping[str, TablePlan] = {
            item.id: self._plan_table(item) for item in items if isinstance(item, Table)
        }
        self.indicators: tuple[Indicator, ...] = tuple(
            indicator
            for indicator in pack.indicators
            if (indicator.scope == "district") == (filled_by == "bureau")
        )

    @cached_property
    def inputs(self) -> tuple[Slot, ...]:
        """The fields a person fills."""
        return tuple(slot for slot in self.slots.values() if slot.item.is_input)

    @cached_property
    def labels(self) -> Labels:
        """What the names of its pack are called."""
        return Labels(self.pack)

    @cached_property
    def words(self) -> RuleWords:
        """What the sentences about its rules have in common."""
        tables = {name: plan.table for name, plan in self.tables.items()}
        return RuleWords(self.labels, tables, self.fields, self.rank)

    @cached_property
    def last_names(self) -> frozenset[str]:
        """Fields and tables of the last return that anything here looks at."""
        asked = {name for one in self._expressions() for name in one.names}
        for plan in self.rules:
            asked.update(PLACEHOLDER.findall(plan.rule.message))
        return frozenset(name[len(LAST) :] for name in asked if name.startswith(LAST))

    def _expressions(self) -> Iterator[Expression]:
        for item in self.order:
            yield from expressions_of(item)
            fields = (item,) if isinstance(item, Field) else item.columns
            for bounds in (part for one in fields for part in (one.hard, one.plausible) if part):
                yield from (end for end in (bounds.low, bounds.high) if end is not None)
        yield from (plan.rule.condition for plan in self.rules)
        for indicator in self.pack.indicators:
            yield indicator.expression
            if indicator.shown is not None:
                yield indicator.shown

    @cached_property
    def item_readers(self) -> Mapping[str, tuple[int, ...]]:
        """Name → ranks of the items to calculate again."""
        return readers(
            {
                rank: {name for expression in expressions_of(item) for name in reads(expression)}
                for rank, item in enumerate(self.order)
            }
        )

    @cached_property
    def rule_readers(self) -> Mapping[str, tuple[int, ...]]:
        """Name → numbers of the rules to run again."""
        return readers({plan.number: plan.reads for plan in self.rules})

    @cached_property
    def indicator_readers(self) -> Mapping[str, tuple[int, ...]]:
        """Name → positions of the indicators to calculate again."""
        return readers(
            {number: self._indicator_reads(one) for number, one in enumerate(self.indicators)}
        )

    def rule_behind(self, problem: Problem) -> RulePlan | None:
        """The rule that reports a problem; ``None`` for the checks every field has."""
        known = self._rules_by_id.get(problem.code, _NO_RULES)
        # The instance of a rule about rows is the row.
        return known.get(problem.instance) or known.get("")

    @cached_property
    def _rules_by_id(self) -> Mapping[str, Mapping[str, RulePlan]]:
        """Rules by their id, and by the section of schooling they are for, ``""`` for none."""
        found: dict[str, dict[str, RulePlan]] = {}
        for plan in self.rules:
            section = plan.rule.section
            found.setdefault(plan.rule.id, {})["" if section is None else section.value] = plan
        return found

    @cached_property
    def rule_entries(self) -> tuple[frozenset[str], ...]:
        """For each rule the fields and tables people fill that it judges, through calculations too."""
        return tuple(entered_for(plan.reads, self._items) for plan in self.rules)

    def entries_of(self, field: str) -> frozenset[str]:
        """The fields and tables people fill that a calculated field is worked out from."""
        return entered_for((field,), self._items)

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.order}

    def _indicator_reads(self, indicator: Indicator) -> frozenset[str]:
        """Names whose change can change an indicator, also through those it works on."""
        expressions = [indicator.expression]
        if indicator.shown is not None:
            expressions.append(indicator.shown)
        own = frozenset[str]().union(*map(reads, expressions))
        if indicator.standard is not None and CAMPUSES in self.tables:
            own |= {CAMPUSES, *(f"{CAMPUSES}.{name}" for name in self.tables[CAMPUSES].column_ids)}
        by_id = self.pack.indicator_by_id
        return own.union(*(self._indicator_reads(by_id[name]) for name in indicator.operands))

    def _plan_table(self, table: Table) -> TablePlan:
        slots = tuple(
            slot_of(column, self.pack.choices, self._readers, table)
            for column in column_order(table)
        )
        by_name = {slot.name: slot.codec for slot in slots}
        return TablePlan(
            table=table,
            slots=slots,
            codecs={column.id: by_name[column.id] for column in table.columns},
            rules=tuple(plan for plan in self.rules if plan.rule.table == table.id),
        )

    def _plan_rule(self, rule: Rule, number: int) -> RulePlan:
        condition = rule.condition
        fields: Mapping[str, Field] = self.fields
        looked_at = condition.names
        if rule.table is not None:
            fields = self.pack.tables[rule.table].by_id
            looked_at = condition.row_columns
        weighty = rule.severity is not Severity.HINT
        return RulePlan(
            rule=rule,
            number=number,
            reads=reads(condition),
            columns=condition.row_columns,
            target=led_to(rule, _read_by(rule), fields, self.rank),
            shadows=frozenset(
                name
                for name in looked_at
                if weighty and name in fields and _has_plausible(fields[name])
            ),
        )


def _has_plausible(item: Field) -> bool:
    return item.is_input and item.plausible is not None


def _places(forms: tuple[Form, ...]) -> Mapping[str, ItemPosition]:
    return {
        item.id: ItemPosition(form_number, section_number, item_number)
        for form_number, form in enumerate(forms)
        for section_number, section in enumerate(form.sections)
        for item_number, item in enumerate(section.items)
    }


def _read_by(rule: Rule) -> Iterable[str]:
    return dict.fromkeys(_NAME.findall(rule.condition.text))
