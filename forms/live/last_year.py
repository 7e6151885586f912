"""Last year's answers beside this year's: what stood in the same place, and how far it has moved.

Rows are matched by their key: the ids of rows mean nothing from one period to the next. What may be
done with an answer of last year says the pack (:class:`forms.last_year.LastYear`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from forms.expr import Cells
from forms.last_year import LastYear
from forms.live.attention import is_begun
from forms.live.context import LastReturn
from forms.live.sheet import Sheet
from forms.record import cell_address, row_address, split_address
from forms.spec import Field, FieldType, Table
from forms.values import Maybe, Number, is_exact, is_given, is_number, simplest
from forms.wording import Choices, show

Key = tuple[Maybe, ...]

CHANGE_LIMIT: Final = "setting.change_limit"
"""The bureau's setting: from how many percent a change is large."""
_USUAL_LIMIT: Final = 20


@dataclass(frozen=True, slots=True)
class Beside:
    """What stood in a field or cell last year, next to what stands there now.

    Attributes:
        address: Field or cell.
        item: The field or column.
        last: Last year's exact value.
        now: This year's exact value; ``None`` while there is none.
        difference: This year's less last year's; ``None`` unless both are numbers.
        choices: The choice lists of the pack.

    """

    address: str
    item: Field
    last: Maybe
    now: Maybe
    difference: Number | None
    choices: Choices = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """Last year's value as shown; of the many that are compared few are."""
        return show(self.last, self.item, self.choices)

    @property
    def is_same(self) -> bool:
        """Whether this year's answer is last year's."""
        return self.now == self.last

    @property
    def amount(self) -> Fraction:
        """How far it moved, without a sign; 0 where no number can be told."""
        return Fraction() if self.difference is None else abs(Fraction(self.difference))

    @property
    def share(self) -> Fraction | None:
        """The difference in percent of last year's value; ``None`` where there is nothing to divide."""
        if self.difference is None or not is_number(self.last) or not self.last:
            return None
        return Fraction(self.difference) * 100 / abs(Fraction(self.last))

    def is_large(self, limit: Number) -> bool:
        """Whether the value moved by more than ``limit`` percent, or from nothing at all."""
        if not self.difference:
            return False
        if not is_exact(self.last) or not self.last:
            return True
        # Multiplied out: most pages ask this of every field, and a fraction is slow to make.
        before: Number = self.last if self.last > 0 else -self.last
        moved: Number = self.difference if self.difference > 0 else -self.difference
        return moved * 100 > limit * before


class LastYearAnswers:
    """The answers of last year, found by the place of this year's."""

    def __init__(self, sheet: Sheet, last: LastReturn | None) -> None:
        self._sheet = sheet
        self._last = last or LastReturn()
        self._rows: dict[str, Mapping[Key, Cells]] = {}

    @property
    def is_known(self) -> bool:
        """Whether anything of last year is known."""
        return bool(self._last.values or self._last.tables)

    def at(self, address: str) -> Beside | None:
        """What stood there last year; ``None`` where nothing is known, or nothing stood.

        Raises:
            KeyError: This year's forms have no such place.

        """
        head, row, column = split_address(address)
        if row is None or column is None:
            item = self._sheet.plan.fields[head]
            last = self._last.values.get(head)
            is_told = item.is_input or self._is_told(head)
            return self._beside(address, item, last, self._sheet.value(head) if is_told else None)
        table = self._sheet.plan.tables[head].table
        item = table.by_id[column]
        if item.is_key:
            return None
        now = self._sheet.values_in(head, row)
        return self._beside(address, item, self._cells(table, now).get(column), now.get(column))

    def _is_told(self, calculated: str) -> bool:
        """Whether a calculated value has been told: the 0 of a table nobody has begun has not."""
        sheet = self._sheet
        entries = sheet.plan.entries_of(calculated) & sheet.plan.tables.keys()
        return all(is_begun(sheet.record, one) or not sheet.is_relevant(one) for one in entries)

    def moved_in_row(self, table: Table, row: str) -> Iterator[Beside]:
        """The numbers of a row that read differently from last year's; none in a new row."""
        now = self._sheet.values_in(table.id, row)
        cells = self._cells(table, now)
        for column in table.columns if cells else ():
            last, value = cells.get(column.id), now.get(column.id)
            if not column.is_key and _has_moved(last, value):  # by its key the row was found
                address = cell_address(table.id, row, column.id)
                yield self._told(address, column, last, value)

    def rows(self, table: Table) -> tuple[Cells, ...]:
        """The rows of a table last year, in their order."""
        return self._last.tables.get(table.id, ())

    def field(self, name: str) -> Maybe:
        """The exact value of a field last year."""
        return self._last.values.get(name)

    def text_of(self, item: Field, value: Maybe, *, table: str = "") -> str:
        """Write a value of last year as it is kept when it is typed; ``""`` for none."""
        if not is_given(value):
            return ""
        plan = self._sheet.plan
        codec = plan.tables[table].codecs[item.id] if table else plan.codecs[item.id]
        return codec.canonical(value)

    def _cells(self, table: Table, now: Cells) -> Cells:
        known = self._rows.get(table.id)
        if known is None:
            known = self._rows[table.id] = _by_key(table, self.rows(table))
        if not known:
            return {}
        return known.get(tuple(now.get(name) for name in table.key), {})

    def _beside(self, address: str, item: Field, last: Maybe, now: Maybe) -> Beside | None:
        if not is_given(last) or item.type is FieldType.ATTACHMENT:
            return None
        return self._told(address, item, last, now)

    def _told(self, address: str, item: Field, last: Maybe, now: Maybe) -> Beside:
        difference = simplest(now - last) if is_exact(now) and is_exact(last) else None
        choices = self._sheet.plan.pack.choices
        return Beside(address, item, last, now if is_given(now) else None, difference, choices)


