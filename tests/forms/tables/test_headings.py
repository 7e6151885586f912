"""Headings as people write them: found below titles, twice refused, in another unit refused."""

import pytest

from forms.tables.headings import Heading, Headings, unit_in
from forms.tables.sheets import TableError

HEADINGS = Headings(
    (
        Heading("code", "学校标识码", ("学校代码", "学校（机构）标识码")),
        Heading("area", "其中运动场地面积", unit="㎡"),
        Heading("value", "教学仪器设备资产值", unit="万元"),
        Heading("arts", "小学艺术（综合）教师", unit="人"),
    ),
    needed=("code",),
)
ADVICE = "请补上。"


def places(*row: str) -> dict[str, int]:
    return dict(HEADINGS.find([row], advice=ADVICE).places)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("学校标识码", "code"),
        ("code", "code"),
        ("学校\n标识码", "code"),
        ("学 校 标 识 码", "code"),
        ("＊学校标识码", "code"),
        ("学校标识码★", "code"),
        ("学校标识码*（必填）", "code"),
        ("1.学校标识码", "code"),
        ("学校标识码①", "code"),
        ("学校（机构）标识码", "code"),
        ("学校(机构)标识码", "code"),
        ("学校代码：", "code"),
        ("一、学校代码", "code"),
        ("3)学校代码", "code"),
        ("（三）学校代码", "code"),
        ("【学校代码】", "code"),
        ("〖学校（机构）标识码〗", "code"),
        ("[小学艺术（综合）教师]", "arts"),
        ("\u202e学校代码\u2069", "code"),
        ("学校代码/", "code"),
        ("\ufeff学校标识码", "code"),
        ("其中：运动场地面积（平方米）", "area"),
        ("运动场地⾯积", "area"),
        ("其中运动场地面积[㎡]", "area"),
        ("其中运动场地面积(m²)", "area"),
        ("教学仪器设备资产值（单位：万元）", "value"),
        ("小学艺术(综合)教师(人)", "arts"),
        ("小学艺术教师", "arts"),
    ],
)
def test_a_heading_is_known_whatever_it_carries(heading: str, column: str) -> None:
    assert places("code" if column != "code" else "x", heading)[column] == 1


def test_headings_may_stand_below_titles() -> None:
    rows = [
        ["某区学校名册"],
        [],
        ["填表日期：2024年"],
        ["序号", "学校代码", "教师"],
        ["1", "2", "3"],
    ]
    head = HEADINGS.find(rows, advice=ADVICE)
    assert (head.row, dict(head.places)) == (4, {"code": 1})
    assert head.unknown == ((0, "序号"), (2, "教师"))


SPLIT = Headings(
    (
        Heading("code", "学校标识码", ("学校代码",)),
        Heading("primary", "小学在校生数"),
        Heading("junior", "初中在校生数"),
        Heading("note", "备注"),
        Heading("value", "教学仪器设备资产值", unit="万元"),
    ),
    needed=("code", "primary", "junior"),
)


@pytest.mark.parametrize("number", range(4))
def test_headings_split_over_two_rows_are_read_together(number: int) -> None:
    titles = [["某区学校情况"]] * number
    above = ["学校代码", "小学", "", "初中", "", "", "其他"]
    below = ["", "在校生数", "教师", "在校生数", "教师", "备注", "", "原因"]
    head = SPLIT.find([*titles, above, below, ["1"]], advice=ADVICE)
    assert head.row == number + 2
    assert dict(head.places) == {"code": 0, "primary": 1, "junior": 3, "note": 5}
    assert head.unknown == ((2, "小学教师"), (4, "初中教师"), (6, "其他"), (7, "原因"))
    assert SPLIT.fits([*titles, above, below])


def test_a_column_twice_in_split_headings_is_refused() -> None:
    rows = [["学校代码", "小学", "", "初中"], ["", "在校生数", "在校生数", "在校生数"]]
    with pytest.raises(TableError, match="表头“小学在校生数”出现了两次（第 2 列和第 3 列都是"):
        SPLIT.find(rows, advice=ADVICE)


def test_split_headings_in_another_unit_are_refused() -> None:
    rows = [
        ["学校代码", "小学", "初中", "教学仪器设备"],
        ["", "在校生数", "在校生数", "资产值（元）"],
    ]
    with pytest.raises(TableError, match="教学仪器设备资产值应以万元填写"):
        SPLIT.find(rows, advice=ADVICE)


def test_a_title_above_does_not_change_the_row_of_the_headings() -> None:
    rows = [["小学"], ["学校代码", "小学在校生数", "初中在校生数"], ["中文", "在校生数", "1"]]
    assert SPLIT.find(rows, advice=ADVICE).row == 2


@pytest.mark.parametrize(
    ("row", "is_one"),
    [
        (("", "学校代码", " "), True),
        (("学校代码", "其中运动场地面积", "x"), True),
        (("学校代码", "其中运动场地面积", "x", "y"), False),
        (("学校代码", "其中运动场地面积", "x", "y", "z"), False),
        (("学校代码", "x"), False),
        (("x", "y"), False),
        (("", " "), False),
        ((), False),
    ],
)
def test_a_row_reads_as_headings_if_most_of_its_texts_are(
    row: tuple[str, ...], is_one: bool
) -> None:
    assert HEADINGS.is_heading(row) is is_one


@pytest.mark.parametrize(
    "heading", ["教学仪器设备资产值（元）", "教学仪器设备资产值(千元)", "教学仪器设备资产值[元]"]
)
def test_another_unit_is_refused(heading: str) -> None:
    with pytest.raises(TableError, match="教学仪器设备资产值应以万元填写。请换算后改正表头再试。"):
        places("code", heading)


def test_a_column_twice_is_refused_with_both_places() -> None:
    with pytest.raises(
        TableError,
        match=r"表头“学校代码”出现了两次（第 1 列和第 3 列都是学校标识码），请删去一列。",
    ):
        places("学校标识码", "x", "学校代码")


def test_what_is_missing_is_named_with_what_to_do() -> None:
    with pytest.raises(TableError, match=r"^表头中缺少学校标识码。请补上。$"):
        HEADINGS.find([["甲", "乙"]], advice=ADVICE)
    with pytest.raises(TableError, match="缺少学校标识码"):
        HEADINGS.find([], advice=ADVICE)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [("用地面积（含操场）（平方米）", "㎡"), ("在校生（含附设班）", ""), ("在校生", "")],
)
def test_the_unit_is_in_the_brackets_that_name_one(heading: str, unit: str) -> None:
    assert unit_in(heading) == unit
