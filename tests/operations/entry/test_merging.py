"""A filled template is a rehearsal: only what the file changed is taken, people decide conflicts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.edits import SetAnswer, SetCell
from operations.entry.fill_file import FillMode
from operations.entry.merging.plan import Conflicts, Decisions, Take
from operations.errors import Refused
from operations.journal.history import read_history
from operations.school.exchange.fill import fill_from_files, write_template
from storage.school.store import SchoolStore
from tests.operations.filled_copy import CLASSES, Copy, fill
from tests.operations.staging import CLERK

AREA = "facilities.teaching_area"
STAFF = "staffing.staff_primary"
REHEARSE = FillMode(rehearse=True)
Change = Callable[[Copy], None]


def classes(store: SchoolStore) -> list[tuple[str | None, str | None]]:
    return [
        (row.cells.get("grade"), row.cells.get("class_name"))
        for row in store.answers.load().tables[CLASSES]
    ]


def test_a_template_as_it_was_exported_changes_nothing(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    report = fill(school, copy.save(tmp_path / "t.xlsx"))
    assert (report.applied, report.conflicts, report.removals) == (0, (), ())


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
    fill(school, copy.save(tmp_path / "t.xlsx"), FillMode(decisions=Decisions(take)))
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
    assert [(item.address, item.file) for item in report.removals] == [
        ("profile.address", ""),
        (f"{CLASSES}[{before.tables[CLASSES][1].id}]", ""),
    ]
    assert not report.written
    assert school.answers.load() == before


def test_what_the_file_leaves_out_goes_only_where_that_was_decided(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    before = school.answers.load()
    rows = before.tables[CLASSES]
    copy.answer("profile.address", None)
    copy.answer("profile.postcode", None)
    copy.cell(0, "girls", None)
    copy.delete(1)
    path = copy.save(tmp_path / "t.xlsx")
    found = fill(school, path, REHEARSE).removals
    assert [item.address for item in found] == [
        "profile.address",
        "profile.postcode",
        f"{CLASSES}[{rows[1].id}]",
        f"{CLASSES}[{rows[0].id}].girls",
    ]
    assert fill(school, path).applied == 0
    ticked = Decisions(Take.MINE, remove=frozenset({"profile.address", found[2].address}))
    fill(school, path, FillMode(decisions=ticked))
    after = school.answers.load()
    assert "profile.address" not in after.answers
    assert "profile.postcode" in after.answers
    assert [row.id for row in after.tables[CLASSES]] == [rows[0].id, *(r.id for r in rows[2:])]
    assert after.tables[CLASSES][0] == rows[0]
    school.answers.undo(CLERK)
    assert school.answers.load() == before
    fill(school, path, FillMode(decisions=Decisions(remove_all=True)))
    assert "girls" not in school.answers.load().tables[CLASSES][0].cells


def test_a_sheet_taken_out_of_the_file_deletes_no_row(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    del copy.book["班级名册"]
    assert fill(school, copy.save(tmp_path / "t.xlsx"), REHEARSE).removals == ()


def test_the_three_texts_of_a_conflict_are_told(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    exported = school.answers.load().answers[STAFF]
    copy.answer(STAFF, "77")
    school.answers.write([SetAnswer(STAFF, "66")], actor=CLERK)
    (conflict,) = fill(school, copy.save(tmp_path / "t.xlsx"), REHEARSE).conflicts
    assert (conflict.mine, conflict.file, conflict.base) == ("66", "77", exported)
    named = Decisions(Take.MINE, file_for=frozenset({STAFF}))
    fill(school, tmp_path / "t.xlsx", FillMode(decisions=named))
    assert school.answers.load().answers[STAFF] == "77"


def test_two_files_at_once_conflict_with_each_other_by_name(
    school: SchoolStore, tmp_path: Path
) -> None:
    data = write_template(school)
    first, second = Copy(data), Copy(data)
    first.answer(STAFF, "77")
    first.answer(AREA, "9001.00")
    second.answer(STAFF, "88")
    paths = [first.save(tmp_path / "教务处.xlsx"), second.save(tmp_path / "总务处.xlsx")]
    before = school.answers.load()
    with pytest.raises(Conflicts, match=r"“教务处\.xlsx”里是“77”，文件里是“88”"):
        fill_from_files(school, paths, actor=CLERK)
    assert school.answers.load() == before
    found = fill_from_files(school, paths, actor=CLERK, mode=REHEARSE)
    (conflict,) = found.conflicts
    assert (conflict.mine_from, conflict.file_name) == ("教务处.xlsx", "总务处.xlsx")
    mode = FillMode(decisions=Decisions(Take.FILE))
    fill_from_files(school, paths, actor=CLERK, mode=mode)
    answers = school.answers.load().answers
    assert (answers[STAFF], answers[AREA]) == ("88", "9001.00")


def test_the_same_new_class_of_two_offices_is_one_row(school: SchoolStore, tmp_path: Path) -> None:
    data = write_template(school)
    count = len(classes(school))
    paths = []
    for name, column, value in (("a", "enrolled", "40"), ("b", "girls", "19")):
        office = Copy(data)
        office.cell(count, "grade", "六年级")
        office.cell(count, "class_name", "99")
        office.cell(count, column, value)
        paths.append(office.save(tmp_path / f"{name}.xlsx"))
    fill_from_files(school, paths, actor=CLERK)
    rows = school.answers.load().tables[CLASSES]
    assert len(rows) == count + 1
    assert (rows[-1].cells["enrolled"], rows[-1].cells["girls"]) == ("40", "19")


def test_who_filled_what_stays_in_the_history(school: SchoolStore, tmp_path: Path) -> None:
    data = write_template(school)
    office = Copy(data)
    page = office.book.worksheets[0]
    row = next(row for row in range(1, 30) if page.cell(row, 1).value == "填写人")
    page.cell(row, 2).value = "总务处 李明"
    office.answer(STAFF, "77")
    done = fill(school, office.save(tmp_path / "总务处.xlsx"))
    assert done.people == (("总务处.xlsx", "总务处 李明"),)
    newest = read_history(school, address=STAFF)[0]
    assert newest.reason == "读入“总务处.xlsx”，总务处 李明填写"


def test_files_read_at_once_are_one_step_to_undo_and_one_entry_each(
    school: SchoolStore, tmp_path: Path
) -> None:
    before = school.answers.load()
    first, second = Copy(write_template(school)), Copy(write_template(school))
    first.answer(STAFF, "77")
    second.answer(AREA, "9001.00")
    second.cell(0, "enrolled", "39")
    paths = [first.save(tmp_path / "教务处.xlsx"), second.save(tmp_path / "总务处.xlsx")]
    fill_from_files(school, paths, actor=CLERK)
    filled = school.answers.load()
    reasons = [read_history(school, address=place)[0].reason for place in (STAFF, AREA)]
    assert reasons == ["读入“教务处.xlsx”", "读入“总务处.xlsx”"]
    school.answers.undo(CLERK)
    assert school.answers.load() == before
    school.answers.redo(CLERK)
    assert school.answers.load() == filled
    path = school.path
    school.close()
    with SchoolStore.open(path) as again:  # what is one step stays one after the program ended
        again.answers.undo(CLERK)
        assert again.answers.load() == before


def test_a_department_gets_its_forms_and_says_nothing_about_others(
    school: SchoolStore, tmp_path: Path
) -> None:
    before = school.answers.load()
    office = Copy(write_template(school, forms=["facilities"]))
    office.answer(AREA, "9001.00")
    with pytest.raises(KeyError):
        office.find(STAFF)
    report = fill(school, office.save(tmp_path / "t.xlsx"))
    assert (report.applied, report.removals) == (1, ())
    assert school.answers.load().tables == before.tables


def test_a_form_nobody_knows_is_refused_with_the_list(school: SchoolStore) -> None:
    with pytest.raises(
        Refused, match=r"没有编号为“floor”的表。可以选的有：profile（学校基本情况）"
    ):
        write_template(school, forms=["floor"])


def test_several_files_have_to_be_templates(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    paths = [copy.save(tmp_path / "t.xlsx"), tmp_path / "a.json"]
    with pytest.raises(Refused, match="一次读入几个文件时，每个都要是填报模板"):
        fill_from_files(school, paths, actor=CLERK)


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
    fill(school, path, FillMode(decisions=Decisions(Take.MINE)))
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
        Refused, match=r"“一年级 .*”出现了不止一次（班级名册 第 \d+ 行、班级名册 第 \d+ 行）"
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


def test_rows_in_another_order_are_still_the_same_rows(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    rows = school.answers.load().tables[CLASSES]
    copy.cell(0, "enrolled", "31")
    copy.turn_rows(len(rows))
    report = fill(school, copy.save(tmp_path / "t.xlsx"))
    assert [item.address for item in report.cells] == [f"{CLASSES}[{rows[0].id}].enrolled"]
    assert (report.conflicts, report.removals) == ((), ())


def test_rows_without_their_hidden_ids_are_known_by_their_keys(
    school: SchoolStore, copy: Copy, tmp_path: Path
) -> None:
    rows = school.answers.load().tables[CLASSES]
    copy.cell(1, "enrolled", "31")
    copy.turn_rows(len(rows))
    copy.forget_ids(len(rows))
    report = fill(school, copy.save(tmp_path / "t.xlsx"))
    assert [item.address for item in report.cells] == [f"{CLASSES}[{rows[1].id}].enrolled"]
    assert (report.conflicts, report.removals) == ((), ())


def test_a_cell_changed_here_alone_stays(school: SchoolStore, copy: Copy, tmp_path: Path) -> None:
    row = school.answers.load().tables[CLASSES][0]
    school.answers.write([SetCell(CLASSES, row.id, "enrolled", "33")], actor=CLERK)
    assert fill(school, copy.save(tmp_path / "t.xlsx")).applied == 0
    assert school.answers.load().tables[CLASSES][0].cells["enrolled"] == "33"
