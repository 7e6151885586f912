"""reportlab's table as an element of the structure: rows and cells are told, lines are decoration."""

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.platypus import Table

from exporters.documents.pdf.structure import Element, TaggedCanvas, begin_artifact, end_marked

_MOST_BY_CELL = 300
"""Rows of a table that are told cell by cell: each cell takes a hundred bytes of the file."""


class PdfTable(Table):
    """A table that can be read aloud, whole or in the parts it is broken into.

    Attributes:
        opening: Height in points of what must not be parted from its start: heading and first rows.
        is_one_row: It has nothing but one row.
        row: Number of the row that is drawn.
        continued: It goes on with a table that began on an earlier page; its heading is said already.
        bands: Titles within the table, by row. The one in force is the last row of the heading, and is
            said again, with 续, where the table goes on under it on another page.

    """

    canv: Any
    repeatRows: int  # noqa: N815 - reportlab's name
    _rowHeights: Sequence[float]  # noqa: N815 - the same
    opening = 0.0
    continued = False
    row = 0

    def __init__(self, rows: Sequence[Any], **options: Any) -> None:  # noqa: ANN401 - reportlab's own arguments, passed on
        super().__init__(rows, **{**options, "renderCB": _tell})
        self.told: list[Element] = []
        self.bands: Mapping[int, str] = {}
        self.by_row = len(rows) > _MOST_BY_CELL
        self.is_one_row = len(rows) == 1

    @property
    def tagged(self) -> TaggedCanvas:
        """What it is drawn on."""
        canvas: TaggedCanvas = self.canv
        return canvas

    def split(self, availWidth: float, availHeight: float) -> list[Any]:  # noqa: N803 - reportlab's names
        """The rows that fit, and the rest; together they are one table."""
        parts: list[Any] = super().split(availWidth, availHeight)
        for number, part in enumerate(parts):
            part.told, part.by_row = self.told, self.by_row
            part.continued = self.continued or number > 0
        if len(parts) > 1 and self.bands:
            self._say_band(*parts)
        return parts

    def _say_band(self, first: Any, rest: Any) -> None:  # noqa: ANN401 - the parts are tables like this one
        """Put the title that is in force where the rest begins into the last row of its heading."""
        begins, head = len(first._cellvalues), self.repeatRows  # noqa: SLF001 - reportlab has no other way to it
        in_force = self.bands[max(row for row in self.bands if row < max(begins, head))]
        rest.bands = {head - 1: in_force} | {
            row - begins + head: text for row, text in self.bands.items() if row >= begins
        }
        first.bands = {row: text for row, text in self.bands.items() if row < begins}
        starts_anew = begins in self.bands
        said = "" if starts_anew else f"{in_force}（续）"
        blank = rest._cellvalues[head - 1][1:]  # noqa: SLF001 - the same; the parts share their rows
        rest._cellvalues[head - 1] = [said, *blank]  # noqa: SLF001 - the same
        if starts_anew:  # The title comes next by itself.
            heights = rest._argH  # noqa: SLF001 - the same
            rest._argH = rest._rowHeights = [  # noqa: SLF001 - the same
                *heights[: head - 1],
                0,
                *heights[head:],
            ]


def _tell(table: PdfTable, event: str, *place: Any) -> None:  # noqa: ANN401 - what reportlab tells of an event
    """Follow the drawing of a table from event to event."""
    canvas = table.tagged
    if event == "startTable":
        again = table.told[0] if table.told else None
        table.told[:] = [canvas.structure.begin("Table", again)]
    elif event == "endTable":
        canvas.structure.end()
    elif event in {"startBG", "startLines"}:
        begin_artifact(canvas)
    elif event in {"endBG", "endLines"}:
        end_marked(canvas)
    elif event == "startRow":
        table.row = place[0]
        _start_row(table)
    elif event == "endRow":
        _end_row(table)
    elif _by_cell(table):
        _start_cell(table) if event == "startCell" else end_marked(canvas)


def _start_row(table: PdfTable) -> None:
    if not _is_told(table):
        begin_artifact(table.tagged)
        return
    table.tagged.structure.begin("TR")
    if table.by_row:
        _start_cell(table)


def _end_row(table: PdfTable) -> None:
    if not _is_told(table) or table.by_row:
        end_marked(table.tagged)
    if _is_told(table):
        table.tagged.structure.end()


def _start_cell(table: PdfTable) -> None:
    is_head = table.row < table.repeatRows
    table.tagged.structure.begin_content(table.tagged, "TH" if is_head else "TD")


def _by_cell(table: PdfTable) -> bool:
    return _is_told(table) and not table.by_row


def _is_told(table: PdfTable) -> bool:
    """Whether the row that is drawn is content: a heading is, once."""
    return table.row >= table.repeatRows or not table.continued
