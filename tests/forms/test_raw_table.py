"""The flat table district-raw: headings, cells, refusals, and the way back."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from forms.evaluation import RawSchool, evaluate, raw_rows, to_json
from forms.evaluation.columns import COLUMNS, REQUIRED
from forms.evaluation.raw_table import RawTable, read_rows, write_rows
from forms.tables.cells import CellText
from forms.tables.sheets import TableError
from forms.values import NA
from tests.forms.evaluation.schools import campus, districts, school
from tests.forms.samples.full_pack import NAMES, pack, sheet

IDS = [column.id for column in COLUMNS]
LABELS = [column.label for column in COLUMNS]
DATA = 3
"""Number of the first row of data below ids and labels."""


def read(*rows: RawSchool, **cells: object) -> RawTable:
    """Write schools, put cells into the first of them, and read the table."""
    table: list[list[object]] = [list(row) for row in write_rows(rows)]
    for name, cell in cells.items():
        table[2][IDS.index(name.replace("__", "."))] = cell
    return read_rows(table, pack=pack())


def cell_of(table: RawTable, name: str) -> object:
    return table.rows[0].values[name]


def test_there_are_28_required_and_13_optional_columns() -> None:
    assert (len(REQUIRED), len(COLUMNS)) == (28, 41)
    known = pack().fields
    campus_columns = {"profile.campus_no", "profile.campus_treatment"}
    assert [name for name in IDS if name not in known] == [
        name for name in IDS if name in campus_columns
    ]


@settings(max_examples=40, deadline=None)
@given(rows=districts(largest=4))
def test_what_is_written_is_read_back(rows: list[RawSchool]) -> None:
    found = read(*rows)
    assert (found.refusals, found.count) == ((), len(rows))
    assert to_json(evaluate(found.rows, pack=pack())) == to_json(evaluate(rows, pack=pack()))


def test_the_examples_travel_through_the_table() -> None:
    rows = [row for name in NAMES for row in raw_rows(sheet(name).scope)]
    found = read(*rows)
    assert found.notes == ("第 2 行是中文标题，没有当作数据。",)
    assert to_json(evaluate(found.rows, pack=pack())) == to_json(evaluate(rows, pack=pack()))


def test_exact_values_of_every_kind_have_a_cell() -> None:
    row = school(
        facilities__teaching_area=Fraction(537, 2),
        facilities__leased_area_eligible=NA,
        profile__dense_centre=False,
    )
    ids, _, cells = list(write_rows([row]))
    named = dict(zip(ids, cells, strict=True))
    assert named["facilities.teaching_area"] == Decimal("268.5")
    assert named["facilities.leased_area_eligible"] is None
    assert named["profile.dense_centre"] == "no"


def test_a_row_may_end_before_the_last_column() -> None:
    ids, labels, cells = write_rows([school()])
    found = read_rows([ids, labels, list(cells)[:-1]], pack=pack())
    assert (found.refusals, found.rows[0].code) == ((), "2142100001")
    assert cell_of(found, IDS[-1]) is None


@pytest.mark.parametrize("headings", [IDS, LABELS, [f" {label} " for label in LABELS]])
def test_headings_are_ids_or_labels_in_any_order(headings: list[str]) -> None:
    cells = list(write_rows([school()]))[2]
    table: list[list[object]] = [list(reversed(headings)), list(reversed(cells))]
    assert read_rows(table, pack=pack()).rows[0].code == "2142100001"


def test_a_label_row_is_known_by_words_where_the_code_belongs() -> None:
    _, labels, cells = list(write_rows([school()]))
    assert read_rows([IDS, labels, cells], pack=pack()).count == 1
    # Below the second row it would be a row of data, and a wrong one.
    assert read_rows([IDS, cells, labels], pack=pack()).refusals[0].row == DATA


def test_optional_columns_may_be_absent_and_unknown_ones_are_named() -> None:
    kept = [index for index, name in enumerate(IDS) if name in REQUIRED]
    cells = list(write_rows([school()]))[2]
    table: list[list[object]] = [
        [*(IDS[i] for i in kept), "备注", None],
        [*(cells[i] for i in kept), "x"],
    ]
    found = read_rows(table, pack=pack())
    assert found.notes == ("第 29 列“备注”不是需要的列，没有读入。",)
    assert found.rows[0].values["profile.urban_rural"] is None


def test_a_table_without_what_is_needed_is_refused_as_a_whole() -> None:
    with pytest.raises(TableError, match=r"缺少学校标识码、学校名称、.*等 28 列"):
        read_rows([], pack=pack())
    with pytest.raises(TableError, match=r"缺少网络多媒体教室。"):
        read_rows([[name for name in IDS if name != "facilities.multimedia_rooms"]], pack=pack())
    with pytest.raises(TableError, match="“办学类型”出现了两次"):
        read_rows([[*IDS, "办学类型"]], pack=pack())


def test_blank_rows_are_no_rows() -> None:
    cells = list(write_rows([school()]))[2]
    table: list[Sequence[Any]] = [IDS, [], ["", None, "  "], cells, [None] * 41]
    found = read_rows(table, pack=pack())
    assert (found.count, len(found.rows), found.refusals) == (1, 1, ())


GOOD_CELLS: dict[str, tuple[str, object, object]] = {
    "name of a type": ("profile.school_type", "小学", "211"),
    "code as a number": ("profile.school_code", 2142100001, "2142100001"),
    "full-width code": ("profile.school_code", "２１４２１０００９９", "2142100099"),
    "name of a sponsor": ("profile.sponsor_type", "县级教育部门", "7"),
    "code of a sponsor as a number": ("profile.sponsor_type", 7, "7"),
    "name of an area": ("profile.urban_rural", "村庄", "220"),
    "blank": ("facilities.multimedia_rooms", "", None),
    "zero": ("facilities.multimedia_rooms", "0", 0),
    "thousands": ("facilities.teaching_area", "12,000.50", Decimal("12000.50")),
    "whole decimal": ("facilities.multimedia_rooms", Decimal("60.00"), 60),
    "yes": ("profile.dense_centre", "是", True),
    "truth": ("profile.dense_centre", False, False),
    "main campus": ("profile.campus_no", "00", "00"),
    "campus that lost its zero": ("profile.campus_no", 1, "01"),
    "treatment": ("profile.campus_treatment", "单列", "separate"),
    "treatment in words": ("profile.campus_treatment", "不计校数，并入主校区", "merge"),
}


@pytest.mark.parametrize(("name", "cell", "value"), GOOD_CELLS.values(), ids=GOOD_CELLS)
def test_a_cell_is_read_as_a_person_means_it(name: str, cell: object, value: object) -> None:
    found = read(school(), **{name.replace(".", "__"): cell})
    assert found.refusals == ()
    assert cell_of(found, name) == value
    assert type(cell_of(found, name)) is type(value)


BAD_CELLS: dict[str, tuple[str, object, str]] = {
    "short code": ("profile.school_code", "4242", "不是 10 位数字的学校标识码"),
    "code with a zero in front": ("profile.school_code", "0142100001", "不是 10 位数字"),
    "no code": ("profile.school_code", None, "没有填学校标识码"),
    "no name": ("profile.school_name", " ", "没有填学校名称"),
    "a name that became a date": (
        "profile.school_name",
        CellText("2024-01-01", is_date=True),
        "里是日期 2024-01-01",
    ),
    "a formula for a name": ("profile.school_name", "=A1", "“=A1”是公式，不是"),
    "a long formula": ("profile.school_name", "=" + "A1+" * 9, "“=A1+A1+A1+A1+A1+A1+A…”是公式"),
    "no type": ("profile.school_type", "", "没有填办学类型"),
    "words for a number": ("facilities.multimedia_rooms", "无", "填的是“无”"),
    "a unit": ("facilities.multimedia_rooms", "60间", "填的是“60间”"),
    "half a room": ("facilities.multimedia_rooms", "60.5", "填的是“60.5”"),
    "three decimals": ("facilities.teaching_area", "1.234", "填的是“1.234”"),
    "negative": ("facilities.multimedia_rooms", -1, "不能小于 0"),
    "too large": ("facilities.equipment_value", "10000000000", "数字太大"),
    "unknown sponsor": ("profile.sponsor_type", "街道", "不是举办者类型的代码或名称"),
    "unknown treatment": ("profile.campus_treatment", "另算", "不是校区评估处理的代码或名称"),
    "campus": ("profile.campus_no", "东", "不是两位数字的校区号"),
    "maybe": ("profile.dense_centre", "也许", "填的是“也许”"),
    "more gym than rooms": (
        "facilities.indoor_sports_area",
        "12000.01",
        "室内体育用房 12000.01 ㎡ 大于教学及辅助用房 12000 ㎡",
    ),
}


@pytest.mark.parametrize(("name", "cell", "reason"), BAD_CELLS.values(), ids=BAD_CELLS)
def test_a_wrong_cell_refuses_its_row_with_row_and_column(
    name: str, cell: object, reason: str
) -> None:
    found = read(school(1), school(2), **{name.replace(".", "__"): cell})
    assert [(refusal.row, refusal.column) for refusal in found.refusals] == [
        (DATA, LABELS[IDS.index(name)])
    ]
    assert reason in found.refusals[0].reason
    assert [row.code for row in found.rows] == ["2142100002"]
    assert found.count == 2


def test_every_wrong_cell_of_a_row_is_named() -> None:
    found = read(school(), profile__school_name=None, facilities__multimedia_rooms="x")
    assert [refusal.column for refusal in found.refusals] == ["学校名称", "网络多媒体教室"]


def test_a_school_twice_is_refused_with_both_rows() -> None:
    found = read(school(1), school(2), school(1))
    assert [refusal.row for refusal in found.refusals] == [3, 5]
    assert "第 3 行、第 5 行都是学校 2142100001 的主校区" in found.refusals[0].reason
    assert [row.code for row in found.rows] == ["2142100002"]


def test_a_campus_twice_refuses_the_whole_school() -> None:
    found = read(school(1), campus("01", "merge"), campus("01", "separate"))
    assert [refusal.row for refusal in found.refusals] == [3, 4, 5]
    assert "的校区 01。" in found.refusals[1].reason
    assert found.rows == ()


def test_a_wrong_campus_refuses_the_whole_school() -> None:
    found = read(campus("01", "merge"), school(1), school(2), facilities__multimedia_rooms="x")
    assert [refusal.row for refusal in found.refusals] == [3, 4]
    assert "同一学校的第 3 行没有被接受" in found.refusals[1].reason
    assert [row.code for row in found.rows] == ["2142100002"]


def test_what_a_person_should_know_is_noted() -> None:
    found = read(campus("01", "", code=1), school(2, "511"))
    assert found.notes[1:] == (
        "第 3 行：校区没有写评估处理，按“不计校数，并入主校区”计算。",
        "第 4 行：办学类型“特殊教育学校”不在评估范围，这所学校不参加评估。",
        "第 3 行：学校 2142100001 没有主校区的行，校区 01 按单独的学校计算。",
    )
    assert len(found.rows) == 2
