"""Commands on a selected block of a table: what each does, what it leaves alone, one step to undo."""

import pytest

from forms.record import cell_address
from operations.entry.block import Block, TableChange
from operations.entry.block_summary import summarise
from operations.entry.clipboard import read_block, write_block
from operations.entry.open_return import OpenReturn
from operations.entry.table_commands import (
    TableCommand,
    copy_block,
    copy_with_headings,
)
from operations.errors import NotEditable, Refused
from operations.school.check import submit_return
from operations.school.store import open_return
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK

CLASSES = "pupils.classes"
LESSONS = "burden.lessons"


def block(opened: OpenReturn, first: int, last: int, *columns: str, table: str = CLASSES) -> Block:
    ids = [row.id for row in opened.sheet.rows(table)]
    return Block(table, tuple(ids[first:last]), columns)


def texts(opened: OpenReturn, chosen: Block) -> list[list[str]]:
    return [
        [
            opened.sheet.cell(cell_address(chosen.table, row, column)).raw or ""
            for column in chosen.columns
        ]
        for row in chosen.rows
    ]


def do(opened: OpenReturn, command: TableCommand, chosen: Block, text: str = "") -> str:
    """Do a command and give what would be asked before."""
    change = opened.change_by(command, chosen, text)
    opened.apply_change(change)
    return change.question


def test_rows_are_deleted_after_one_question_as_one_step(
    opened: OpenReturn, school: SchoolStore
) -> None:
    before = opened.record
    asked = do(opened, TableCommand.DELETE_ROWS, block(opened, 1, 4, "grade"))
    assert asked == ("将删除“班级名册”第 2、3、4 行的全部内容。删除后可以用“撤销”找回。")
    left = [row.id for row in before.tables[CLASSES]]
    assert [row.id for row in opened.record.tables[CLASSES]] == [left[0], *left[4:]]
    opened.undo()
    assert opened.record == before == school.answers.load()


def test_many_rows_are_named_by_the_first_and_the_last(opened: OpenReturn) -> None:
    change = opened.change_by(TableCommand.DELETE_ROWS, block(opened, 0, 9, "grade"))
    assert "第 1 至 9 行（共 9 行）" in change.question


def test_blank_rows_are_deleted_without_a_question(opened: OpenReturn) -> None:
    row, _ = opened.insert_row(CLASSES)
    change = opened.change_by(TableCommand.DELETE_ROWS, Block(CLASSES, (row,), ("grade",)))
    assert change.question == ""
    assert len(change.edits) == 1


def test_fixed_rows_are_not_deleted(opened: OpenReturn) -> None:
    chosen = block(opened, 0, 2, "chinese", table=LESSONS)
    with pytest.raises(Refused, match="这张表的行是固定的"):
        opened.change_by(TableCommand.DELETE_ROWS, chosen)


def test_clearing_is_one_step_and_leaves_what_is_printed(
    opened: OpenReturn, school: SchoolStore
) -> None:
    before = opened.record
    chosen = block(opened, 0, 2, "grade", "chinese", "foreign", table=LESSONS)
    do(opened, TableCommand.CLEAR, chosen)
    assert [row[1:] for row in texts(opened, chosen)] == [["", ""], ["", ""]]
    assert len(opened.sheet.rows(LESSONS)) == len(chosen.rows) + 4
    opened.undo()
    assert opened.record == before == school.answers.load()


def test_filling_down_takes_the_first_row(opened: OpenReturn) -> None:
    chosen = block(opened, 0, 3, "class_type", "enrolled")
    first = texts(opened, chosen)[0]
    do(opened, TableCommand.FILL_DOWN, chosen)
    assert texts(opened, chosen) == [first] * 3


def test_filling_one_row_down_takes_the_row_above(opened: OpenReturn) -> None:
    above, chosen = block(opened, 1, 2, "enrolled"), block(opened, 2, 3, "enrolled")
    do(opened, TableCommand.FILL_DOWN, chosen)
    assert texts(opened, chosen) == texts(opened, above)


