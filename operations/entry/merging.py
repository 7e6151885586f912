"""A filled template as a rehearsal: what it would change, what was changed here meanwhile, what is kept.

Three texts meet in each cell: what the file says, what stands here, and what stood there when the
template was exported. Only what the file itself changed is taken; where both sides changed, the
person decides.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from exporters.documents.template import Exported, FilledRow, TemplateReading
from forms.edits import DeleteRow, Edit, InsertRow, MarkEmpty, SetAnswer, SetCell
from forms.record import Return, Row, cell_address
from forms.spec import Field, Pack, Table
from forms.types import codec
from operations.errors import Refused


class Take(StrEnum):
    """Whose text a conflict is decided for."""

    FILE = "file"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that the file would change.

    Attributes:
        address: Of the field or cell; of the table for a new row.
        label: What it is called, with table and row.
        mine: What stands here, as people read it.
        file: What the file says.

    """

    address: str
    label: str
    mine: str
    file: str


@dataclass(slots=True)
class Merge:
    """What reading a template would do.

    Attributes:
        edits: The edits, conflicts decided as was asked.
        changes: Cells and new rows that the file changes and nobody changed here.
        conflicts: Cells changed on both sides since the export.
        kept: What the file leaves out and is not deleted here, in sentences.

    """

    edits: list[Edit] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)
    conflicts: list[CellChange] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


class Conflicts(Refused):
    """The file and this store were both changed since the export, and nobody decided between them.

    Attributes:
        cells: The cells in question.

    """

    def __init__(self, cells: Sequence[CellChange]) -> None:
        self.cells = tuple(cells)
        first = self.cells[0]
        super().__init__(
            f"有 {len(self.cells)} 处冲突：导出模板以后这里改过，文件里又是另一个内容，什么都没有写入。"
            f"第一处是{first.label}：这里是“{first.mine or '空'}”，文件里是“{first.file or '空'}”。"
            "请用 --dry-run 查看，再用 --take file（用文件里的）或 --take mine（留这里的）读入。"
        )


def merge_template(
    reading: TemplateReading,
    *,
    record: Return,
    pack: Pack,
    next_row: Callable[[str], str],
    take: Take | None,
) -> Merge:
    """Work out what a filled template changes.

    Rows are matched by the id they were exported with, and new ones by their key among the rows
    that no other row of the file is.

    Args:
        reading: The filled template.
        record: The return as it stands.
        pack: Its pack.
        next_row: Gives a fresh row id for a table id.
        take: Whose text conflicts are decided for; ``None`` leaves them alone.

    Raises:
        Refused: The file has two rows of the same key in a table.

    """
    merger = _Merger(reading, record, pack, next_row, take)
    for table_id, rows in reading.rows.items():
        merger.check_keys(pack.tables[table_id], rows)
    merger.answers()
    for table_id, rows in reading.rows.items():
        merger.table(pack.tables[table_id], rows)
    merger.left_out()
    return merger.merge


