"""Line feeds, ESC and direction signs in what people give: no line is forged, no terminal driven."""

import json
import shutil
from pathlib import Path

import pytest

from cli.parser import spoken
from operations.school.store import open_school
from tests.cli.conftest import Command
from tests.operations.staging import District

FORGED = "王\n    1  2024-01-01 08:00:00  校长（校长）  签名\x1b[2J\u202e\x9b"
SEEN = "王     1  2024-01-01 08:00:00  校长（校长）  签名□[2J□□"


def test_a_person_and_a_reason_forge_no_line_of_the_history(
    command: Command, district: District
) -> None:
    store = district.school()
    assert command("school", "return", store, "--person", FORGED, "--reason", FORGED).code == 0
    shown = command("school", "history", store, "--limit", "1")
    [line] = shown.out.splitlines()
    assert line.count(SEEN) == 2
    with open_school(store, read_only=True) as opened:
        [entry] = opened.journal.entries(limit=1)
    assert (entry.actor.name, entry.reason) == (SEEN, SEEN)


def test_a_reason_of_nothing_visible_is_none(command: Command, district: District) -> None:
    assert spoken(" \n\t") == ""
    run = command("school", "return", district.school(), "--reason", "\n")
    assert (run.code, "原因" in run.err) == (1, True)


@pytest.mark.parametrize("sign", ["\n", "\x1b", "\u202e", "\x9b"])
def test_a_file_name_is_shown_in_one_line(
    command: Command, district: District, tmp_path: Path, sign: str
) -> None:
    named = tmp_path / f"甲{sign}[2J.yhs"
    shutil.copy(district.school(), named)
    said = command("school", "backup", named, tmp_path / f"乙{sign}.yhs")
    sentence = said.out + said.err  # a name that Windows does not keep is refused
    assert sentence.count("\n") == 1
    assert sign not in sentence.rstrip("\n")
    missing = command("school", "check", tmp_path / f"丙{sign}.yhs")
    assert missing.err.count("\n") == 1
    assert sign not in missing.err.rstrip("\n")


def test_json_says_the_same_with_every_sign_written_out(
    command: Command, district: District, tmp_path: Path
) -> None:
    target = tmp_path / "甲\x9b\u202e\U000e0001.yhs"
    run = command("school", "backup", "--json", district.school(), target)
    assert not {"\x9b", "\u202e", "\U000e0001"} & {*run.out}
    assert json.loads(run.out)["file"] == str(target)
