"""``main.py pack``: what its author reads, and the exit codes scripts rely on."""

from pathlib import Path

from resources import resource
from tests.cli.conftest import Command
from tests.forms.loader.small_pack import SMALL

BALANCE = resource("forms", "balance-2024.1")


def small_pack(folder: Path, **changes: str) -> Path:
    for name, content in SMALL.items():
        (folder / name).write_text(changes.get(name.split(".")[0], content), encoding="utf-8")
    return folder


def test_check_prints_the_counts_and_succeeds(command: Command) -> None:
    run = command("pack", "check", BALANCE)
    assert run.code == 0
    assert "规则 389 条：逻辑校验 99，经验校验 270，提示 20" in run.out
    assert "检查通过" in run.out


def test_check_as_json(command: Command) -> None:
    run = command("pack", "check", BALANCE, "--json")
    assert run.data["passes"] is True
    assert run.data["faults"] == []
    counts = run.data["counts"]
    assert isinstance(counts, dict)
    assert {key: counts[key] for key in ("forms", "fields", "tables", "rules", "indicators")} == {
        "forms": 10,
        "fields": 601,
        "tables": 32,
        "rules": 389,
        "indicators": 99,
    }


def test_check_of_a_broken_pack_names_each_place(command: Command, tmp_path: Path) -> None:
    run = command("pack", "check", small_pack(tmp_path, settings="[[setting]]\nid = 1\n"))
    assert run.code == 1
    assert "settings.toml" in run.out
    assert "处要改" in run.out


def test_check_of_a_broken_pack_as_json(command: Command, tmp_path: Path) -> None:
    run = command("pack", "check", small_pack(tmp_path, settings="x"), "--json")
    assert run.code == 1
    assert (run.data["pack"], run.data["counts"], run.data["passes"]) == (None, None, False)


def test_document_writes_the_book(command: Command, tmp_path: Path) -> None:
    target = tmp_path / "book.html"
    run = command("pack", "document", BALANCE, "-o", target, "--json")
    assert run.code == 0
    assert run.data == {"pack": {"id": "balance", "version": "2024.1"}, "file": str(target)}
    assert "R-staffing-002" in target.read_text(encoding="utf-8")


def test_document_says_where_it_wrote(command: Command, tmp_path: Path) -> None:
    run = command("pack", "document", small_pack(tmp_path), "-o", tmp_path)
    assert run.code == 0
    assert "small-1.html" in run.out


def test_document_of_a_broken_pack_is_refused(command: Command, tmp_path: Path) -> None:
    folder = small_pack(tmp_path, pack="id = ")
    run = command("pack", "document", folder, "-o", tmp_path / "book.html")
    assert run.code == 1
    assert "TOML" in run.err


def test_a_wrong_folder_is_refused(command: Command, tmp_path: Path) -> None:
    run = command("pack", "check", tmp_path / "nowhere")
    assert run.code == 1
    assert "没有表册" in run.err


def test_document_needs_a_target(command: Command) -> None:
    run = command("pack", "document", BALANCE)
    assert run.code == 2
    assert "缺少参数" in run.err
