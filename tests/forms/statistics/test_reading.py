"""Exports of the statistics are read by heading path: merged headings, moved columns, many schools."""

from collections.abc import Sequence

import pytest

from forms.schooling import Section
from forms.statistics.paths import column_paths, fits
from forms.statistics.reading import (
    Reading,
    SchoolSought,
    WantedFigure,
    figures_of,
    read_statistics,
)
from forms.tables.cells import CellText
from forms.tables.sheets import TableSheet

OURS = SchoolSought("2142100001", "云杉小学", frozenset({Section.PRIMARY}))
BOTH = SchoolSought("2142100001", "云杉学校", frozenset({Section.PRIMARY, Section.JUNIOR}))

HEADS = (
    ("区教育事业统计", "", "", "", "", "", "", "", ""),
    ("学校代码", "学校名称", "专任教师", "", "", "", "", "", "教学仪器设备资产值（万元）"),
    ("", "", "合计", "#女", "#按学历分", "", "#按授课课程分", "", ""),
    ("", "", "", "", "硕士研究生", "本科", "艺术", "", ""),
    ("", "", "", "", "", "", "计", "音乐", ""),
)
ROW = ("2142100001", "云杉小学", "60", "41", "6", "50", "8", "3", "310.5")
OTHER = ("2142100002", "银杏小学", "70", "50", "9", "58", "9", "4", "400")
FIGURES = figures_of(
    [
        {"field": "s.teachers_{s}", "paths": [["专任教师"]]},
        {"field": "s.master_{s}", "paths": [["专任教师", "按学历分", "硕士研究生"]]},
        {"field": "s.music_{s}", "paths": [["专任教师", "按授课课程分", "艺术", "音乐"]]},
        {"field": "f.equipment", "paths": [["教学仪器设备资产值"]]},
    ],
    {
        "s.teachers_primary": "人",
        "s.teachers_junior": "人",
        "s.master_primary": "人",
        "s.music_primary": "人",
        "f.equipment": "万元",
    },
)


def sheet(*rows: Sequence[str], name: str = "教基4149") -> TableSheet:
    return TableSheet(name, [tuple(map(CellText, row)) for row in rows])


def texts(reading: Reading) -> dict[str, str]:
    return {one.field: one.cell.text for one in reading.found}


def test_a_path_reads_from_the_top_down_through_merged_headings() -> None:
    paths = {one.place: one.path[1:] for one in column_paths(HEADS)}
    assert paths[2] == ("专任教师", "合计")
    assert paths[4] == ("专任教师", "#按学历分", "硕士研究生")
    assert paths[7] == ("专任教师", "#按授课课程分", "艺术", "音乐")
    assert paths[8] == ("教学仪器设备资产值（万元）",)


def test_a_column_without_a_heading_has_no_path() -> None:
    assert [one.place for one in column_paths([("", "专任教师")])] == [1]


@pytest.mark.parametrize(
    ("wanted", "path", "does"),
    [
        (("专任教师",), ("专任教师", "合计"), True),
        (("专任教师",), ("表", "专任教师", "计"), True),
        (("专任教师",), ("专任教师", "#女"), False),
        (("专任教师", "本科"), ("代课教师", "本科"), False),
        (("专任教师", "音乐"), ("专任教师", "#按授课课程分", "艺术", "音乐"), True),
        (("艺术", "专任教师", "音乐"), ("专任教师", "艺术", "音乐"), False),
        (("教学仪器设备资产值",), ("3. 其中：教学仪器设备资产值 (万元)",), True),
    ],
)
def test_what_is_wanted_fits_by_its_heads(
    wanted: tuple[str, ...], path: tuple[str, ...], does: bool
) -> None:
    assert fits(wanted, path) is does


def test_a_school_is_found_among_many_by_its_code() -> None:
    reading = read_statistics([sheet(*HEADS, OTHER, ROW)], FIGURES, OURS)
    assert texts(reading) == {
        "s.teachers_primary": "60",
        "s.master_primary": "6",
        "s.music_primary": "3",
        "f.equipment": "310.5",
    }
    source = next(one.source for one in reading.found if one.field == "s.master_primary")
    assert source == "工作表“教基4149”第 7 行“区教育事业统计 › 专任教师 › #按学历分 › 硕士研究生”"


