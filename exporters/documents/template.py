"""The template workbook: where things stand in it, and what was read back from a filled one.

Shared by its writer and its reader. Every sheet keeps ids in its hidden first column, so that
labels may be reworded and columns widened without breaking the way back:

- a field's row carries the field id;
- a table starts with a row ``@table <table id>``, its headings, and a hidden row ``@columns`` with
  the column ids; rows carry their row id, or ``+`` where a new row may be filled in;
  ``@end`` closes it.

The hidden sheet ``_youheng`` says which form pack, period and school the workbook belongs to.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.edits import Edit, InsertRow, MarkEmpty, SetAnswer, SetCell
from forms.record import PackRef, Return, Row
from forms.spec import Pack, Table
from forms.types import codec

FORMAT = "youheng-template"
VERSION = "1"
META_SHEET = "_youheng"
CHOICES_SHEET = "选项"

TABLE_MARK = "@table "
COLUMNS_MARK = "@columns"
END_MARK = "@end"
NEW_ROW = "+"


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """What a template belongs to."""

    pack: PackRef
    period: int
    school_code: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that was not taken.

    Attributes:
        sheet: Name of the sheet.
        cell: Place in the sheet, e.g. ``C12``.
        label: What the cell is called.
        reason: Chinese sentence: what is wrong and what to do.

    """

    sheet: str
    cell: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A filled row of a table: its row id, ``""`` for a new one, and column id → raw text."""

    id: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class TemplateReading:
    """What a filled template says. Blank cells say nothing: they never clear an answer.

    Attributes:
        info: What the template belongs to.
        answers: Field id → raw text.
        rows: Table id → filled rows in order.
        refusals: Cells that were not taken, in order.

    """

    info: TemplateInfo
    answers: Mapping[str, str]
    rows: Mapping[str, tuple[FilledRow, ...]]
    refusals: tuple[Refusal, ...]


def template_edits(
    reading: TemplateReading, *, record: Return, pack: Pack, next_row: Callable[[str], str]
) -> list[Edit]:
    """The edits that bring a filled template into a return; nothing that is the same already.

    A new row whose key equals that of a row in the return changes that row, so that importing a
    workbook twice does no harm.

    Args:
        reading: The filled template.
        record: The return as it stands.
        pack: Its pack.
        next_row: Gives a fresh row id for a table id.

    """
    answers = {
        name: codec(pack.fields[name], pack.choices).parse(text).text
        for name, text in reading.answers.items()
    }
    edits: list[Edit] = [
        SetAnswer(name, text) for name, text in answers.items() if record.answers.get(name) != text
    ]
    for table_id, rows in reading.rows.items():
        edits.extend(_table_edits(pack.tables[table_id], rows, record, pack, next_row))
    return edits


def _table_edits(
    table: Table,
    rows: Sequence[FilledRow],
    record: Return,
    pack: Pack,
    next_row: Callable[[str], str],
) -> Iterator[Edit]:
    present = {row.id: row for row in record.tables.get(table.id, ())}
    by_key = {_key(table, row.cells): row for row in present.values()}
    if table.id in record.empty_tables and rows:
        yield MarkEmpty(table.id, empty=False)
    position = len(present)
    for row in rows:
        cells = _canonical(table, row.cells, pack)
        key = _key(table, cells)
        old = present.get(row.id) or (by_key.get(key) if key else None)
        if old is not None or table.fixed_rows is not None:
            yield from _cell_edits(table, old or Row(row.id, {}), cells)
        else:
            made = Row(next_row(table.id), cells)
            by_key[key] = made
            yield InsertRow(table.id, position, made)
            position += 1


def _cell_edits(table: Table, old: Row, cells: Mapping[str, str]) -> Iterator[Edit]:
    for column, text in cells.items():
        if old.cells.get(column) != text:
            yield SetCell(table.id, old.id, column, text)


def _key(table: Table, cells: Mapping[str, str]) -> tuple[str, ...]:
    """The key of a row; empty while a part of it is blank, and then it equals no other."""
    key = tuple(cells.get(column, "") for column in table.key)
    return key if all(key) else ()


def _canonical(table: Table, cells: Mapping[str, str], pack: Pack) -> dict[str, str]:
    """The texts as they will be stored; wrong ones stay as typed."""
    return {
        column: codec(table.by_id[column], pack.choices).parse(text).text
        for column, text in cells.items()
    }