class _Merger:
    """Collects the merge of one template."""

    def __init__(
        self,
        reading: TemplateReading,
        record: Return,
        pack: Pack,
        next_row: Callable[[str], str],
        take: Take | None,
    ) -> None:
        self.merge = Merge()
        self._reading = reading
        self._record = record
        self._pack = pack
        self._next_row = next_row
        self._take = take
        self._exported = reading.exported or Exported()
        self._knows_export = reading.exported is not None
        self._touched: set[str] = set()

    def check_keys(self, table: Table, rows: Sequence[FilledRow]) -> None:
        """Refuse two rows of one key, unless both stood here like that already."""
        if table.fixed_rows is not None:
            return
        present = {row.id: row for row in self._record.tables.get(table.id, ())}
        found: defaultdict[tuple[str, ...], list[FilledRow]] = defaultdict(list)
        for row in rows:
            old = present.get(row.id)
            cells = {**(old.cells if old else {}), **self._canonical(table, row.cells)}
            key = _key(table, cells)
            if key:
                found[key].append(row)
        for key, same in found.items():
            olds = [present.get(row.id) for row in same]
            is_new = any(old is None or _key(table, old.cells) != key for old in olds)
            if len(same) > 1 and is_new:
                places = "、".join(row.place for row in same)
                raise Refused(
                    f"【{table.label}】里“{self._row_name(table, dict(zip(table.key, key, strict=True)))}”"
                    f"出现了不止一次（{places}）。请在文件里改正或删去多余的行；什么都没有写入。"
                )

    def answers(self) -> None:
        """Merge the fields."""
        for name, text in self._reading.answers.items():
            item = self._pack.fields[name]
            change = self._decide(
                item,
                label=item.label,
                address=name,
                mine=self._record.answers.get(name) or "",
                file=codec(item, self._pack.choices).parse(text).text,
                base=self._base(self._exported.answers.get(name)),
            )
            if change is not None:
                self.merge.edits.append(SetAnswer(name, change))

    def table(self, table: Table, rows: Sequence[FilledRow]) -> None:
        """Merge the rows of a table."""
        present = {row.id: row for row in self._record.tables.get(table.id, ())}
        claimed = {row.id for row in rows}
        by_key = {
            key: row
            for row in present.values()
            if row.id not in claimed and (key := _key(table, row.cells))
        }
        position = len(present)
        for row in rows:
            cells = self._canonical(table, row.cells)
            key = _key(table, cells)
            old = present.get(row.id) or (by_key.pop(key, None) if key else None)
            if old is None and table.fixed_rows is not None:
                old = Row(row.id, {})
            if old is not None:
                self._over(table, old, row, cells)
            elif self._wants_new(table, row, cells):
                self._insert(table, position, cells)
                position += 1

    def left_out(self) -> None:
        """Say what the file has blank or no longer has; nothing of it is cleared or deleted."""
        self.merge.kept.extend(
            f"{self._pack.fields[name].label}在文件里是空的，没有清除。"
            for name in self._reading.blank
            if self._exported.answers.get(name) and self._record.answers.get(name)
        )
        for table_id, rows in self._exported.rows.items():
            table = self._pack.tables.get(table_id)
            if table is None or table.fixed_rows is not None:
                continue
            there = self._reading.row_ids.get(table_id, frozenset())
            present = {row.id: row for row in self._record.tables.get(table_id, ())}
            gone = [row_id for row_id in rows if row_id in present and row_id not in there]
            names = (self._row_name(table, present[row_id].cells) for row_id in gone)
            self.merge.kept.extend(
                f"【{table.label}】文件里没有“{name}”这一行，没有删除。" for name in names
            )

    def _over(self, table: Table, old: Row, row: FilledRow, cells: Mapping[str, str]) -> None:
        exported = self._exported.rows.get(table.id, {}).get(old.id, {})
        knows = self._knows_export and row.id == old.id
        name = self._row_name(table, old.cells, old.id)
        for column, text in cells.items():
            change = self._decide(
                table.by_id[column],
                label=f"【{table.label}】“{name}”的{table.by_id[column].label}",
                address=cell_address(table.id, old.id, column),
                mine=old.cells.get(column) or "",
                file=text,
                base=self._base(exported.get(column)) if knows else None,
            )
            if change is not None:
                self._unmark(table)
                self.merge.edits.append(SetCell(table.id, old.id, column, change))

    def _wants_new(self, table: Table, row: FilledRow, cells: Mapping[str, str]) -> bool:
        """Whether a row that is not here is a new one, not one that was deleted here since the export."""
        before = self._exported.rows.get(table.id, {}).get(row.id)
        change = CellChange(
            table.id, f"【{table.label}】新增一行", "", self._row_text(table, cells)
        )
        if before is None:
            self.merge.changes.append(change)
            return True
        if all(before.get(column, "") == text for column, text in cells.items()):
            return False
        name = self._row_name(table, cells)
        self.merge.conflicts.append(
            CellChange(table.id, f"【{table.label}】“{name}”这一行（这里已删除）", "", change.file)
        )
        return self._take is Take.FILE

    def _insert(self, table: Table, position: int, cells: Mapping[str, str]) -> None:
        self._unmark(table)
        made = Row(self._next_row(table.id), dict(cells))
        self.merge.edits.append(InsertRow(table.id, position, made))

    def _unmark(self, table: Table) -> None:
        if table.id in self._record.empty_tables and table.id not in self._touched:
            self.merge.edits.append(MarkEmpty(table.id, empty=False))
        self._touched.add(table.id)

    def _decide(
        self, item: Field, *, label: str, address: str, mine: str, file: str, base: str | None
    ) -> str | None:
        """The text to be written, or ``None`` to leave what stands here."""
        if file in {mine, base}:
            return None
        change = CellChange(address, label, self._shown(item, mine), self._shown(item, file))
        if mine == (base or ""):
            self.merge.changes.append(change)
            return file
        self.merge.conflicts.append(change)
        return file if self._take is Take.FILE else None

    def _base(self, text: str | None) -> str | None:
        return (text or "") if self._knows_export else None

    def _canonical(self, table: Table, cells: Mapping[str, str]) -> dict[str, str]:
        """The texts as they will be stored; wrong ones stay as typed."""
        return {
            column: codec(table.by_id[column], self._pack.choices).parse(text).text
            for column, text in cells.items()
        }

    def _shown(self, item: Field, text: str) -> str:
        parsed = codec(item, self._pack.choices).parse(text)
        if parsed.fault is not None:
            return text
        return codec(item, self._pack.choices).format(parsed.value)

    def _row_name(self, table: Table, cells: Mapping[str, str], row_id: str = "") -> str:
        parts = [self._shown(table.by_id[key], cells[key]) for key in table.key if cells.get(key)]
        if not parts and table.fixed_rows is not None and row_id:
            parts = [self._shown(table.by_id[table.key[0]], row_id)]
        return " ".join(parts) or row_id

    def _row_text(self, table: Table, cells: Mapping[str, str]) -> str:
        return "，".join(
            f"{table.by_id[column].label} {self._shown(table.by_id[column], text)}"
            for column, text in cells.items()
        )


