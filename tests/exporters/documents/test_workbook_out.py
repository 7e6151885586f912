"""Workbooks: numbers as numbers, texts as texts, no formula, the same bytes for the same content."""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from exporters.documents.excel.sheets import sheet_names
from exporters.documents.excel.workbook import CellStyle, cell_at, new_book, put_number
from exporters.documents.report import ReportAttachment, SignatureLine
from exporters.documents.write import write_official_xlsx, write_report_xlsx
from forms.live.compare import Change
from forms.official.model import OfficialCell, OfficialColumn, OfficialTable
from tests.exporters.documents.official_samples import (
    balance_table,
    passing_table,
    school_table,
)
from tests.exporters.documents.samples import sample_report

OFFICIAL = (passing_table(), school_table(), balance_table())


def report_book() -> Workbook:
    stream = BytesIO()
    write_report_xlsx(sample_report(long=True), stream)
    return load_workbook(stream)


def official_bytes(*tables: OfficialTable) -> bytes:
    stream = BytesIO()
    write_official_xlsx(tables, stream)
    return stream.getvalue()


def official_book() -> Workbook:
    return load_workbook(BytesIO(official_bytes(*OFFICIAL)))


def cells(book: Workbook) -> Iterator[Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell))


def found(book: Workbook, sheet: str, text: str) -> Cell:
    return next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == text)


def test_no_temporary_file_holds_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert official_bytes(*OFFICIAL)[:2] == b"PK"


@pytest.mark.parametrize("book", [report_book(), official_book()], ids=["report", "official"])
def test_no_cell_holds_a_formula(book: Workbook) -> None:
    assert {cell.data_type for cell in cells(book)} <= {"s", "n"}


def test_a_dangerous_text_stays_a_text() -> None:
    book = report_book()
    label = found(book, "学校基本情况", "危险文字")
    answer = book["学校基本情况"].cell(label.row, 2)
    assert str(answer.value).startswith("=1+1 <b>A&B</b> □")
    assert (answer.data_type, answer.quotePrefix) == ("s", True)


def test_numbers_are_numbers_and_codes_are_texts() -> None:
    book = report_book()
    sheet = book["学校基本情况"]
    values = {row[0].value: row[1] for row in sheet.iter_rows(min_row=4, max_col=2)}
    assert values["小学在校生数"].value == 1012
    assert values["教学及辅助用房面积"].value == 6200.5
    assert values["教学及辅助用房面积"].number_format == "0.00"
    assert values["学校标识码"].value == "3142000001"


def test_a_quotient_arrives_with_sixteen_digits() -> None:
    sheet = report_book()["学校基本情况"]
    values = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=4, max_col=2)}
    found_value = values["生均教学及辅助用房面积"]
    assert isinstance(found_value, float)
    exact = Fraction(6200, 1279)
    assert abs(Fraction(found_value) - exact) < exact / 10**15


def test_the_report_has_a_sheet_per_form_and_the_lists() -> None:
    assert report_book().sheetnames == ["封面", "指标", "问题", "学校基本情况", "学生与班级"]


def test_changes_and_attachments_have_sheets_where_there_are_any() -> None:
    change = Change("a.b", "教学及辅助用房面积", "9,800", "9,900")
    file = ReportAttachment("章程", "章程.pdf", 1384, "ab" * 32)
    stream = BytesIO()
    report = replace(sample_report(), changes=(change,), attachments=(file,))
    write_report_xlsx(report, stream)
    book = load_workbook(stream)
    assert book.sheetnames[2:5] == ["问题", "修改", "附件"]
    assert [cell.value for cell in book["修改"][4]] == [change.label, "9,800", "9,900"]
    assert [cell.value for cell in book["附件"][4]] == ["章程", "章程.pdf", "1,384", "ab" * 32]


def test_the_cover_says_who_signs() -> None:
    lines = (SignatureLine("统计人员", "王样例", "2024-10-08 09:00 在程序中确认"),)
    report = sample_report()
    stream = BytesIO()
    write_report_xlsx(replace(report, cover=replace(report.cover, signatures=lines)), stream)
    beside = found(load_workbook(stream), "封面", "统计人员").offset(column=1)
    assert beside.value == "王样例　2024-10-08 09:00 在程序中确认"


def test_sheets_print_on_a4_with_repeated_headings() -> None:
    for sheet in report_book().worksheets[1:]:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.freeze_panes == "A4"


def test_a_broad_table_is_turned_in_the_report() -> None:
    sheet = report_book()["学生与班级"]
    rows = {row[0].value: [cell.value for cell in row[1:7]] for row in sheet.iter_rows()}
    assert rows["周总课时（节）"] == [30] * 6


