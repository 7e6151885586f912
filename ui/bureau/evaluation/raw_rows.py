"""What became of the rows of a raw table that was made elsewhere. Pure."""

from forms.evaluation.raw_table import RawTable, RefusedRow
from ui.bureau.words import NOTHING, plural
from ui.models.records import CellLook, Column, Record

READING_COLUMNS = (
    Column("kind", "结果", 7.5),
    Column("row", "行", 4, right=True),
    Column("column", "列", 12),
    Column("reason", "情况", 24, stretch=True),
)
_REFUSED = CellLook("没有接受", icon="circle-x", tone="error", order=0)
_NOTED = CellLook("提示", icon="info", order=1)


def reading_records(table: RawTable) -> list[Record]:
    """Refused cells first, then what should be known although nothing is wrong."""
    refused = [_refused(number, item) for number, item in enumerate(table.refusals)]
    noted = [
        Record(("note", number), (_NOTED, NOTHING, NOTHING, CellLook(note)), search=note)
        for number, note in enumerate(table.notes)
    ]
    return refused + noted


def _refused(number: int, item: RefusedRow) -> Record:
    row = CellLook(str(item.row), order=item.row)
    column = CellLook(item.column) if item.column else NOTHING
    return Record(
        ("refusal", number),
        (_REFUSED, row, column, CellLook(item.reason)),
        search=f"{item.row} {item.column} {item.reason}",
    )


def reading_summary(table: RawTable) -> str:
    """How much of a table was read, in one sentence."""
    rows = {item.row for item in table.refusals}
    words = plural(((len(table.rows), "行参加评估"), (len(rows), "行没有接受")))
    return f"共 {table.count} 行数据：{words or '没有可以评估的行'}。"
