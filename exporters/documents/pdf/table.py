"""Tables for PDF: lines broken here, widths shared, headings repeated, no row taller than a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus import Flowable, TableStyle

from exporters.documents import palette
from exporters.documents.linebreak import break_lines
from exporters.documents.pdf.fonts import BOLD, REGULAR, Glyphs, text_width
from exporters.documents.pdf.grid import PdfTable
from exporters.documents.widths import share

PADDING = 3.6
"""Left and right of a cell, in points."""

_TALLEST = 16
"""Lines a row may have; a longer text goes on in a row of its own."""

_OPENING = 2
"""Rows that stay with the heading of a table, and with each other at its end."""


@dataclass(frozen=True, slots=True)
class PdfCell:
    """One cell of a table; ``picture`` is drawn instead of the text, and the row is as high as it."""

    text: str
    bold: bool = False
    colour: str = palette.INK
    fill: str = ""
    align: Literal["LEFT", "CENTER", "RIGHT"] = "LEFT"
    picture: Flowable | None = None

    @property
    def font(self) -> str:
        return BOLD if self.bold else REGULAR


@dataclass(frozen=True, slots=True)
class Span:
    """A cell that covers several: its place and size in the grid."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Look:
    """Type size and lines of a table.

    Attributes:
        size: Type size in points.
        boxed: Every cell has a frame (official tables); else thin lines under the rows.
        middle: Texts stand in the middle of the row instead of at its top.
        above: Space above the text of a row in points.
        below: Space below it.
        plain: Black lines on white, as an official form has them.

    """

    size: float = 8.5
    boxed: bool = False
    middle: bool = False
    above: float = 2.4
    below: float = 3.4
    plain: bool = False

    @property
    def leading(self) -> float:
        """Distance of lines in points."""
        return self.size * 1.4

    def height(self, lines: int) -> float:
        """Of a row with so many lines, in points."""
        return lines * self.leading + self.above + self.below


PdfRow = Sequence[PdfCell]


def make_table(
    rows: Sequence[PdfRow],
    widths: Sequence[float],
    *,
    glyphs: Glyphs,
    look: Look,
    heading_rows: int = 0,
    spans: Sequence[Span] = (),
) -> PdfTable:
    """Make a table of a given layout: it breaks between rows, and never leaves one alone.

    Args:
        rows: Heading rows first; all of one length. Where a span covers, the covered cells are
            blank.
        widths: Width of each column in points.
        glyphs: Makes texts drawable and remembers what could not be drawn.
        look: See :class:`Look`.
        heading_rows: How many rows are repeated on every page.
        spans: Cells that cover several; a table with spans has no very tall rows.

    """
    broken = [
        _broken(row, index, widths, glyphs=glyphs, size=look.size, spans=spans)
        for index, row in enumerate(rows)
    ]
    texts: list[list[str | Flowable]] = []
    cells: list[PdfRow] = []
    ends: list[int] = []
    heights: list[float] = []
    for row, lines in zip(rows, broken, strict=True):
        for part in _parts(lines):
            texts.append(
                [cell.picture or "\n".join(text) for cell, text in zip(row, part, strict=True)]
            )
            heights.append(look.height(max(map(len, part))))
            cells.append(row)
        ends.append(len(texts) - 1)
    table = PdfTable(texts, colWidths=list(widths), repeatRows=heading_rows, hAlign="LEFT")
    lines_below = () if look.boxed else _rules(ends)
    commands = [
        *_general(look, heading_rows),
        *lines_below,
        *_each(cells),
        *_spanned(spans),
        *_together(len(texts), heading_rows),
    ]
    table.setStyle(TableStyle(commands))
    stays = len(heights) - 1 <= heading_rows + _OPENING
    table.opening = sum(heights if stays else heights[: heading_rows + _OPENING])
    return table


def fitted_widths(
    rows: Sequence[PdfRow], total: float, *, size: float, widest: float = 150
) -> list[float]:
    """Share ``total`` points among the columns by what stands in them.

    ``widest`` limits what one column of running text may claim, in points.
    """
    natural = [0.0] * len(rows[0])
    least = [0.0] * len(rows[0])
    for row in rows:
        for index, cell in enumerate(row):
            whole, word = _wishes(cell, size)
            natural[index] = max(natural[index], min(whole, widest))
            least[index] = max(least[index], min(word, widest))
    padding = 2 * PADDING
    return share([wish + padding for wish in natural], [word + padding for word in least], total)


