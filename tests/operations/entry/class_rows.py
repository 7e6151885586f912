"""What the tests of an open return change: a count, and the rows of the table of classes."""

from operations.entry.block import Block
from operations.entry.open_return import OpenReturn
from operations.entry.table_commands import TableCommand

ADDRESS = "pupils.entrants_primary"
CLASSES = "pupils.classes"


def delete(opened: OpenReturn, row: str) -> None:
    """Delete a class, as the clerk does."""
    block = Block(CLASSES, (row,), ("grade",))
    opened.apply_change(opened.change_by(TableCommand.DELETE_ROWS, block))
