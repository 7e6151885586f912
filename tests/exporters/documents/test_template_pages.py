"""The template as people have it in Excel and on paper: typed cells, sheets, scale, heads, no empty grids."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exporters.documents.excel.template_layout import (
    LEAST_SCALE,
    PAGE_DIGITS,
    column_widths,
)
from exporters.documents.read import read_template
from exporters.documents.write import write_template_xlsx
from forms.spec import FieldType
from tests.exporters.documents.real_return import example_sheet, pack
from tests.exporters.documents.test_template import book, place_of, read, template
from tests.exporters.documents.workbooks import changed


def pages(name: str) -> list[Worksheet]:
    return [page for page in book(name).worksheets if page.sheet_state == "visible"]


def printed_scale(widths: Sequence[float]) -> float:
    """The scale at which columns of these widths are printed one page wide; 1 is full size."""
    return min(1.0, PAGE_DIGITS / sum(widths))


def printed_columns(page: Worksheet) -> int:
    """The last column that has anything to print."""
    return max(
        number
        for row in page.iter_rows()
        for number, cell in enumerate(row, start=1)
        if cell.value is not None or (cell.border.left and cell.border.left.style)
    )


@pytest.mark.parametrize("name", ["", "nine_year"])
def test_every_page_can_be_read_on_paper(name: str) -> None:
    for page in pages(name)[1:]:
        widths = [
            page.column_dimensions[get_column_letter(number)].width
            for number in range(2, printed_columns(page) + 1)
        ]
        assert printed_scale(widths) >= LEAST_SCALE - 1e-9, page.title
        assert page.page_setup.fitToHeight == 0
        assert page.page_setup.fitToWidth == 1
        assert page.print_title_rows == "$1:$3", page.title


def test_columns_are_shrunk_until_the_page_can_be_read() -> None:
    widest = max(pack().tables.values(), key=lambda table: len(table.columns))
    widths = column_widths(widest, pack())
    assert printed_scale(widths) == pytest.approx(LEAST_SCALE)
    assert min(widths) >= 6


@pytest.mark.parametrize("name", ["", "nine_year"])
def test_no_empty_grid_is_printed(name: str) -> None:
    """Of the rows to be filled one has its frame; the others get it when the one above is filled."""
    for page in pages(name)[1:]:
        framed = 0
        for row in page.iter_rows(min_row=4):
            if row[0].value == "+":
                framed += any(cell.border.left and cell.border.left.style for cell in row[1:])
            elif row[0].value == "@end":
                assert framed <= 1, page.title
                framed = 0


def test_a_spare_row_gets_its_frame_when_it_is_needed() -> None:
    page = book("nine_year")["班级名册"]
    rows = len(example_sheet("nine_year").record.tables["pupils.classes"])
    (area,) = [str(found.sqref) for found in page.conditional_formatting]
    first = 5 + rows
    assert area == f"B{first + 1}:G{first + 29}"
    (rule,) = next(iter(page.conditional_formatting)).rules
    assert rule.formula == [f"COUNTA($B{first}:$G{first + 1})>0"]


def test_numbers_are_numbers_dates_are_dates_and_codes_are_text() -> None:
    found = book("nine_year")

    def of(field: str) -> tuple[object, str]:
        sheet, place = place_of(field)
        cell = found[sheet][place]
        return cell.value, cell.number_format

    value, pattern = of("facilities.teaching_area")
    assert isinstance(value, int | float)
    assert pattern == "General"
    assert of("profile.school_code")[1] == "@"
    assert isinstance(of("profile.school_code")[0], str)
    dates = [item for item in pack().fields.values() if item.type is FieldType.DATE]
    values = [of(item.id) for item in dates if item.id in example_sheet("nine_year").record.answers]
    assert values, "the sample has a date"
    for value, pattern in values:
        assert isinstance(value, datetime)
        assert pattern == "yyyy-mm-dd"


def test_what_is_typed_is_checked_by_a_warning_only() -> None:
    page = book("nine_year")["办学条件"]
    _, place = place_of("facilities.teaching_area")
    rules = [rule for rule in page.data_validations.dataValidation if place in rule.sqref]
    assert [(rule.type, rule.errorStyle) for rule in rules] == [("decimal", "warning")]


def test_large_tables_have_sheets_of_their_own_with_the_names_frozen() -> None:
    found = book("nine_year")
    assert found["班级名册"].freeze_panes == "D5"
    assert found["周课时表"].freeze_panes == "C5"
    said = [cell.value for row in found["学生与班级"].iter_rows(max_col=2) for cell in row]
    assert "班级名册：在工作表“班级名册”中填写" in said


def test_a_percent_stays_as_it_was_typed() -> None:
    percents = [item for item in pack().fields.values() if item.type is FieldType.PERCENT]
    typed = [item for item in percents if item.is_input]
    for item in typed:
        sheet, place = place_of(item.id)
        assert book("nine_year")[sheet][place].number_format == "@"


def test_columns_and_rows_may_be_moved() -> None:
    """Somebody put a column before the answers, and took a field to the end of its sheet."""
    moved = load_workbook(BytesIO(template("nine_year")))
    sheet, place = place_of("facilities.teaching_area")
    page = moved[sheet]
    row = int(place[1:])
    page.move_range(f"C1:I{page.max_row}", cols=1)
    last = page.max_row + 2
    for column in (1, 4):
        page.cell(last, column).value = page.cell(row, column).value
        page.cell(row, column).value = None
    stream = BytesIO()
    moved.save(stream)
    before = read(template("nine_year"))
    after = read_template(stream.getvalue(), pack=pack())
    assert after.answers == before.answers


def test_columns_of_a_table_may_change_places() -> None:
    moved = load_workbook(BytesIO(template("nine_year")))
    page = moved["班级名册"]
    for row in range(3, page.max_row + 1):
        left, right = page.cell(row, 5), page.cell(row, 6)
        left.value, right.value = right.value, left.value
    stream = BytesIO()
    moved.save(stream)
    rows = read_template(stream.getvalue(), pack=pack()).rows
    assert rows == read(template("nine_year")).rows


def test_a_template_of_one_form_has_only_its_sheets_and_says_so() -> None:
    stream = BytesIO()
    write_template_xlsx(example_sheet("nine_year"), stream, forms=["pupils"])
    found = load_workbook(BytesIO(stream.getvalue()))
    visible = [page.title for page in found.worksheets if page.sheet_state == "visible"]
    assert visible == ["填写说明", "学生与班级", "班级名册"]
    assert found["填写说明"]["A3"].value == "内含：学生与班级"
    reading = read_template(stream.getvalue(), pack=pack())
    assert reading.exported is not None
    assert {name.partition(".")[0] for name in reading.exported.answers} <= {"pupils"}
    assert set(reading.exported.rows) <= set(reading.row_ids)


def test_the_person_is_read_from_the_first_page() -> None:
    assert read(template()).info.person == ""
    named = changed(template(), {("填写说明", "B5"): " 总务处  李明 "})
    assert read(named).info.person == "总务处 李明"


def test_the_unit_of_a_column_stands_below_its_name() -> None:
    heads = [cell.value for cell in book("nine_year")["周课时表"][3]]
    assert "语文\n（节）" in heads
