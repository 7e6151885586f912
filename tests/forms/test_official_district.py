"""All seven tables of a district: every figure, every mark, every source."""

import re
from fractions import Fraction

import pytest

from forms.official.assurance import ASSURANCE
from forms.official.basic import table_i, table_vi
from forms.official.district import district_tables, working_tables
from forms.official.items import item_table
from forms.official.labels import source_label
from forms.official.model import Mark, OfficialTable
from forms.official.quality import QUALITY
from forms.official.sentences import Teller, parsed
from forms.values import NA, Maybe
from tests.forms.samples import district, full_pack


def texts(table: OfficialTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def said(table: OfficialTable, place: int) -> str:
    return table.rows[place - 1][2].text


def test_the_seven_tables_come_in_the_order_of_the_form_and_are_complete() -> None:
    tables = district_tables(district.verdict(), place="样例区教育局", year=2024)
    assert [table.id for table in tables] == ["I", "II-1", "II-2", "III", "IV", "V", "VI"]
    assert [table.name for table in tables][:2] == ["表Ⅰ", "表Ⅱ-1"]
    assert all(table.complete for table in tables)
    assert {table.subtitle for table in tables} == {"样例区　2024 年"}


def test_an_unfilled_form_takes_the_name_of_the_bureau() -> None:
    found = district.verdict(filled=district.record(district_name=None))
    assert (
        district_tables(found, place="样例区教育局", year=2024)[0].subtitle
        == "样例区教育局　2024 年"
    )


def test_table_one_counts_schools_pupils_and_teachers() -> None:
    table = table_i(district.verdict(), subtitle="")
    assert texts(table) == [
        [
            *("21.50", "2.40", "2", "17", "128600", "11240", "31850", "59720"),
            *("1", "1", "0", "0", "0", "1", "0", "0"),
            *("48", "12", "2060", "576", "123", "113", "52", "48"),
        ]
    ]
    sources = [cell.sources for cell in table.rows[0]]
    assert sources[0] == ("district.population",)
    assert sources[8] == ("*/profile.school_type",)
    assert sources[15] == ("*/profile.school_type", "*/pupils.enrolled_compulsory")
    assert [cell.text for cell in table.heading[2]] == [f"L{place}" for place in range(1, 25)]


def test_table_six_gives_rates_of_all_and_of_the_parents() -> None:
    table = table_vi(district.verdict(), subtitle="")
    assert texts(table) == [
        ["计", "2400", "2318", "2137", "92.2", "60", "56", "93.3"],
        ["其中：家长", "2400", "1456", "1335", "91.7", "60", "56", "93.3"],
    ]
    assert table.notes[0].endswith("85%：达标。")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (1, "各项工作按规定落实，检查结果见区级台账。"),
        (2, "建设标准统一：是；编制标准统一：是；公用经费基准定额统一：是；装备配置标准统一：是。"),
        (4, "超过规模的小学 0 所、初中 0 所、一贯制学校 0 所。"),
        (5, "超过 45 人的小学班 0 个；超过 50 人的初中班 0 个。"),
        (6, "不足 100 人的学校 0 所、学生 0 人，核定公用经费 0 元。"),
        (7, "特殊教育学校 1 所；公用经费 97 万元，学生 88 人，生均 11000 元。"),
        (
            8,
            "义务教育学校教师年平均工资收入 139400 元，公务员 137900 元；足额核定绩效工资总量：是。",
        ),
        (13, "小学 100.0%，初中 99.0%。"),
        (
            14,
            "招生计划 400 人，分配到初中 230 人，占 57.5%；其中分配给农村初中 30 人，占分配名额 13.0%。",
        ),
    ],
)
def test_table_four_says_each_item_with_its_figures(place: int, words: str) -> None:
    table = item_table(ASSURANCE, district.verdict(), subtitle="")
    assert len(table.rows) == 15
    assert said(table, place) == words
    assert table.rows[place - 1][3].text == "是"


@pytest.mark.parametrize(
    ("place", "start"),
    [
        (
            2,
            "残疾儿童少年 100 人，已入学 98 人，入学率 98.0%；其中在特殊教育学校 88 人，占 89.8%。",
        ),
        (3, "2 所学校中，有章程并实现管理信息化的 2 所。"),
        (4, "2 所学校中，达到 5% 的 2 所；"),
        (6, "评定 2 所，德育工作和校园文化都达到良好以上的 2 所。"),
        (9, "学业水平等级、校际差异率：语文 Ⅲ 级、0.082；"),
    ],
)
def test_table_five_says_each_item_with_its_figures(place: int, start: str) -> None:
    table = item_table(QUALITY, district.verdict(), subtitle="")
    assert len(table.rows) == 9
    assert said(table, place).startswith(start)


