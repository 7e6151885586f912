"""The official tables: which figure stands where, rounded how, and what is said beside it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from forms.evaluation import INDICATORS, DistrictEvaluation, RawSchool, evaluate, raw_rows
from forms.official.model import Mark, OfficialCell, OfficialTable
from forms.official.remarks import above, below, remark
from forms.official.tables import official_tables
from forms.schooling import Section
from forms.values import Maybe
from tests.forms.evaluation.schools import campus, school
from tests.forms.samples.full_pack import NAMES, pack, sheet


def tables(
    *rows: RawSchool, outstanding: tuple[str, ...] = (), retired: tuple[str, ...] = ()
) -> list[OfficialTable]:
    evaluation = evaluate(rows, pack=pack(), outstanding=outstanding, retired=retired)
    return list(official_tables(evaluation, place="示例区", year=2024))


def text(table: OfficialTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def cell(table: OfficialTable, source: str) -> OfficialCell:
    return next(found for row in table.rows for found in row if source in found.sources)


@pytest.fixture(scope="module")
def example() -> list[OfficialTable]:
    return tables(*(row for name in NAMES for row in raw_rows(sheet(name).scope)))


def test_the_heads_say_what_they_are(example: list[OfficialTable]) -> None:
    assert [table.id for table in example] == ["II-1", "II-2", "III"]
    assert {table.subtitle for table in example} == {"示例区　2024 年"}
    assert all(table.complete for table in example)
    assert all(table.sign_off for table in example)


def test_table_ii_1_counts_schools_and_shares(example: list[OfficialTable]) -> None:
    assert text(example[0]) == [
        ["小学", "达标学校总数（所）", "2", "2", "2", "2", "1", "2", "2", "2"],
        ["达标学校比例（%）", *["100.0"] * 4, "50.0", *["100.0"] * 3],
        ["初中", "达标学校总数（所）", *["1"] * 8],
        ["达标学校比例（%）", *["100.0"] * 8],
    ]


def test_table_ii_2_has_a_row_for_each_section(example: list[OfficialTable]) -> None:
    rows = text(example[1])
    assert rows[0] == ["小学"]
    assert rows[1] == [
        *("1", "样例小学", "7", "1040", "6", "24"),
        *("5.48", "1.15", "1.06", "5.10", "6.73", "2581.73", "3.08"),
        *("是", "达标 6 项；L10 达到 85%"),
    ]
    assert rows[2][1] == "样例九年一贯制学校（小学部）"
    assert rows[3] == ["初中"]
    assert rows[4][1:7] == ["样例九年一贯制学校（初中部）", "7", "576", "3", "12", "8.16"]
    assert example[1].notes[:2] == (
        "小学 2 所，其中一贯制学校小学部 1 所，50 人及以上教学点 0 所。",
        "初中 1 所，其中一贯制学校初中部 1 所，完全中学初中部 0 所。",
    )


def text_of_heading(table: OfficialTable) -> list[list[str]]:
    return [[one.text for one in row] for row in table.heading]


def test_a_remark_names_the_columns_of_its_own_table(example: list[OfficialTable]) -> None:
    headings = text_of_heading(example[1])
    place = headings[0].index("生均体育运动场馆面积（㎡）")
    assert headings[1][place - 1] == "L10"
    assert any("备注中的 L6–L12 指本表的各栏" in note for note in example[1].notes)


def test_every_figure_names_what_it_was_made_from(example: list[OfficialTable]) -> None:
    found = cell(example[1], "2142100001/L5_primary")
    assert (found.text, found.value, found.decimals, found.mark) == (
        "6.73",
        Fraction(175, 26),
        2,
        Mark.FAILED,
    )
    assert cell(example[1], "2142100001/pupils.enrolled_primary").value == 1040
    assert cell(example[2], "cv_L5_primary").text == "0.164"
    assert cell(example[0], "school_passes_junior").value == 1


def test_table_iii_has_means_and_coefficients(example: list[OfficialTable]) -> None:
    means, spreads = text(example[2])[:2]
    assert means == [
        *("小学", "全县平均值", "5.49", "1.17", "1.07", "5.24", "8.04", "2556.83", "2.93", "——"),
    ]
    assert spreads == [
        *("差异系数", "0.001", "0.010", "0.010", "0.027", "0.164", "0.010", "0.050", "0.039"),
    ]


def test_a_level_without_schools_has_dashes() -> None:
    counted, _, spread = tables(school())
    assert text(counted)[2] == ["初中", "达标学校总数（所）", *["——"] * 8]
    assert text(counted)[3] == ["达标学校比例（%）", *["——"] * 8]
    assert text(spread)[2:] == [["初中", "全县平均值", *["——"] * 8], ["差异系数", *["——"] * 8]]
    assert counted.complete


def test_what_is_unknown_is_printed_as_such_and_leaves_the_tables_unfinished() -> None:
    found = tables(school(1, facilities__multimedia_rooms=None), school(2))
    assert [table.complete for table in found] == [False, False, False]
    assert cell(found[0], "L7_primary").text == "缺"
    assert cell(found[0], "school_passes_primary").text == "缺"
    assert cell(found[1], "2142100001/L7_primary").mark is Mark.UNKNOWN
    assert cell(found[1], "2142100001/school_passes_primary").text == "缺"
    assert cell(found[2], "cv_L7_primary").text == "缺"
    assert cell(found[2], "composite_primary").text == "缺"
    assert "小学 L7 的差异系数不能计算：缺 1 所（第1学校）。" in found[2].notes


def test_many_lacking_schools_are_not_all_named() -> None:
    rows = [school(code, facilities__multimedia_rooms=None) for code in range(1, 8)]
    note = next(note for note in tables(*rows)[2].notes if "L7" in note)
    assert note.endswith("缺 7 所（第1学校、第2学校、第3学校、第4学校、第5学校等）。")


def test_a_resource_nobody_has_is_said_to_be_so() -> None:
    found = tables(school(staffing__backbone_primary=0))
    assert "小学 L2 的差异系数不能计算：各校都是 0。" in found[2].notes
    assert cell(found[2], "mean_L2_primary").text == "0.00"
    assert cell(found[1], "2142100001/school_passes_primary").text == "否"


def test_outstanding_schools_are_named_on_every_table() -> None:
    found = tables(school(), outstanding=tuple(str(code) for code in range(2142100002, 2142100009)))
    assert not any(table.complete for table in found)
    for table in found:
        assert table.notes[-1].startswith("未完成：还有 7 所学校的上报没有接收（2142100002、")
        assert table.notes[-1].endswith("2142100006等）。")


def spread_of(cv: Fraction) -> DistrictEvaluation:
    """Two schools of equal size whose backbone teachers have this coefficient."""
    scale = cv.denominator
    first, second = scale + cv.numerator, scale - cv.numerator
    return evaluate(
        [school(1, staffing__backbone_primary=first), school(2, staffing__backbone_primary=second)],
        pack=pack(),
    )


@pytest.mark.parametrize(
    ("cv", "printed", "notes"),
    [
        (Fraction(1, 2), "0.500", []),
        (
            Fraction(50004, 100000),
            "0.500▲",
            ["▲ 小学 L2 的差异系数超过 0.50。", "小学 L2 差异系数精确值 0.50004，超过 0.5。"],
        ),
        (Fraction(501, 1000), "0.501▲", ["▲ 小学 L2 的差异系数超过 0.50。"]),
    ],
)
def test_a_coefficient_over_its_limit_never_looks_like_a_pass(
    cv: Fraction, printed: str, notes: list[str]
) -> None:
    table = official_tables(spread_of(cv), place="示例区", year=2024)[2]
    found = cell(table, "cv_L2_primary")
    assert found.text == printed
    assert (found.mark is Mark.OVER_LIMIT) == printed.endswith("▲")
    assert list(table.notes) == notes


REMARKS: dict[str, tuple[dict[str, Maybe], str]] = {
    "all reached": ({}, "达标 7 项"),
    "two below": (
        {"facilities.multimedia_rooms": 20, "staffing.backbone_primary": 9},
        "达标 5 项；L2、L7 达到 85%",
    ),
    "nothing": ({"facilities.multimedia_rooms": 0}, "达标 6 项；L7 不达标；L7 为 0"),
    "missing": ({"facilities.equipment_value": None}, "达标 6 项；L6 缺数据"),
    "looks reached": (
        {"facilities.teaching_area": Decimal("5499.99")},
        "达标 6 项；L4 达到 85%；L4 精确值 4.49999，未达标",
    ),
    "looks like 85 %": (
        {"facilities.equipment_value": Decimal("169.9999")},
        "达标 6 项；L6 不达标；L6 精确值 1699.999，未达到 85%",
    ),
}


@pytest.mark.parametrize(("changes", "words"), REMARKS.values(), ids=REMARKS)
def test_the_remark_says_what_rounding_and_zeros_would_hide(
    changes: dict[str, Maybe], words: str
) -> None:
    row = RawSchool({**school().values, **changes})
    found = evaluate([row], pack=pack()).levels[Section.PRIMARY].schools[0]
    assert remark(found, INDICATORS) == words


def test_a_value_that_no_decimals_tell_apart_is_told_in_words() -> None:
    line = Fraction(9, 2)
    assert below(line - Fraction(1, 10**20), line) == "不足 4.50"
    assert above(line + Fraction(1, 10**20), line) == "超过 4.50"


def test_a_separate_campus_and_a_complete_school_have_their_names() -> None:
    rows = text(tables(school(), campus("01", "separate"), school(2, "341"))[1])
    assert [row[1] for row in rows if len(row) > 1] == [
        "第1学校",
        "第1学校（01校区）",
        "第2学校（初中部）",
    ]
    assert rows[1][2] == "缺"
    notes = tables(school(2, "341"))[1].notes
    assert notes[0] == "初中 1 所，其中一贯制学校初中部 0 所，完全中学初中部 1 所。"


def test_table_ii_2_names_the_schools_that_are_left_out_and_why() -> None:
    rows = [school(1), school(2), school(3, kind="511"), school(4, kind="511")]
    found = tables(*rows, retired=("2142100002",))
    assert found[1].notes[-2:] == (
        "未列入本表：第3学校、第4学校，共 2 所，办学类型不在评估范围。",
        "未列入本表：第2学校，共 1 所，已停用（撤并、停办），不参加评估。",
    )
    assert not any("未列入" in note for table in (found[0], found[2]) for note in table.notes)


def test_of_many_schools_left_out_some_are_named() -> None:
    rows = [school(code, kind="511", profile__school_name=None) for code in range(1, 23)]
    note = tables(school(99), *rows)[1].notes[-1]
    assert note.startswith("未列入本表：2142100001、2142100002、")
    assert note.endswith("、2142100020等，共 22 所，办学类型不在评估范围。")
