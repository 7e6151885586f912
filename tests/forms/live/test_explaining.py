"""A question explained: everything out of the pack, with the values of the period."""

import pytest

from forms.live.explaining import Explanation, explain_place
from forms.live.sheet import Sheet
from forms.record import Return
from operations.check_context import Told, school_context
from operations.packs.bundled import bundled_engine
from tests.forms.samples.full_pack import record


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    engine = bundled_engine()
    told = school_context(engine.plan, Told(), school="2142100001", year=2024)
    return engine.open(record("primary"), told)


def said(sheet: Sheet, address: str) -> dict[str, tuple[str, ...]]:
    found = explain_place(sheet, address)
    assert isinstance(found, Explanation)
    return dict(found.parts)


def test_a_field_is_explained_whole(sheet: Sheet) -> None:
    found = explain_place(sheet, "facilities.teaching_area")
    assert found is not None
    assert (found.title, found.place) == ("教学及辅助用房面积", "办学条件 › 占地与校舍")
    parts = dict(found.parts)
    assert parts["含义"][0].startswith("含室内体育用房")
    assert parts["填法"] == ("必填。", "单位：㎡。", "范围：0 至 500000，超出的不能提交。")
    assert parts["例"] == ("128.5 ㎡",)
    assert parts["标准"] == ("用于 L4　小学生均教学及辅助用房面积，标准 4.5 ㎡。",)
    assert any(line.endswith("（R-facilities-001）") for line in parts["规则"])
    assert parts["依据"][0].startswith("L4：《县域义务教育优质均衡发展督导评估办法》")


def test_what_does_not_concern_the_school_is_no_standard(sheet: Sheet) -> None:
    assert not any("初中" in line for line in said(sheet, "pupils.classes[r1].enrolled")["标准"])


def test_a_column_is_explained_with_its_table(sheet: Sheet) -> None:
    found = said(sheet, "pupils.classes[r1].girls")
    assert "本表：一班一行" in found["含义"][1]
    assert "班级【其中女生】大于【学生数】。请改正。（R-pupils-002）" in found["规则"]


def test_an_example_lies_in_the_range(sheet: Sheet) -> None:
    assert said(sheet, "facilities.site_area")["例"] == ("2000 ㎡",)
    assert said(sheet, "pupils.classes[r1].enrolled")["例"] == ("60 人",)
    assert said(sheet, "profile.principal_since")["例"] == ("2024-09-01",)
    assert "1 是" not in said(sheet, "profile.boarding_school")["例"][0]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("profile.principal_since", "范围：不早于 1980-01-01，超出的不能提交。"),
        ("facilities.leased_contract", "范围：不超过 5 个文件，超出的不能提交。"),
        ("profile.remarks", "范围：不超过 2000 字，超出的不能提交。"),
        ("burden.timetable[1].first_lesson", "范围：06:00 至 12:00，超出的不能提交。"),
    ],
)
def test_an_end_that_is_open_or_not_known_is_not_mentioned(
    sheet: Sheet, address: str, sentence: str
) -> None:
    assert sentence in said(sheet, address)["填法"]


def test_a_file_may_have_so_many_megabytes(sheet: Sheet) -> None:
    assert "每个文件不超过 20 MB。" in said(sheet, "facilities.leased_contract")["填法"]


def test_a_list_is_shown_with_its_codes(sheet: Sheet) -> None:
    assert "211 小学" in said(sheet, "profile.school_type")["例"][0]


def test_a_list_without_codes_is_shown_with_its_places(sheet: Sheet) -> None:
    found = said(sheet, "safety.drinking_mode")["例"][0]
    assert found.startswith("填序号、名称或拼音首字母：1 开水；2 净水设备直饮")


def test_a_table_is_explained_where_the_cursor_is_in_none_of_its_cells(sheet: Sheet) -> None:
    found = explain_place(sheet, "safety.incidents")
    assert found is not None
    assert found.place.startswith("校园安全 › ")
    parts = dict(found.parts)
    assert parts["填法"][0] == "按 Insert 添加一行；确实没有的勾选“本表无数据”。"
    assert "类别" in parts["填法"][1]
    assert explain_place(sheet, "pupils.classes[r1]") == explain_place(sheet, "pupils.classes")


def test_settings_are_filled_in(sheet: Sheet) -> None:
    rules = said(sheet, "funding.public_allocated")["规则"]
    assert any("超过 20%" in line for line in rules)
    assert not any("{" in line for line in rules)


def test_every_question_can_be_explained(sheet: Sheet) -> None:
    plan = sheet.plan
    columns = [f"{t.table.id}[r1].{c.id}" for t in plan.tables.values() for c in t.table.columns]
    for address in (*plan.fields, *columns):
        found = explain_place(sheet, address)
        assert found is not None
        assert found.parts, address
        assert "{" not in "".join(line for _, lines in found.parts for line in lines), address


@pytest.mark.parametrize("address", ["nothing.at_all", ""])
def test_other_places_are_not_explained(sheet: Sheet, address: str) -> None:
    assert explain_place(sheet, address) is None
    assert isinstance(sheet.record, Return)


def test_every_table_says_how_its_rows_come(sheet: Sheet) -> None:
    ways = {said(sheet, table)["填法"][0] for table in sheet.plan.tables}
    assert {"行是固定的，逐行填写。", "按 Insert 添加一行，至少要有一行。"} < ways
