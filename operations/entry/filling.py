"""Fill a return from a JSON document: which edits it asks for, and what in it cannot be used.

The shape is that of the forms catalogue, section 8: a form id maps its fields' short ids to values,
a table id has ``columns`` and ``rows``. Pure: attachments come through a function.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from forms.document.format import LARGEST_TABLE, MOST_JUSTIFICATIONS
from forms.edits import DeleteRow, Edit, InsertRow, Justify, MarkEmpty, SetAnswer, SetCell
from forms.live.check_plan import CheckPlan
from forms.record import Return, Row, cell_address
from forms.spec import Field, FieldType, Table
from forms.values import Attachment
from forms.wording import why_not_typed
from operations.entry.texts import normalise
from operations.errors import Refused

_RANGE: Final = "F4"
"""The finding that a value lies outside its usual range; it is explained as those of rules are."""

Attach = Callable[[str], Attachment | None]
"""Takes a file's name and keeps the file; ``None`` if there is none of that name."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """One entry that could not be used: where, and why (Chinese)."""

    place: str
    reason: str

    def __str__(self) -> str:
        """One line for people."""
        return f"{self.place}：{self.reason}"


@dataclass(slots=True)
class Filling:
    """What a document asks for.

    Attributes:
        edits: The edits, in order.
        leftovers: Entries that were not used.

    """

    edits: list[Edit] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)


def plan_filling(
    document: object,
    *,
    plan: CheckPlan,
    record: Return,
    next_row: Callable[[str], str],
    attach: Attach,
) -> Filling:
    """Turn a document into edits.

    Free tables are replaced as a whole; a free table of a form in the document that is not
    mentioned and has no rows is marked 本表无数据.

    Args:
        document: The parsed JSON; ``{"input": …, "justifications": …}`` or the input alone.
        plan: The forms of the school.
        record: The return as it stands.
        next_row: Gives a fresh row id for a free table.
        attach: See :data:`Attach`.

    Raises:
        Refused: The document is no JSON object.

    """
    if not isinstance(document, Mapping):
        raise Refused("填报数据应是一个 JSON 对象，请对照表册目录第 8 节的样例。")
    content = document.get("input", document)
    if not isinstance(content, Mapping):
        raise Refused("填报数据的 input 应是一个 JSON 对象，请对照样例。")
    reader = _Reader(plan=plan, record=record, next_row=next_row, attach=attach)
    for name, value in content.items():
        if name != "justifications":
            reader.read(str(name), value)
    reader.mark_unmentioned(content)
    reader.read_justifications(document.get("justifications", {}))
    return reader.filling