@pytest.mark.parametrize(
    ("formula", "words"), [("a", "（毕业 − 转入 + 转出）"), ("b", "毕业 ÷（三年前入学")]
)
def test_the_retention_rate_names_its_formula(formula: str, words: str) -> None:
    found = district.verdict(retention_formula=formula)
    assert words in said(item_table(QUALITY, found, subtitle=""), 1)


def test_every_figure_of_a_sentence_is_known_by_its_source() -> None:
    known = full_pack.pack()
    label = source_label(known)
    tables = district_tables(district.verdict(), place="", year=2024)
    names = {
        source.partition("/")[2] or source
        for table in tables
        for row in table.rows
        for cell in row
        for source in cell.sources
    }
    assert len(names) > 80
    assert {name for name in names if label(name) == name} == set()
    assert label("mean_L1_primary").endswith("：全县平均值")
    assert label("no.such") == "no.such"


def test_all_that_is_printed_as_a_figure_names_a_source() -> None:
    for table in district_tables(district.verdict(), place="", year=2024):
        for row in table.rows:
            for column, cell in enumerate(row):
                if cell.value is not None and column:
                    assert cell.sources, (table.id, cell.text)


def test_what_is_not_filled_is_printed_as_missing_and_the_table_is_unfinished() -> None:
    found = district.verdict(filled=district.record(population=None, quota_planned=None))
    first, *_, fourth, _, _ = district_tables(found, place="", year=2024)
    assert (first.rows[0][0].text, first.rows[0][0].mark) == ("缺", Mark.UNKNOWN)
    assert not first.complete
    assert not fourth.complete
    assert "招生计划 缺，" in said(fourth, 14)
    assert fourth.rows[13][3].text == "缺"


def test_a_school_that_has_not_reported_is_named_under_every_table() -> None:
    found = district.verdict((*district.schools(), district.outstanding()))
    tables = district_tables(found, place="", year=2024)
    assert not any(table.complete for table in tables)
    for table in (tables[0], tables[4], tables[6]):
        assert table.notes[-1].startswith(
            "未完成：还有 1 所学校的上报没有接收：未报小学（2142100009）"
        )
    assert tables[0].rows[0][8].text == "2"
    assert tables[0].rows[0][16].text == "缺"
    assert "2 所学校中" not in said(tables[5], 3)
    assert said(tables[5], 3).endswith("有章程并实现管理信息化的 缺。")


def test_many_missing_schools_are_not_all_named() -> None:
    missing = tuple(district.outstanding(f"214210010{place}") for place in range(7))
    table = table_i(district.verdict((*district.schools(), *missing)), subtitle="", notes=("附注",))
    assert table.notes == ("附注",)
    found = district_tables(district.verdict((*district.schools(), *missing)), place="", year=2024)[
        0
    ]
    assert "未报小学（2142100104）等。" in found.notes[-1]


def test_the_schools_behind_an_item_stand_under_the_table() -> None:
    common = district.context().names()
    schools = (
        district.school("primary", common, funding__charter=None),
        district.school("nine_year", common, funding__charter=False),
    )
    table = item_table(QUALITY, district.verdict(schools), subtitle="")
    assert table.notes == (
        "第 3 项不达标的学校：样例九年一贯制学校（1 所）。",
        "第 3 项缺数据的学校：样例小学（1 所）。",
    )
    assert table.rows[2][3].text == "否"
    assert table.rows[2][3].mark is Mark.FAILED


def test_a_percentage_that_only_rounds_to_its_line_is_explained() -> None:
    filled = district.record(migrant_eligible="10000", migrant_public="8499")
    found = district.verdict(filled=filled)
    table = item_table(ASSURANCE, found, subtitle="")
    assert "占 85.0%" in said(table, 15)
    assert "第 15 项精确值 84.990%，未达标。" in table.notes
    assert table.rows[14][3].text == "否"


@pytest.mark.parametrize(("length", "width"), [(519, 47), (520, 72), (1000, 72)])
def test_a_long_conclusion_turns_the_paper(length: int, width: int) -> None:
    found = district.verdict(filled=district.record(layout_note="长" * length))
    table = item_table(ASSURANCE, found, subtitle="")
    assert sum(column.width for column in table.columns) == width


def test_a_percentage_far_below_its_line_needs_no_explanation() -> None:
    filled = district.record(migrant_eligible="1000", migrant_public="500")
    table = item_table(ASSURANCE, district.verdict(filled=filled), subtitle="")
    assert not [note for note in table.notes if "精确值" in note]


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("asked:D_Q3", 2),
        ("passing:D_Q3", 2),
        ("failing:D_Q3", 0),
        ("share:D_Q3", 100),
        ("share:Q8_workload", 100),
        ("asked:D_G4@211,218", 1),
        ("asked:D_G4@341", 0),
        ("district.towns", 2),
        ("district.layout_ok", None),
    ],
)
def test_places_of_a_template(what: str, value: int | None) -> None:
    assert Teller(district.verdict()).number_of(what) == value


