"""What an undo did, in words: place, old and new text, how far it went."""

import pytest

from operations.entry.block import Block
from operations.entry.open_return import OpenReturn
from operations.entry.steps import TakenStep
from operations.entry.table_commands import TableCommand
from tests.operations.entry.class_rows import ADDRESS, CLASSES, delete


@pytest.fixture
def steps(opened: OpenReturn) -> list[TakenStep]:
    heard: list[TakenStep] = []
    opened.on_step = heard.append
    return heard


def test_a_field_is_named_with_old_and_new_text(opened: OpenReturn, steps: list[TakenStep]) -> None:
    before = opened.sheet.cell(ADDRESS)
    opened.set_text(ADDRESS, "")
    opened.undo()
    opened.redo()
    label = before.item.label
    assert steps == [
        TakenStep(f"已撤销：{label}由“（空）”改回“{before.text}”。", ADDRESS),
        TakenStep(f"已重做：{label}由“{before.text}”改为“（空）”。", ADDRESS),
    ]


def test_a_cell_is_named_with_its_row(opened: OpenReturn, steps: list[TakenStep]) -> None:
    row = opened.sheet.rows(CLASSES)[1]
    address = f"{CLASSES}[{row.id}].girls"
    before = opened.sheet.cell(address).text
    opened.set_text(address, "3")
    opened.undo()
    assert steps[-1].address == address
    assert f"“{row.title}”的其中女生" in steps[-1].sentence
    assert steps[-1].sentence.endswith(f"由“3”改回“{before}”。")


def test_a_row_that_went_or_came_back_is_named(opened: OpenReturn, steps: list[TakenStep]) -> None:
    row = opened.sheet.rows(CLASSES)[0]
    delete(opened, row.id)
    opened.undo()
    opened.redo()
    label = opened.engine.pack.tables[CLASSES].label
    assert [step.sentence for step in steps] == [
        f"已撤销：【{label}】“{row.title}”恢复了。",
        f"已重做：【{label}】“{row.title}”去掉了。",
    ]
    follower = opened.sheet.rows(CLASSES)[0]
    assert [step.address for step in steps] == [
        f"{CLASSES}[{row.id}]",
        f"{CLASSES}[{follower.id}]",
    ]


def test_a_step_of_many_places_is_counted(opened: OpenReturn, steps: list[TakenStep]) -> None:
    row = opened.sheet.rows(CLASSES)[0]
    opened.apply_paste(opened.plan_paste(f"{CLASSES}[{row.id}].enrolled", "1\t1\n2\t2"))
    opened.undo()
    assert steps[-1].sentence.startswith("已撤销一步，共 4 处，在“学生与班级”。第一处：")


def test_a_block_is_told_from_its_first_cell(opened: OpenReturn, steps: list[TakenStep]) -> None:
    row = opened.sheet.rows(CLASSES)[-1]
    first = f"{CLASSES}[{row.id}].enrolled"
    before = opened.sheet.cell(first).text
    opened.apply_paste(opened.plan_paste(first, "31\t11\n32\t12\n33\t13"))
    opened.undo()
    opened.redo()
    undone, redone = steps
    assert (undone.address, redone.address) == (first, first)
    assert undone.sentence.endswith(f"“{row.title}”的学生数由“31”改回“{before}”。")
    assert redone.sentence.endswith(f"“{row.title}”的学生数由“{before}”改为“31”。")


def test_a_block_begins_at_its_corner_also_where_that_stayed_as_it_was(
    opened: OpenReturn, steps: list[TakenStep]
) -> None:
    first, second = opened.sheet.rows(CLASSES)[:2]
    corner = f"{CLASSES}[{first.id}].enrolled"
    same = opened.sheet.cell(corner).text
    opened.apply_paste(opened.plan_paste(corner, f"{same}\t1\n31\t11"))
    opened.undo()
    opened.redo()
    assert [step.address for step in steps] == [corner, corner]
    assert opened.sheet.cell(f"{CLASSES}[{second.id}].enrolled").text == "31"


def test_after_rows_that_went_the_cursor_is_where_they_were(
    opened: OpenReturn, steps: list[TakenStep]
) -> None:
    rows = [row.id for row in opened.sheet.rows(CLASSES)]
    block = Block(CLASSES, tuple(rows[1:4]), ("enrolled",))
    opened.apply_change(opened.change_by(TableCommand.DELETE_ROWS, block))
    opened.undo()
    opened.redo()
    opened.undo()
    opened.insert_row(CLASSES)
    opened.undo()
    places = [rows[1], rows[4], rows[1], rows[-1]]
    assert [step.address for step in steps] == [f"{CLASSES}[{row}]" for row in places]


def test_where_no_row_is_left_the_cursor_goes_to_the_table(
    opened: OpenReturn, steps: list[TakenStep]
) -> None:
    rows = tuple(row.id for row in opened.sheet.rows(CLASSES))
    opened.apply_change(opened.change_by(TableCommand.DELETE_ROWS, Block(CLASSES, rows, ())))
    opened.undo()
    opened.redo()
    assert [step.address for step in steps] == [f"{CLASSES}[{rows[0]}]", CLASSES]


def test_nothing_to_undo_is_said(opened: OpenReturn, steps: list[TakenStep]) -> None:
    opened.redo()
    assert steps == [TakenStep("没有可以重做的修改了。", "")]


def test_typing_taken_back_by_hand_is_no_step(opened: OpenReturn, steps: list[TakenStep]) -> None:
    before = opened.record
    opened.set_text("profile.postcode", "430000")
    after = opened.record
    opened.set_text(ADDRESS, "7")
    opened.set_text(ADDRESS, before.answers[ADDRESS])
    opened.undo()
    assert opened.record == before
    assert steps[-1].address == "profile.postcode"
    opened.redo()
    assert opened.record == after


def test_a_justification_leads_to_its_problem(opened: OpenReturn, steps: list[TakenStep]) -> None:
    opened.set_text("pupils.entrants_primary", "1")
    problem = next(found for found in opened.sheet.problems if found.severity.value == "query")
    opened.justify(problem.key, "本年度划入两个新建小区，入学人数比上年增加。")
    opened.undo()
    label = opened.sheet.cell(problem.place).item.label
    assert steps[-1] == TakenStep(f"已撤销：{label}的说明改回了原来的。", problem.place)


def test_one_reason_for_several_rows_is_counted_by_row(
    opened: OpenReturn, steps: list[TakenStep]
) -> None:
    first, *more = opened.sheet.rows(CLASSES)[:3]
    for row in (first, *more):
        opened.set_text(f"{CLASSES}[{row.id}].enrolled", "70")
    place = f"{CLASSES}[{first.id}].enrolled"
    key = next(found.key for found in opened.sheet.problems if found.place == place)
    opened.justify_alike(key, "因 2024 年划入两个新建小区，本班超额 25 人。")
    opened.undo()
    assert steps[-1] == TakenStep(
        "已撤销一步，共 3 处，在“学生与班级”。"
        f"第一处：【班级名册】“{first.title}”的学生数的说明改回了原来的。",
        place,
    )
