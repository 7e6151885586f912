"""The template workbook goes out filled, comes back changed, and never does harm."""

from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from exporters.documents.intake import FileFault, IntakeError
from exporters.documents.read import read_template
from exporters.documents.template import (
    FilledRow,
    RefusedEntry,
    TemplateInfo,
    TemplateReading,
)
from exporters.documents.write import write_template_xlsx
from forms.edits import Edit, InsertRow, MarkEmpty, SetAnswer, SetCell
from forms.live.engine import Sheet
from operations.entry.merging.merge import MergeInto, merge_template
from operations.entry.merging.plan import Decisions, Take
from tests.exporters.documents.real_return import (
    CODE,
    empty_sheet,
    example_sheet,
    next_row_from,
    pack,
)
from tests.exporters.documents.workbooks import changed, repacked, workbook


@cache
def template(name: str = "") -> bytes:
    stream = BytesIO()
    write_template_xlsx(example_sheet(name) if name else empty_sheet(), stream)
    return stream.getvalue()


@cache
def book(name: str = "") -> Workbook:
    return load_workbook(BytesIO(template(name)))


def place_of(mark: str, *, column: str = "C", down: int = 0) -> tuple[str, str]:
    """Sheet and place of the answer to a field, or of a cell under a table's mark."""
    sheet, row = marks()[mark]
    return sheet, f"{column}{row + down}"


@cache
def marks() -> dict[str, tuple[str, int]]:
    """Field ids and marks of the hidden first column → sheet and row."""
    return {
        str(cell.value): (sheet.title, number)
        for sheet in book("nine_year").worksheets
        if sheet.sheet_state == "visible"
        for number, (cell,) in enumerate(sheet.iter_rows(max_col=1), start=1)
        if cell.value is not None
    }


def read(data: bytes) -> TemplateReading:
    return read_template(data, pack=pack())


def edits(data: bytes, sheet: Sheet) -> list[Edit]:
    """What a template made from another store asks for; the file wins."""
    reading = replace(read(data), exported=None)
    into = MergeInto(sheet.record, pack(), next_row_from(900), Decisions(Take.FILE))
    return merge_template(reading, into).edits


def test_an_empty_template_says_nothing() -> None:
    reading = read(template())
    assert reading.info == TemplateInfo(pack().ref, 2024, CODE)
    assert (reading.answers, reading.rows, reading.refusals) == ({}, {}, ())


@pytest.mark.parametrize("name", ["primary", "nine_year"])
def test_a_filled_template_brings_a_whole_return_into_an_empty_one(name: str) -> None:
    original, target = example_sheet(name), empty_sheet()
    reading = read(template(name))
    assert reading.refusals == ()
    target.apply_all(edits(template(name), target))
    assert target.record.answers == original.record.answers
    for table, rows in original.record.tables.items():
        mine = [dict(row.cells) for row in target.record.tables.get(table, ())]
        assert mine == [dict(row.cells) for row in rows], table


@pytest.mark.parametrize("name", ["primary", "nine_year"])
def test_a_template_read_into_its_own_return_changes_nothing(name: str) -> None:
    assert edits(template(name), example_sheet(name)) == []


def test_reading_a_template_twice_adds_no_row_twice() -> None:
    target = empty_sheet()
    target.apply_all(edits(template("primary"), target))
    assert edits(template("primary"), target) == []


def test_what_was_typed_in_excel_becomes_edits() -> None:
    data = changed(
        template("nine_year"),
        {
            place_of("facilities.teaching_area"): 9000.5,
            place_of("profile.has_campuses"): "否",
            place_of("@table pupils.classes", column="E", down=3): "44",
        },
    )
    assert edits(data, example_sheet("nine_year")) == [
        SetAnswer("facilities.teaching_area", "9000.50"),
        SetCell("pupils.classes", "r1", "enrolled", "44"),
    ]


def test_a_blank_cell_clears_nothing() -> None:
    data = changed(template("nine_year"), {place_of("facilities.teaching_area"): None})
    assert edits(data, example_sheet("nine_year")) == []


def test_wrong_text_arrives_as_it_is() -> None:
    data = changed(template("nine_year"), {place_of("facilities.teaching_area"): "约九千"})
    assert edits(data, example_sheet("nine_year")) == [
        SetAnswer("facilities.teaching_area", "约九千")
    ]


def test_a_new_row_is_added_at_the_end() -> None:
    rows = len(example_sheet("nine_year").record.tables["pupils.classes"])
    data = changed(
        template("nine_year"),
        {
            place_of("@table pupils.classes", column=column, down=3 + rows): value
            for column, value in (("B", "九年级"), ("C", "（9）班"), ("D", "普通班"), ("E", 41))
        },
    )
    (edit,) = edits(data, example_sheet("nine_year"))
    assert isinstance(edit, InsertRow)
    assert (edit.table, edit.position, edit.row.id) == ("pupils.classes", rows, "r900")
    assert edit.row.cells["grade"] == "9"
    assert edit.row.cells["enrolled"] == "41"


