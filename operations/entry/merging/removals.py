"""What a filled template no longer has: cells that were cleared and rows that were deleted in it."""

from collections.abc import Collection, Iterator, Mapping

from exporters.documents.template import Exported, TemplateReading
from forms.edits import DeleteRow, Edit, SetAnswer, SetCell
from forms.record import Return, cell_address, row_address
from forms.spec import Pack, Table
from operations.entry.merging.names import Namer
from operations.entry.merging.plan import CellChange


def removals(
    reading: TemplateReading,
    *,
    record: Return,
    pack: Pack,
    matched: Mapping[str, Collection[str]],
) -> Iterator[tuple[CellChange, Edit]]:
    """What stood in the template, stands here still and is not in the file any more.

    A file without its export says nothing by a blank. A table whose sheet is gone from the file is
    left out of the question: then nobody deleted its rows one by one.

    Args:
        reading: The filled template.
        record: The return as it stands.
        pack: Its pack.
        matched: Table id → ids of the rows here that rows of the file are.

    """
    exported = reading.exported
    if exported is None:
        return
    namer = Namer(pack)
    yield from _fields(reading, exported, record, pack, namer)
    for table_id, rows in exported.rows.items():
        table = pack.tables.get(table_id)
        if table is not None and table_id in reading.row_ids:
            gone = _gone_rows(table, rows, reading, record, matched.get(table_id, ()))
            yield from _rows(table, gone, record, namer)
            yield from _cells(table, reading, exported, record, namer)


def _fields(
    reading: TemplateReading, exported: Exported, record: Return, pack: Pack, namer: Namer
) -> Iterator[tuple[CellChange, Edit]]:
    for name in (item for item in exported.answers if item in reading.blank):
        text, item = record.answers.get(name), pack.fields[name]
        if text:
            base = namer.shown(item, exported.answers[name])
            change = CellChange(name, item.label, namer.shown(item, text), "", base)
            yield change, SetAnswer(name, None)


def _gone_rows(
    table: Table,
    rows: Collection[str],
    reading: TemplateReading,
    record: Return,
    matched: Collection[str],
) -> list[str]:
    """Ids of the rows of a free table that were exported, are here, and are not in the file."""
    if table.fixed_rows is not None:
        return []
    here = {row.id for row in record.tables.get(table.id, ())}
    kept = {*reading.row_ids[table.id], *matched}
    return [row for row in rows if row in here and row not in kept]


def _rows(
    table: Table, gone: Collection[str], record: Return, namer: Namer
) -> Iterator[tuple[CellChange, Edit]]:
    for row_id in gone:
        row = record.row(table.id, row_id)
        cells = {} if row is None else row.cells
        name = namer.row_name(table, cells, row_id)
        label = f"【{table.label}】“{name}”这一行"
        change = CellChange(row_address(table.id, row_id), label, namer.row_text(table, cells), "")
        yield change, DeleteRow(table.id, row_id)


def _cells(
    table: Table, reading: TemplateReading, exported: Exported, record: Return, namer: Namer
) -> Iterator[tuple[CellChange, Edit]]:
    for row_id, before in exported.rows[table.id].items():
        row = record.row(table.id, row_id)
        for column, text in before.items():
            address = cell_address(table.id, row_id, column)
            mine = row.cells.get(column) if row is not None else None
            if not mine or address not in reading.blank or column not in table.by_id:
                continue
            item = table.by_id[column]
            name = namer.row_name(table, row.cells if row is not None else {}, row_id)
            shown, base = namer.shown(item, mine), namer.shown(item, text)
            change = CellChange(address, namer.cell_label(table, name, item), shown, "", base)
            yield change, SetCell(table.id, row_id, column, None)
