"""The bureau's commands about figures: its own form, the whole verdict, refused rows, last year."""

import csv
import json
from pathlib import Path

import openpyxl

from operations.bureau.store import BureauPlan, create_bureau
from operations.demo.run import BUREAU, DemoFiles
from tests.cli.conftest import Command
from tests.operations.bureau.evaluation.test_evaluate import example_table
from tests.operations.staging import District


def test_check_says_what_is_open_and_judges_every_item(command: Command, demo: DemoFiles) -> None:
    run = command("bureau", "check", demo.bureau_store, "--json")
    assert run.code == 0
    assert run.data["open"] == 0
    district = run.data["district"]
    assert isinstance(district, dict)
    assert len(district["items"]) == 26
    lines = command("bureau", "check", demo.bureau_store).out.splitlines()
    assert any(line.startswith("D_G3  ") for line in lines)
    assert any(line.startswith("优质均衡总判定：") for line in lines)


def test_fill_writes_and_check_finds_what_is_wrong(
    command: Command, district: District, tmp_path: Path
) -> None:
    path = tmp_path / "district.json"
    content = {"district": {"population": "20", "population_farming": "30", "no_such": 1}}
    path.write_text(json.dumps(content), encoding="utf-8")
    run = command("bureau", "fill", district.bureau, path, "--json")
    assert run.code == 1
    assert run.data["applied"] == 2
    assert run.data["refused"] == [
        {"place": "district.no_such", "reason": "表册中没有这个指标，请检查编号。"}
    ]
    checked = command("bureau", "check", district.bureau)
    assert checked.code == 1
    assert "R-district-001" in checked.out
    text = command("bureau", "fill", district.bureau, path)
    assert "没有填入 district.no_such" in text.out


def test_the_template_goes_out_and_comes_back(
    command: Command, district: District, tmp_path: Path
) -> None:
    made = command("bureau", "template", district.bureau, tmp_path, "--json")
    assert made.code == 0
    path = str(made.data["file"])
    assert openpyxl.load_workbook(path).sheetnames[1] == "区级数据"
    assert command("bureau", "fill", district.bureau, path, "--json").data["applied"] == 0


def test_evaluate_gives_gaps_shares_and_the_district(command: Command, demo: DemoFiles) -> None:
    data = command("bureau", "evaluate", demo.bureau_store, "--json").data
    schools, district = data["schools"], data["district"]
    assert isinstance(schools, list)
    assert isinstance(district, dict)
    shares = 0.0
    for school in schools:
        figure = school["indicators"]["L5"]
        assert figure["gap"]["unit"] == "㎡"
        assert (figure["gap"]["reached"] == 0) is figure["reached"]
        shares += figure["share"] if school["level"] == "primary" else 0
    assert abs(shares - 1) < 1e-9
    assert {item["id"] for item in district["items"]} >= {"D_G1", "D_Q9", "D_R", "D_V"}
    assert district["passes"] in {True, False}


def refusing_table(folder: Path) -> Path:
    rows = list(csv.reader(example_table().decode().splitlines()))
    bad = [*rows[-1]]
    bad[rows[0].index("pupils.enrolled_primary")] = "-5"
    bad[0] = "3142100099"
    path = folder / "raw.csv"
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows([*rows, bad])
    return path


def test_refused_rows_come_back_with_their_reason(command: Command, tmp_path: Path) -> None:
    table, target = refusing_table(tmp_path), tmp_path / "refused.csv"
    run = command("bureau", "evaluate", "--table", table, "--refused", target, "--json")
    assert run.code == 1
    assert run.data["passes"] is None
    assert run.data["refused_file"] == str(target)
    refused = run.data["refused"]
    assert isinstance(refused, list)
    assert [item["column"] for item in refused] == ["小学在校生数"]
    rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][-1] == "原因"
    assert rows[1][0] == "学校标识码"
    assert len(rows) == 3
    assert "不能小于 0" in rows[2][-1]
    target.write_text("mine\n", encoding="utf-8")
    words = ("bureau", "evaluate", "--table", table, "--refused", target)
    kept = command(*words)
    assert (kept.code, target.read_text(encoding="utf-8")) == (1, "mine\n")
    assert "已经存在" in kept.err
    assert kept.out == ""
    assert "没有接受的行已写到" in command(*words, "--force").err
    again = command("bureau", "evaluate", "--table", target, "--json")
    assert [item["row"] for item in again.data["refused"]] == [3]  # type: ignore[attr-defined]


def test_a_table_without_refusals_writes_no_file(command: Command, tmp_path: Path) -> None:
    table, target = tmp_path / "raw.csv", tmp_path / "refused.xlsx"
    table.write_bytes(example_table())
    run = command("bureau", "evaluate", "--table", table, "--refused", target, "--json")
    assert run.code == 0
    assert "refused_file" not in run.data
    assert not target.exists()


def test_options_that_do_not_go_together_are_wrong_usage(
    command: Command, demo: DemoFiles, tmp_path: Path
) -> None:
    store, table = demo.bureau_store, refusing_table(tmp_path)
    for arguments in (
        [store, "--refused", tmp_path / "r.csv"],
        ["--table", table, "--from-packages"],
        ["--table", table, "--refused", tmp_path / "r.ods"],
        [store, "--table", table],
        [],
    ):
        assert command("bureau", "evaluate", *arguments).code == 2


def test_last_year_is_taken_only_from_an_earlier_store(
    command: Command, district: District, demo: DemoFiles
) -> None:
    run = command("bureau", "last", district.bureau, demo.bureau_store)
    assert run.code == 1
    assert "年以前的" in run.err


def test_last_year_is_taken_over_into_the_next_store(
    command: Command, demo: DemoFiles, tmp_path: Path
) -> None:
    plan = BureauPlan(BUREAU.code, BUREAU.name, 2025, "李科员")
    path = tmp_path / "2025.yhb"
    made = create_bureau(
        path,
        plan,
        passphrase="明年春天再来数这些海棠花",
        root_passphrase="石榴树下面埋着一坛老酒呢",
    )
    made.desk.store.close()
    school = demo.school_stores[0].stem
    roster = tmp_path / "roster.csv"
    roster.write_text(f"学校标识码,学校名称,办学类型\n{school},样例小学,211\n", encoding="utf-8")
    assert command("bureau", "roster", path, roster).code == 0
    run = command("bureau", "last", path, demo.bureau_store, "--json")
    assert run.code == 0
    assert run.data == {"schools": [school], "faults": {}}
    assert "1 所学校的上年数" in command("bureau", "last", path, demo.bureau_store).out


def test_schools_that_have_not_reported_are_named_beside_the_item(
    command: Command, district: District, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    rows = "".join(f"214210090{place},新校{place},211\n" for place in range(4))
    roster.write_text(f"学校标识码,学校名称,办学类型\n{rows}", encoding="utf-8")
    command("bureau", "roster", district.bureau, roster)
    lines = command("bureau", "evaluate", district.bureau).out
    assert "D_Q3  学校章程与管理信息化：不能判断（缺数据 4 所：新校0、新校1、新校2等）" in lines
    assert "优质均衡总判定：" in lines
