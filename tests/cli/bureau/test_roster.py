"""The roster by command: listed, rehearsed, read, taken back."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.operations.staging import District


def test_the_roster_lists_and_retires(command: Command, district: District) -> None:
    run = command("bureau", "roster", district.bureau, "--retire", district.code(), "--json")
    schools = run.data["schools"]
    assert isinstance(schools, list)
    active = {item["code"]: item["active"] for item in schools}
    assert active[district.code()] is False
    assert sum(active.values()) == 2


def test_the_roster_is_rehearsed_read_and_taken_back(
    command: Command, district: District, tmp_path: Path
) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(
        f"学校标识码,学校名称,办学类型\n{district.code()},新校名,小学\n", encoding="utf-8"
    )
    before = command("bureau", "roster", district.bureau, "--json").data
    dry = command("bureau", "roster", district.bureau, path, "--dry-run")
    assert dry.code == 0
    assert f"更改 {district.code()} 新校名：学校名称 " in dry.out
    assert "预演，没有写入：将新增 0 所，更新 1 所" in dry.out
    assert command("bureau", "roster", district.bureau, "--json").data == before
    read = command("bureau", "roster", district.bureau, path, "--json")
    assert (read.data["written"], read.data["changed"], read.data["sheet"]) == (True, 1, "")
    assert command("bureau", "roster", district.bureau, "--undo").code == 0
    assert command("bureau", "roster", district.bureau, "--json").data == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--dry-run"], "要和名册文件一起用"),
        (["--sheet", "甲"], "要和名册文件一起用"),
        (["x.csv", "--undo"], "不能同时读入名册"),
        (["x.csv", "--dry-run", "--retire", "1"], "不能同时改设置或停用学校"),
    ],
)
def test_options_of_the_roster_that_do_not_go_together_are_wrong_usage(
    command: Command, district: District, options: list[str], words: str
) -> None:
    run = command("bureau", "roster", district.bureau, *options)
    assert run.code == 2
    assert words in run.err
