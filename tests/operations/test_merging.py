"""A filled template is a rehearsal: only what the file changed is taken, people decide conflicts."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from forms.edits import SetAnswer, SetCell
from operations.entry.fill_file import FillMode, FillReport
from operations.entry.merging import Conflicts, Take
from operations.errors import Refused
from operations.school.fill import fill_from_file, write_template
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK

CLASSES = "pupils.classes"
AREA = "facilities.teaching_area"
STAFF = "staffing.staff_primary"
REHEARSE = FillMode(rehearse=True)
Change = Callable[["Copy"], None]


class Copy:
    """A template that somebody fills in Excel."""

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


@pytest.fixture
def copy(school: SchoolStore) -> Copy:
    return Copy(write_template(school))


def fill(store: SchoolStore, path: Path, mode: FillMode | None = None) -> FillReport:
    return fill_from_file(store, path, actor=CLERK, mode=mode or FillMode())


def classes(store: SchoolStore) -> list[tuple[str | None, str | None]]:
    return [
        (row.cells.get("grade"), row.cells.get("class_name"))
        for row in store.answers.load().tables[CLASSES]
    ]


def test_a_template_as_it_was_exported_changes_nothing(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    report = fill(school, copy.save(tmp_path / "t.xlsx"))
    assert (report.applied, report.conflicts, report.kept) == (0, (), ())


def test_copies_of_two_offices_are_merged_and_the_older_reverts_nothing(
    school: SchoolStore, tmp_path: Path
) -> None:
    data = write_template(school)
    first, second = Copy(data), Copy(data)
    first.answer(AREA, "9001.00")
    second.answer(STAFF, "77")
    fill(school, first.save(tmp_path / "a.xlsx"))
    report = fill(school, second.save(tmp_path / "b.xlsx"))
    assert [(item.address, item.file) for item in report.cells] == [(STAFF, "77")]
    answers = school.answers.load().answers
    assert (answers[AREA], answers[STAFF]) == ("9001.00", "77")


def test_what_was_changed_on_both_sides_is_a_conflict_and_nothing_is_written(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    copy.answer(AREA, "9001.00")
    copy.answer(STAFF, "77")
    school.answers.write([SetAnswer(AREA, "8000.00")], actor=CLERK)
    before = school.answers.load()
    path = copy.save(tmp_path / "t.xlsx")
    with pytest.raises(Conflicts, match=r"有 1 处冲突.*这里是“8000”，文件里是“9001”") as caught:
        fill(school, path)
    assert [item.address for item in caught.value.cells] == [AREA]
    assert school.answers.load() == before


@pytest.mark.parametrize(("take", "area"), [(Take.FILE, "9001.00"), (Take.MINE, "8000.00")])
def test_a_conflict_is_decided_by_who_reads(
    school: SchoolStore, copy: Copy, tmp_path: Path, take: Take, area: str
) -> None:
    copy.answer(AREA, "9001.00")
    copy.answer(STAFF, "77")
    school.answers.write([SetAnswer(AREA, "8000.00")], actor=CLERK)
    fill(school, copy.save(tmp_path / "t.xlsx"), FillMode(take=take))
    answers = school.answers.load().answers
    assert (answers[AREA], answers[STAFF]) == (area, "77")


def test_a_cell_cleared_here_meanwhile_is_not_filled_by_an_older_copy(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    school.answers.write([SetAnswer(AREA, None)], actor=CLERK)
    assert fill(school, copy.save(tmp_path / "t.xlsx")).applied == 0
    assert not school.answers.load().answers.get(AREA)


def test_the_rehearsal_says_it_all_and_writes_nothing(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    copy.answer(AREA, "9001.00")
    copy.answer(STAFF, "77")
    copy.answer("profile.address", None)
    copy.delete(1)
    school.answers.write([SetAnswer(AREA, "8000.00")], actor=CLERK)
    before = school.answers.load()
    report = fill(school, copy.save(tmp_path / "t.xlsx"), REHEARSE)
    assert [item.address for item in report.cells] == [STAFF]
    assert [item.address for item in report.conflicts] == [AREA]
    assert report.kept[0] == "学校地址在文件里是空的，没有清除。"
    assert "这一行，没有删除。" in report.kept[1]
    assert not report.written
    assert school.answers.load() == before


def test_a_row_renamed_with_its_old_name_in_a_new_row_gives_both(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    before = classes(school)
    copy.cell(0, "class_name", "0班")
    for column, value in (("grade", "一年级"), ("class_name", before[0][1]), ("enrolled", "40")):
        copy.cell(len(before), column, value)
    path = copy.save(tmp_path / "t.xlsx")
    fill(school, path)
    after = classes(school)
    assert after == [("1", "0班"), *before[1:], before[0]]
    fill(school, path, FillMode(take=Take.MINE))
    assert classes(school) == after


def test_one_key_twice_is_refused_by_name_and_nothing_is_changed(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    before = school.answers.load()
    count = len(before.tables[CLASSES])
    copy.cell(count, "grade", "一年级")
    copy.cell(count, "class_name", classes(school)[0][1])
    copy.answer(STAFF, "77")
    with pytest.raises(
        Refused, match=r"“一年级 .*”出现了不止一次（学生与班级 第 \d+ 行、学生与班级 第 \d+ 行）"
    ):
        fill(school, copy.save(tmp_path / "t.xlsx"))
    assert school.answers.load() == before


def test_a_row_deleted_here_stays_deleted_unless_the_file_changed_it(
    school: SchoolStore, tmp_path: Path
) -> None:
    from forms.edits import DeleteRow

    data = write_template(school)
    row = school.answers.load().tables[CLASSES][0]
    school.answers.write([DeleteRow(CLASSES, row.id)], actor=CLERK)
    assert fill(school, Copy(data).save(tmp_path / "a.xlsx")).applied == 0
    changed = Copy(data)
    changed.cell(0, "enrolled", "1")
    with pytest.raises(Conflicts, match="这一行（这里已删除）"):
        fill(school, changed.save(tmp_path / "b.xlsx"))


def test_a_template_is_taken_back_in_one_step(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    copy.answer(AREA, "9001.00")
    copy.answer(STAFF, "77")
    before = school.answers.load()
    fill(school, copy.save(tmp_path / "t.xlsx"))
    school.answers.undo(CLERK)
    assert school.answers.load() == before


def test_a_template_without_its_export_does_not_overwrite_in_silence(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    del copy.book["_exported"]
    copy.answer(AREA, "9001.00")
    with pytest.raises(Conflicts):
        fill(school, copy.save(tmp_path / "t.xlsx"))


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


def test_a_cell_changed_here_alone_stays(school: SchoolStore, copy: Copy, tmp_path: Path) -> None:
    row = school.answers.load().tables[CLASSES][0]
    school.answers.write([SetCell(CLASSES, row.id, "enrolled", "33")], actor=CLERK)
    assert fill(school, copy.save(tmp_path / "t.xlsx")).applied == 0
    assert school.answers.load().tables[CLASSES][0].cells["enrolled"] == "33"
