"""The flat table ``district-raw``: from cells to raw schools and back (forms catalogue 6).

Bytes are the business of the exporters; here a table is an iterable of rows of cells as a CSV or
workbook reader gives them. Nothing is half accepted: a school of which one row is wrong is refused
with all its rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.evaluation.columns import COLUMNS, REQUIRED, SYNONYMS
from forms.evaluation.raw import RawSchool
from forms.evaluation.raw_cells import CellError, CellReader, code_of, text_of
from forms.rounding import shortest
from forms.spec import Pack
from forms.tables.cells import CellText
from forms.tables.headings import HEADINGS_WITHIN, REASON, Heading, Headings
from forms.values import Maybe

_CODE: Final = "profile.school_code"
_ADVICE: Final = "请用“导出原始数据”得到的表头填写。"

Cell = object
"""What a reader gives for a cell: text, whole number, decimal, truth value or ``None``."""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not accepted.

    Attributes:
        row: Its number in the table, the heading being row 1.
        column: Heading of the column that is wrong, or ``""``.
        reason: Chinese sentence: what is wrong and what to do.

    """

    row: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class RawTable:
    """What was read.

    Attributes:
        rows: Accepted rows, in the order of the table.
        refusals: Rows that were not, by row number; a row can have several.
        notes: What a person should know although nothing is wrong (Chinese sentences).
        count: Rows read, headings and blank rows not counted.
        has_labels: Whether the row below the headings holds Chinese ones besides.
        head: Number of the row with the headings; titles may stand above it.

    """

    rows: tuple[RawSchool, ...]
    refusals: tuple[RefusedRow, ...]
    notes: tuple[str, ...]
    count: int
    has_labels: bool = False
    head: int = 1


def read_rows(table: Iterable[Sequence[Cell]], *, pack: Pack) -> RawTable:
    """Read a table.

    Args:
        table: Rows of cells; the headings, ids or Chinese labels in any order, may stand below titles.
        pack: Gives the names of the codes.

    Raises:
        TableError: There is no heading, a required column is missing, one is there twice or in
            another unit.

    """
    rows = list(table)
    texts = [[text_of(cell) for cell in row] for row in rows[:HEADINGS_WITHIN]]
    head = raw_headings(pack).find(texts, advice=_ADVICE)
    notes = [
        f"第 {place + 1} 列“{heading}”不是需要的列，没有读入。"
        for place, heading in head.unknown
        if heading != REASON
    ]
    reader = CellReader(pack.choices)
    read: list[tuple[int, RawSchool]] = []
    faults: dict[int, list[RefusedRow]] = {}
    codes: dict[int, str] = {}
    has_labels = False
    for number, cells in enumerate(rows[head.row :], start=head.row + 1):
        if all(_is_blank(cell) for cell in cells):
            continue
        named = {name: cells[place] for name, place in head.places.items() if place < len(cells)}
        if number == head.row + 1 and _is_label(named.get(_CODE)):
            notes.append(f"第 {number} 行是中文标题，没有当作数据。")
            has_labels = True
            continue
        codes[number] = code_of(text_of(named.get(_CODE)))
        values, wrong = _read_row(reader, named, number, notes)
        if wrong:
            faults[number] = wrong
        else:
            read.append((number, RawSchool(values)))
    _refuse_repeated(read, faults)
    _refuse_whole_schools(codes, faults)
    accepted = [(number, row) for number, row in read if number not in faults]
    return RawTable(
        rows=tuple(row for _, row in accepted),
        refusals=tuple(fault for number in sorted(faults) for fault in faults[number]),
        notes=(*notes, *_campus_notes(accepted)),
        count=len(codes),
        has_labels=has_labels,
        head=head.row,
    )