def test_a_formula_is_refused_with_its_place() -> None:
    sheet, cell = place_of("facilities.teaching_area")
    reading = read(changed(template("nine_year"), {(sheet, cell): "=1+1"}))
    assert "facilities.teaching_area" not in reading.answers
    label = pack().fields["facilities.teaching_area"].label
    reason = "单元格是公式（没有存着结果）。请核对后复制，用“选择性粘贴—数值”换成数。"
    assert reading.refusals == (RefusedEntry(sheet, cell, label, reason),)


def test_a_row_copied_in_excel_becomes_a_new_row() -> None:
    sheet, mark = place_of("@table pupils.classes", column="A", down=3)
    rows = len(example_sheet("nine_year").record.tables["pupils.classes"])
    _, spare = place_of("@table pupils.classes", column="A", down=3 + rows)
    _, name = place_of("@table pupils.classes", column="C", down=3 + rows)
    copied = {(sheet, mark): "r1", (sheet, spare): "r1", (sheet, name): "（8）班"}
    found = read(changed(template("nine_year"), copied)).rows["pupils.classes"]
    assert found[-1] == FilledRow("", {"class_name": "（8）班"})


@pytest.mark.parametrize(("mark", "reason"), [("2", "出现了两次"), ("99", "行是固定的")])
def test_rows_that_a_fixed_table_does_not_have_are_refused(mark: str, reason: str) -> None:
    sheet, cell = place_of("@table burden.lessons", column="A", down=3)
    reading = read(changed(template("nine_year"), {(sheet, cell): mark}))
    assert any(reason in refusal.reason for refusal in reading.refusals)


def test_a_field_twice_is_taken_once() -> None:
    sheet, answer = place_of("facilities.teaching_area")
    other = answer.replace("C", "A")[:1] + str(int(answer[1:]) + 1)
    reading = read(changed(template("nine_year"), {(sheet, other): "facilities.teaching_area"}))
    assert any("出现了两次" in refusal.reason for refusal in reading.refusals)


def test_a_table_the_pack_does_not_have_is_named() -> None:
    place = place_of("@table pupils.classes", column="A")
    reading = read(changed(template("nine_year"), {place: "@table pupils.clubs"}))
    assert [refusal.label for refusal in reading.refusals] == ["pupils.clubs"]
    assert "pupils.classes" not in reading.rows


def test_rows_take_back_the_mark_that_there_are_none() -> None:
    sheet = empty_sheet()
    sheet.apply(MarkEmpty("safety.incidents", empty=True))
    row = FilledRow("", {"happened_on": "2024-03-01"})
    reading = TemplateReading(read(template()).info, {}, {"safety.incidents": (row, row)}, ())
    made = merge_template(reading, MergeInto(sheet.record, pack(), next_row_from(1))).edits
    assert made[0] == MarkEmpty("safety.incidents", empty=False)
    # Two rows with an incomplete key are two rows.
    assert [type(edit) for edit in made[1:]] == [InsertRow, InsertRow]


META = "_youheng"


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a CSV", "学校,1".encode(), FileFault.OTHER_KIND),
        ("some workbook", workbook([["学校", 1]]), FileFault.WRONG_TEMPLATE),
        ("another format", changed(template(), {(META, "B1"): "other"}), FileFault.WRONG_TEMPLATE),
        ("another version", changed(template(), {(META, "B2"): "2"}), FileFault.WRONG_TEMPLATE),
        ("another pack", changed(template(), {(META, "B4"): "2030.1"}), FileFault.WRONG_TEMPLATE),
        ("no period", changed(template(), {(META, "B6"): "今年"}), FileFault.WRONG_TEMPLATE),
        ("a damaged sheet", repacked(template(), {"xl/styles.xml": b"<"}), FileFault.BROKEN),
    ],
)
def test_what_is_no_template_is_refused_in_words(name: str, data: bytes, fault: FileFault) -> None:
    with pytest.raises(IntakeError, match="。") as caught:
        read(data)
    assert caught.value.fault is fault


def test_ids_are_hidden_and_choices_offered() -> None:
    found = book("nine_year")
    page = found["学校基本情况"]
    assert page.column_dimensions["A"].hidden
    assert found["选项"].sheet_state == "hidden"
    assert found[META].sheet_state == "veryHidden"
    lists = [rule for rule in page.data_validations.dataValidation if rule.type == "list"]
    _, kind = place_of("profile.school_type")
    offered = next(rule for rule in lists if kind in str(rule.sqref))
    column, first, last = offered.formula1.partition("!")[2].replace("$", "").partition(":")
    del first
    labels = [cell[0].value for cell in found["选项"][f"{column}:{last}"]]
    assert labels == [option.label for option in pack().choices["school_type"].options]


def cell(field: str) -> Cell:
    sheet, place = place_of(field)
    found = book("nine_year")[sheet][place]
    assert isinstance(found, Cell)
    return found


def test_only_cells_for_typing_are_unlocked() -> None:
    typed, calculated = cell("facilities.teaching_area"), cell("pupils.enrolled_primary")
    assert not typed.protection.locked
    assert calculated.protection.locked
    assert calculated.fill.fgColor.rgb == "FFDDEBF7"
    assert all(page.protection.sheet for page in book("nine_year").worksheets if page.max_row > 20)


def test_no_cell_of_a_template_is_a_formula() -> None:
    kinds = {
        found.data_type
        for page in book("nine_year").worksheets
        for row in page.iter_rows()
        for found in row
    }
    assert kinds <= {"s", "n", "d"}
