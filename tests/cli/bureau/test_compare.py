"""``bureau compare``: an earlier year beside this one, read only; what cannot be compared is said."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from forms.workflow import Actor, Role
from operations.school.store import create_school
from tests.cli.conftest import Command
from tests.forms.evaluation.schools import school
from tests.operations.poor_district import poor_district


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 2024 and, beside it, one of an earlier year and some that do not fit."""
    folder = tmp_path_factory.mktemp("years")
    poor_district(folder / "now.yhb")
    earlier = [school(1), school(2, staffing__backbone_primary=7), school(3, "312"), school(9)]
    poor_district(folder / "then.yhb", earlier, period=2022)
    poor_district(folder / "other.yhb", period=2022, bureau="420105")
    shutil.copy(folder / "now.yhb", folder / "same.yhb")
    shutil.copy(folder / "then.yhb", folder / "newer.yhb")
    with closing(sqlite3.connect(folder / "newer.yhb")) as connection:
        connection.execute("PRAGMA user_version = 9000")
    clerk = Actor("王填报", Role.CLERK)
    create_school(
        folder / "school.yhs",
        school_code="2142100001",
        school_name="第1学校",
        period=2024,
        actor=clerk,
    ).close()
    return folder


def test_each_coefficient_and_school_then_and_now(command: Command, folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}
    run = command("bureau", "compare", folder / "now.yhb", folder / "then.yhb", "--json")
    assert run.code == 0
    assert (run.data["then"], run.data["now"]) == (2022, 2024)
    levels = run.data["levels"]
    assert isinstance(levels, dict)
    primary, junior = levels["primary"], levels["junior"]
    moves = {
        one["code"][-1]: (one["move"], one["fallen"], one["risen"]) for one in primary["schools"]
    }
    assert moves == {
        "1": ("fell", ["L2"], []),
        "2": ("rose", [], ["L2"]),
        "3": ("fell", ["L7"], []),
        "9": ("gone", [], []),
    }
    found = primary["indicators"]["L7"]
    assert (found["then"]["schools"], found["now"]["schools"]) == (4, 3)
    assert 0 < found["then"]["cv"] < found["now"]["cv"]
    assert {one["move"] for one in junior["schools"]} == {"fell", "new"}
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_the_same_in_lines(command: Command, folder: Path) -> None:
    lines = command("bureau", "compare", folder / "now.yhb", folder / "then.yhb").out.splitlines()
    assert lines[0] == "2022 年与 2024 年比较："
    assert lines[1].startswith("小学：差异系数 ")
    assert any(line.startswith("  L7 网络多媒体教室：2022 年差异系数 0.0000，") for line in lines)
    assert any(line.startswith("  第1学校：升降 下降 L2，L1 ") for line in lines)


@pytest.mark.parametrize(
    ("earlier", "code", "sentence"),
    [
        (
            "other.yhb",
            1,
            "“other.yhb”是样例区教育局（420105）的局端库，不能与样例区教育局（420104）的比较",
        ),
        ("same.yhb", 1, "“same.yhb”是 2024 年的局端库，本库是 2024 年的，请选择更早一年的局端库。"),
        ("now.yhb", 1, "选择的“now.yhb”就是正打开的局端库，请选择往年的局端库。"),
        ("school.yhs", 1, "不是优衡填报的局端库文件"),
        ("newer.yhb", 1, "更新版本的程序"),
        ("none.yhb", 3, "找不到"),
    ],
)
def test_what_cannot_be_compared_is_said(
    earlier: str, code: int, sentence: str, command: Command, folder: Path
) -> None:
    run = command("bureau", "compare", folder / "now.yhb", folder / earlier)
    assert sentence in run.err
    assert run.code == code


def test_two_years_without_schools_are_said(command: Command, tmp_path: Path) -> None:
    poor_district(tmp_path / "now.yhb", [school(1, "511")])
    poor_district(tmp_path / "then.yhb", [school(1, "511")], period=2023)
    run = command("bureau", "compare", tmp_path / "now.yhb", tmp_path / "then.yhb")
    assert run.out.splitlines() == ["2023 年与 2024 年比较：", "两年都没有可以评估的学校。"]