def write_rows(rows: Iterable[RawSchool]) -> Iterator[tuple[str | int | Decimal | None, ...]]:
    """Write raw schools as a table: ids, Chinese labels, then one row each.

    Codes and texts are ``str``, numbers ``int`` or ``Decimal``, missing and not applicable ``None``.
    """
    yield tuple(column.id for column in COLUMNS)
    yield tuple(column.label for column in COLUMNS)
    for row in rows:
        yield tuple(_written(row.values.get(column.id)) for column in COLUMNS)


def raw_headings(pack: Pack) -> Headings:
    """The columns of the table with everyday headings and the units their figures are in."""
    return Headings(
        (
            Heading(
                column.id,
                column.label,
                SYNONYMS.get(column.id, ()),
                field.unit if (field := pack.fields.get(column.id)) else "",
            )
            for column in COLUMNS
        ),
        needed=REQUIRED,
    )


def _is_blank(cell: Cell) -> bool:
    return not text_of(cell) and not (isinstance(cell, CellText) and cell.fault)


def _is_label(cell: Cell) -> bool:
    """Whether the code cell of the second row is a heading: words without a single digit."""
    text = text_of(cell)
    return bool(text) and not any(sign.isdigit() for sign in text)


def _read_row(
    reader: CellReader, cells: Mapping[str, Cell], number: int, notes: list[str]
) -> tuple[dict[str, Maybe], list[RefusedRow]]:
    reader.begin()
    values: dict[str, Maybe] = {}
    wrong: list[RefusedRow] = []
    for column in COLUMNS:
        try:
            values[column.id] = reader.read(column, cells.get(column.id))
        except CellError as error:
            wrong.append(RefusedRow(number, column.label, str(error)))
    if not wrong:
        wrong = _check_row(values, number)
    if not wrong:
        notes.extend(f"第 {number} 行：{note}" for note in reader.notes_on(values))
    return values, wrong


def _check_row(values: Mapping[str, Maybe], number: int) -> list[RefusedRow]:
    teaching = values["facilities.teaching_area"]
    indoor = values["facilities.indoor_sports_area"]
    if isinstance(teaching, Decimal) and isinstance(indoor, Decimal) and indoor > teaching:
        areas = [shortest(Fraction(area), 2) for area in (indoor, teaching)]
        reason = (
            f"室内体育用房 {areas[0]} ㎡ 大于教学及辅助用房 {areas[1]} ㎡，前者是后者的其中项。"
        )
        return [RefusedRow(number, "其中室内体育用房面积", reason)]
    return []


def _refuse_repeated(
    read: Sequence[tuple[int, RawSchool]], faults: dict[int, list[RefusedRow]]
) -> None:
    """One main row per school and one row per campus; of several none can be believed."""
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, row in read:
        found[row.code, row.campus].append(number)
    for (code, campus), numbers in found.items():
        if len(numbers) > 1:
            listed = "、".join(f"第 {number} 行" for number in numbers)
            what = f"校区 {campus}" if campus else "主校区"
            reason = f"{listed}都是学校 {code} 的{what}。请删去重复的行。"
            for number in numbers:
                faults[number] = [RefusedRow(number, "学校标识码", reason)]


def _refuse_whole_schools(codes: Mapping[int, str], faults: dict[int, list[RefusedRow]]) -> None:
    """A school is accepted with all its rows or with none: a part of it would give other figures."""
    wrong = {codes[number]: number for number in sorted(faults, reverse=True)}
    for number, code in codes.items():
        if code and code in wrong and number not in faults:
            reason = f"同一学校的第 {wrong[code]} 行没有被接受，这一行也不能单独采用。请一并改正。"
            faults[number] = [RefusedRow(number, "学校标识码", reason)]


def _campus_notes(rows: Sequence[tuple[int, RawSchool]]) -> list[str]:
    mains = {row.code for _, row in rows if not row.campus}
    return [
        f"第 {number} 行：学校 {row.code} 没有主校区的行，校区 {row.campus} 按单独的学校计算。"
        for number, row in rows
        if row.campus and row.code not in mains
    ]


def _written(value: Maybe) -> str | int | Decimal | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value if isinstance(value, (str, int, Decimal)) else None
