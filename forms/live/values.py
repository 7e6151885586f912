"""The values of an open return, kept up to date item by item as it is edited.

From raw texts to exact values: parsing, relevance, calculated fields, rows and their columns. Only
what an edit can have changed is calculated again, in the order in which values are made of each
other. What is wrong with the values is the business of :mod:`forms.live.findings`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from forms.live.answer import Answer
from forms.live.context import Context
from forms.live.plan import Plan, TablePlan
from forms.live.scope import SheetScope
from forms.live.slot import Slot
from forms.record import Return, Row
from forms.spec import Field, Table
from forms.values import NA, Maybe, exact
from forms.wording import row_title

_NO_TEXTS: Mapping[str, str] = {}


@dataclass(slots=True)
class LiveRow:
    """The live state of one row; ``values`` is what expressions read."""

    id: str
    answers: dict[str, Answer]
    values: dict[str, Maybe]
    title: str = ""


@dataclass(slots=True)
class LiveTable:
    """The live state of one table: the rows as they are shown."""

    relevant: bool = True
    rows: dict[str, LiveRow] = field(default_factory=dict)


@dataclass(slots=True)
class Edited:
    """What an edit touched: fields, cells of rows, and tables whose rows came, went or were marked.

    ``marked`` are the fields and rows that wait to be confirmed now, or do not any more.
    """

    fields: set[str] = field(default_factory=set)
    rows: dict[str, set[str]] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Changed:
    """What came of it.

    Attributes:
        names: Names (fields, tables, ``form.table.column``) whose value changed.
        fields: Fields of which text, relevance or value changed.
        rows: Table → ids of shown rows of which anything changed, new ones included.
        removed: Table → ids of rows no longer shown.
        tables: Tables of which rows came, went or moved, or the relevance changed, or the mark.
        marked: Fields and rows that wait to be confirmed now, or do not any more.

    """

    names: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    rows: dict[str, set[str]] = field(default_factory=dict)
    removed: dict[str, set[str]] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    marked: set[str] = field(default_factory=set)


class LiveValues:
    """The values of one return. Owned and written by one sheet; not to be shared."""

    def __init__(self, plan: Plan, context: Context, record: Return) -> None:
        self.plan = plan
        self.record = record
        self.scope = SheetScope(context)
        self.fields = {name: Answer() for name in plan.fields}
        self.tables = {name: LiveTable() for name in plan.tables}

    def calculate_all(self) -> None:
        """Fill everything from the record, each item behind those it is made of."""
        nothing_before = Changed()
        for item in self.plan.order:
            if isinstance(item, Field):
                self._fill_field(self.plan.slots[item.id])
            else:
                self._fill_table(self.plan.tables[item.id], nothing_before)

    def _fill_field(self, slot: Slot) -> None:
        answer = self.fields[slot.name]
        self._settle(answer, slot, self.record.answers.get(slot.name))
        self.scope.values[slot.name] = answer.value

    def _fill_table(self, plan: TablePlan, changed: Changed) -> None:
        table, live = plan.table, self.tables[plan.table.id]
        self._find_rows(table, live, changed)
        typed = {row.id: row.cells for row in self.record.tables.get(table.id, ())}
        for row_id, row in live.rows.items():
            self.scope.row = row.values
            texts = typed.get(row_id, _NO_TEXTS)
            for slot in plan.slots:
                name = slot.name
                raw = row_id if slot.is_printed else texts.get(name)
                if slot.is_typed:
                    answer = _typed(slot, raw)
                else:
                    answer = Answer()
                    self._settle(answer, slot, raw)
                row.answers[name] = answer
                row.values[name] = answer.value
        self.scope.row = None
        self._retitle(table, live, live.rows.keys())

    def row_ids(self, table: str) -> list[str]:
        """Ids of the rows of a table, as shown."""
        return list(self.tables[table].rows)

    def update(self, edited: Edited) -> Changed:
        """Bring up to date what was edited and everything that is made of it."""
        changed = Changed()
        whole = {self.plan.rank[name] for name in edited.tables}
        queue = list(
            {self.plan.rank[name] for name in (*edited.fields, *edited.rows, *edited.tables)}
        )
        heapify(queue)
        queued = set(queue)
        while queue:
            rank = heappop(queue)
            item = self.plan.order[rank]
            if isinstance(item, Field):
                names: Iterable[str] = self._refresh_field(item, changed)
            else:
                rows = None if rank in whole else edited.rows[item.id]
                names = self._refresh_table(self.plan.tables[item.id], rows, changed)
            for name in names:
                changed.names.add(name)
                for reader in self.plan.item_readers.get(name, ()):
                    whole.add(reader)
                    if reader not in queued:
                        queued.add(reader)
                        heappush(queue, reader)
        changed.tables |= edited.tables
        changed.marked |= edited.marked
        return changed

    def _refresh_field(self, item: Field, changed: Changed) -> tuple[str, ...]:
        answer = self.fields[item.id]
        before = (answer.raw, answer.relevant)
        old = answer.value
        self._settle(answer, self.plan.slots[item.id], self.record.answers.get(item.id))
        self.scope.values[item.id] = answer.value
        if _same(old, answer.value):
            if before != (answer.raw, answer.relevant):
                changed.fields.add(item.id)
            return ()
        changed.fields.add(item.id)
        return (item.id,)

    def _refresh_table(
        self, plan: TablePlan, edited: set[str] | None, changed: Changed
    ) -> set[str]:
        """Refresh some rows, or (``None``) find out which rows there are and refresh them all."""
        table = plan.table
        live = self.tables[table.id]
        names: set[str] = set()
        renamed: set[str] = set()
        if edited is None:
            if self._find_rows(table, live, changed):
                names.add(table.id)
                changed.tables.add(table.id)
                renamed = set(live.rows)
            edited = set(live.rows)
        touched = changed.rows.setdefault(table.id, set())
        rows = self._typed_rows(table, edited)
        for row_id in edited & live.rows.keys():
            columns = self._refresh_row(plan, live.rows[row_id], rows.get(row_id))
            if columns is not None:
                touched.add(row_id)
                names.update(f"{table.id}.{column}" for column in columns)
                if not columns.isdisjoint(table.key):
                    renamed.add(row_id)
        self.scope.row = None
        touched |= self._retitle(table, live, renamed)
        return names

    def _typed_rows(self, table: Table, wanted: set[str]) -> Mapping[str, Row]:
        return {row.id: row for row in self.record.tables.get(table.id, ()) if row.id in wanted}

    def _find_rows(self, table: Table, live: LiveTable, changed: Changed) -> bool:
        is_relevant = table.relevant is None or table.relevant.evaluate(self.scope) is True
        relevance_changed = live.relevant != is_relevant
        live.relevant = is_relevant
        ids = self._shown_rows(table) if live.relevant else ()
        before = tuple(live.rows)
        if ids != before:
            gone = live.rows.keys() - set(ids)
            changed.removed.setdefault(table.id, set()).update(gone)
            live.rows = {name: live.rows.get(name) or LiveRow(name, {}, {}) for name in ids}
            self.scope.tables[table.id] = [row.values for row in live.rows.values()]
        return relevance_changed or ids != before

    def _shown_rows(self, table: Table) -> tuple[str, ...]:
        if table.fixed_rows is None:
            return tuple(row.id for row in self.record.tables.get(table.id, ()))
        if table.row_relevant is None:
            return table.fixed_rows
        shown = []
        for code in table.fixed_rows:
            self.scope.row = dict.fromkeys(table.key, code)
            if table.row_relevant.evaluate(self.scope) is True:
                shown.append(code)
        self.scope.row = None
        return tuple(shown)

    def _refresh_row(self, plan: TablePlan, live: LiveRow, row: Row | None) -> set[str] | None:
        """Columns whose value changed; ``None`` if nothing at all did."""
        texts = row.cells if row is not None else _NO_TEXTS
        self.scope.row = live.values
        is_new = not live.answers
        anything = is_new
        changed: set[str] = set()
        for slot in plan.slots:
            raw = live.id if slot.is_printed else texts.get(slot.name)
            answer = live.answers.get(slot.name)
            if answer is None:
                answer = live.answers[slot.name] = Answer()
            elif raw == answer.raw and slot.is_typed:
                continue
            before = (answer.raw, answer.relevant)
            old = answer.value
            self._settle(answer, slot, raw)
            anything = anything or before != (answer.raw, answer.relevant)
            if is_new or not _same(old, answer.value):
                live.values[slot.name] = answer.value
                changed.add(slot.name)
        return changed if changed or anything else None

    def _retitle(self, table: Table, live: LiveTable, suspects: Collection[str]) -> set[str]:
        """Name rows again; those whose name changed have to be reported on again."""
        renamed: set[str] = set()
        if not suspects:
            return renamed
        for index, row in enumerate(live.rows.values()):
            if row.id not in suspects:
                continue
            title = row_title(table, row.values, index, self.plan.pack.choices)
            if title != row.title:
                row.title = title
                renamed.add(row.id)
        return renamed

    def _settle(self, answer: Answer, slot: Slot, raw: str | None) -> None:
        if slot.calculate is not None:
            raw = None
        if raw != answer.raw:
            answer.raw = raw
            answer.parsed = None if raw is None else slot.parse(raw)
        if slot.relevant is not None:
            relevance = slot.relevant.evaluate(self.scope)
            answer.relevant = relevance is True
            if relevance is not True:
                # Whether a question applies may itself be unknown: then its value is missing.
                answer.value = None if relevance is None else NA
                return
        if slot.calculate is not None:
            answer.value = slot.calculate.evaluate(self.scope)
        elif answer.parsed is None:
            answer.value = slot.blank
        else:
            answer.value = exact(answer.parsed.value)


def _typed(slot: Slot, raw: str | None) -> Answer:
    """Read what nothing but its own text decides."""
    if raw is None:
        return Answer(value=slot.blank)
    parsed = slot.parse(raw)
    return Answer(raw, parsed, value=exact(parsed.value))


def _same(left: Maybe, right: Maybe) -> bool:
    return left is right or (type(left) is type(right) and left == right)


def rows_in_order(live: LiveTable) -> Sequence[tuple[str, Mapping[str, Maybe]]]:
    """Row ids with their values, as shown."""
    return [(row.id, row.values) for row in live.rows.values()]
