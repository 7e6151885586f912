"""Workbooks for the tests of the readers: as Excel would make them, and as nobody should."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from exporters.documents.read import read_sheets
from forms.tables.cells import CellRow


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    """One sheet with these values."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def filtered(rows: Sequence[Sequence[Any]], *, hidden: Sequence[int]) -> bytes:
    """The same, with the rows of these numbers (from 1) filtered out of sight."""
    book = load_workbook(BytesIO(workbook(rows)))
    sheet = book.worksheets[0]
    sheet.auto_filter.ref = sheet.dimensions
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(data: bytes, cells: dict[tuple[str, str], Any]) -> bytes:
    """The workbook after a person wrote into cells, ``(sheet, place) → value``."""
    book = load_workbook(BytesIO(data))
    for (sheet, place), value in cells.items():
        book[sheet][place] = value
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(data: bytes, replace: dict[str, bytes | None]) -> bytes:
    """The archive with members replaced, added or (``None``) left out."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        names = dict.fromkeys([*source.namelist(), *replace])
        for name in names:
            content = replace[name] if name in replace else source.read(name)
            if content is not None:
                target.writestr(name, content)
    return stream.getvalue()


def read_table(data: bytes) -> list[CellRow]:
    """The rows of a CSV file or of the first visible sheet."""
    return list(read_sheets(data).sheets[0].rows)


def sheets(content: dict[str, Sequence[Sequence[Any]]], *, hidden: Sequence[str] = ()) -> bytes:
    """A workbook of several sheets, some of them hidden."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in content.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        page.sheet_state = "hidden" if name in hidden else "visible"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
