"""What edits would change, cell by cell, for a file that does not say what it was exported from."""

from collections.abc import Iterator, Sequence

from forms.edits import DeleteRow, Edit, InsertRow, SetAnswer, SetCell
from forms.record import Return, cell_address, row_address
from forms.spec import Pack
from operations.entry.merging.names import Namer
from operations.entry.merging.plan import CellChange


def changes_of(edits: Sequence[Edit], *, record: Return, pack: Pack) -> Iterator[CellChange]:
    """The cells that edits change and the rows they add and delete."""
    rows = {(table, row.id): row for table, found in record.tables.items() for row in found}
    namer = Namer(pack)
    for edit in edits:
        match edit:
            case SetAnswer(name, text) if (text or "") != (record.answers.get(name) or ""):
                item = pack.fields[name]
                mine = namer.shown(item, record.answers.get(name) or "")
                yield CellChange(name, item.label, mine, namer.shown(item, text or ""))
            case SetCell(table_id, row_id, column, text):
                cells = rows[table_id, row_id].cells if (table_id, row_id) in rows else {}
                before = cells.get(column) or ""
                if before != (text or ""):
                    table = pack.tables[table_id]
                    item = table.by_id[column]
                    label = namer.cell_label(table, namer.row_name(table, cells, row_id), item)
                    address = cell_address(table_id, row_id, column)
                    shown = namer.shown(item, before), namer.shown(item, text or "")
                    yield CellChange(address, label, *shown)
            case InsertRow(table_id, _, row):
                table = pack.tables[table_id]
                said = namer.row_text(table, row.cells)
                key = row_address(table_id, row.id)
                yield CellChange(table_id, f"【{table.label}】新增一行", "", said, key=key)
            case DeleteRow(table_id, row_id) if (table_id, row_id) in rows:
                table = pack.tables[table_id]
                said = namer.row_text(table, rows[table_id, row_id].cells)
                address = row_address(table_id, row_id)
                yield CellChange(address, f"【{table.label}】删去一行", said, "")
