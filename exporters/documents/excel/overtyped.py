"""Calculated cells of a filled template: where the file says something else than was calculated."""

import math

from exporters.documents.template import Exported, OvertypedCell
from forms.record import split_address

_NEAR = 1e-9
"""Excel keeps fifteen digits; what differs by less was not typed."""


class CalculatedCells:
    """Collects what stands in the calculated cells of a file."""

    def __init__(self) -> None:
        self._found: list[tuple[str, OvertypedCell]] = []

    def note(self, address: str, sheet: str, cell: str, label: str, text: str) -> None:
        """Take one cell; a blank one says nothing."""
        if text:
            self._found.append((address, OvertypedCell(sheet, cell, label, text, "")))

    def overtyped(self, exported: Exported | None) -> tuple[OvertypedCell, ...]:
        """Those that say something else than when the template was made.

        An older template does not say what was calculated: then none is known to be overtyped.
        """
        found = []
        for address, cell in self._found:
            before = None if exported is None else _before(exported, address)
            if before is not None and not _same(before, cell.text):
                found.append(OvertypedCell(cell.sheet, cell.cell, cell.label, cell.text, before))
        return tuple(found)


def _before(exported: Exported, address: str) -> str | None:
    head, row, column = split_address(address)
    if row is None or column is None:
        return exported.answers.get(head)
    return exported.rows.get(head, {}).get(row, {}).get(column)


def _same(before: str, text: str) -> bool:
    try:
        return math.isclose(float(before), float(text), rel_tol=_NEAR)
    except ValueError:
        return before.strip() == text
