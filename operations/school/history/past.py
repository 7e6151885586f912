"""What changed in a return, told from its journal: where, from what to what; and the way back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from forms.edits import (
    Await,
    DeleteRow,
    Edit,
    EditError,
    InsertRow,
    Justify,
    MarkEmpty,
    SetAnswer,
    SetCell,
)
from forms.effects import apply_all
from forms.live.listing import title_of, told
from forms.places import place_of
from forms.record import Return, Row, cell_address, row_address, split_address
from forms.spec import Pack
from forms.types.visible import one_line
from operations.school.history.past_about import Abouts
from operations.school.store import school_engine
from storage.journal.journal import EntryKind, JournalEntry
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class PastChange:
    """One place an entry changed.

    Attributes:
        address: Where; of a 说明 the place it is about, ``""`` if that is none.
        place: Where, in words.
        before: What stood there, in words.
        after: What stands there since.
        back: The edit that puts back what stood there.

    """

    address: str
    place: str
    before: str
    after: str
    back: Edit

    @property
    def sentence(self) -> str:
        """Where, from what, to what; ``5`` that became ``5.00`` is no other answer."""
        if self.before == self.after:
            return f"{self.place}：{self.after}（只改了写法）"
        return f"{self.place}：{self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class PastEntry:
    """One entry of the journal, told.

    Attributes:
        seq: Its number.
        at: When, UTC.
        kind: What was done.
        person: Who, by name.
        role: As what.
        reason: Why, or ``""``.
        about: What it was about where it changed no answer, in words.
        changes: What it changed.
        back: The edits that take it back, in order.

    """

    seq: int
    at: datetime
    kind: EntryKind
    person: str
    role: str
    reason: str
    about: str
    changes: tuple[PastChange, ...]
    back: tuple[Edit, ...]

    @property
    def title(self) -> str:
        """What was done, in one line."""
        if len(self.changes) == 1:
            return f"{self.kind.label}　{self.changes[0].sentence}"
        if self.changes:
            first = self.changes[0].sentence
            return f"{self.kind.label} {len(self.changes)} 处　{first} 等"
        return "　".join(part for part in (self.kind.label, self.about) if part)

    @property
    def day(self) -> date:
        """The day it was done on, here."""
        return self.at.astimezone().date()


@dataclass(frozen=True, slots=True)
class PastFilter:
    """Which entries are wanted; what is empty takes all.

    Attributes:
        form: Id of a form.
        person: Name of a person.
        day: A day, here.
        address: A field, cell, row or table.

    """

    form: str = ""
    person: str = ""
    day: date | None = None
    address: str = ""

    def takes(self, entry: PastEntry) -> bool:
        """Whether an entry is one of them."""
        about = not (self.form or self.address) or any(map(self.takes_change, entry.changes))
        return self.person in {"", entry.person} and self.day in {None, entry.day} and about

    def takes_change(self, change: PastChange) -> bool:
        """Whether a change is in the form and at the place that are asked about."""
        in_form = not self.form or change.address.partition(".")[0] == self.form
        return in_form and (not self.address or _is_about(change.address, self.address))


def read_past(store: SchoolStore) -> list[PastEntry]:
    """Tell the whole journal of a return, newest first."""
    pack = school_engine(store).pack
    record: Return = store.answers.load()
    entries, found = list(store.journal.entries(limit=None)), []
    abouts = Abouts(entries, pack)
    for entry in entries:
        before = _before(record, entry)
        found.append(_told_entry(entry, _Telling(pack, before, record), abouts))
        record = before
    return found


def back_to(entries: Sequence[PastEntry], seq: int) -> list[Edit]:
    """The edits that bring the answers back to what they were right after entry ``seq``.

    Args:
        entries: The journal, newest first.
        seq: Number of the entry.

    """
    return [edit for entry in entries if entry.seq > seq for edit in entry.back]


def _before(record: Return, entry: JournalEntry) -> Return:
    """The answers before an entry; as they are where its way back no longer fits them."""
    try:
        return apply_all(record, entry.inverses)[0]
    except EditError:
        return record


def _told_entry(entry: JournalEntry, telling: "_Telling", abouts: Abouts) -> PastEntry:
    return PastEntry(
        seq=entry.seq,
        at=entry.at,
        kind=entry.kind,
        person=one_line(entry.actor.name),
        role=entry.actor.role.label,
        reason=one_line(entry.reason),
        about=abouts.about(entry, telling.place),
        changes=tuple(telling.change(edit) for edit in entry.edits),
        back=entry.inverses,
    )


def _is_about(address: str, wanted: str) -> bool:
    """Whether an address is the one wanted, or lies in it, or holds it."""
    return address == wanted or _lies_in(address, wanted) or _lies_in(wanted, address)


def _lies_in(address: str, outer: str) -> bool:
    return bool(outer) and address.startswith((f"{outer}[", f"{outer}."))


class _Telling:
    """Says what an edit did, between the answers before it and those after it."""

    def __init__(self, pack: Pack, before: Return, after: Return) -> None:
        self._pack = pack
        self._records = (after, before)

    def change(self, edit: Edit) -> PastChange:
        """One edit in words."""
        match edit:
            case SetAnswer(field, text):
                old = self._records[1].answers.get(field)
                words = [self._text(field, one) for one in (old, text)]
                return self._made(field, *words, back=SetAnswer(field, old))
            case SetCell(table, row, column, text):
                old = next(self._rows(self._records[1], table, row), Row(row, {})).cells.get(column)
                address = cell_address(table, row, column)
                words = [self._text(address, one) for one in (old, text)]
                return self._made(address, *words, back=SetCell(table, row, column, old))
            case InsertRow() | DeleteRow():
                return self._row(edit)
            case MarkEmpty(table, empty):
                words = ["未勾选", "已勾选"] if empty else ["已勾选", "未勾选"]
                place = f"{self.place(table)} › 本表无数据"
                return PastChange(table, place, words[0], words[1], MarkEmpty(table, not empty))
            case Justify(key, text):
                return self._reason(key, text)
            case Await(address, waiting):
                words = ["已确认", "待确认"] if waiting else ["待确认", "已确认"]
                return self._made(address, *words, back=Await(address, not waiting))

    def _row(self, edit: InsertRow | DeleteRow) -> PastChange:
        if isinstance(edit, InsertRow):
            address, back = row_address(edit.table, edit.row.id), DeleteRow(edit.table, edit.row.id)
            return self._made(address, "无此行", "新增", back=back)
        rows = self._records[1].tables.get(edit.table, ())
        index = next((n for n, row in enumerate(rows) if row.id == edit.row), len(rows))
        row = rows[index] if index < len(rows) else Row(edit.row, {})
        address = row_address(edit.table, edit.row)
        return self._made(address, "有此行", "已删除", back=InsertRow(edit.table, index, row))

    def place(self, address: str) -> str:
        """Where an address is, with the title its row had; ``""`` for what is no place of the forms."""
        head, row, _ = split_address(address)
        titles = {} if row is None else {row: self._title(head, row)}
        return place_of(self._pack, address, titles)

    def _made(self, address: str, before: str, after: str, *, back: Edit) -> PastChange:
        return PastChange(address, self.place(address), before, after, back)

    def _reason(self, key: str, text: str | None) -> PastChange:
        code, _, instance = key.partition("@")
        old = self._records[1].justifications.get(key)
        where = self.place(instance)
        number = code if code.startswith("R-") else f"基本校验 {code[1:]}"
        place = " › ".join(part for part in (where, f"{number} 的说明") if part)
        was, now = (f"“{one_line(one)}”" if one else "没有" for one in (old, text))
        return PastChange(instance if where else "", place, was, now, Justify(key, old))

    def _text(self, address: str, text: str | None) -> str:
        head, _, column = split_address(address)
        table = self._pack.tables.get(head)
        item = self._pack.fields.get(head) if table is None else table.by_id.get(column or "")
        return one_line(told(item, text, self._pack) if item is not None else text or "")

    def _title(self, table_id: str, row_id: str) -> str:
        table = self._pack.tables.get(table_id)
        if table is None:
            return ""
        for record in self._records:
            rows = record.tables.get(table_id, ())
            for index, row in enumerate(rows):
                if row.id == row_id:
                    return title_of(table, row, index, self._pack)
        if table.fixed_rows is not None:
            return title_of(table, Row(row_id, {}), 0, self._pack)
        return ""

    @staticmethod
    def _rows(record: Return, table: str, row_id: str) -> Iterator[Row]:
        return (row for row in record.tables.get(table, ()) if row.id == row_id)