def test_above_the_first_row_there_is_nothing(opened: OpenReturn) -> None:
    with pytest.raises(Refused, match="第一行上面没有可以照填的内容"):
        opened.change_by(TableCommand.FILL_DOWN, block(opened, 0, 1, "enrolled"))


def test_one_value_goes_where_it_can_and_the_rest_is_said(opened: OpenReturn) -> None:
    chosen = block(opened, 0, 2, "enrolled", "class_type")
    types = [row[1] for row in texts(opened, chosen)]
    change = opened.change_by(TableCommand.FILL, chosen, "４５")
    assert change.note == "有 2 格不能填“４５”，没有填。"
    opened.apply_change(change)
    assert texts(opened, chosen) == [["45", types[0]], ["45", types[1]]]


def test_a_value_that_is_wrong_everywhere_is_kept_as_if_typed(opened: OpenReturn) -> None:
    chosen = block(opened, 0, 2, "enrolled")
    do(opened, TableCommand.FILL, chosen, "四十")
    assert texts(opened, chosen) == [["四十"], ["四十"]]


def test_nothing_changes_outside_a_draft(opened: OpenReturn, school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    reviewed = open_return(school, actor=CLERK)
    with pytest.raises(NotEditable):
        reviewed.change_by(TableCommand.CLEAR, block(reviewed, 0, 1, "enrolled"))


def test_a_copied_block_pastes_back_as_it_was(opened: OpenReturn) -> None:
    chosen = block(opened, 0, 3, "grade", "class_name", "class_type", "enrolled")
    copied = copy_block(opened.sheet, chosen)
    assert copied.split("\n")[0].startswith("一年级\t1\t")
    assert opened.plan_block_paste(chosen, copied).cells == ()


def test_a_cell_with_breaks_pastes_back_as_one_cell() -> None:
    cells = [["第一行\n第二行", '说"好"'], ["a\tb", ""]]
    assert read_block(write_block(cells)) == cells


def test_the_copy_with_headings_finds_its_columns_anywhere(opened: OpenReturn) -> None:
    chosen = block(opened, 0, 2, "enrolled", "girls")
    copied = copy_with_headings(opened.sheet, chosen)
    assert copied.split("\n")[0] == "学生数\t其中女生"
    target = block(opened, 2, 4, "grade", "class_name")
    plan = opened.plan_block_paste(target, copied)
    assert {cell.address.partition("].")[2] for cell in plan.cells} <= {"enrolled", "girls"}
    opened.apply_paste(plan)
    assert texts(opened, block(opened, 2, 4, "enrolled", "girls")) == texts(opened, chosen)


def test_columns_in_another_order_are_told_by_their_headings(opened: OpenReturn) -> None:
    target = block(opened, 0, 1, "grade")
    plan = opened.plan_block_paste(target, "其中女生（人）\t备注\t学生数\n7\t转入\t30")
    assert {(cell.address.partition("].")[2], cell.text) for cell in plan.cells} == {
        ("girls", "7"),
        ("enrolled", "30"),
    }
    assert [(cell.text, cell.reason) for cell in plan.refused] == [
        ("备注", "这张表没有这一列，整列没有填。")
    ]


def test_lines_of_a_fixed_table_go_to_the_rows_they_name(opened: OpenReturn) -> None:
    target = block(opened, 0, 1, "chinese", table=LESSONS)
    label = opened.engine.pack.tables[LESSONS].by_id["chinese"].label
    plan = opened.plan_block_paste(target, f"年级\t{label}\n三年级\t6\n十年级\t5")
    assert [(cell.address, cell.text) for cell in plan.cells] == [(f"{LESSONS}[3].chinese", "6.00")]
    assert [(cell.text, cell.reason) for cell in plan.refused] == [
        ("十年级", "这张表里没有这一行。"),
        ("5", "这张表里没有这一行。"),
    ]


def test_a_heading_twice_is_refused_by_name(opened: OpenReturn) -> None:
    with pytest.raises(Refused, match="表头“学生数”出现了两次"):
        opened.plan_block_paste(block(opened, 0, 1, "grade"), "学生数\t学生数\n1\t2")


def test_one_cell_fills_the_selection_and_a_row_repeats(opened: OpenReturn) -> None:
    chosen = block(opened, 0, 4, "enrolled", "girls")
    opened.apply_paste(opened.plan_block_paste(chosen, "33"))
    assert texts(opened, chosen) == [["33", "33"]] * 4
    opened.apply_paste(opened.plan_block_paste(chosen, "44\t22"))
    assert texts(opened, chosen) == [["44", "22"]] * 4


def test_a_block_that_does_not_fit_goes_from_the_upper_left(opened: OpenReturn) -> None:
    plan = opened.plan_block_paste(block(opened, 1, 4, "enrolled"), "31\n32")
    rows = [row.id for row in opened.sheet.rows(CLASSES)]
    assert [cell.address for cell in plan.cells] == [
        f"{CLASSES}[{rows[1]}].enrolled",
        f"{CLASSES}[{rows[2]}].enrolled",
    ]


def test_an_empty_table_takes_a_block_with_headings(opened: OpenReturn) -> None:
    table = opened.engine.pack.tables["safety.incidents"]
    first, second = table.columns[1], table.columns[0]
    plan = opened.plan_block_paste(
        Block(table.id, (), ()), f"{first.label}\t{second.label}\nx\t1\ny\t2"
    )
    assert [row[second.id] for row in plan.new_rows] == ["1", "2"]


def test_sum_count_and_mean_are_exact(opened: OpenReturn) -> None:
    chosen = block(opened, 0, 3, "enrolled", "class_type")
    opened.apply_paste(opened.plan_block_paste(block(opened, 0, 3, "enrolled"), "40\n41\n41"))
    assert summarise(opened.sheet, chosen) == "求和 122　平均 约 40.67　计数 6"
    opened.set_text(f"{CLASSES}[{chosen.rows[0]}].enrolled", "")
    assert summarise(opened.sheet, chosen) == "求和 82　平均 41　计数 5"
    words = block(opened, 0, 3, "class_type")
    assert summarise(opened.sheet, words) == "计数 3"


def test_rows_that_are_gone_count_for_nothing(opened: OpenReturn) -> None:
    chosen = block(opened, 0, 3, "class_type")
    do(opened, TableCommand.DELETE_ROWS, block(opened, 0, 1, "class_type"))
    assert summarise(opened.sheet, chosen) == "计数 2"


def test_decimals_are_not_added_as_binary_floats(opened: OpenReturn) -> None:
    chosen = block(opened, 0, 3, "chinese", table=LESSONS)
    opened.apply_paste(opened.plan_block_paste(chosen, "0.1\n0.2\n0.3"))
    assert summarise(opened.sheet, chosen) == "求和 0.6　平均 0.2　计数 3"


def test_filling_down_opens_what_comes_to_apply_by_it(opened: OpenReturn) -> None:
    table, columns = (
        "burden.after_school",
        ("offered", "start", "end", "pupils_primary", "teachers"),
    )
    days = block(opened, 0, 5, *columns, table=table)
    opened.set_text(f"{table}[{days.rows[1]}].offered", "no")
    for column in columns[1:]:
        opened.set_text(f"{table}[{days.rows[1]}].{column}", "")
    assert not opened.sheet.cell(f"{table}[{days.rows[1]}].start").relevant
    do(opened, TableCommand.FILL_DOWN, days)
    assert texts(opened, days) == [texts(opened, days)[0]] * 5


def test_filling_down_what_stands_there_already_is_said_to_change_nothing(
    opened: OpenReturn,
) -> None:
    chosen = block(opened, 0, 3, "enrolled")
    do(opened, TableCommand.FILL_DOWN, chosen)
    again = opened.change_by(TableCommand.FILL_DOWN, chosen)
    assert again == TableChange(note="所选的各格与上面一行相同，或不能填，没有改动。")
