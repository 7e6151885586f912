"""A table with what is filled in by hand under it: nobody signs a sheet with nothing on it."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from exporters.documents.pdf.grid import PdfTable

_LAST = 2
"""Rows that go to the last page with the foot."""


class SignedGrid(Flowable):
    """The foot stands under the last rows: where it does not fit, some rows go to the next page with it.

    Args:
        table: The table.
        foot: Notes and the line to sign on.

    """

    canv: Any

    def __init__(self, table: PdfTable, foot: Sequence[Flowable]) -> None:
        super().__init__()
        self._table = table
        self._foot = foot

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        """As high as all of it together."""
        parts = (self._table, *self._foot)
        self._heights = [part.wrap(aW, aH)[1] for part in parts]
        self._gaps = [part.getSpaceAfter() for part in parts]
        return aW, sum(self._heights) + sum(self._gaps)

    def split(self, aW: float, aH: float) -> list[Any]:  # noqa: N803 - reportlab's names
        """Rows that fit, and the rest with the foot; the foot alone only where no row can be parted."""
        self.wrap(aW, aH)
        table = self._heights[0]
        rows = self._table._rowHeights  # noqa: SLF001 - reportlab has no other way to it
        room = aH if table > aH else table - sum(rows[-_LAST:])
        parts = self._table.split(aW, room)
        if len(parts) > 1:
            first, rest = parts
            return [first, SignedGrid(rest, self._foot)]
        return [self._table, *self._foot] if table <= aH else []

    def draw(self) -> None:
        """Draw everything from the top."""
        top = sum(self._heights) + sum(self._gaps)
        parts = (self._table, *self._foot)
        for part, height, gap in zip(parts, self._heights, self._gaps, strict=True):
            part.drawOn(self.canv, 0, top - height)
            top -= height + gap
