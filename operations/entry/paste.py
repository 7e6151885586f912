"""Pasting a block: which cell gets what, what is refused and why, before anything is changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.live.sheet import Sheet
from forms.record import cell_address, split_address
from forms.spec import Field, Table
from forms.wording import why_not_typed
from operations.entry.texts import fault_of, normalise
from operations.errors import Refused

MAX_CELLS = 20_000
"""More than any table of a form holds; a larger block is a mistake."""


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell that gets text. ``fault`` is what is wrong with the text, which is kept, or ``""``."""

    address: str
    label: str
    before: str
    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """One cell of the block that goes nowhere. ``line`` and ``column`` count from 1 in the block."""

    line: int
    column: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class PastePlan:
    """What pasting would do.

    Attributes:
        table: Table id, ``""`` for a single field.
        cells: Existing cells that get text.
        new_rows: Cells of rows that are added at the end, per row.
        refused: Cells of the block that cannot be used, each with its reason.
        faults: Sentences about texts in new rows that will be kept but are wrong.

    """

    table: str
    cells: tuple[PastedCell, ...]
    new_rows: tuple[dict[str, str], ...] = ()
    refused: tuple[RefusedCell, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """One sentence for the preview."""
        parts = [f"将填入 {len(self.cells)} 格"]
        if self.new_rows:
            parts.append(f"新增 {len(self.new_rows)} 行")
        wrong = sum(1 for cell in self.cells if cell.fault) + len(self.faults)
        if wrong:
            parts.append(f"其中 {wrong} 格需要改正")
        if self.refused:
            parts.append(f"{len(self.refused)} 格不能填入")
        return "，".join(parts) + "。"


def read_block(text: str) -> list[list[str]]:
    r"""Split clipboard text into lines and cells: tabs, and Excel's quotes around cells with breaks.

    >>> read_block("1\t2\r\n3")
    [['1', '2'], ['3']]
    """
    lines: list[list[str]] = [[""]]
    quoted = False
    position = 0
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    while position < len(text):
        sign = text[position]
        cells = lines[-1]
        if quoted:
            if sign == '"' and text[position + 1 : position + 2] == '"':
                cells[-1] += '"'
                position += 1
            elif sign == '"':
                quoted = False
            else:
                cells[-1] += sign
        elif sign == '"' and not cells[-1] and _closes(text, position):
            quoted = True
        elif sign == "\t":
            cells.append("")
        elif sign == "\n":
            lines.append([""])
        else:
            cells[-1] += sign
        position += 1
    return lines


def _closes(text: str, start: int) -> bool:
    """Whether the quote at ``start`` has a partner before a cell ends; a lone quote is a plain sign."""
    position = start + 1
    while (position := text.find('"', position)) >= 0:
        following = text[position + 1 : position + 2]
        if following == '"':
            position += 2
            continue
        return following in {"", "\t", "\n"}
    return False


def plan_paste(sheet: Sheet, *, address: str, text: str) -> PastePlan:
    """Work out what a block pasted at ``address`` (its upper left cell) would do.

    In a table the block goes right and down over the input columns as displayed; rows beyond the
    last are added to a free table and refused in a fixed one. A field takes a single cell.

    Raises:
        Refused: The address is not a field or cell, or the block is far too large.

    """
    block = read_block(text)
    if sum(len(line) for line in block) > MAX_CELLS:
        raise Refused(f"粘贴的内容超过 {MAX_CELLS} 格，请检查是否选中了整张工作表。")
    head, row_id, column_id = split_address(address)
    plan = sheet.plan
    if row_id is None and head in plan.fields:
        return _plan_field(sheet, head, block)
    found = plan.tables.get(head)
    if found is None:
        raise Refused("请先点中要粘贴的左上角单元格。")
    return _TablePaste(sheet, found.table).plan(row_id, column_id, block)


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


class _TablePaste:
    """The plan of one block over one table, collected line by line."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        self._plan = sheet.plan
        self._sheet = sheet
        self._table = table
        self._cells: list[PastedCell] = []
        self._new_rows: list[dict[str, str]] = []
        self._refused: list[RefusedCell] = []
        self._faults: list[str] = []

    def plan(
        self, row_id: str | None, column_id: str | None, block: Sequence[Sequence[str]]
    ) -> PastePlan:
        row_ids = [row.id for row in self._sheet.rows(self._table.id)]
        first_row = row_ids.index(row_id) if row_id in row_ids else len(row_ids)
        ids = [column.id for column in self._table.columns]
        first_column = ids.index(column_id) if column_id in ids else 0
        for offset, texts in enumerate(block):
            index = first_row + offset
            if index < len(row_ids):
                self._over_row(row_ids[index], offset, first_column, texts)
            elif self._table.fixed_rows is None:
                self._new_row(offset, first_column, texts)
            else:
                self._refuse_line(offset, texts)
        return PastePlan(
            self._table.id,
            tuple(self._cells),
            tuple(self._new_rows),
            tuple(self._refused),
            tuple(self._faults),
        )

    def _targets(
        self, line: int, first: int, texts: Sequence[str], *, may_key: bool
    ) -> list[tuple[int, Field, str]]:
        """Place in the line (from 0), column and text of what falls on an input; refuse the rest."""
        pairs: list[tuple[int, Field, str]] = []
        for offset, text in enumerate(texts):
            reason = ""
            column = None
            if first + offset >= len(self._table.columns):
                reason = "右边没有这么多列。"
            else:
                column = self._table.columns[first + offset]
                reason = why_not_typed(column)
                if not reason and column.is_key and not may_key:
                    # A fixed row's key is printed on the form; pasting it over itself is harmless.
                    continue
            if column is not None and not reason:
                pairs.append((offset, column, text))
            elif text.strip():
                self._refused.append(RefusedCell(line + 1, offset + 1, text, reason))
        return pairs

    def _over_row(self, row_id: str, line: int, first: int, texts: Sequence[str]) -> None:
        free = self._table.fixed_rows is None
        for place, column, raw in self._targets(line, first, texts, may_key=free):
            address = cell_address(self._table.id, row_id, column.id)
            cell = self._sheet.cell(address)
            text = normalise(self._plan, address, raw)
            if not cell.relevant and text.strip():
                reason = f"【{column.label}】在这一行不适用。"
                self._refused.append(RefusedCell(line + 1, place + 1, raw, reason))
                continue
            if text == (cell.raw or ""):
                continue
            fault = fault_of(self._plan, address, text)
            self._cells.append(PastedCell(address, column.label, cell.raw or "", text, fault))

    def _new_row(self, line: int, first: int, texts: Sequence[str]) -> None:
        if not any(text.strip() for text in texts):
            return
        cells: dict[str, str] = {}
        for _, column, raw in self._targets(line, first, texts, may_key=True):
            address = cell_address(self._table.id, "", column.id)
            text = normalise(self._plan, address, raw)
            if text.strip():
                cells[column.id] = text
                fault = fault_of(self._plan, address, text)
                if fault:
                    self._faults.append(f"第 {line + 1} 行：{fault}")
        self._new_rows.append(cells)

    def _refuse_line(self, line: int, texts: Sequence[str]) -> None:
        self._refused.extend(
            RefusedCell(line + 1, column + 1, text, "这张表的行是固定的，下面没有更多行。")
            for column, text in enumerate(texts)
            if text.strip()
        )
