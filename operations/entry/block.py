"""A rectangle of cells that is selected in a table, and which of them can be typed into."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.edits import Edit
from forms.live.sheet import Sheet
from forms.record import cell_address
from forms.spec import Field, FieldType, Table
from forms.wording import why_not_typed


@dataclass(frozen=True, slots=True)
class Block:
    """The selected rectangle.

    Attributes:
        table: Table id.
        rows: Ids of its rows, from the top; none if the table is empty.
        columns: Ids of its columns, from the left.

    """

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Address of the cell at the top left; of the table if it has no rows."""
        if not self.rows or not self.columns:
            return self.table
        return cell_address(self.table, self.rows[0], self.columns[0])


@dataclass(frozen=True, slots=True)
class TableChange:
    """What a command does to a table.

    Attributes:
        edits: The edits, one step together; none if there is nothing to do.
        question: What has to be asked before, a sentence; ``""`` if nothing.
        note: What was left alone and why, a sentence; ``""`` if nothing.

    """

    edits: tuple[Edit, ...] = ()
    question: str = ""
    note: str = ""


def table_of(sheet: Sheet, block: Block) -> Table:
    """The table a block lies in."""
    return sheet.plan.tables[block.table].table


def addresses(block: Block) -> Iterator[str]:
    """The cells of a block, row by row."""
    for row in block.rows:
        for column in block.columns:
            yield cell_address(block.table, row, column)


def why_closed(sheet: Sheet, table: Table, address: str, column: Field) -> str:
    """Say why a cell cannot be typed into (a Chinese sentence); ``""`` if it can."""
    if reason := why_not_typed(column):
        return reason
    if table.fixed_rows is not None and column.id in table.key:
        return f"【{column.label}】是表上印好的，不能改。"
    if column.type is FieldType.ATTACHMENT:
        return f"【{column.label}】请用“添加文件”。"
    if not sheet.cell(address).relevant:
        return f"【{column.label}】在这一行不适用。"
    return ""
