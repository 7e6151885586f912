"""Plain tables as files: CSV or a workbook of one sheet, as the file's name asks."""

import io
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from operations.errors import Misused
from operations.files import write_file

if TYPE_CHECKING:
    from exporters.documents.csvfile import TableCell


class TableKind(StrEnum):
    """What a table is written as."""

    CSV = ".csv"
    XLSX = ".xlsx"


def table_kind(target: Path) -> TableKind:
    """What a file name asks for.

    Raises:
        Misused: It ends neither in ``.csv`` nor in ``.xlsx``.

    """
    try:
        return TableKind(target.suffix.lower())
    except ValueError:
        raise Misused(f"“{target.name}”应以 .csv 或 .xlsx 结尾，请改文件名。") from None


def write_rows_as(
    rows: "Iterable[Sequence[TableCell]]",
    target: Path,
    *,
    kind: TableKind,
    name: str,
    replace: bool,
) -> Path:
    """Write a table whole.

    Args:
        rows: The first row is the heading.
        target: The file.
        kind: See :func:`table_kind`.
        name: Name of the sheet of a workbook.
        replace: Whether the user asked that a file there is replaced.

    """
    from exporters.documents.write import write_table_csv, write_table_xlsx

    stream = io.BytesIO()
    if kind is TableKind.CSV:
        write_table_csv(rows, stream)
    else:
        write_table_xlsx(rows, stream, name=name)
    return write_file(target, stream.getvalue(), name="", replace=replace)
