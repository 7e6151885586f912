"""``bureau today``: the morning as lines, as JSON, and the call list as a file."""

from pathlib import Path

import pytest

from operations.bureau.records import School
from operations.bureau.store import officer, open_bureau
from operations.demo.run import DemoFiles
from tests.cli.conftest import Command


@pytest.fixture
def store(demo: DemoFiles, tmp_path: Path) -> Path:
    path = tmp_path / "bureau.yhb"
    path.write_bytes(demo.bureau_store.read_bytes())
    with open_bureau(path) as opened:
        new = School("2142100099", "新学校", "211", contact="027-9", education_group="江岸教联体")
        opened.roster.upsert([new], actor=officer("王操作"))
    return path


def test_lines_say_who_is_missing_and_whom_to_call(command: Command, store: Path) -> None:
    run = command("bureau", "today", store)
    assert run.code == 0
    lines = run.out.splitlines()
    assert lines[0] == "全区：应交 4 所，已接收 3，逾期未交 1"
    assert "  江岸教联体：应交 1 所，逾期未交 1" in lines
    assert "  新学校（2142100099）　027-9　未开户，不能签名上报" in lines
    assert lines[-1] == "下一步：导入上报包。"


def test_json_gives_the_codes_behind_every_number(command: Command, store: Path) -> None:
    run = command("bureau", "today", store, "--since", "2099-01-01", "--json")
    whole, called = run.data["schools"], run.data["calls"]
    assert isinstance(whole, dict)
    assert isinstance(called, list)
    call = called[0]
    assert (whole["count"], whole["late"], len(whole["accepted"])) == (4, ["2142100099"], 3)
    assert (call["telephone"], call["urgency"]) == ("027-9", "overdue")
    assert run.data["news"] == {
        "since": "2099-01-01",
        "received": [],
        "refused": 0,
        "answered": [],
        "returned": [],
    }
    assert run.data["next"] == "import"


def test_the_call_list_is_written_and_never_in_the_place_of_the_store(
    command: Command, store: Path, tmp_path: Path
) -> None:
    target = tmp_path / "电话单.pdf"
    run = command("bureau", "today", store, "--calls", target, "--json")
    assert run.data["file"] == str(target)
    assert target.read_bytes().startswith(b"%PDF-")
    assert command("bureau", "today", store, "--calls", store).code == 2


def test_a_day_that_is_none_is_said(command: Command, store: Path) -> None:
    run = command("bureau", "today", store, "--since", "昨天")
    assert run.code == 2
    assert "--since 应写成 2024-10-15 的样子，写的是“昨天”。" in run.err
