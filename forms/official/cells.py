"""Cells of the official tables: numbers rounded half up from exact values, words, headings."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.evaluation.resources import INDICATORS
from forms.official.model import UNKNOWN_TEXT, Align, Mark, OfficialCell, OfficialColumn
from forms.rounding import rounded
from forms.schooling import Section
from forms.values import simplest

DASH: Final = "——"
"""What the official form prints where a figure makes no sense."""

VALUE_DECIMALS: Final = 2
COEFFICIENT_DECIMALS: Final = 3
SHARE_DECIMALS: Final = 1

LEVEL_NAMES: Final = {Section.PRIMARY: "小学", Section.JUNIOR: "初中"}


def number(
    value: Fraction | Decimal | int | None,
    decimals: int,
    *sources: str,
    mark: Mark = Mark.NONE,
) -> OfficialCell:
    """A figure; 缺 if it is unknown."""
    if value is None:
        return OfficialCell(UNKNOWN_TEXT, mark=Mark.UNKNOWN, sources=sources)
    exact = Fraction(value)
    text = rounded(exact, decimals)
    if mark is Mark.OVER_LIMIT:
        text += "▲"
    return OfficialCell(text, simplest(exact), decimals, mark=mark, sources=sources)


def words(
    text: str, *sources: str, align: Align | None = None, mark: Mark = Mark.NONE
) -> OfficialCell:
    """A text or a code."""
    return OfficialCell(text, align=align, mark=mark, sources=sources)


def answer(value: bool | None, *sources: str) -> OfficialCell:  # noqa: FBT001
    """是, 否 or 缺."""
    if value is None:
        return OfficialCell(UNKNOWN_TEXT, mark=Mark.UNKNOWN, sources=sources)
    mark = Mark.NONE if value else Mark.FAILED
    return OfficialCell("是" if value else "否", mark=mark, sources=sources)


def listed(names: Sequence[str], *, most: int = 5) -> str:
    """Names in a note, not too many of them: ``甲小学、乙小学等``."""
    return "、".join(names[:most]) + ("等" if len(names) > most else "")


def heading(text: str, *, columns: int = 1, rows: int = 1) -> OfficialCell:
    """A heading."""
    return OfficialCell(text, columns=columns, rows=rows)


def indicator_columns(width: int = 6) -> tuple[OfficialColumn, ...]:
    """One column for each of the seven."""
    return (OfficialColumn(width),) * len(INDICATORS)
