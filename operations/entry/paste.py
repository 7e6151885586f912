"""Pasting a block: which cell gets what, what is refused and why, before anything is changed."""

from collections.abc import Sequence

from forms.live.sheet import Sheet
from forms.record import split_address
from forms.wording import why_not_typed
from operations.entry.block import Block
from operations.entry.clipboard import read_block
from operations.entry.paste_plan import PastedCell, PastePlan, RefusedCell
from operations.entry.paste_table import TablePaste
from operations.entry.texts import fault_of, normalise
from operations.errors import Refused

MAX_CELLS = 20_000
"""More than any table of a form holds; a larger block is a mistake."""


def plan_paste(sheet: Sheet, *, address: str, text: str) -> PastePlan:
    """Work out what a block pasted at ``address`` (its upper left cell) would do.

    In a table the block goes right and down over the columns as displayed; rows beyond the last are
    added to a free table and refused in a fixed one. Where the first line of the block reads as the
    headings of the table, each column goes where its heading says, and in a table of fixed rows each
    line to the row its key names. A field takes a single cell.

    Raises:
        Refused: The address is not a field or cell, or the block is far too large, or a heading
            stands twice or in another unit.

    """
    return _plan(sheet, address, _read(text))


def plan_block_paste(sheet: Sheet, block: Block, text: str) -> PastePlan:
    """Work out what pasting over a selected block would do: at its upper left, see :func:`plan_paste`.

    What fits into the selection several times fills all of it, a single cell so every cell.

    Raises:
        Refused: See :func:`plan_paste`.

    """
    return _plan(sheet, block.anchor, _tiled(_read(text), block))


def _read(text: str) -> list[list[str]]:
    lines = read_block(text)
    if sum(len(line) for line in lines) > MAX_CELLS:
        raise Refused(f"粘贴的内容超过 {MAX_CELLS} 格，请检查是否选中了整张工作表。")
    return lines


def _tiled(lines: list[list[str]], block: Block) -> list[list[str]]:
    high, wide = len(lines), len(lines[0])
    down, across = len(block.rows) // high, len(block.columns) // wide
    fits = (down * high, across * wide) == (len(block.rows), len(block.columns))
    if not (down and across and fits) or any(len(line) != wide for line in lines):
        return lines
    return [line * across for line in lines] * down


def _plan(sheet: Sheet, address: str, lines: list[list[str]]) -> PastePlan:
    head, row_id, column_id = split_address(address)
    plan = sheet.plan
    if row_id is None and head in plan.fields:
        return _plan_field(sheet, head, lines)
    found = plan.tables.get(head)
    if found is None:
        raise Refused("请先点中要粘贴的左上角单元格。")
    return TablePaste(sheet, found.table).plan(row_id, column_id, lines)


def _plan_field(sheet: Sheet, field_id: str, block: Sequence[Sequence[str]]) -> PastePlan:
    refused = tuple(
        RefusedCell(line + 1, column + 1, text, "这里只有一格，多出的内容没有地方填。")
        for line, cells in enumerate(block)
        for column, text in enumerate(cells)
        if (line or column) and text.strip()
    )
    plan = sheet.plan
    field = plan.fields[field_id]
    if reason := why_not_typed(field):
        raise Refused(reason)
    text = normalise(plan, field_id, block[0][0])
    before = sheet.cell(field_id).raw or ""
    cell = PastedCell(field_id, field.label, before, text, fault_of(plan, field_id, text))
    return PastePlan("", (cell,), refused=refused)
