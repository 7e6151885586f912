"""Rosters of every habit: what is meant is read, what is not is refused by row and column, alone."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from forms.tables.cells import CellText
from forms.tables.sheets import TableError
from operations.bureau.schools.roster_rows import LABELS, RosterRows, read_roster_rows
from tests.exporters.documents.workbooks import read_table, workbook

TODAY = date(2025, 1, 1)
CODE, NAME, TYPE = "2142100001", "甲小学", "小学"


def read(cells: Mapping[str, object]) -> RosterRows:
    """Read a roster of one school with these headings and cells beside its name and type."""
    row = {"学校标识码": CODE, "学校名称": NAME, "办学类型": TYPE, **cells}
    return read_roster_rows(read_table(workbook([list(row), list(row.values())])), today=TODAY)


def only(found: RosterRows) -> str:
    """The one thing that was not read."""
    [left] = found.leftovers
    assert left.place == "第 2 行"
    return left.reason


@pytest.mark.parametrize(
    "code",
    [
        "２１４２１０００01",
        " 2142100001 ",
        "'2142100001",
        2142100001,
        "2142\u200b100001",
        "2142 100 001",
    ],
)
def test_a_code_is_read_as_meant(code: object) -> None:
    assert [*read({"学校标识码": code}).schools] == [CODE]


@pytest.mark.parametrize(
    "code", ["214210000", "21421000011", "2142100O01", "2142100001①", "二一四二", "0x7FB1"]
)
def test_a_code_that_is_none_refuses_its_row(code: str) -> None:
    found = read({"学校标识码": code})
    assert found.schools == {}
    assert only(found).startswith(f"【学校标识码】学校标识码应为 10 位数字，现在是“{code}”")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("⼄⼩学", "乙小学"),
        ("⻓⻛中⼼学校", "长风中心学校"),
        ("⼤⽥⼩学（⻄区）", "大田小学（西区）"),
        ("⾼⼭⼩学", "高山小学"),
        ("⽯⽔⼩学", "石水小学"),
    ],
)
def test_radicals_from_a_pdf_are_the_signs_they_look_like(name: str, meant: str) -> None:
    found = read({"学校名称": name})
    assert found.schools[CODE]["name"] == meant
    assert found.notes == [f"第 2 行【学校名称】“{name}”按“{meant}”读入。"]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime(2024, 9, 1), "2024-09-01"),  # noqa: DTZ001 - workbooks know no zone
        ("2024-09-01", "2024-09-01"),
        ("2024/9/1", "2024-09-01"),
        ("2024.9.1", "2024-09-01"),
        ("2024年9月1日", "2024-09-01"),
        ("２０２４年９月１日", "2024-09-01"),
        ("", ""),
        (" \u3000", ""),
    ],
)
def test_a_date_retires_a_school_and_a_blank_does_not(cell: object, day: str) -> None:
    found = read({"停用日期": cell})
    assert (found.schools[CODE]["retired"], found.leftovers) == (day, [])


@pytest.mark.parametrize("word", ["无", "/", "—", "0", "否", "在用", "2024", "九月", "2024-13-01"])
def test_a_word_for_a_date_retires_nobody(word: str) -> None:
    found = read({"停用日期": word})
    assert "retired" not in found.schools[CODE]
    assert f"只能填日期或留空，现在是“{word}”" in only(found)
    assert only(found).endswith("学校已读入，这一格没有采用。")


@pytest.mark.parametrize(
    ("heading", "cell", "reason"),
    [
        ("举办者类型", "公办学校", "不是举办者类型的代码或名称。它可能是中央教育部门、"),
        ("城乡类型", "郊外", "不是城乡类型的代码或名称。可以填："),
        ("校长", "=B2", "单元格是公式"),
        ("校长", "王\u202e五", "看不见的控制字符（U+202E）"),
        ("联系电话", datetime(2024, 1, 1), "里是日期 2024-01-01"),  # noqa: DTZ001 - as above
        ("备注", "长" * 1001, "有 1001 个字，最多 1000 个"),
        ("停用日期", "2025-01-02", "2025-01-02 还没有到"),
    ],
)
def test_one_bad_optional_cell_is_left_out_alone(heading: str, cell: object, reason: str) -> None:
    found = read({"举办者类型": "县级教育部门", "备注": "好", heading: cell})
    assert found.schools[CODE]["name"] == NAME
    assert reason in only(found)
    column = next(name for name, label in LABELS.items() if label == heading)
    assert column not in found.schools[CODE]
    assert {"sponsor", "note"} - {column} <= found.schools[CODE].keys()


@pytest.mark.parametrize("column", ["sponsor", "urban_rural", "principal", "contact", "note"])
def test_a_column_that_is_not_there_says_nothing(column: str) -> None:
    """What the list holds in that column therefore stays; a blank cell of a column says blank."""
    assert column not in read({}).schools[CODE]
    assert read({LABELS[column]: None}).schools[CODE][column] == ""


@pytest.mark.parametrize(
    "again",
    [CODE, "２１４２１００００１", " 2142100001", "'2142100001", 2142100001, "2142100001\n"],
)
def test_a_school_twice_is_refused_with_both_rows(again: object) -> None:
    rows: list[list[object]] = [["学校标识码", "学校名称", "办学类型"], [CODE, NAME, TYPE]]
    rows.append([again, "丙", TYPE])
    found = read_roster_rows(read_table(workbook(rows)), today=TODAY)
    assert found.schools == {}
    assert [left.place for left in found.leftovers] == ["第 2 行、第 3 行"]


@pytest.mark.parametrize(
    "heading", ["学校名称", "校名", "学校名称*", "学校 名称", "学校名称\n（全称）"]
)
def test_a_heading_twice_is_refused_with_both_columns(heading: str) -> None:
    rows = [["学校标识码", "学校名称", "办学类型", f"{heading} "], [CODE, NAME, TYPE, "丙"]]
    with pytest.raises(TableError, match=r"出现了两次（第 2 列和第 4 列都是学校名称）"):
        read_roster_rows(read_table(workbook(rows)), today=TODAY)


@pytest.mark.parametrize("heading", ["校长", "教联体"])
def test_a_formula_typed_as_a_text_is_no_name(heading: str) -> None:
    columns = ["学校标识码", "学校名称", "办学类型", heading]
    cells = [CODE, NAME, TYPE, "=VLOOKUP(A2,B:C,2)"]
    rows = [tuple(map(CellText, row)) for row in (columns, cells)]
    found = read_roster_rows(rows, today=TODAY)
    assert only(found).startswith(f"【{heading}】“=VLOOKUP(A2,B:C,2)”是公式，不是{heading}。")
    assert heading not in found.schools[CODE].values()


@pytest.mark.parametrize("sign", ["\u3164", "\u2800", "\uffa0", "\ue000"])
def test_a_name_that_is_drawn_as_nothing_is_none(sign: str) -> None:
    found = read({"学校名称": f"甲{sign}小学"})
    assert found.schools == {}
    assert f"[U+{ord(sign):04X}]" in only(found)
