"""Pasting a block: what goes where, what is refused and why, before anything changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.entry.clipboard import read_block
from operations.entry.open_return import OpenReturn
from operations.entry.paste import MAX_CELLS
from operations.errors import Refused

CLASSES = "pupils.classes"
LESSONS = "burden.lessons"


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("1", [["1"]]),
        ("1\t2", [["1", "2"]]),
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\n\n2", [["1"], [""], ["2"]]),
        ("a\t\tb", [["a", "", "b"]]),
        ('"a\nb"\tc', [["a\nb", "c"]]),
        ('"say ""hi"""', [['say "hi"']]),
        ('"unclosed\tx', [['"unclosed', "x"]]),
        ('19" screen\t2', [['19" screen', "2"]]),
        ("", [[""]]),
    ],
)
def test_reads_what_a_spreadsheet_puts_on_the_clipboard(text: str, block: list[list[str]]) -> None:
    assert read_block(text) == block


@given(
    st.lists(
        st.lists(st.text(st.characters(blacklist_characters='\t\n\r"'), max_size=5), min_size=1),
        min_size=1,
        max_size=5,
    ).filter(lambda block: block[-1] != [""])
)
def test_plain_cells_come_back_as_they_were(block: list[list[str]]) -> None:
    assert read_block("\n".join("\t".join(row) for row in block)) == block


@given(st.text(max_size=80))
def test_any_text_is_some_block(text: str) -> None:
    block = read_block(text)
    assert block
    assert all(row for row in block)


def test_a_field_takes_one_cell_normalised(opened: OpenReturn) -> None:
    plan = opened.plan_paste("pupils.entrants_primary", "１７０\n")
    assert [(cell.address, cell.text, cell.fault) for cell in plan.cells] == [
        ("pupils.entrants_primary", "170", "")
    ]
    assert not plan.refused


def test_what_does_not_fit_into_a_field_is_named(opened: OpenReturn) -> None:
    plan = opened.plan_paste("pupils.entrants_primary", "1\t2\n3")
    assert [(cell.line, cell.column, cell.text) for cell in plan.refused] == [
        (1, 2, "2"),
        (2, 1, "3"),
    ]
    assert "2 格不能填入" in plan.summary


def test_a_calculated_field_takes_nothing(opened: OpenReturn) -> None:
    with pytest.raises(Refused, match="由程序计算"):
        opened.plan_paste("pupils.enrolled_primary", "1")


def test_a_block_goes_right_and_down(opened: OpenReturn) -> None:
    rows = [row.id for row in opened.record.tables[CLASSES]]
    plan = opened.plan_paste(f"{CLASSES}[{rows[0]}].enrolled", "31\t11\n32\t12")
    assert [(cell.address, cell.text) for cell in plan.cells] == [
        (f"{CLASSES}[{rows[0]}].enrolled", "31"),
        (f"{CLASSES}[{rows[0]}].girls", "11"),
        (f"{CLASSES}[{rows[1]}].enrolled", "32"),
        (f"{CLASSES}[{rows[1]}].girls", "12"),
    ]
    assert not plan.new_rows


def test_rows_beyond_the_last_are_added_to_a_free_table(opened: OpenReturn) -> None:
    last = opened.record.tables[CLASSES][-1].id
    plan = opened.plan_paste(
        f"{CLASSES}[{last}].grade", "6\t9\t普通班\t40\t20\n6\t10\t普通班\t41\t19"
    )
    assert plan.new_rows == (
        {
            "grade": "6",
            "class_name": "10",
            "class_type": "ordinary",
            "enrolled": "41",
            "girls": "19",
        },
    )
    before = len(opened.record.tables[CLASSES])
    opened.apply_paste(plan)
    assert len(opened.record.tables[CLASSES]) == before + 1
    assert opened.record.tables[CLASSES][-1].cells["class_name"] == "10"


def test_pasting_into_an_empty_table_makes_rows_and_unmarks_it(opened: OpenReturn) -> None:
    plan = opened.plan_paste("safety.incidents[].incident_no", "1\n2")
    assert len(plan.new_rows) == 2
    opened.apply_paste(plan)
    assert "safety.incidents" not in opened.record.empty_tables
    assert len(opened.record.tables["safety.incidents"]) == 2


def test_a_fixed_table_gets_no_further_rows(opened: OpenReturn) -> None:
    plan = opened.plan_paste(f"{LESSONS}[6].chinese", "6.00\n5.00")
    assert [cell.address for cell in plan.cells] == []
    assert [cell.reason for cell in plan.refused] == ["这张表的行是固定的，下面没有更多行。"]