def test_a_school_is_found_by_its_name_where_there_is_no_code() -> None:
    rows = [row[1:] for row in (*HEADS[1:], ROW)]
    assert texts(read_statistics([sheet(*rows)], FIGURES, OURS))["s.master_primary"] == "6"


def test_the_first_sheet_with_an_answer_counts_and_a_blank_is_none() -> None:
    blank = (*ROW[:2], "", *ROW[3:8])
    first, second = sheet(*HEADS, blank), sheet(*HEADS, ("2142100001", "云杉小学", *"123456", "7"))
    found = texts(read_statistics([first, second], FIGURES, OURS))
    assert found["s.teachers_primary"] == "1"
    assert found["s.master_primary"] == "6"
    assert found["f.equipment"] == "7"


def test_columns_may_stand_in_any_order() -> None:
    order = (8, 1, 2, 3, 4, 5, 6, 7, 0)
    moved = [tuple(row[place] for place in order) for row in (*HEADS[1:], ROW)]
    assert texts(read_statistics([sheet(*moved)], FIGURES, OURS))["s.music_primary"] == "3"
    assert texts(read_statistics([sheet(*moved)], FIGURES, OURS))["s.teachers_primary"] == "60"


def test_a_form_of_one_school_is_read_at_its_total() -> None:
    rows = (
        ("学校：云杉小学", "", ""),
        ("项目", "专任教师", "其他"),
        ("总计", "60", "3"),
        ("#女", "41", "2"),
    )
    assert texts(read_statistics([sheet(*rows)], FIGURES, OURS)) == {"s.teachers_primary": "60"}


def test_a_school_of_two_sections_takes_only_what_says_which() -> None:
    plain = sheet(("学校代码", "名称", "专任教师"), (BOTH.code, BOTH.name, "60"))
    reading = read_statistics([plain], FIGURES, BOTH)
    assert texts(reading) == {}
    assert any("没有写明是小学、初中还是高中" in line for line in reading.left)
    heads = ("学校代码", "名称", "小学", "初中"), ("", "", "专任教师", "专任教师")
    told = sheet(*heads, (BOTH.code, BOTH.name, "60", "45"))
    assert texts(read_statistics([told], FIGURES, BOTH)) == {
        "s.teachers_primary": "60",
        "s.teachers_junior": "45",
    }


def test_the_sheet_may_say_the_section() -> None:
    rows = ("学校代码", "名称", "专任教师"), (BOTH.code, BOTH.name, "60")
    reading = read_statistics([sheet(*rows, name="教基4155 初中")], FIGURES, BOTH)
    assert texts(reading) == {"s.teachers_junior": "60"}


def test_another_unit_is_not_taken() -> None:
    rows = ("学校代码", "名称", "教学仪器设备资产值（元）"), (OURS.code, OURS.name, "3105000")
    reading = read_statistics([sheet(*rows)], FIGURES, OURS)
    assert texts(reading) == {}
    assert any("单位是元，应是万元" in line for line in reading.left)


def test_two_columns_alike_are_not_taken() -> None:
    rows = (
        ("学校代码", "名称", "专任教师", "专任教师数", "x"),
        (OURS.code, OURS.name, "60", "61", ""),
    )
    figures = (WantedFigure("s.teachers_primary", (("专任教师",), ("专任教师数",))),)
    reading = read_statistics([sheet(*rows)], figures, OURS)
    assert texts(reading) == {}
    assert any("有几列都像" in line for line in reading.left)


def test_a_sheet_without_the_school_says_so() -> None:
    reading = read_statistics([sheet(*HEADS, OTHER)], FIGURES, OURS)
    assert reading.found == ()
    assert reading.left == ("工作表“教基4149”没有找到本校（2142100001 云杉小学）。",)


def test_a_blank_cell_answers_nothing() -> None:
    rows = ("学校代码", "名称", "专任教师"), (OURS.code, OURS.name, " ")
    assert read_statistics([sheet(*rows)], FIGURES, OURS).found == ()