class _Reader:
    """Collects the edits of one document."""

    def __init__(
        self, *, plan: CheckPlan, record: Return, next_row: Callable[[str], str], attach: Attach
    ) -> None:
        self.filling = Filling()
        self._plan = plan
        self._tables = {table: found.table for table, found in plan.tables.items()}
        self._forms = {form.id for form in plan.forms}
        self._codes = {_RANGE, *(found.rule.id for found in plan.rules)}
        self._record = record
        self._next_row = next_row
        self._attach = attach

    def read(self, name: str, value: object) -> None:
        """Read one entry of the document: a form or a table."""
        table = self._tables.get(name)
        if table is not None:
            self._read_table(table, value)
        elif name not in self._forms:
            self._leave(name, "表册中没有这张表，请检查编号。")
        elif not isinstance(value, Mapping):
            self._leave(name, "应是“指标编号: 值”的对象。")
        else:
            for short, entry in value.items():
                self._read_field(f"{name}.{short}", entry)

    def mark_unmentioned(self, content: Mapping[object, object]) -> None:
        """Mark the free tables of the document's forms that it does not mention as empty."""
        for form in self._plan.forms:
            if form.id not in content:
                continue
            for table in form.tables():
                free = table.fixed_rows is None and not table.at_least_one
                if free and table.id not in content and not self._record.tables.get(table.id):
                    self.filling.edits.append(MarkEmpty(table.id, empty=True))

    def read_justifications(self, texts: object) -> None:
        """Read the 说明, problem key → text."""
        if not isinstance(texts, Mapping):
            self._leave("justifications", "应是“问题编号: 说明”的对象。")
            return
        if len(texts) > MOST_JUSTIFICATIONS:
            reason = f"有 {len(texts)} 条说明，最多 {MOST_JUSTIFICATIONS} 条，没有读入。"
            self._leave("justifications", reason)
            return
        for key, text in texts.items():
            code = str(key).partition("@")[0]
            if code not in self._codes:
                self._leave(str(key), "没有这条经验校验，请检查问题编号。")
            elif not isinstance(text, str):
                self._leave(str(key), "说明应是带引号的文字。")
            else:
                self.filling.edits.append(Justify(str(key), text))

    def _read_field(self, field_id: str, value: object) -> None:
        item = self._plan.fields.get(field_id)
        if item is None:
            self._leave(field_id, "表册中没有这个指标，请检查编号。")
            return
        if reason := why_not_typed(item):
            self._leave(field_id, reason)
            return
        text = self._text(item, field_id, value)
        self.filling.edits.append(SetAnswer(field_id, text))

    def _read_table(self, table: Table, value: object) -> None:
        if isinstance(value, Sequence) and not isinstance(value, str) and not value:
            self._clear(table)
            if table.fixed_rows is None and not table.at_least_one:
                self.filling.edits.append(MarkEmpty(table.id, empty=True))
            return
        columns = value.get("columns") if isinstance(value, Mapping) else None
        rows = value.get("rows") if isinstance(value, Mapping) else None
        if not isinstance(columns, list) or not isinstance(rows, list):
            self._leave(table.id, "应有 columns（列编号）和 rows（各行的值）。")
            return
        twice = next(
            (name for name, times in Counter(map(str, columns)).items() if times > 1), None
        )
        if twice is not None:
            self._leave(table.id, f"列“{twice}”写了不止一次，没有读入。请只留一列。")
            return
        if len(rows) > LARGEST_TABLE:
            self._leave(table.id, f"有 {len(rows)} 行，一张表最多 {LARGEST_TABLE} 行，没有读入。")
            return
        self._clear(table)
        if table.id in self._record.empty_tables and rows:
            self.filling.edits.append(MarkEmpty(table.id, empty=False))
        position = 0
        seen: set[str] = set()
        for number, row in enumerate(rows, start=1):
            if not isinstance(row, list) or len(row) != len(columns):
                self._leave(f"{table.id} 第 {number} 行", f"应有 {len(columns)} 个值。")
                continue
            values = dict(zip(map(str, columns), row, strict=True))
            if table.fixed_rows is None:
                self._free_row(table, values, position=position)
                position += 1
            else:
                self._fixed_row(table, values, number=number, seen=seen)

    def _clear(self, table: Table) -> None:
        if table.fixed_rows is None:
            rows = self._record.tables.get(table.id, ())
            # From the end: no row below has to move up.
            self.filling.edits.extend(DeleteRow(table.id, row.id) for row in reversed(rows))

    def _free_row(self, table: Table, values: Mapping[str, object], *, position: int) -> None:
        row_id = self._next_row(table.id)
        texts = {
            column: self._cell(table, row_id, column, value) for column, value in values.items()
        }
        cells = {column: text for column, text in texts.items() if text}
        self.filling.edits.append(InsertRow(table.id, position, Row(row_id, cells)))

    def _fixed_row(
        self, table: Table, values: Mapping[str, object], *, number: int, seen: set[str]
    ) -> None:
        key = table.key[0]
        row_id = str(values.get(key, ""))
        place = f"{table.id} 第 {number} 行"
        if row_id not in (table.fixed_rows or ()):
            self._leave(place, f"固定行中没有“{row_id}”这一行。")
            return
        if row_id in seen:
            self._leave(place, f"“{row_id}”这一行写了不止一次，用了第一处。")
            return
        seen.add(row_id)
        for column, value in values.items():
            if column != key:
                text = self._cell(table, row_id, column, value)
                self.filling.edits.append(SetCell(table.id, row_id, column, text))

    def _cell(self, table: Table, row_id: str, column: str, value: object) -> str | None:
        address = cell_address(table.id, row_id, column)
        item = table.by_id.get(column)
        reason = "表中没有这一列。" if item is None else why_not_typed(item)
        if item is None or reason:
            if value is not None:
                self._leave(address, reason)
            return None
        return self._text(item, address, value)

    def _text(self, item: Field, address: str, value: object) -> str | None:
        """Write a JSON value as the text a clerk would have typed; ``None`` for blank."""
        if item.type is FieldType.ATTACHMENT and value not in (None, "", []):
            return self._attachments(item, address, value)
        match value:
            case None | "" | []:
                return None
            case bool():
                return "yes" if value else "no"
            case str():
                text = value
            case int():
                text = str(value)
            case list() if all(type(part) in {str, int} for part in value):
                text = ",".join(str(part) for part in value)
            case list():
                self._leave(address, "每一项应是带引号的文字或整数。")
                return None
            case _:
                # A float is not exact and an object has no meaning here.
                self._leave(address, '小数请写成带引号的文字，例如 "6200.00"。')
                return None
        return normalise(self._plan, address, text)

    def _attachments(self, item: Field, address: str, names: object) -> str | None:
        """Keep the files of an answer; a written answer would name files the store does not have."""
        if not isinstance(names, list):
            reason = '附件请写成文件名的清单，例如 ["章程.pdf"]，文件放在填报数据文件旁边。'
            self._leave(address, reason)
            return None
        files: list[Attachment] = []
        for name in names:
            file = self._attach(str(name))
            if file is None:
                reason = f"【{item.label}】找不到附件“{name}”，请把它放在填报数据文件旁边。"
                self._leave(address, reason)
            else:
                files.append(file)
        return self._plan.codecs[item.id].canonical(tuple(files)) or None

    def _leave(self, place: str, reason: str) -> None:
        self.filling.leftovers.append(Leftover(place, reason))
