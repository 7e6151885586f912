"""Tables of data as Parquet, where ``pyarrow`` is installed (decision 0049)."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, BinaryIO, Final

from exporters.errors import SentenceError
from forms.dataset import DataColumn, DataTable, DataType, cell
from forms.values import Maybe, NotApplicable


class ParquetMissingError(SentenceError):
    """The library that writes Parquet is not installed."""


def write_parquet(table: DataTable, stream: BinaryIO) -> None:
    """Write a table; what is missing and what is not applicable are both null, Parquet has one word.

    Args:
        table: Integers, booleans, dates and texts stay what they are. Other numbers become 64-bit
            binary ones, as statisticians calculate with them: the CSV beside has the exact ones.
        stream: Receives the bytes; the same table gives the same ones.

    Raises:
        ParquetMissingError: ``pyarrow`` is not installed.

    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ParquetMissingError(
            "这个程序没有带 Parquet 需要的 pyarrow，不能写 .parquet 文件。"
            "CSV、数据说明和 Excel 工作簿不需要它，请不要 Parquet 再导出。"
        ) from error
    kinds = {
        DataType.INTEGER: pa.int64(),
        DataType.NUMBER: pa.float64(),
        DataType.BOOLEAN: pa.bool_(),
        DataType.DATE: pa.date32(),
        DataType.STRING: pa.string(),
    }
    fields = [_field(pa, column, kinds[column.type]) for column in table.columns]
    columns = [
        [None if isinstance(row[place], NotApplicable) else made(row[place]) for row in table.rows]
        for place, made in enumerate(_AS[column.type] for column in table.columns)
    ]
    arrays = [pa.array(found, field.type) for found, field in zip(columns, fields, strict=True)]
    parquet.write_table(pa.table(arrays, schema=pa.schema(fields)), stream)


def _field(pa: Any, column: DataColumn, kind: object) -> Any:  # noqa: ANN401 - it has no types
    told = {"title": column.title, "unit": column.unit}
    return pa.field(column.name, kind, metadata={name: text for name, text in told.items() if text})


def _integer(value: Maybe) -> int | None:
    return int(value) if isinstance(value, (int, Decimal, Fraction)) else None


def _number(value: Maybe) -> float | None:
    return float(value) if isinstance(value, (int, Decimal, Fraction)) else None


def _truth(value: Maybe) -> bool | None:
    return value if isinstance(value, bool) else None


def _date(value: Maybe) -> date | None:
    return value if isinstance(value, date) else None


def _text(value: Maybe) -> str | None:
    return None if value is None else str(cell(value))


_AS: Final[Mapping[DataType, Callable[[Maybe], object]]] = {
    DataType.INTEGER: _integer,
    DataType.NUMBER: _number,
    DataType.BOOLEAN: _truth,
    DataType.DATE: _date,
    DataType.STRING: _text,
}
