"""From a district-raw file to the official tables: the figures that are printed are the evaluated ones."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exporters.documents.csvfile import TableCell
from exporters.documents.read import table_texts
from exporters.documents.write import (
    write_official_pdf,
    write_official_xlsx,
    write_table_csv,
    write_table_xlsx,
)
from forms.evaluation import DistrictEvaluation, evaluate, raw_rows, to_json
from forms.evaluation.raw_table import RawTable, read_rows, write_rows
from forms.official.tables import official_tables
from tests.exporters.documents.real_return import example_sheet, pack
from tests.exporters.documents.workbooks import read_table

Writer = Callable[[list[tuple[TableCell, ...]]], bytes]

HEADINGS = 2
"""Ids and labels."""


def raw_cells() -> list[tuple[TableCell, ...]]:
    """Both example schools as the flat table."""
    schools = []
    for name in ("primary", "nine_year"):
        schools += raw_rows(example_sheet(name).scope)
    return list(write_rows(schools))


def as_csv(rows: list[tuple[TableCell, ...]]) -> bytes:
    stream = BytesIO()
    write_table_csv(rows, stream)
    return stream.getvalue()


def as_gbk(rows: list[tuple[TableCell, ...]]) -> bytes:
    return as_csv(rows).decode("utf-8-sig").encode("gb18030")


def as_xlsx(rows: list[tuple[TableCell, ...]]) -> bytes:
    stream = BytesIO()
    write_table_xlsx(rows, stream, name="district-raw")
    return stream.getvalue()


def table_of(data: bytes) -> RawTable:
    return read_rows(table_texts(read_table(data)), pack=pack())


@pytest.fixture(scope="module")
def evaluation() -> DistrictEvaluation:
    return evaluate(table_of(as_csv(distinct())).rows, pack=pack())


def distinct() -> list[tuple[TableCell, ...]]:
    """The examples share one 学校标识码; a district does not."""
    rows = raw_cells()
    place = rows[0].index("profile.school_code")
    return [
        row if number < HEADINGS else (*row[:place], f"420104000{number}", *row[place + 1 :])
        for number, row in enumerate(rows)
    ]


@pytest.mark.parametrize("write", [as_csv, as_gbk, as_xlsx])
def test_a_flat_table_comes_back_from_every_format(write: Writer) -> None:
    found = table_of(write(distinct()))
    assert found.refusals == ()
    assert [row.name for row in found.rows] == [
        row.name for row in table_of(as_csv(distinct())).rows
    ]
    assert [row.figure("facilities.teaching_area") for row in found.rows] == [
        row.figure("facilities.teaching_area") for row in table_of(as_csv(distinct())).rows
    ]


def test_a_formula_in_a_flat_table_refuses_its_row() -> None:
    rows = distinct()
    place = rows[0].index("facilities.teaching_area")
    data = BytesIO()
    book = load_workbook(BytesIO(as_xlsx(rows)))
    book.worksheets[0].cell(3, place + 1).value = "=1+1"
    book.save(data)
    found = table_of(data.getvalue())
    assert [refusal.row for refusal in found.refusals] == [3]
    assert "公式" in found.refusals[0].reason


def sheet_of(evaluation: DistrictEvaluation, name: str) -> Worksheet:
    stream = BytesIO()
    write_official_xlsx(official_tables(evaluation, place="示例区", year=2024), stream)
    sheet = load_workbook(stream)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def numbers(sheet: Worksheet, label: str) -> list[float]:
    """The numbers of the rows in which a cell says ``label``."""
    found = []
    for row in sheet.iter_rows():
        if any(cell.value == label for cell in row):
            found += [cell.value for cell in row if isinstance(cell.value, (int, float))]
    return found


def test_the_printed_coefficients_are_those_of_the_json(evaluation: DistrictEvaluation) -> None:
    levels: Any = to_json(evaluation)["levels"]
    expected = [
        levels[level]["indicators"][f"L{number}"]["cv"]
        for level in ("primary", "junior")
        for number in range(1, 8)
    ]
    composites = [levels[level]["composite"] for level in ("primary", "junior")]
    printed = numbers(sheet_of(evaluation, "表Ⅲ"), "差异系数")
    wanted = [*expected[:7], composites[0], *expected[7:], composites[1]]
    assert len(printed) == len(wanted)
    for cell, value in zip(printed, wanted, strict=True):
        assert abs(Decimal(cell) - Decimal(value)) <= Decimal("1e-14")


def test_the_printed_school_values_are_those_of_the_json(evaluation: DistrictEvaluation) -> None:
    schools: Any = to_json(evaluation)["schools"]
    sheet = sheet_of(evaluation, "表Ⅱ-2")
    printed = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(printed) == len(schools)
    for row, school in zip(printed, schools, strict=True):
        values = [school["indicators"][f"L{number}"]["value"] for number in range(1, 8)]
        for cell, value in zip(row[6:13], values, strict=True):
            assert isinstance(cell, (int, float))
            assert abs(Decimal(cell) / Decimal(value) - 1) <= Decimal("1e-15")


def test_every_official_table_prints_as_pdf(evaluation: DistrictEvaluation) -> None:
    for table in official_tables(evaluation, place="示例区", year=2024):
        stream = BytesIO()
        assert write_official_pdf(table, stream) == ()
        assert stream.getvalue().startswith(b"%PDF")