def _wishes(cell: PdfCell, size: float) -> tuple[float, float]:
    """Width of the whole text, and of its longest word or a few Chinese characters.

    A short answer stays on one line; a heading may be broken sooner.
    """
    lines = cell.text.split("\n")
    whole = max(text_width(line, cell.font, size) for line in lines)
    words = (word for word in cell.text.split() if word.isascii())
    longest = max((text_width(word, cell.font, size) for word in words), default=0.0)
    return whole, max(longest, min(whole, (3.1 if cell.bold else 6.1) * size))


def _broken(
    row: PdfRow,
    index: int,
    widths: Sequence[float],
    *,
    glyphs: Glyphs,
    size: float,
    spans: Sequence[Span],
) -> list[list[str]]:
    wide = {span.column: span.columns for span in spans if span.row == index}
    broken = []
    for column, cell in enumerate(row):
        room = sum(widths[column : column + wide.get(column, 1)]) - 2 * PADDING + 0.01
        broken.append(_lines(glyphs.drawable(cell.text), cell.font, size, room))
    return broken


def _lines(text: str, font: str, size: float, room: float) -> list[str]:
    def measure(part: str) -> float:
        return text_width(part, font, size)

    return break_lines(text, measure, room)


def _parts(lines: list[list[str]]) -> Iterator[list[list[str]]]:
    """A row as it is, or in parts that fit a page."""
    tallest = max(len(cell) for cell in lines)
    for start in range(0, tallest, _TALLEST):
        yield [cell[start : start + _TALLEST] for cell in lines]


Command = tuple[object, ...]


@cache
def _colour(digits: str) -> Color:
    return HexColor(f"#{digits}")


def _together(rows: int, heading_rows: int) -> Iterator[Command]:
    """The first rows stay with the heading, the last ones with each other."""
    last = rows - 1
    if last <= heading_rows + _OPENING:
        yield ("NOSPLIT", (0, 0), (-1, last))
        return
    yield ("NOSPLIT", (0, 0), (-1, heading_rows + _OPENING - 1))
    yield ("NOSPLIT", (0, last - _OPENING + 1), (-1, last))


def _general(look: Look, heading_rows: int) -> list[Command]:
    whole = ((0, 0), (-1, -1))
    strong = _colour(palette.OFFICIAL if look.plain else palette.STRONG_RULE)
    commands: list[Command] = [
        ("FONTSIZE", *whole, look.size),
        ("LEADING", *whole, look.leading),
        ("LEFTPADDING", *whole, PADDING),
        ("RIGHTPADDING", *whole, PADDING),
        ("TOPPADDING", *whole, look.above),
        ("BOTTOMPADDING", *whole, look.below),
        ("VALIGN", *whole, "MIDDLE" if look.middle else "TOP"),
    ]
    if look.boxed:
        commands += [("INNERGRID", *whole, 0.5, strong), ("BOX", *whole, 1.0, strong)]
    else:
        commands.append(("LINEABOVE", (0, 0), (-1, 0), 0.8, strong))
    if heading_rows:
        last = heading_rows - 1
        commands.append(("VALIGN", (0, 0), (-1, last), "MIDDLE"))
        if not look.plain:
            commands.append(("BACKGROUND", (0, 0), (-1, last), _colour(palette.HEAD)))
    return commands


def _rules(ends: Sequence[int]) -> Iterator[Command]:
    """A thin line under every row; none between the parts of a very tall one."""
    for end in ends:
        yield ("LINEBELOW", (0, end), (-1, end), 0.4, _colour(palette.RULE))


def _each(rows: Sequence[PdfRow]) -> Iterator[Command]:
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            place = ((x, y), (x, y))
            yield ("FONTNAME", *place, cell.font)
            yield ("TEXTCOLOR", *place, _colour(cell.colour))
            yield ("ALIGN", *place, cell.align)
            if cell.fill:
                yield ("BACKGROUND", *place, _colour(cell.fill))


def _spanned(spans: Sequence[Span]) -> Iterator[Command]:
    for span in spans:
        end = (span.column + span.columns - 1, span.row + span.rows - 1)
        yield ("SPAN", (span.column, span.row), end)