def test_an_item_of_nothing_says_what_there_is_none_of_and_is_complete() -> None:
    common = district.context().names()
    asked: dict[str, Maybe] = {
        "profile__urban_group": "rural",
        "staffing__exchange_eligible": 0,
    }
    none = {"special_schools": "0", "special_funds": None, "special_pupils": None}
    none |= {"disabled_children": "0", "disabled_enrolled": "0", "disabled_in_special": "0"}
    found = district.verdict(
        (district.school("primary", common, **asked),), filled=district.record(**none)
    )
    assurance, quality = (item_table(one, found, subtitle="") for one in (ASSURANCE, QUALITY))
    assert said(assurance, 7) == "特殊教育学校 0 所。"
    assert said(assurance, 11) == "符合交流条件的教师 0 人。"
    assert said(assurance, 13) == "城区和镇区公办非寄宿制学校在校生：小学 0 人，初中 0 人。"
    assert said(quality, 1) == "三年前入学的初中学生 0 人。"
    assert said(quality, 2) == "残疾儿童少年 0 人。"
    for table, places in ((assurance, (7, 11, 13)), (quality, (1, 2))):
        judged = {place: row[3] for place, row in enumerate(table.rows, start=1)}
        assert {judged[place].text for place in places} == {"不适用"}
        assert all(judged[place].sources for place in places)
        assert table.complete


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("培训全覆盖，设备使用充分", "培训全覆盖，设备使用充分。全区每间"),
        ("培训全覆盖，设备使用充分。", "培训全覆盖，设备使用充分。全区每间"),
        (None, "缺。全区每间"),
    ],
)
def test_a_conclusion_ends_before_the_next_sentence(written: str | None, printed: str) -> None:
    found = district.verdict(filled=district.record(ict_use_note=written))
    assert said(item_table(QUALITY, found, subtitle=""), 5).startswith(printed)


def test_a_level_of_nothing_leaves_its_figure_out_of_the_sentence() -> None:
    common = district.context().names()
    rural = district.school("primary", common, profile__urban_group="rural")
    nine = district.school("nine_year", common, pupils__enrolled_primary=NA)
    table = item_table(ASSURANCE, district.verdict((rural, nine)), subtitle="")
    assert said(table, 13).startswith("小学 不适用，初中 ")
    assert table.rows[12][3].text == "是"


def test_what_does_not_apply_is_said_so() -> None:
    filled = district.record(special_schools="0", special_funds=None, special_pupils=None)
    teller = Teller(district.verdict(filled=filled))
    assert teller.figure("district.special_funds", 0).text == "不适用"
    told = teller.tell("生均 {district.special_per_pupil|0} 元")
    assert (told.cell.text, told.is_known) == ("生均 不适用 元", True)


def test_templates_hold_nothing_but_expressions() -> None:
    for table in (ASSURANCE, QUALITY):
        for row in table.rows:
            for place in re.findall(r"\{([^{}|]+)(?:\|\d)?\}", row.says):
                assert re.match(r"(failing|passing|asked|share):", place) or parsed(place)


def test_gaps_are_given_in_the_thing_itself() -> None:
    found = district.verdict(district.schools(facilities__multimedia_rooms=20))
    gaps, shares = working_tables(found, place="样例区", year=2024)
    assert (gaps.name, shares.name, gaps.sign_off) == ("差距", "份额", ())
    row = gaps.rows[1]
    assert row[1].text == "样例小学"
    assert [cell.text for cell in row[2:]] == [*["——"] * 8, "800.00", *["——"] * 3, "4", "1"]
    assert row[14].sources == ("2142100001/L7_primary",)
    assert row[14].mark is Mark.FAILED
    assert row[10].mark is Mark.NONE


def test_a_missing_figure_has_no_gap_and_no_share() -> None:
    found = district.verdict(district.schools(facilities__multimedia_rooms=None))
    gaps, shares = working_tables(found, place="样例区", year=2024)
    assert [cell.text for cell in gaps.rows[1][14:]] == ["缺", "缺"]
    assert shares.rows[1][8].text == "缺"
    assert not gaps.complete
    assert not shares.complete


def test_the_shares_of_a_level_make_a_hundred() -> None:
    found = district.verdict()
    _, shares = working_tables(found, place="样例区", year=2024)
    for column in range(2, 9):
        parts = [row[column].value for row in shares.rows[1:3]]
        assert sum(Fraction(str(part)) for part in parts) == pytest.approx(100, abs=1e-30)
    alone = [cell.text for cell in shares.rows[4][2:]]
    assert alone == ["0.0"] * 7
