"""What can be done to a selected block of a table: delete, clear, fill, copy. Pure: edits come out."""

from collections.abc import Iterable
from enum import StrEnum
from typing import assert_never

from forms.edits import DeleteRow, Edit, SetCell
from forms.live.sheet import Sheet
from forms.record import cell_address
from operations.entry.block import Block, TableChange, addresses, table_of, why_closed
from operations.entry.clipboard import write_block
from operations.entry.texts import fault_of, normalise
from operations.errors import Refused

_NAMED = 5
_ALIKE = "所选的各格与上面一行相同，或不能填，没有改动。"


class TableCommand(StrEnum):
    """What changes the cells or rows of a block."""

    DELETE_ROWS = "delete_rows"
    CLEAR = "clear"
    FILL_DOWN = "fill_down"
    FILL = "fill"


def change_by(sheet: Sheet, command: TableCommand, block: Block, text: str = "") -> TableChange:
    """Work out what a command does to a block; ``text`` is what :attr:`TableCommand.FILL` fills in.

    Raises:
        Refused: The command has no meaning there.

    """
    match command:
        case TableCommand.DELETE_ROWS:
            return delete_rows(sheet, block)
        case TableCommand.CLEAR:
            return clear_cells(sheet, block)
        case TableCommand.FILL_DOWN:
            return fill_down(sheet, block)
        case TableCommand.FILL:
            return fill_value(sheet, block, text)
        case _:
            assert_never(command)


def delete_rows(sheet: Sheet, block: Block) -> TableChange:
    """Delete the rows of a block; asked about once if anything stands in them.

    Raises:
        Refused: The rows of the table are fixed.

    """
    table = table_of(sheet, block)
    if table.fixed_rows is not None:
        raise Refused("这张表的行是固定的，不能删除。要清空内容，请选中后按 Delete。")
    chosen = set(block.rows)
    there = [row for row in sheet.record.tables.get(table.id, ()) if row.id in chosen]
    numbers = [
        number for number, row in enumerate(sheet.rows(table.id), start=1) if row.id in chosen
    ]
    filled = sum(1 for row in there if any(row.cells.values()))
    question = ""
    if filled:
        blank = f"（其中 {len(there) - filled} 行是空的）" if filled < len(there) else ""
        question = (
            f"将删除“{table.label}”{_named(numbers)}的全部内容{blank}。删除后可以用“撤销”找回。"
        )
    return TableChange(tuple(DeleteRow(table.id, row.id) for row in there), question)


def clear_cells(sheet: Sheet, block: Block) -> TableChange:
    """Empty the cells of a block that can be typed into."""
    return TableChange(tuple(_set(sheet, block, dict.fromkeys(addresses(block), ""))))


def fill_down(sheet: Sheet, block: Block) -> TableChange:
    """Put what stands in the first row of a block into its other rows, as Ctrl+D does in Excel.

    A block of one row takes what stands in the row above it.

    Raises:
        Refused: There is no row above.

    """
    source, targets = block.rows[0], block.rows[1:]
    if not targets:
        rows = [row.id for row in sheet.rows(block.table)]
        position = rows.index(source)
        if position == 0:
            raise Refused(
                "第一行上面没有可以照填的内容。请从要照填的那一行起选中几行，再按 Ctrl+D。"
            )
        source, targets = rows[position - 1], (source,)
    texts = {
        cell_address(block.table, row, column): sheet.cell(
            cell_address(block.table, source, column)
        ).raw
        or ""
        for row in targets
        for column in block.columns
    }
    edits = tuple(_set(sheet, block, texts))
    return TableChange(edits, note="" if edits else _ALIKE)


def fill_value(sheet: Sheet, block: Block, text: str) -> TableChange:
    """Put one text into every cell of a block that can take it, as Ctrl+Enter does in Excel.

    Where it would be wrong it is left out; if it is wrong everywhere it is kept, as if typed.
    """
    fits: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for place in addresses(block):
        target = wrong if fault_of(sheet.plan, place, text) else fits
        target[place] = normalise(sheet.plan, place, text)
    edits = tuple(_set(sheet, block, fits or wrong))
    left = len(wrong) if fits else 0
    note = f"有 {left} 格不能填“{text}”，没有填。" if left else ""
    return TableChange(edits, note=note)


def copy_block(sheet: Sheet, block: Block) -> str:
    """Write a block as a spreadsheet takes it from the clipboard: texts as shown, without headings."""
    return write_block(
        [
            [sheet.cell(cell_address(block.table, row, column)).text for column in block.columns]
            for row in block.rows
        ]
    )


def copy_with_headings(sheet: Sheet, block: Block) -> str:
    """Write a block with the headings of its columns above, as :func:`copy_block` does."""
    table = table_of(sheet, block)
    heads = [table.by_id[column].label for column in block.columns]
    return f"{write_block([heads])}\n{copy_block(sheet, block)}"


def _set(sheet: Sheet, block: Block, texts: dict[str, str]) -> Iterable[Edit]:
    """The edits that put texts into the cells that can be typed into and read otherwise now.

    A cell that only comes to apply by what is put beside it is typed into as well.
    """
    table = table_of(sheet, block)
    edits: list[Edit] = []
    shut: list[tuple[str, SetCell]] = []
    for row in block.rows:
        for column in block.columns:
            place = cell_address(block.table, row, column)
            text = texts.get(place)
            if text is None or text == (sheet.cell(place).raw or ""):
                continue
            edit = SetCell(table.id, row, column, text or None)
            if not why_closed(sheet, table, place, table.by_id[column]):
                edits.append(edit)
            elif not sheet.cell(place).relevant:
                shut.append((place, edit))
    if edits and shut:
        then = sheet.after(edits)
        edits += [
            edit
            for place, edit in shut
            if not why_closed(then, table, place, table.by_id[edit.column])
        ]
    return edits


def _named(numbers: list[int]) -> str:
    """``第 3 行``, ``第 3、4 行``, ``第 3 至 9 行（共 7 行）``."""
    if len(numbers) <= _NAMED:
        return f"第 {'、'.join(map(str, numbers))} 行"
    return f"第 {numbers[0]} 至 {numbers[-1]} 行（共 {len(numbers)} 行）"