def test_colours_follow_the_statistics_system() -> None:
    sheet = report_book()["学校基本情况"]
    fills = {row[0].value: row[1].fill.fgColor.rgb for row in sheet.iter_rows(min_row=4, max_col=2)}
    assert fills["生均教学及辅助用房面积"] == "FFDDEBF7"
    assert fills["上年在校生数"] == "FFEDEDED"


def test_official_tables_come_in_the_order_given() -> None:
    assert official_book().sheetnames == ["表Ⅱ-1", "表Ⅱ-2", "表Ⅲ"]


def test_official_headings_are_merged_and_repeated() -> None:
    sheet = official_book()["表Ⅱ-2"]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:O1", "G3:M3", "A3:A4", "O3:O4"} <= merged
    assert sheet.print_title_rows == "$1:$4"
    assert sheet.page_setup.orientation == "landscape"


def test_official_figures_are_exact_numbers_with_the_official_decimals() -> None:
    sheet = official_book()["表Ⅲ"]
    mean, cv = sheet["C4"], sheet["C5"]
    assert (mean.value, mean.number_format) == (4.63, "0.00")
    assert (cv.value, cv.number_format) == (0.301, "0.000")


def test_a_coefficient_over_its_limit_is_bold_with_a_mark() -> None:
    cell = official_book()["表Ⅲ"]["J5"]
    assert (cell.value, cell.number_format, cell.font.b) == (0.501, '0.000"▲"', True)


def test_an_unknown_figure_is_a_word_and_the_table_says_it_is_unfinished() -> None:
    sheet = official_book()["表Ⅱ-2"]
    assert sheet["M5"].value == "缺"
    assert "未完成" in str(sheet["A2"].value)
    assert "未完成" not in str(official_book()["表Ⅲ"]["A2"].value)


def test_every_cell_of_an_official_grid_is_framed() -> None:
    sheet = official_book()["表Ⅱ-1"]
    assert all(cell.border.left.style for row in sheet["A3:J7"] for cell in row)


def test_notes_and_sign_off_stand_under_the_table() -> None:
    sheet = official_book()["表Ⅱ-2"]
    texts = [str(row[0].value) for row in sheet.iter_rows(min_row=65)]
    assert texts[0].startswith("注：小学 40 所")
    assert any("填表单位（公章）" in text for text in texts)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert official_bytes(*OFFICIAL) == official_bytes(*OFFICIAL)
    assert b"modified" not in official_bytes(passing_table())


@pytest.mark.parametrize("year", [1970, 1979, 2108])
def test_a_clock_outside_the_years_of_zip_changes_nothing(
    year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = official_bytes(*OFFICIAL)
    moment = datetime(year, 1, 2, tzinfo=UTC).timestamp()
    monkeypatch.setattr(time, "time", lambda: moment)
    assert official_bytes(*OFFICIAL) == right


def test_a_table_without_lines_to_sign_and_of_one_column_is_drawn() -> None:
    table = OfficialTable(
        "VI",
        "表Ⅵ",
        "",
        (OfficialColumn(4),),
        ((OfficialCell("计"),),),
        ((OfficialCell("1", 1),),),
        sign_off=(),
    )
    sheet = load_workbook(BytesIO(official_bytes(table)))["表Ⅵ"]
    assert [row[0].value for row in sheet.iter_rows()] == ["表Ⅵ", None, "计", 1]


def test_a_number_longer_than_excel_keeps_is_a_text() -> None:
    cell = cell_at(new_book().create_sheet("a"), 1, 1)
    put_number(cell, 10**15, "0", CellStyle())
    assert (cell.value, cell.data_type) == ("1000000000000000", "s")


def test_nothing_is_written_under_a_merged_cell() -> None:
    sheet = new_book().create_sheet("a")
    sheet.merge_cells("A1:B1")
    with pytest.raises(TypeError, match="B1"):
        cell_at(sheet, 1, 2)


def test_a_table_can_stand_alone() -> None:
    book = load_workbook(BytesIO(official_bytes(balance_table())))
    assert book.sheetnames == ["表Ⅲ"]


@pytest.mark.parametrize(
    ("name", "labels", "names"),
    [
        ("forbidden signs", ["a/b:c*[d]?"], ["a-b-c--d--"]),
        ("too long", ["学" * 40], ["学" * 31]),
        ("the same twice", ["甲", "甲", "甲"], ["甲", "甲 2", "甲 3"]),
        ("too long twice", ["学" * 40, "学" * 41], ["学" * 31, "学" * 29 + " 2"]),
        ("nothing", [""], ["表"]),
        ("an apostrophe at the edge", ["'甲'"], ["甲"]),
    ],
)
def test_sheet_names_are_such_as_excel_allows(
    name: str, labels: list[str], names: list[str]
) -> None:
    assert sheet_names(labels) == names
