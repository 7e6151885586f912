"""What a filled template says beside answers, or cannot say: it is told where it stands."""

from datetime import date
from pathlib import Path

from operations.entry.fill_file import FillMode
from storage.school.store import SchoolStore
from tests.operations.filled_copy import CLASSES, Copy, fill

AREA = "facilities.teaching_area"
STAFF = "staffing.staff_primary"


def test_a_class_that_excel_made_a_date_is_said_and_not_stored(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    copy.cell(0, "class_name", date(2024, 1, 1))
    report = fill(school, copy.save(tmp_path / "t.xlsx"))
    assert report.applied == 0
    assert (
        "里是日期 2024-01-01，多半是 Excel 把填的内容（例如“1-1”）自动变成了日期"
        in report.leftovers[0].reason
    )


def test_a_hidden_sheet_of_somebody_is_said(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    copy.book.create_sheet("草稿").sheet_state = "hidden"
    report = fill(school, copy.save(tmp_path / "t.xlsx"))
    assert report.leftovers[0].reason == "这张工作表是隐藏的，没有读取。"


def test_what_is_no_answer_is_said_before_it_is_read(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    copy.answer(STAFF, "七十")
    copy.answer(AREA, "9001.00")
    report = fill(school, copy.save(tmp_path / "t.xlsx"), FillMode(rehearse=True))
    assert {item.address: (item.file, item.is_wrong) for item in report.cells} == {
        AREA: ("9001", False),
        STAFF: ("七十", True),
    }


def test_a_calculated_cell_that_is_overtyped_is_told_and_is_no_answer(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    assert fill(school, copy.save(tmp_path / "as-it-was.xlsx")).remarks == ()
    page, row = copy.find("pupils.enrolled_primary")
    was = page.cell(row, 3).value
    copy.answer("pupils.enrolled_primary", 9999)
    report = fill(school, copy.save(tmp_path / "t.xlsx"))
    assert (report.applied, report.leftovers, report.cells) == (0, (), ())
    (told,) = report.remarks
    assert told.place == f"{page.title} C{row} 小学在校生数"
    assert "文件里写的“9999”没有采用" in told.reason
    assert f"导出时算得“{was}”" in told.reason


def test_a_calculated_cell_of_a_row_and_one_that_was_nothing_are_told_too(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    copy.answer("pupils.enrolled_senior", "12")
    page, row = copy.find("facilities.teaching_area_net")
    copy.answer("facilities.teaching_area_net", str(page.cell(row, 3).value))  # as text, the same
    report = fill(school, copy.save(tmp_path / "t.xlsx"))
    assert [told.place.split()[-1] for told in report.remarks] == ["高中在校生数"]
    assert "导出时算得" in report.remarks[0].reason


def test_a_calculated_cell_that_is_cleared_takes_nothing_back(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    copy.answer("pupils.enrolled_primary", None)
    report = fill(school, copy.save(tmp_path / "t.xlsx"), FillMode(rehearse=True))
    assert (report.removals, report.cells, report.remarks) == ((), (), ())


def test_rows_that_nobody_sees_in_the_file_are_read_and_counted(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    assert fill(school, copy.save(tmp_path / "as-it-was.xlsx")).hidden_rows == 0
    copy.answer(AREA, "9001.00")
    page, row = copy.find(AREA)
    page.row_dimensions[row].hidden = True
    classes, start = copy.find(f"@table {CLASSES}")
    for number in range(2):
        classes.row_dimensions[start + 3 + number].hidden = True
    path = copy.save(tmp_path / "t.xlsx")
    assert fill(school, path, FillMode(rehearse=True)).hidden_rows == 3
    report = fill(school, path)
    assert (report.applied, report.hidden_rows) == (1, 3)
