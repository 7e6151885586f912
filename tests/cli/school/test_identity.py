"""Code and name of a school are put right by command."""

from pathlib import Path

from tests.cli.conftest import Command


def test_a_mistyped_name_is_put_right_by_command(command: Command, tmp_path: Path) -> None:
    store = tmp_path / "x.yhs"
    made = ("--code", "3142010401", "--name", "样列小学", "--period", "2024")
    assert command("school", "new", store, *made).code == 0
    run = command("school", "identity", store, "--name", "样例小学", "--json")
    assert run.code == 0
    assert run.data["name"] == "样例小学"
    assert command("school", "identity", store, "--code", "314").code == 2
    past = command("school", "history", store, "--limit", "1")
    assert "学校基本情况 › 学校名称：样列小学 → 样例小学" in past.out
