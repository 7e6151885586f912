"""Cells and heads of tables as every part of a report draws them."""

from collections.abc import Set as AbstractSet

from exporters.documents import palette
from exporters.documents.pdf.page import CODED
from exporters.documents.pdf.table import Look, PdfCell, PdfRow
from exporters.documents.report import Ink, Shown, Tone

WIDTH = CODED.room
"""Room between the margins of a report, in points."""

LOOK = Look(above=1.9, below=2.9)
DENSE = Look(size=7.5, above=1.9, below=2.9)

COLOURS = {
    Tone.PLAIN: palette.INK,
    Tone.MUTED: palette.MUTED,
    Tone.GOOD: palette.GOOD,
    Tone.WARNING: palette.WARNING,
    Tone.BAD: palette.BAD,
}
_FILLS = {
    Ink.INPUT: "",
    Ink.CALCULATED: palette.CALCULATED,
    Ink.REFERENCED: palette.REFERENCED,
}


def head_row(*labels: str, right: AbstractSet[int] = frozenset()) -> PdfRow:
    """A row of headings; those of the columns in ``right`` lean to the right."""
    return [
        PdfCell(label, bold=True, align="RIGHT" if index in right else "LEFT")
        for index, label in enumerate(labels)
    ]


def shown_cell(shown: Shown, *, numeric: bool) -> PdfCell:
    """The cell of an answer, in the colour of how it came to its content."""
    return PdfCell(
        shown.text,
        colour=COLOURS[shown.tone],
        fill=_FILLS[shown.ink],
        align="RIGHT" if numeric else "LEFT",
    )