def test_the_printed_key_of_a_fixed_row_is_passed_over(opened: OpenReturn) -> None:
    plan = opened.plan_paste(f"{LESSONS}[1].grade", "一年级\t9.00")
    assert [(cell.address, cell.text) for cell in plan.cells] == [(f"{LESSONS}[1].chinese", "9.00")]
    assert not plan.refused


def test_columns_that_are_calculated_or_missing_refuse(opened: OpenReturn) -> None:
    last = opened.engine.pack.tables[LESSONS].columns[-1]
    plan = opened.plan_paste(f"{LESSONS}[1].{last.id}", "1\t2")
    reasons = [cell.reason for cell in plan.refused]
    assert "右边没有这么多列。" in reasons


def test_wrong_texts_are_kept_but_shown_beforehand(opened: OpenReturn) -> None:
    row = opened.record.tables[CLASSES][0].id
    plan = opened.plan_paste(f"{CLASSES}[{row}].enrolled", "四十")
    assert plan.cells[0].text == "四十"
    assert "学生数" in plan.cells[0].fault
    assert "其中 1 格需要改正" in plan.summary


def test_a_row_that_comes_to_apply_by_what_is_pasted_takes_all_of_it(opened: OpenReturn) -> None:
    table = "burden.after_school"
    row = opened.sheet.rows(table)[1].id
    opened.set_text(f"{table}[{row}].offered", "no")
    plan = opened.plan_paste(f"{table}[{row}].offered", "是\t16:10\t17:50")
    assert not plan.refused
    opened.apply_paste(plan)
    assert opened.sheet.cell(f"{table}[{row}].start").raw == "16:10"
    plan = opened.plan_paste(f"{table}[{row}].offered", "否\t16:20")
    opened.set_text(f"{table}[{row}].offered", "no")
    refused = opened.plan_paste(f"{table}[{row}].start", "16:20").refused
    assert [cell.reason for cell in refused] == ["【开始】在这一行不适用。"]


def test_a_block_of_new_rows_alone_is_said_without_cells(opened: OpenReturn) -> None:
    plan = opened.plan_paste("safety.drills", "2023-09-18\tfire\t520\t4")
    assert plan.summary == "将新增 1 行。"


def test_wrong_texts_in_new_rows_are_named_with_their_line(opened: OpenReturn) -> None:
    last = opened.record.tables[CLASSES][-1].id
    plan = opened.plan_paste(f"{CLASSES}[{last}].enrolled", "44\n很多")
    assert plan.faults[0].startswith("第 2 行：")


def test_cells_that_stay_the_same_are_not_counted(opened: OpenReturn) -> None:
    row = opened.record.tables[CLASSES][0]
    plan = opened.plan_paste(f"{CLASSES}[{row.id}].enrolled", row.cells["enrolled"])
    assert not plan.cells


def test_a_whole_sheet_pasted_by_mistake_is_refused(opened: OpenReturn) -> None:
    row = opened.record.tables[CLASSES][0].id
    with pytest.raises(Refused, match="整张工作表"):
        opened.plan_paste(f"{CLASSES}[{row}].enrolled", "1\t" * (MAX_CELLS + 1))


def test_an_unknown_place_is_refused(opened: OpenReturn) -> None:
    with pytest.raises(Refused, match="左上角"):
        opened.plan_paste("no.such", "1")


def test_planning_changes_nothing(opened: OpenReturn) -> None:
    before = opened.record
    opened.plan_paste(f"{CLASSES}[{before.tables[CLASSES][0].id}].enrolled", "1\t2\n3\t4")
    assert opened.record == before


def test_a_refused_cell_is_told_by_its_own_column(opened: OpenReturn) -> None:
    opened.set_text("burden.after_school[mon].offered", "否")
    plan = opened.plan_paste("burden.after_school[mon].offered", "否\t16:00\t17:30")
    assert [(cell.line, cell.column, cell.text) for cell in plan.refused] == [
        (1, 2, "16:00"),
        (1, 3, "17:30"),
    ]


def test_blanks_pasted_over_answers_are_said_to_clear_them(opened: OpenReturn) -> None:
    """Under a merged cell of a worksheet only the first row has the text."""
    first = opened.record.tables[CLASSES][0].id
    opened.set_text(f"{CLASSES}[{first}].grade", "2")
    plan = opened.plan_paste(f"{CLASSES}[{first}].grade", "一年级\n\n")
    assert [(cell.before, cell.text) for cell in plan.cells] == [("2", "1"), ("1", "")]
    assert plan.summary == "将填入 1 格，清空 1 格。"
