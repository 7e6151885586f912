"""A roster as people send it: rehearsed, written in one step, taken back; nothing wiped, nothing guessed."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.workflow import Actor, Role
from operations.bureau.schools.roster import (
    RosterPlan,
    RosterStep,
    rehearse_roster,
    undo_roster,
    write_roster,
)
from operations.errors import Refused
from operations.packs.bundled import bundled_pack
from operations.read_tables import ChooseSheet
from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from storage.errors import StoreRefusal
from tests.exporters.documents.workbooks import filtered, sheets, workbook
from tests.operations.staging import import_roster
from tests.support.places import DATA

CASES = DATA / "people" / "roster"
OFFICER = Actor("王操作", Role.OFFICER)
HEAD = ["学校标识码", "学校名称", "办学类型"]
FULL = School("2142100001", "甲小学", "211", "7", "220", "王五", contact="027-1", note="百年老校")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[BureauStore]:
    with BureauStore.create(
        tmp_path / "区.yhb",
        bureau_code="420104",
        bureau_name="样例区教育局",
        period=2024,
        pack=bundled_pack().ref,
        actor=OFFICER,
    ) as made:
        yield made


def rehearsed(store: BureauStore, path: Path, rows: Sequence[Sequence[object]]) -> RosterPlan:
    path.write_bytes(workbook(rows))
    return rehearse_roster(store, path, clock=lambda: datetime(2025, 1, 1, tzinfo=UTC))


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return tmp_path / "名册.xlsx"


def named(plan: RosterPlan) -> list[tuple[str, str]]:
    return [(school.code, school.name) for school in plan.schools]


@pytest.mark.parametrize("case", ["farcol", "fwcode", "kangxi", "wrapped", "synonyms"])
def test_what_people_write_is_read_as_meant(store: BureauStore, case: str) -> None:
    plan = rehearse_roster(store, CASES / f"{case}.xlsx")
    assert named(plan)[0] == ("2142100001", "甲小学")
    assert plan.leftovers == ()
    assert plan.source.sentences == ("读的是工作表“学校名册”。",)


def test_everyday_types_are_understood(store: BureauStore) -> None:
    plan = rehearse_roster(store, CASES / "types.xlsx")
    assert [school.type for school in plan.schools] == [
        *("311", "312", "312", "341", "345", "218"),
        *("211", "211", "211", "211", "312"),
    ]
    assert plan.notes == ("第 9 行：办学类型“小学（公办）”按“小学”读取。",)


def test_one_bad_optional_cell_does_not_lose_the_school(store: BureauStore) -> None:
    plan = rehearse_roster(store, CASES / "sponsor.xlsx")
    assert len(plan.schools) == 7
    assert (plan.schools[0].sponsor, plan.schools[0].urban_rural) == ("", "")
    first = plan.leftovers[0]
    assert first.place == "第 2 行"
    assert "“公办”不是举办者类型的代码或名称。它可能是中央教育部门、" in first.reason
    assert "可以填：中央教育部门、" in first.reason
    assert first.reason.endswith("学校已读入，这一格没有采用。")


def test_only_a_date_retires_a_school(store: BureauStore) -> None:
    plan = rehearse_roster(store, CASES / "retired.xlsx")
    assert [school.code for school in plan.schools if not school.active] == [
        "2142100006",
        "2142100008",
        "2142100009",
    ]
    assert len(plan.schools) == 12
    assert "只能填日期或留空，现在是“无”" in plan.leftovers[0].reason


def test_reading_fewer_columns_changes_only_those(store: BureauStore) -> None:
    import_roster(store, CASES / "full.xlsx", actor=OFFICER)
    assert store.roster.get(FULL.code) == FULL
    report = import_roster(store, CASES / "short.xlsx", actor=OFFICER)
    assert (report.added, report.changed, report.plan.unchanged) == (0, 0, 2)
    assert store.roster.get(FULL.code) == FULL


def test_fewer_columns_bring_no_school_back(store: BureauStore, one: Path) -> None:
    write_roster(
        store,
        rehearsed(
            store, one, [[*HEAD, "停用日期"], ["2142100001", "甲小学", "小学", "2024-09-01"]]
        ),
        actor=OFFICER,
    )
    plan = rehearsed(store, one, [HEAD, ["2142100001", "甲学校", "小学"]])
    assert [change.step for change in plan.changes] == [RosterStep.CHANGE]
    assert (plan.schools[0].active, plan.schools[0].retired) == (False, "2024-09-01")


def test_a_heading_twice_is_refused(store: BureauStore) -> None:
    with pytest.raises(
        Refused, match="工作表“学校名册”：表头“学校名称”出现了两次（第 2 列和第 4 列"
    ):
        rehearse_roster(store, CASES / "twice.xlsx")


def test_a_school_twice_is_refused_with_both_rows(store: BureauStore, one: Path) -> None:
    rows = [
        HEAD,
        ["2142100001", "甲", "小学"],
        ["2142100002", "乙", "小学"],
        ["２142100001", "丙", "小学"],
    ]
    plan = rehearsed(store, one, rows)
    assert named(plan) == [("2142100002", "乙")]
    assert plan.leftovers[0].place == "第 2 行、第 4 行"
    assert "都是学校 2142100001" in plan.leftovers[0].reason


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("甲\u202e小学", "看不见的控制字符（U+202E）"),
        ("甲\x07小学", "U+0007"),
        ("甲" * 65, "有 65 个字，最多 64 个"),
        ("=VLOOKUP(A2,名单,2)", "是公式"),
        (datetime(2024, 1, 1), "里是日期 2024-01-01"),  # noqa: DTZ001 - workbooks know no zone
        ("\ue000小学", "U+E000"),
    ],
)
def test_a_name_that_is_none_is_refused_and_shown(
    store: BureauStore, one: Path, cell: object, words: str
) -> None:
    if cell == "甲\x07小学":
        one.write_text(f"学校标识码,学校名称,办学类型\n2142100001,{cell},小学\n", "utf-8")
        plan = rehearse_roster(store, one)
    else:
        plan = rehearsed(store, one, [HEAD, ["2142100001", cell, "小学"]])
    assert plan.schools == ()
    assert words in plan.leftovers[0].reason
    assert plan.leftovers[0].reason.endswith("这一行没有读入。")


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("甲\u200b小学", "甲小学"),
        ("\ufeff甲小学", "甲小学"),
        ("甲\n小学", "甲小学"),
        ("⼄⼩学", "乙小学"),
        ("甲\r\n小学", "甲小学"),
    ],
)
def test_what_nobody_sees_is_taken_out_of_a_name_and_said(
    store: BureauStore, one: Path, cell: str, name: str
) -> None:
    plan = rehearsed(store, one, [HEAD, ["2142100001", cell, "小学"]])
    assert named(plan) == [("2142100001", name)]
    assert plan.notes[0].startswith("第 2 行【学校名称】“")
    assert plan.notes[0].endswith(f"按“{name}”读入。")


def test_the_rehearsal_names_each_change_and_writes_nothing(store: BureauStore, one: Path) -> None:
    import_roster(store, CASES / "full.xlsx", actor=OFFICER)
    rows = [[*HEAD, "校长"], ["2142100001", "甲小学", "初中", "李四"]]
    plan = rehearsed(store, one, rows)
    change = plan.changes[0]
    assert (change.step, change.name) == (RosterStep.CHANGE, "甲小学")
    assert [(item.label, item.before, item.after) for item in change.columns] == [
        ("办学类型", "小学", "初级中学"),
        ("校长", "王五", "李四"),
    ]
    assert store.roster.get(FULL.code) == FULL


def test_a_change_of_the_list_is_taken_back_in_one_step(store: BureauStore, one: Path) -> None:
    import_roster(store, CASES / "full.xlsx", actor=OFFICER)
    before = store.roster.all()
    rows = [
        [*HEAD, "校长"],
        ["2142100001", "新名", "初中", ""],
        ["2142100009", "新校", "小学", "x"],
    ]
    write_roster(store, rehearsed(store, one, rows), actor=OFFICER)
    after = store.roster.all()
    assert undo_roster(store, actor=OFFICER) == ("2142100001", "2142100009")
    assert store.roster.all() == before
    undo_roster(store, actor=OFFICER)
    assert store.roster.all() == after


def test_nothing_to_take_back_is_said(store: BureauStore) -> None:
    with pytest.raises(StoreRefusal, match="没有可以撤销的改动"):
        undo_roster(store, actor=OFFICER)


def test_a_file_above_the_limit_is_refused_whole(
    store: BureauStore, one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("operations.bureau.schools.roster.TABLE", 2**20)
    text = "学校标识码,学校名称,办学类型\n" + "2142100001,甲小学,小学\n" * 40_000
    one.write_bytes(text.encode())
    with pytest.raises(Refused, match="超过 1 MB"):
        import_roster(store, one, actor=OFFICER)
    assert store.roster.all() == []


def test_two_sheets_that_fit_are_refused_until_one_is_named(store: BureauStore, one: Path) -> None:
    one.write_bytes(
        sheets(
            {
                "城区": [HEAD, ["2142100001", "甲小学", "小学"]],
                "乡镇": [HEAD, ["2142100002", "乙小学", "小学"]],
                "去年": [HEAD, ["2142100003", "丙小学", "小学"]],
            },
            hidden=("去年",),
        )
    )
    with pytest.raises(ChooseSheet, match="“城区”、“乡镇”。") as caught:
        rehearse_roster(store, one)
    assert caught.value.sheets == ("城区", "乡镇")
    plan = rehearse_roster(store, one, sheet="乡镇")
    assert named(plan) == [("2142100002", "乙小学")]
    assert plan.source.sentences == (
        "读的是工作表“乡镇”。没有读的工作表：城区。隐藏的工作表不读：去年。",
    )


def test_that_the_table_may_be_on_a_hidden_sheet_is_said(store: BureauStore, one: Path) -> None:
    rows = [HEAD, ["2142100001", "甲小学", "小学"]]
    one.write_bytes(sheets({"说明": [["请填第二张"]], "名册": rows}, hidden=("名册",)))
    with pytest.raises(Refused, match=r"缺少学校标识码.*隐藏的工作表不读：名册。"):
        rehearse_roster(store, one)


def test_a_web_page_called_xls_is_called_what_it_is(store: BureauStore) -> None:
    with pytest.raises(Refused, match="这是网页（HTML），只是名字像工作簿，不能读取。请在 Excel"):
        rehearse_roster(store, CASES / "export-html.xls")


def test_the_education_group_is_read_kept_and_taken_back(store: BureauStore, one: Path) -> None:
    write_roster(
        store, rehearsed(store, one, [HEAD, ["2142100001", "甲小学", "小学"]]), actor=OFFICER
    )
    rows = [[*HEAD, "所属教联体"], ["2142100001", "甲小学", "小学", "江岸教联体"]]
    write_roster(store, rehearsed(store, one, rows), actor=OFFICER)
    found = store.roster.get("2142100001")
    assert found is not None
    assert found.education_group == "江岸教联体"
    undo_roster(store, actor=OFFICER)
    before = store.roster.get("2142100001")
    assert before is not None
    assert before.education_group == ""


def test_schools_that_are_filtered_out_of_sight_are_read_and_the_rehearsal_says_how_many(
    store: BureauStore, one: Path
) -> None:
    schools = [[f"21421000{number:02}", f"{number}小学", "211"] for number in range(1, 6)]
    one.write_bytes(filtered([HEAD, *schools, [], []], hidden=[3, 5, 8]))
    plan = rehearse_roster(store, one)
    assert len(plan.schools) == 5
    assert "有 2 行在文件里隐藏着或被筛选掉了，同样会读" in "".join(plan.source.sentences)
    assert plan.source.as_json()["hidden_rows"] == 2
    one.write_bytes(workbook([HEAD, *schools]))
    assert "隐藏" not in "".join(rehearse_roster(store, one).source.sentences)
