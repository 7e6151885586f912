"""The codebook: a table that explains each column of the others."""

from collections.abc import Sequence
from typing import Final

from forms.dataset.model import DataColumn, DataTable, DataType
from forms.values import Maybe

_COLUMNS: Final = (
    DataColumn("table", "表", DataType.STRING, is_required=True),
    DataColumn("column", "列", DataType.STRING, is_required=True),
    DataColumn("table_title", "表名", DataType.STRING, is_required=True),
    DataColumn("title", "名称", DataType.STRING, is_required=True),
    DataColumn("type", "类型", DataType.STRING, is_required=True),
    DataColumn("unit", "单位", DataType.STRING),
    DataColumn("codes", "代码", DataType.STRING, help="代码=含义，以分号隔开"),
    DataColumn("help", "说明", DataType.STRING),
    DataColumn("source", "依据", DataType.STRING),
)


def codebook(tables: Sequence[DataTable]) -> DataTable:
    """Explain each column of the tables, its own included."""
    explained = [(table, column) for table in tables for column in table.columns]
    return DataTable(
        name="codebook",
        title="代码本",
        columns=_COLUMNS,
        key=("table", "column"),
        rows=[_row(table, column) for table, column in explained],
        help="一行说明别的表的一列。",
    )


def _row(table: DataTable, column: DataColumn) -> tuple[Maybe, ...]:
    codes = "；".join(f"{option.code}={option.label}" for option in column.options)
    return (
        *(table.name, column.name, table.title, column.title, column.type.value),
        *(text or None for text in (column.unit, codes, column.help, column.source)),
    )
