"""``bureau patterns``: what is odd, and return slips for many schools at once, all or none for each."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.operations.staging import District

CHANGE = "change:funding.public_required"


def ids(run: object) -> list[str]:
    assert isinstance(run, list)
    return [one["id"] for one in run]


def test_patterns_are_told_and_nothing_is_written(command: Command, district: District) -> None:
    before = district.bureau.read_bytes()
    run = command("bureau", "patterns", district.bureau, "--json")
    assert run.code == 0
    assert CHANGE in ids(run.data["patterns"])
    lines = command("bureau", "patterns", district.bureau).out.splitlines()
    assert lines[0].startswith("看了 ")
    assert any(line.startswith(f"[{CHANGE}] 比上年变动大　") for line in lines)
    assert district.bureau.read_bytes() == before


def test_slips_are_seen_first_and_then_written_school_by_school(
    command: Command, district: District, tmp_path: Path
) -> None:
    words = ("bureau", "patterns", district.bureau, "--take", f"{CHANGE}=请核对定额。")
    dry = command(*words, "--dry-run")
    assert dry.code == 0
    assert dry.out.splitlines()[0].startswith("试运行，没有签发：")
    assert "  funding.public_required：请核对定额。" in dry.out.splitlines()
    out = tmp_path / "slips"
    secret = ("--passphrase-file", district.passphrases)
    silent = command(*words, "--return", out, *secret)
    assert (silent.code, "请写明退回的原因" in silent.err) == (1, True)
    assert not out.exists()
    count = len(command(*words, "--dry-run", "--json").data["slips"])  # type: ignore[arg-type]
    assert count > 1
    run = command(*words, "--return", out, "--reason", "请核对", *secret, "--json")
    assert run.code == 0
    assert len(list(out.iterdir())) == count
    assert all(len(list(folder.iterdir())) == 1 for folder in out.iterdir())
    again = command("bureau", "patterns", district.bureau, "--json")
    assert again.data["schools"] == 0


def test_a_folder_that_is_taken_costs_only_its_school(
    command: Command, district: District, tmp_path: Path
) -> None:
    words = ("bureau", "patterns", district.bureau, "--take", CHANGE)
    slips = command(*words, "--dry-run", "--json").data["slips"]
    assert isinstance(slips, list)
    first = slips[0]
    (tmp_path / f"{first['code']}-{first['name']}").write_text("a file", encoding="utf-8")
    secret = ("--passphrase-file", district.passphrases)
    run = command(*words, "--return", tmp_path, "--reason", "请核对", *secret, "--json")
    assert run.code == 1
    faults, folders = run.data["faults"], run.data["folders"]
    assert isinstance(faults, dict)
    assert isinstance(folders, dict)
    assert list(faults) == [first["code"]]
    assert faults[first["code"]].startswith("退回单已签发，但没有写到“")
    assert len(folders) == len(slips) - 1


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (
            ("--take", "far:none", "--dry-run"),
            2,
            "没有编号为“far:none”的规律，请先查看有哪些规律",
        ),
        (("--take", CHANGE), 2, "成批退回要用 --return 写明文件夹，或加 --dry-run 先看内容。"),
        (("--dry-run",), 2, "成批退回要用 --take 写明从哪一条退回，编号用 bureau patterns 查看。"),
    ],
)
def test_what_is_asked_wrongly_is_said(
    options: tuple[str, ...], code: int, sentence: str, command: Command, district: District
) -> None:
    run = command("bureau", "patterns", district.bureau, *options)
    assert run.code == code
    assert sentence in run.err
