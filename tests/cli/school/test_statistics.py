"""``main.py school stat``."""

from pathlib import Path

from operations.school.store import open_school
from tests.cli.conftest import Command
from tests.operations import staging
from tests.operations.staging import PRIMARY


def test_lists_then_fills(command: Command, tmp_path: Path) -> None:
    with staging.new_school(tmp_path) as store:
        path = store.path
    export = tmp_path / "统计.csv"
    export.write_text(
        f"学校代码,学校名称,网络多媒体教室\n{PRIMARY.code},{PRIMARY.name},32\n", encoding="utf-8"
    )
    told = command("school", "stat", path, export, "--dry-run")
    assert told.code == 0
    assert "填入　网络多媒体教室　（空） → 32　表中第 2 行“网络多媒体教室”" in told.out
    assert "会填入 1 项，没有写入。" in told.out
    done = command("school", "stat", path, export, "--json")
    assert (done.code, done.data["written"]) == (0, 1)
    with open_school(path, read_only=True) as store:
        assert store.answers.load().answers["facilities.multimedia_rooms"] == "32"
    export.write_text(
        f"学校代码,学校名称,网络多媒体教室\n{PRIMARY.code},{PRIMARY.name},33\n", encoding="utf-8"
    )
    assert command("school", "stat", path, export).code == 1
    assert command("school", "stat", path, export, "--take", "file", "--json").data["written"] == 1