def changes_of(edits: Sequence[Edit], *, record: Return, pack: Pack) -> Iterator[CellChange]:
    """The cells that edits change and the rows they add and delete, for a file without an export."""
    rows = {(table, row.id): row for table, found in record.tables.items() for row in found}
    for edit in edits:
        match edit:
            case SetAnswer(name, text) if (text or "") != (record.answers.get(name) or ""):
                label = pack.fields[name].label
                yield CellChange(name, label, record.answers.get(name) or "", text or "")
            case SetCell(table, row_id, column, text):
                cells = rows[table, row_id].cells if (table, row_id) in rows else {}
                before = cells.get(column) or ""
                if before != (text or ""):
                    label = f"【{pack.tables[table].label}】{row_id} {pack.tables[table].by_id[column].label}"
                    address = cell_address(table, row_id, column)
                    yield CellChange(address, label, before, text or "")
            case InsertRow(table, _, row):
                texts = "，".join(filter(None, row.cells.values()))
                yield CellChange(table, f"【{pack.tables[table].label}】新增一行", "", texts)
            case DeleteRow(table, row_id) if (table, row_id) in rows:
                texts = "，".join(filter(None, rows[table, row_id].cells.values()))
                yield CellChange(table, f"【{pack.tables[table].label}】删去一行", texts, "")


def _key(table: Table, cells: Mapping[str, str | None]) -> tuple[str, ...]:
    """The key of a row; empty while a part of it is blank, and then it equals no other."""
    key = tuple(cells.get(column) or "" for column in table.key)
    return key if key and all(key) else ()
