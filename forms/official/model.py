"""The official tables as plain data: what stands in which cell, and where it came from.

:mod:`forms.official.tables` makes them from an evaluation; the exporters draw them as xlsx and PDF and add
nothing of their own. Rounding has therefore happened here already: ``text`` is what is printed,
``value`` the exact figure behind it.

Heading and body are rows of cells that may span columns and rows, laid out from left to right as in
an HTML table: a cell takes the first free place of its row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from forms.values import Number

UNKNOWN_TEXT = "缺"
"""What is printed for a figure that could not be calculated."""

NOT_APPLICABLE_TEXT = "不适用"
"""What is printed where there is nothing in the district that is asked about."""

SIGN_OFF = ("填表单位（公章）：", "负责人：", "填表人：", "填表日期：　　　年　　月　　日")
"""What stands at the foot of a table, to be filled in by hand."""


class Mark(StrEnum):
    """What a reader has to notice in a cell; never told by colour alone, the text says it too."""

    NONE = "none"
    OVER_LIMIT = "over_limit"
    """A coefficient over its limit: bold, and the text ends in ▲."""
    FAILED = "failed"
    """A standard that is not reached: bold."""
    UNKNOWN = "unknown"
    """缺: a figure is missing."""


class Align(StrEnum):
    """Which way a cell leans."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class OfficialCell:
    """One cell.

    Attributes:
        text: What is printed, rounded half up already; ``""`` leaves the cell blank.
        value: The exact figure behind a number; ``None`` for words and unknown figures. A code or a
            学校标识码 is words.
        decimals: Decimals printed of ``value``; 0 for a count.
        columns: How many columns it spans, at least 1.
        rows: How many rows it spans, at least 1.
        mark: See :class:`Mark`.
        align: ``None`` takes the column's own (headings: the centre).
        sources: What it was made from: ``<school code>/<name>`` of a field or indicator, ``*/<name>``
            for that of every school, or the name of a district figure such as ``cv_L1_primary``.

    """

    text: str
    value: Number | None = None
    decimals: int = 0
    columns: int = 1
    rows: int = 1
    mark: Mark = Mark.NONE
    align: Align | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialColumn:
    """A column; ``width`` counts Chinese characters of the body's size."""

    width: int
    align: Align = Align.CENTRE


_NUMERALS = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ", "VI": "Ⅵ"}

CellRow = tuple[OfficialCell, ...]


@dataclass(frozen=True)
class OfficialTable:
    """One official table, ready to be drawn.

    Attributes:
        id: ``II-1``, ``II-2``, ``III`` …: fit for a file name.
        title: Whole title, e.g. ``表Ⅱ-2 资源配置情况（分学校）``.
        subtitle: Who and when, e.g. ``示例区　2024 年``.
        columns: One for each column of the grid.
        heading: Heading rows; repeated on every page.
        rows: Body rows.
        notes: Lines under the table.
        complete: False where a figure is missing: the table is marked 未完成.
        sign_off: What is filled in by hand under the table.
        label: How it is called if it is no numbered table of the form, e.g. ``差距``.

    """

    id: str
    title: str
    subtitle: str
    columns: tuple[OfficialColumn, ...]
    heading: tuple[CellRow, ...]
    rows: tuple[CellRow, ...]
    notes: tuple[str, ...] = ()
    complete: bool = True
    sign_off: tuple[str, ...] = SIGN_OFF
    label: str = ""

    @property
    def name(self) -> str:
        """As it is called on paper: 表Ⅱ-1."""
        if self.label:
            return self.label
        number, dash, part = self.id.partition("-")
        return f"表{_NUMERALS[number]}{dash}{part}"

    def __post_init__(self) -> None:
        for _ in placed(self.heading, len(self.columns)):
            pass
        for _ in placed(self.rows, len(self.columns)):
            pass


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its place; ``row`` and ``column`` count from 0 within the heading or the body."""

    row: int
    column: int
    cell: OfficialCell


def placed(rows: Sequence[CellRow], width: int) -> Iterator[Placed]:
    """Give every cell its place in a grid of ``width`` columns, row by row.

    Raises:
        ValueError: The spans do not fill the grid exactly.

    """
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while (index, column) in taken:
                column += 1
            yield Placed(index, column, cell)
            taken.update(_area(index, column, cell, taken))
    if taken != {(row, column) for row in range(len(rows)) for column in range(width)}:
        message = f"spans do not fill {len(rows)} rows of {width} columns"
        raise ValueError(message)


def _area(
    row: int, column: int, cell: OfficialCell, taken: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    area = {
        (row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)
    }
    if area & taken:
        message = f"the cell {cell.text!r} lies over another"
        raise ValueError(message)
    return area
