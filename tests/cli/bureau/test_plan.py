"""``bureau plan``: plans made, shown, compared and handed out, and what is wrong said in words."""

import json
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from cli.main import main
from tests.cli.conftest import Command
from tests.operations.poor_district import poor_district

ONE = "2142100001"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four schools, of which two lack something."""
    return poor_district(tmp_path_factory.mktemp("poor") / "bureau.yhb")


@pytest.fixture(scope="module")
def least(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The least that mends them."""
    path = tmp_path_factory.mktemp("plan") / "最省.json"
    assert main(["bureau", "plan", str(store), "least", str(path)]) == 0
    return path


def test_the_least_mends_every_school(command: Command, store: Path, least: Path) -> None:
    run = command("bureau", "plan", store, "show", least, "--json")
    assert run.code == 0
    after = run.data["after"]
    assert isinstance(after, dict)
    for level in after["levels"].values():
        assert level["passing"] == level["schools"]
        assert level["kept"] == [True] * 7
    steps = run.data["steps"]
    assert isinstance(steps, list)
    assert [step["sentence"] for step in steps] == [
        "第1学校 增加骨干教师 2 人（7 人 → 9 人）",
        "第3学校 增加网络多媒体教室 34 间（12 间 → 46 间）",
    ]


def test_a_plan_says_what_it_would_do(command: Command, store: Path, least: Path) -> None:
    run = command("bureau", "plan", store, "show", least)
    lines = run.out.splitlines()
    assert lines[0].startswith("方案：最省的方案（2024 年的数，")
    assert any("增加骨干教师" in line and " → " in line for line in lines)
    assert any("若可以任意拆分，最少要" in line for line in lines)
    assert lines[-1].startswith("费用按单价估算，合计 ")


def test_a_plan_by_hand_goes_on_from_another(
    command: Command, store: Path, least: Path, tmp_path: Path
) -> None:
    made = tmp_path / "手工.json"
    run = command(
        *("bureau", "plan", store, "make", made, "--base", least, "--name", "加十间"),
        *("--set", f"{ONE}:网络多媒体教室=99", "--price", "L7=1000", "--json"),
    )
    assert run.code == 0, run.err
    steps = run.data["steps"]
    assert isinstance(steps, list)
    assert "网络多媒体教室" in steps[-1]["sentence"]
    both = command("bureau", "plan", store, "compare", least, made, "--json")
    plans = both.data["plans"]
    assert isinstance(plans, list)
    assert [plan["name"] for plan in plans] == ["最省的方案", "加十间"]
    assert plans[1]["count"] == plans[0]["count"] + 1


def test_the_list_for_the_meeting(
    command: Command, store: Path, least: Path, tmp_path: Path
) -> None:
    for ending in ("xlsx", "pdf"):
        target = tmp_path / f"清单.{ending}"
        run = command("bureau", "plan", store, "export", least, target, "--json")
        assert (run.code, run.data) == (0, {"file": str(target)})
    book = load_workbook(tmp_path / "清单.xlsx")
    assert book.sheetnames == ["方案", "前后"]
    assert book["方案"]["A1"].value == "补短板方案：最省的方案"
    assert [cell.value for cell in book["方案"][3]] == [
        *("序号", "学校", "要做的事", "现在", "以后", "费用（万元）"),
    ]
    assert (tmp_path / "清单.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
def test_strangers_read_the_plan_and_its_list(
    command: Command, store: Path, least: Path, tmp_path: Path
) -> None:
    for ending in ("xlsx", "pdf"):
        assert command("bureau", "plan", store, "export", least, tmp_path / f"a.{ending}").code == 0
    steps = pd.json_normalize(json.loads(least.read_bytes()), "steps")
    assert list(steps["school"]) == ["2142100001", "2142100003"]
    listed = pd.read_excel(tmp_path / "a.xlsx", sheet_name="方案", header=2)
    listed = listed.dropna(subset=["要做的事"])
    assert list(listed["要做的事"]) == ["增加骨干教师 2 人", "增加网络多媒体教室 34 间"]
    words = ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"]
    read = subprocess.run(words, capture_output=True, check=True).stdout.decode()
    text = "".join(read.split())
    for told in (*listed["学校"], *listed["要做的事"]):
        assert "".join(told.split()) in text


def test_an_older_plan_is_held_against_what_came(
    command: Command, store: Path, least: Path, tmp_path: Path
) -> None:
    older = tmp_path / "去年.json"
    older.write_text(json.dumps(json.loads(least.read_bytes()) | {"period": 2023}))
    run = command("bureau", "plan", store, "show", older)
    assert run.code == 0
    first, *lines = run.out.splitlines()
    assert first == "方案：最省的方案（2023 年做），与 2024 年报来的数对照："
    assert all("：没有变化（现在是 " in line for line in lines)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("least", "{new}", "--indicator", "L8"), "没有指标“L8”，请写 L1 至 L7。"),
        (("least", "{new}", "--transfer"), "校际调配一次只做一个学段的一项"),
        (
            ("least", "{new}", "--transfer", "--indicator", "L7", "--level", "primary"),
            "不能在学校之间调配",
        ),
        (("make", "{new}"), "make 要用 --set、--move、--merge 或 --base 写明至少一步"),
        (("make", "{new}", "--set", "9:网络多媒体教室=1"), "方案里的学校 9 不在参加评估的学校中"),
        (("make", "{new}", "--merge", f"{ONE}:{ONE}"), "不能并入自己"),
        (("least", "{new}", "--set", f"{ONE}:网络多媒体教室=1"), "只与 make 同用"),
        (("show", "{new}", "{new}"), "只写一个文件"),
        (("show", "{text}"), "“别的.json”不是补短板方案文件：不是完整的 JSON。"),
        (
            ("show", "{packed}"),
            "“方案.json”：这是压缩包（.7z），不是补短板方案文件，请先解压（加了密码的，用它的密码），再选里面的文件。",
        ),
        (("show", "{other}"), "这份方案是区局 999999 的"),
        (("export", "{plan}", "{text}"), "“别的.json”应以 .xlsx 或 .pdf 结尾"),
        (("least", "{table}"), "方案文件应以 .json 结尾"),
    ],
)
def test_what_is_wrong_is_said(
    command: Command,
    store: Path,
    least: Path,
    tmp_path: Path,
    words: tuple[str, ...],
    sentence: str,
) -> None:
    text, other = tmp_path / "别的.json", tmp_path / "别局.json"
    text.write_text("{", encoding="utf-8")
    packed = tmp_path / "方案.json"
    packed.write_bytes(b"7z\xbc\xaf\x27\x1c")
    other.write_text(json.dumps(json.loads(least.read_bytes()) | {"bureau": "999999"}))
    places = {
        "{new}": tmp_path / "新.json",
        "{text}": text,
        "{packed}": packed,
        "{other}": other,
        "{plan}": least,
        "{table}": tmp_path / "表.csv",
    }
    run = command("bureau", "plan", store, *(places.get(word, word) for word in words))
    assert run.code in {1, 2}
    assert sentence in run.err
    assert not (tmp_path / "新.json").exists()
