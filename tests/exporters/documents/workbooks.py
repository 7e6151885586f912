"""Workbooks for the tests of the readers: as Excel would make them, and as nobody should."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    """One sheet with these values."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
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
