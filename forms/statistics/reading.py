"""What an export of the statistics says of one school: found by heading path, never by column letter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from forms.schooling import Section
from forms.statistics.paths import ColumnPath, Path, column_paths, fits, is_total
from forms.tables.cells import CellRow, CellText
from forms.tables.headings import unit_in, unit_of
from forms.tables.sheets import TableSheet

_HEADINGS_WITHIN: Final = 30
_BOTH: Final = "中小学"


@dataclass(frozen=True, slots=True)
class WantedFigure:
    """One question the statistics answer.

    Attributes:
        field: Id of the field.
        paths: Headings under which it may stand.
        unit: Unit its figures have to be in, or ``""``.
        section: The section of schooling it is about, or ``None``.

    """

    field: str
    paths: tuple[Path, ...]
    unit: str = ""
    section: Section | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A cell that answers a question: the field, the cell, and where it stands in words."""

    field: str
    cell: CellText
    source: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found, and what was passed over with the reason (Chinese sentences)."""

    found: tuple[Found, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchoolSought:
    """Whose figures are looked for."""

    code: str
    name: str
    sections: frozenset[Section]


def read_statistics(
    sheets: Sequence[TableSheet], figures: Sequence[WantedFigure], school: SchoolSought
) -> Reading:
    """Look for the figures of a school in every sheet; the first place that answers a question counts."""
    found: dict[str, Found] = {}
    left: list[str] = []
    for sheet in sheets:
        rows = _rows_of(sheet, school)
        if not rows:
            left.append(f"{_named(sheet)}没有找到本校（{school.code} {school.name}）。")
        for number, top in rows:
            reader = _Row(sheet, number, top, school)
            for figure in figures:
                if figure.field not in found:
                    one = reader.find(figure, left)
                    if one is not None:
                        found[figure.field] = one
            if number + 1 in sheet.hidden_rows:
                left.append(f"{_named(sheet)}第 {number + 1} 行隐藏着或被筛选掉了，同样读了。")
    return Reading(tuple(found.values()), tuple(dict.fromkeys(left)))


def _rows_of(sheet: TableSheet, school: SchoolSought) -> list[tuple[int, int]]:
    """Numbers of the school's rows, each with the number of the first row of data."""
    texts = [[cell.text.strip() for cell in row] for row in sheet.rows]
    for wanted in (school.code, school.name):
        places = [(n, row.index(wanted)) for n, row in enumerate(texts) if wanted in row]
        # A name or code by itself in a row is a title.
        rows = [(n, at) for n, at in places if sum(map(bool, texts[n])) > 2]
        if rows:
            top = _first_of(texts, rows[0][1], rows[0][0], is_code=wanted == school.code)
            return [(n, top) for n, _ in rows]
    named = any(
        school.code in text or school.name in text
        for row in texts[:_HEADINGS_WITHIN]
        for text in row
    )
    for number, row in enumerate(texts if named else []):
        first = next((text for text in row if text), "")
        if is_total(first) and any(text[:1].isdigit() for text in row):
            return [(number, number)]
    return []


def _first_of(texts: Sequence[Sequence[str]], place: int, own: int, *, is_code: bool) -> int:
    """The first row of data: where the column of codes begins to hold codes."""
    if not is_code:
        return own
    codes = (
        number
        for number, row in enumerate(texts[: own + 1])
        if place < len(row) and len(row[place]) == 10 and row[place].isdecimal()
    )
    return next(codes, own)


class _Row:
    """One row of a school under its headings."""

    def __init__(self, sheet: TableSheet, number: int, top: int, school: SchoolSought) -> None:
        heads = [[cell.text for cell in row] for row in sheet.rows[:top]]
        self._sheet, self._number, self._school = sheet, number, school
        self._row: CellRow = sheet.rows[number]
        self._columns = column_paths(heads)
        self._own = self._mentioned([cell.text for cell in self._row])

    def find(self, figure: WantedFigure, left: list[str]) -> Found | None:
        """The cell that answers a question, if there is one; notes why one was passed over."""
        columns = [one for one in self._fitting(figure) if self._is_of(figure, one, left)]
        if not columns:
            return None
        columns.sort(key=lambda one: len(one.path))
        column = columns[0]
        if len(columns) > 1 and len(columns[1].path) == len(column.path):
            left.append(f"{self._where(column)}：有几列都像，没有取。")
            return None
        if column.place >= len(self._row) or not self._row[column.place].text.strip():
            return None
        unit = unit_in(column.path[-1])
        if unit and figure.unit and unit != (unit_of(figure.unit) or figure.unit):
            left.append(f"{self._where(column)}：单位是{unit}，应是{figure.unit}，没有取。")
            return None
        return Found(figure.field, self._row[column.place], self._where(column))

    def _fitting(self, figure: WantedFigure) -> Iterator[ColumnPath]:
        for column in self._columns:
            if any(fits(path, column.path) for path in figure.paths):
                yield column

    def _is_of(self, figure: WantedFigure, column: ColumnPath, left: list[str]) -> bool:
        """Whether a column is about the section of schooling of a question."""
        if figure.section is None:
            return True
        mentioned = self._mentioned(column.path) or self._own or self._mentioned([self._sheet.name])
        if len(mentioned) == 1:
            return figure.section in mentioned
        if len(self._school.sections) == 1:
            return figure.section in self._school.sections
        left.append(f"{self._where(column)}：没有写明是小学、初中还是高中，没有取。")
        return False

    def _mentioned(self, texts: Sequence[str]) -> set[Section]:
        words = "　".join(texts).replace(self._school.name, "").replace(_BOTH, "")
        return {section for section in Section if section.label in words}

    def _where(self, column: ColumnPath) -> str:
        return f"{_named(self._sheet)}第 {self._number + 1} 行“{column.text}”"


def _named(sheet: TableSheet) -> str:
    return f"工作表“{sheet.name}”" if sheet.name else "表中"


def figures_of(
    entries: Sequence[Mapping[str, object]], units: Mapping[str, str]
) -> tuple[WantedFigure, ...]:
    """Make the figures out of their file.

    Args:
        entries: Tables of ``field`` and ``paths``, as the file has them.
        units: Field id → unit, of every field the clerk fills; others are left out.

    """
    found = []
    for entry in entries:
        name, paths = str(entry["field"]), entry["paths"]
        known = tuple(tuple(map(str, path)) for path in paths) if isinstance(paths, list) else ()
        for section in (None,) if "{s}" not in name else tuple(Section):
            field = name if section is None else name.replace("{s}", section.value)
            if field in units:
                found.append(WantedFigure(field, known, units[field], section))
    return tuple(found)
