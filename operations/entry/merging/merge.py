"""Merge a filled template into a return: which edits it comes to, and what has to be decided."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from exporters.documents.template import Exported, FilledRow, TemplateReading
from forms.edits import InsertRow, MarkEmpty, SetAnswer, SetCell
from forms.record import Return, Row, cell_address, row_address
from forms.spec import Field, Pack, Table
from operations.entry.merging.keys import check_keys, key_of
from operations.entry.merging.names import Namer
from operations.entry.merging.plan import UNDECIDED, CellChange, Decisions, Merge
from operations.entry.merging.removals import removals


@dataclass(frozen=True, slots=True)
class MergeInto:
    """What a template is merged into.

    Attributes:
        record: The return as it stands.
        pack: Its pack.
        next_row: Gives a fresh row id for a table id.
        decisions: What was decided about conflicts and about what the file leaves out.
        origins: Address → name of the file that brought what stands there, read just before.
        file_name: Name of the file that is merged.

    """

    record: Return
    pack: Pack
    next_row: Callable[[str], str]
    decisions: Decisions = UNDECIDED
    origins: Mapping[str, str] = field(default_factory=dict)
    file_name: str = ""


def merge_template(reading: TemplateReading, into: MergeInto) -> Merge:
    """Work out what a filled template changes.

    Rows are matched by the id they were exported with, and new ones by their key among the rows
    that no other row of the file is.

    Raises:
        Refused: The file has two rows of the same key in a table.

    """
    merger = _Merger(reading, into)
    merger.check_keys()
    merger.answers()
    for table_id, rows in reading.rows.items():
        merger.table(into.pack.tables[table_id], rows)
    merger.left_out()
    return merger.merge


class _Merger:
    """Collects the merge of one template."""

    def __init__(self, reading: TemplateReading, into: MergeInto) -> None:
        self.merge = Merge()
        self._reading = reading
        self._into = into
        self._record = into.record
        self._namer = Namer(into.pack)
        self._exported = reading.exported or Exported()
        self._knows_export = reading.exported is not None
        self._touched: set[str] = set()
        self._matched: defaultdict[str, set[str]] = defaultdict(set)

    def check_keys(self) -> None:
        """Refuse a key that is twice in the file."""
        for table_id, rows in self._reading.rows.items():
            check_keys(self._into.pack.tables[table_id], rows, self._present(table_id), self._namer)

    def answers(self) -> None:
        """Merge the fields."""
        for name, text in self._reading.answers.items():
            item = self._into.pack.fields[name]
            change = self._decide(
                item,
                label=item.label,
                address=name,
                mine=self._record.answers.get(name) or "",
                file=self._namer.canonical(item, text),
                base=self._base(self._exported.answers.get(name)),
            )
            if change is not None:
                self.merge.edits.append(SetAnswer(name, change))

    def table(self, table: Table, rows: Sequence[FilledRow]) -> None:
        """Merge the rows of a table."""
        present = self._present(table.id)
        claimed = {row.id for row in rows}
        by_key = {
            key: row
            for row in present.values()
            if row.id not in claimed and (key := key_of(table, row.cells))
        }
        position = len(present)
        for row in rows:
            cells = self._namer.canonical_cells(table, row.cells)
            key = key_of(table, cells)
            old = present.get(row.id) or (by_key.pop(key, None) if key else None)
            if old is None and table.fixed_rows is not None:
                old = Row(row.id, {})
            if old is not None:
                self._matched[table.id].add(old.id)
                self._over(table, old, row, cells)
            elif self._wants_new(table, row, cells):
                self._insert(table, position, cells)
                position += 1

    def left_out(self) -> None:
        """List what the file has blank or no longer has, and take away what was decided so."""
        found = removals(
            self._reading, record=self._record, pack=self._into.pack, matched=self._matched
        )
        for change, edit in found:
            self.merge.removals.append(change)
            if self._into.decisions.removes(change):
                self.merge.edits.append(edit)

    def _present(self, table_id: str) -> dict[str, Row]:
        return {row.id: row for row in self._record.tables.get(table_id, ())}

    def _over(self, table: Table, old: Row, row: FilledRow, cells: Mapping[str, str]) -> None:
        exported = self._exported.rows.get(table.id, {}).get(old.id, {})
        # A row that lost its hidden id is the one that had this key when the file was made.
        is_its_own = row.id == old.id or key_of(table, exported) == key_of(table, cells) != ()
        name = self._namer.row_name(table, old.cells, old.id)
        for column, text in cells.items():
            change = self._decide(
                table.by_id[column],
                label=self._namer.cell_label(table, name, table.by_id[column]),
                address=cell_address(table.id, old.id, column),
                mine=old.cells.get(column) or "",
                file=text,
                base=self._base(exported.get(column)) if is_its_own else None,
            )
            if change is not None:
                self._unmark(table)
                self.merge.edits.append(SetCell(table.id, old.id, column, change))

    def _wants_new(self, table: Table, row: FilledRow, cells: Mapping[str, str]) -> bool:
        """Whether a row that is not here is a new one, not one that was deleted here since the export."""
        before = self._exported.rows.get(table.id, {}).get(row.id)
        said = self._namer.row_text(table, cells)
        file = self._into.file_name
        if before is None:
            label = f"【{table.label}】新增一行"
            key = f"{table.id}＋{file}＋{row.place}"
            self.merge.changes.append(
                CellChange(table.id, label, "", said, key=key, file_name=file)
            )
            return True
        if all(before.get(column, "") == text for column, text in cells.items()):
            return False
        label = f"【{table.label}】“{self._namer.row_name(table, cells)}”这一行（这里已删除）"
        base = self._namer.row_text(table, before)
        address = row_address(table.id, row.id)
        change = CellChange(address, label, "", said, base, file_name=file)
        self.merge.conflicts.append(change)
        return self._into.decisions.takes_file(change)

    def _insert(self, table: Table, position: int, cells: Mapping[str, str]) -> None:
        self._unmark(table)
        made = Row(self._into.next_row(table.id), dict(cells))
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
        shown = self._namer.shown
        change = CellChange(
            address,
            label,
            shown(item, mine),
            shown(item, file),
            None if base is None else shown(item, base),
            mine_from=self._into.origins.get(address, ""),
            file_name=self._into.file_name,
            is_wrong=self._namer.is_wrong(item, file),
        )
        if mine == (base or ""):
            self.merge.changes.append(change)
            return file
        self.merge.conflicts.append(change)
        return file if self._into.decisions.takes_file(change) else None

    def _base(self, text: str | None) -> str | None:
        return (text or "") if self._knows_export else None
