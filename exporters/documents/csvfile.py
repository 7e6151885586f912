"""CSV in and out: encodings told apart, formulas defused, nothing guessed about numbers."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import BinaryIO

from exporters.documents.excel.cell_text import formula_text, plain_text
from exporters.documents.intake import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    FileFault,
    IntakeError,
)
from exporters.documents.text_encoding import decode_text
from forms.tables.cells import BLANK, CellRow, CellText

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_DELIMITERS = (",", "\t", ";")
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_BEGINNING = 64 * 1024
_LOOKED_AT = 20
"""Lines in which the delimiter is looked for; titles stand above the headings."""

TableCell = str | int | Decimal | None
"""A cell to be written: a text, an exact number, or blank."""


def read_csv(data: bytes) -> list[CellRow]:
    """Read the cells of a CSV file.

    The delimiter is the comma; Excel's tabs and semicolons are recognised by their number in the
    first lines. An apostrophe put before a sign that starts a formula is taken off again.
    ``="0123"``, by which exports keep a number as it is, is its text; any other formula is refused.

    Raises:
        IntakeError: No known encoding, broken quoting, or too many cells.

    """
    text = decode_text(data)
    delimiter = _delimiter(text)
    rows: list[CellRow] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            cells += len(row)
            if len(rows) >= MAX_ROWS or len(row) > MAX_COLUMNS or cells > MAX_CELLS:
                raise IntakeError(
                    FileFault.TOO_MANY_CELLS,
                    f"表格第 {len(rows) + 1} 行处超过了 {MAX_ROWS} 行、{MAX_COLUMNS} 列的上限。"
                    "请分成几个文件导入。",
                )
            rows.append(tuple(_cell(text) for text in row))
    except csv.Error as error:
        raise IntakeError(
            FileFault.BROKEN,
            f"CSV 文件第 {reader.line_num} 行的引号不配对或单元格过长。请用 Excel 重新保存后再试。",
        ) from error
    return rows


def write_csv(rows: Iterable[Sequence[TableCell]], stream: BinaryIO) -> None:
    """Write rows as CSV that Excel opens as Chinese: UTF-8 with a byte order mark, CRLF.

    A text that a spreadsheet program would run as a formula gets an apostrophe in front; numbers
    stay as they are.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    stream.write(b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", errors="replace"))


def plain_number(value: int | Decimal | Fraction) -> str:
    """An exact number without exponent, e.g. ``0.0000001``.

    Raises:
        ValueError: A fraction that is no finite decimal; round it first.

    """
    if isinstance(value, Fraction):
        decimal = Decimal(value.numerator) / Decimal(value.denominator)
        if Fraction(decimal) != value:
            message = f"{value} is no finite decimal"
            raise ValueError(message)
        return plain_number(decimal)
    return str(value) if isinstance(value, int) else f"{value:f}"


def _delimiter(text: str) -> str:
    plain = _QUOTED.sub("", text[:_BEGINNING]).replace("\r", "\n")
    top = plain.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    return max(_DELIMITERS, key=lambda sign: (_agreeing(sign, top), top[0].count(sign)))


def _agreeing(sign: str, lines: Sequence[str]) -> int:
    """In how many lines a sign stands as often as in the others: what only a text has does not."""
    counts = Counter(found for line in lines if (found := line.count(sign)))
    return max(counts.values(), default=0)


def _cell(text: str) -> CellText:
    if text.startswith("'") and text[1:].startswith(_DANGEROUS):
        return plain_text(text[1:])
    if text.startswith("="):
        kept = _KEPT_AS_TEXT.fullmatch(text)
        return plain_text(kept[1]) if kept else formula_text(BLANK)
    return plain_text(text)


def _written(cell: TableCell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_DANGEROUS) else cell
    return plain_number(cell)