def _has_moved(last: Maybe, now: Maybe) -> bool:
    """Whether both are numbers, and not the same: a return has thousands to compare, and tells few."""
    return is_exact(last) and is_exact(now) and last != now


def _by_key(table: Table, rows: tuple[Cells, ...]) -> Mapping[Key, Cells]:
    """Rows by key; one whose key is not whole, or there twice, is like none."""
    found: dict[Key, Cells] = {}
    twice: set[Key] = set()
    for row in rows:
        key = tuple(row.get(name) for name in table.key)
        if not all(is_given(part) for part in key):
            continue
        (twice.add(key) if key in found else found.setdefault(key, row))
    return {key: row for key, row in found.items() if key not in twice}


def change_limit(sheet: Sheet) -> Number:
    """From how many percent a change is large for a return."""
    return limit_of(sheet.value(CHANGE_LIMIT))


def limit_of(setting: Maybe) -> Number:
    """From how many percent a change is large: the bureau's line, or the usual one."""
    return setting if is_exact(setting) else _USUAL_LIMIT


def why_not_taken(item: Field, beside: Beside | None) -> str:
    """Say why last year's answer cannot be taken over; ``""`` if it can."""
    if not item.is_input:
        return f"【{item.label}】由程序计算，不用填写。"
    if item.last_year is LastYear.COMPARE:
        return f"【{item.label}】是当年的情况，每年重新统计，不能同上年。"
    if beside is None:
        return f"【{item.label}】上年没有填报，没有可以沿用的内容。"
    return ""


def waiting(sheet: Sheet) -> tuple[str, ...]:
    """The fields and rows that wait to be confirmed, in the order of the forms.

    What does not concern the school and rows that are not shown wait for nothing.
    """
    marked = sheet.record.unconfirmed
    if not marked:
        return ()
    found = []
    for form in sheet.plan.forms:
        for section in form.sections:
            for item in section.items:
                if isinstance(item, Table):
                    rows = (row_address(item.id, row.id) for row in sheet.rows(item.id))
                    found += [address for address in rows if address in marked]
                elif item.id in marked and sheet.is_relevant(item.id):
                    found.append(item.id)
    return tuple(found)


def mark_of(sheet: Sheet, address: str) -> str:
    """The mark 待确认 that an address stands under, its own or that of its row; ``""`` for none."""
    head, row, _ = split_address(address)
    mark = head if row is None else row_address(head, row)
    return mark if mark in sheet.record.unconfirmed else ""


def place_label(sheet: Sheet, address: str) -> str:
    """Name a field or row as people read it."""
    head, row, _ = split_address(address)
    if row is None:
        return f"【{sheet.plan.fields[head].label}】"
    title = next((one.title for one in sheet.rows(head) if one.id == row), row)
    return f"【{sheet.plan.tables[head].table.label}】{title}"


def changes(sheet: Sheet, answers: LastYearAnswers) -> tuple[Beside, ...]:
    """Every number that reads differently from last year's, in the order of the forms."""
    found = []
    for form in sheet.plan.forms:
        for section in form.sections:
            for item in section.items:
                found += _changes_of(sheet, answers, item)
    return tuple(beside for beside in found if beside.difference)


def _changes_of(sheet: Sheet, answers: LastYearAnswers, item: Field | Table) -> list[Beside]:
    if isinstance(item, Table):
        rows = (answers.moved_in_row(item, row.id) for row in sheet.rows(item.id))
        return [beside for row in rows for beside in row]
    if not _has_moved(answers.field(item.id), sheet.value(item.id)):
        return []
    beside = answers.at(item.id)
    return [] if beside is None else [beside]
