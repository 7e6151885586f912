"""Raw tables as people send them: read as meant, or refused with the cell named and the verdict open."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from operations.bureau.evaluation.evaluate import (
    TableEvaluation,
    as_json,
    evaluate_table,
    write_refused,
)
from operations.errors import Refused
from operations.read_tables import ChooseSheet
from tests.support.places import DATA

CASES = DATA / "people" / "tables"
TYPE, PUPILS = 3, 4
"""Columns of 办学类型 and 小学在校生数."""


def case(name: str) -> TableEvaluation:
    return evaluate_table((CASES / f"{name}.xlsx").read_bytes())


def edited(name: str, change: Callable[[object], str], *, column: int, row: int = 2) -> bytes:
    """A case after somebody changed one cell."""
    book = load_workbook(CASES / f"{name}.xlsx")
    cell = book.worksheets[-1].cell(row, column)
    cell.value = change(cell.value)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def levels(found: TableEvaluation) -> object:
    return as_json(found.evaluation)["levels"]


def test_a_footnote_mark_makes_no_figure() -> None:
    found = case("footnote1")
    assert [(item.row, item.column) for item in found.table.refusals] == [(2, "小学在校生数")]
    assert found.table.refusals[0].reason.startswith("填的是“968①”。请只填数字")


def test_the_visible_sheet_is_evaluated_and_named() -> None:
    found = case("hiddensheet")
    assert len(found.table.rows) == 4
    assert found.sentences[0] == "读的是工作表“Sheet”。隐藏的工作表不读：去年。"


def test_a_type_in_everyday_words_gives_the_same_verdict() -> None:
    by_code = case("s1")
    assert by_code.evaluation.passes is False
    by_word = evaluate_table(edited("s1", lambda _: "初中", column=TYPE, row=3))
    assert by_word.evaluation.passes is False
    assert levels(by_word) == levels(by_code)


@pytest.mark.parametrize("word", ["中学", "初中部", "999", "小学（教学点）", "学校", "公办"])
def test_an_unknown_type_refuses_its_row_and_leaves_the_verdict_open(word: str) -> None:
    found = evaluate_table(edited("s1", lambda _: word, column=TYPE, row=3))
    assert found.evaluation.passes is None
    assert found.table.refusals[0].row == 3
    reason = found.table.refusals[0].reason
    assert "不是办学类型的代码或名称。" in reason
    assert "可以填：小学、小学教学点、初级中学" in reason


@pytest.mark.parametrize("word", ["511", "特殊教育学校", "幼儿园", "高级中学"])
def test_a_type_of_the_national_list_that_is_not_evaluated_is_no_fault(word: str) -> None:
    found = evaluate_table(edited("s1", lambda _: word, column=TYPE, row=3))
    assert found.table.refusals == ()
    assert any("不在评估范围" in note for note in found.table.notes)


def test_words_and_remarks_in_brackets_are_understood_and_said() -> None:
    assert levels(case("spoken")) == levels(case("hiddensheet"))
    found = case("typenote")
    assert levels(found) == levels(case("hiddensheet"))
    assert "第 2 行：办学类型“小学(公办)”按“小学”读取。" in found.table.notes


@pytest.mark.parametrize("name", ["title", "unithead"])
def test_titles_and_units_are_no_hindrance(name: str) -> None:
    assert levels(case(name)) == levels(case("hiddensheet"))


def test_rows_are_counted_from_the_top_of_the_sheet_below_a_title() -> None:
    found = evaluate_table(edited("title", lambda _: "①", column=PUPILS, row=3))
    assert [item.row for item in found.table.refusals] == [3]


def test_refused_rows_below_a_title_come_back_with_title_and_headings(tmp_path: Path) -> None:
    found = evaluate_table(edited("title", lambda _: "六", column=PUPILS, row=4))
    path = write_refused(found, tmp_path / "未接受.xlsx", replace=False)
    assert path is not None
    again = evaluate_table(path.read_bytes())
    assert again.table.count == 1
    assert again.table.refusals[0].column == "小学在校生数"
    assert all("原因" not in note for note in again.table.notes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("无", "填的是“无”。没有的填 0，不知道的先留空。"),
        ("六", "填的是“六”。请只填数字，不要带单位、文字或其他符号。没有的填 0，不清楚的留空。"),
    ],
)
def test_a_refused_figure_says_once_what_to_do(text: str, said: str) -> None:
    found = evaluate_table(edited("s1", lambda _: text, column=PUPILS, row=2))
    assert found.table.refusals[0].reason == said


def test_refused_rows_below_split_headings_come_back_with_both(tmp_path: Path) -> None:
    found = evaluate_table(split(edited("s1", lambda _: "六", column=PUPILS, row=2)))
    assert (found.table.head, found.table.refusals[0].row) == (2, 3)
    path = write_refused(found, tmp_path / "未接受.xlsx", replace=False)
    assert path is not None
    again = evaluate_table(path.read_bytes())
    assert (again.table.head, again.table.count) == (2, 1)
    assert all("原因" not in note for note in again.table.notes)


def split(data: bytes) -> bytes:
    """The table with 小学 and 初中 in a row of their own, merged over what belongs to them."""
    book = load_workbook(BytesIO(data))
    page = book.worksheets[0]
    page.insert_rows(1)
    before = ""
    for above, below in zip(page[1], page[2], strict=True):
        group = str(below.value)[:2]
        if group in {"小学", "初中"}:
            above.value = group if group != before else None
            below.value = str(below.value)[2:]
        else:
            above.value, below.value = below.value, None
        before = group
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_formula_is_refused_with_its_stored_result_shown() -> None:
    found = case("formula")
    assert found.table.refusals[0].column == "小学在校生数"
    assert "是公式（没有存着结果）" in found.table.refusals[0].reason


def test_equipment_in_yuan_is_not_taken_for_ten_thousand_yuan() -> None:
    heading = edited("s1", lambda text: f"{text}（元）", column=27, row=1)
    with pytest.raises(Refused, match="单位是元，其中教学仪器设备资产值应以万元填写"):
        evaluate_table(heading)


def test_two_sheets_that_fit_are_refused_naming_them() -> None:
    book = load_workbook(CASES / "s1.xlsx")
    book.copy_worksheet(book.worksheets[0]).title = "修改稿"
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(ChooseSheet, match="“Sheet”、“修改稿”。请指明读哪一张"):
        evaluate_table(stream.getvalue())
    assert evaluate_table(stream.getvalue(), sheet="修改稿").source.sheet == "修改稿"
