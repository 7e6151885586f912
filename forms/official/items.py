"""Tables Ⅳ (政府保障程度) and Ⅴ (教育质量) of the application form: item by item, with a verdict.

What is said of an item is data: a template for :class:`forms.official.sentences.Teller`. Sources of
the items, their figures and decimals: forms catalogue 5.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from forms.district import DistrictItem, DistrictVerdict
from forms.official.cells import SHARE_DECIMALS, answer, heading, listed, number, words
from forms.official.model import (
    NOT_APPLICABLE_TEXT,
    Align,
    CellRow,
    OfficialColumn,
    OfficialTable,
)
from forms.official.remarks import below, looks_like
from forms.official.sentences import Teller, ToldFigure

_LONGEST_UPRIGHT: Final = 520
"""Characters of a conclusion that still fit a row on upright paper: Excel's rows have an end."""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of a table.

    Attributes:
        item: Id of the district item that judges it.
        standard: What is asked.
        says: Template of the figures or the conclusion.
        absent: Template instead, where the item does not apply: what there is none of.
        lines: Percentages that are judged, each with what it has to reach: expressions.

    """

    item: str
    standard: str
    says: str
    absent: str = ""
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ItemTable:
    """A table of items: id, title and rows."""

    id: str
    title: str
    rows: tuple[ItemRow, ...]


def item_table(
    table: ItemTable, verdict: DistrictVerdict, *, subtitle: str, notes: Sequence[str] = ()
) -> OfficialTable:
    """Fill a table of items with the figures of a district."""
    teller = Teller(verdict)
    items = [verdict.items[row.item] for row in table.rows]
    told = [
        teller.tell(row.says if item.applies else row.absent or row.says)
        for row, item in zip(table.rows, items, strict=True)
    ]
    rounding = (
        f"第 {place} 项{note}"
        for place, row in enumerate(table.rows, start=1)
        for note in _rounding_notes(row, teller)
    )
    return OfficialTable(
        id=table.id,
        title=table.title,
        subtitle=subtitle,
        columns=_columns(told),
        heading=(
            (heading("序号"), heading("指标"), heading("指标值或简要结论"), heading("是否达标")),
        ),
        rows=tuple(
            _row(place, row, found, item)
            for place, (row, found, item) in enumerate(
                zip(table.rows, told, items, strict=True), start=1
            )
        ),
        notes=(*rounding, *_schools_notes(table, verdict), *notes),
        complete=all(found.is_known for found in told)
        and all(item.passes is not None for item in items)
        and not verdict.outstanding,
    )


def _columns(told: Sequence[ToldFigure]) -> tuple[OfficialColumn, ...]:
    """Upright paper, unless a conclusion is so long that its row would not fit a sheet."""
    is_long = any(len(found.cell.text) > _LONGEST_UPRIGHT for found in told)
    standard, says = (18, 46) if is_long else (16, 23)
    return (
        OfficialColumn(3),
        OfficialColumn(standard, Align.LEFT),
        OfficialColumn(says, Align.LEFT),
        OfficialColumn(5),
    )


def _row(place: int, row: ItemRow, told: ToldFigure, item: DistrictItem) -> CellRow:
    judged = answer(item.passes, row.item) if item.applies else words(NOT_APPLICABLE_TEXT, row.item)
    return number(place, 0), words(row.standard), told.cell, judged


def _rounding_notes(row: ItemRow, teller: Teller) -> Iterator[str]:
    """A percentage below its line that is printed as if it reached it."""
    for figure, line in row.lines:
        value, least = teller.number_of(figure), teller.number_of(line)
        if value is None or least is None or value >= least:
            continue
        if looks_like(Fraction(value), Fraction(least), SHARE_DECIMALS):
            yield f"精确值 {below(Fraction(value), Fraction(least))}%，未达标。"


def _schools_notes(table: ItemTable, verdict: DistrictVerdict) -> Iterator[str]:
    """Name the schools behind an every-school item that fails, or that cannot be judged."""
    for place, row in enumerate(table.rows, start=1):
        item = verdict.items[row.item]
        unknown = [school for school in item.unknown if school.accepted]
        for word, schools in (("不达标", item.failing), ("缺数据", unknown)):
            if schools:
                names = listed([school.name for school in schools])
                yield f"第 {place} 项{word}的学校：{names}（{len(schools)} 所）。"
