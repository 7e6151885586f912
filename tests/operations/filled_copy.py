"""A template that somebody fills in Excel."""

from io import BytesIO
from pathlib import Path
from typing import Final

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from operations.entry.fill_file import FillMode, FillReport
from operations.school.exchange.fill import fill_from_files
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK

CLASSES: Final = "pupils.classes"


class Copy:
    """The workbook, with what people do to it."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(BytesIO(data))

    def answer(self, field: str, value: object) -> None:
        """Type into the cell of a field."""
        page, row = self.find(field)
        page.cell(row, 3).value = value  # type: ignore[assignment]

    def cell(self, number: int, column: str, value: object) -> None:
        """Type into a row of the classes, 0 being the first."""
        page, start = self.find(f"@table {CLASSES}")
        ids = [cell.value for cell in page[start + 2]]
        page.cell(start + 3 + number, ids.index(column) + 1).value = value  # type: ignore[assignment]

    def delete(self, number: int) -> None:
        """Delete a row of the classes."""
        page, start = self.find(f"@table {CLASSES}")
        page.delete_rows(start + 3 + number)

    def turn_rows(self, count: int) -> None:
        """Sort the classes the other way round, their hidden ids with them."""
        page, start = self.find(f"@table {CLASSES}")
        lines = page.iter_rows(min_row=start + 3, max_row=start + 2 + count)
        texts = [[cell.value for cell in line] for line in lines]
        for number, line in enumerate(reversed(texts)):
            for column, value in enumerate(line, start=1):
                page.cell(start + 3 + number, column).value = value

    def forget_ids(self, count: int) -> None:
        """Take the hidden ids of the classes away."""
        page, start = self.find(f"@table {CLASSES}")
        for number in range(count):
            page.cell(start + 3 + number, 1).value = None

    def find(self, mark: str) -> tuple[Worksheet, int]:
        for page in self.book.worksheets:
            if page.sheet_state == "visible":
                for row in range(1, page.max_row + 1):
                    if page.cell(row, 1).value == mark:
                        return page, row
        raise KeyError(mark)

    def save(self, path: Path) -> Path:
        self.book.save(path)
        return path


def fill(store: SchoolStore, path: Path, mode: FillMode | None = None) -> FillReport:
    """Take in what a clerk has filled."""
    return fill_from_files(store, [path], actor=CLERK, mode=mode or FillMode())
