"""The values of an open return, kept up to date item by item as it is edited.

From raw texts to exact values: parsing, relevance, calculated fields, rows and their columns. Only
what an edit can have changed is calculated again, in the order in which values are made of each
other. What is wrong with the values is the business of :mod:`forms.live.findings`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import Final

from forms.live.answer import Answer
from forms.live.check_plan import CheckPlan, TablePlan
from forms.live.context import Context
from forms.live.scope import SheetScope
from forms.live.slot import Slot
from forms.record import Return, Row
from forms.spec import Field, Table
from forms.values import NA, Maybe, NotApplicable
from forms.wording import row_title

_NO_TEXTS: Mapping[str, str] = {}
_BLANK: Final = Answer()
_NOT_ASKED: Final = Answer(relevant=False, value=NA, sound=True)
_PERHAPS_ASKED: Final = Answer(relevant=False, sound=True)


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

    def __init__(self, plan: CheckPlan, context: Context, record: Return) -> None:
        self.plan = plan
        self.record = record
        self.scope = SheetScope(context)
        self.fields = dict.fromkeys(plan.fields, _BLANK)
        self.tables = {name: LiveTable() for name in plan.tables}

    def calculate_all(self) -> None:
        """Fill everything from the record, each item behind those it is made of."""
        nothing_before = Changed()
        texts, slots = self.record.answers, self.plan.slots
        fields, values = self.fields, self.scope.values
        for item in self.plan.order:
            name = item.id
            slot = slots.get(name)
            if slot is None:
                self._fill_table(self.plan.tables[name], nothing_before)
                continue
            raw = texts.get(name)
            known = slot.known.get(raw) if slot.is_typed else None
            answer = fields[name] = known or self._settled(slot, raw)
            values[name] = answer.value

    def _fill_table(self, plan: TablePlan, changed: Changed) -> None:
        table, live = plan.table, self.tables[plan.table.id]
        self._find_rows(table, live, changed)
        typed = {row.id: row.cells for row in self.record.tables.get(table.id, ())}
        for row_id, row in live.rows.items():
            self.scope.row = row.values
            texts = typed.get(row_id, _NO_TEXTS)
            answers, values = row.answers, row.values
            for slot in plan.slots:
                name = slot.name
                raw = row_id if slot.is_printed else texts.get(name)
                known = slot.known.get(raw) if slot.is_typed else None
                answer = answers[name] = known or self._settled(slot, raw)
                values[name] = answer.value
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
        before = self.fields[item.id]
        answer = self._settled(self.plan.slots[item.id], self.record.answers.get(item.id))
        self.fields[item.id] = answer
        self.scope.values[item.id] = answer.value
        if _same(before.value, answer.value):
            if _is_other(before, answer):
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
            before = live.answers.get(slot.name, _BLANK)
            if not is_new and slot.is_typed and raw == before.raw:
                continue
            answer = live.answers[slot.name] = self._settled(slot, raw)
            anything = anything or _is_other(before, answer)
            if is_new or not _same(before.value, answer.value):
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

    def _settled(self, slot: Slot, raw: str | None) -> Answer:
        """What stands in a field or cell in which this was typed."""
        if slot.relevant is not None:
            relevance = slot.relevant.evaluate(self.scope)
            if relevance is not True:
                # Whether a question applies may itself be unknown: then its value is missing.
                return _beside(slot, raw, None if relevance is None else NA)
        if slot.calculate is not None:
            return Answer(value=slot.calculate.evaluate(self.scope))
        return slot.known.get(raw) or slot.read(raw)


def _beside(slot: Slot, raw: str | None, value: NotApplicable | None) -> Answer:
    """What was typed where the question does not concern the school; nothing can be wrong with it."""
    if raw is None or slot.calculate is not None:
        return _NOT_ASKED if value is NA else _PERHAPS_ASKED
    return Answer(raw, slot.read(raw).parsed, relevant=False, value=value, sound=True)


def _is_other(before: Answer, after: Answer) -> bool:
    return before.raw != after.raw or before.relevant is not after.relevant


def _same(left: Maybe, right: Maybe) -> bool:
    return left is right or (type(left) is type(right) and left == right)


def rows_in_order(live: LiveTable) -> Sequence[tuple[str, Mapping[str, Maybe]]]:
    """Row ids with their values, as shown."""
    return [(row.id, row.values) for row in live.rows.values()]
