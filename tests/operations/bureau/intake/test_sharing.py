"""Several computers import one folder into one store: each takes its part, and none is left out."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from operations.bureau.intake.import_packages import import_packages
from operations.bureau.store import open_bureau
from storage.address import ServerAddress
from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from tests.operations import staging
from tests.operations.importer import write_file
from tests.operations.staging import District
from tests.storage.stores import OFFICER, identity_of
from tests.support import patience
from tests.support.children import TIED
from tests.support.places import ROOT
from tests.support.postgres import Server

Told = dict[str, Any]


@pytest.fixture
def place(postgres: Server, district: District) -> ServerAddress:
    return postgres.copy_of("district", partial(staging.copy_to, district.bureau))


def folder_of(tmp_path: Path, place: ServerAddress, *, schools: int, packages: int) -> list[Path]:
    """Enrol schools and write their packages."""
    codes = [f"42010500{number:02}" for number in range(schools)]
    with open_bureau(place) as store:
        store.roster.upsert([School(code, f"样例{code}", "211") for code in codes], actor=OFFICER)
    return [
        write_file(tmp_path, code, number) for code in codes for number in range(1, packages + 1)
    ]


def begun(
    place: ServerAddress, district: District, files: Sequence[Path], name: str, die_after: int = 0
) -> "subprocess.Popen[str]":
    """Start an officer, who has a file by the time this returns."""
    words = [place.url, str(district.passphrases), name, str(die_after), *map(str, files)]
    process = subprocess.Popen(
        [*TIED, sys.executable, "-m", "tests.operations.importer", *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def ended(process: "subprocess.Popen[str]") -> Told:
    out = process.communicate()[0]
    assert process.returncode == 0
    told: Told = json.loads(out)
    return told


def taken(store: BureauStore) -> list[str]:
    return sorted(one.identity for one in store.packages.all() if one.school_code[:6] == "420105")


@pytest.mark.parametrize("count", [2, 4])
def test_every_file_is_examined_once_and_taken_once(
    place: ServerAddress, district: District, tmp_path: Path, count: int
) -> None:
    files = folder_of(tmp_path, place, schools=60, packages=1)
    officers = [begun(place, district, files, f"操作员{number}") for number in range(count)]
    for process in officers:
        go(process)
    told = [ended(process) for process in officers]
    assert all(one["examined"] for one in told)
    assert sorted(name for one in told for name in one["examined"]) == [path.name for path in files]
    accepted = [name for one in told for name, *_ in one["results"] if name in one["examined"]]
    assert len(accepted) == 60
    for one in told:
        assert [name for name, *_ in one["results"]] == [path.name for path in files]
        for name, code, is_accepted, is_elsewhere, message in one["results"]:
            assert is_accepted is (name in one["examined"])
            assert is_elsewhere is not is_accepted
            if is_elsewhere:
                assert code == "E_SEEN"
                assert "操作员" in message
                assert "正在导入这份文件" in message or message.startswith("以前已导入：")
    with open_bureau(place) as store:
        assert len(taken(store)) == 60
        assert len(store.import_log.all()) == 60 + staging.SCHOOLS
        assert store.verify_journal().intact


def test_what_a_killed_program_had_is_taken_over_in_the_order_of_the_numbers(
    place: ServerAddress, postgres: Server, district: District, tmp_path: Path
) -> None:
    files = folder_of(tmp_path, place, schools=20, packages=3)
    dying = begun(place, district, files, "李娜", die_after=8)
    hers = postgres.sessions(place.stem)
    other = begun(place, district, files, "王强")
    go(dying)
    dying.communicate()
    assert dying.returncode == -signal.SIGKILL
    patience.until(lambda: not hers & postgres.sessions(place.stem), "the server has noticed")
    go(other)
    told = ended(other)
    assert set(told["examined"]) == {path.name for path in files}
    assert all(accepted for _, _, accepted, *_ in told["results"])
    with open_bureau(place) as store:
        assert taken(store) == sorted(
            identity_of(f"42010500{school:02}", number)
            for school in range(20)
            for number in (1, 2, 3)
        )


def test_a_package_whose_forerunner_is_elsewhere_waits_and_is_not_refused(
    place: ServerAddress, district: District, tmp_path: Path
) -> None:
    first, second, third = folder_of(tmp_path, place, schools=1, packages=3)
    holding = begun(place, district, [first], "李娜")
    other = begun(place, district, [third, first, second], "王强")
    go(other)
    told = {name: rest for name, *rest in ended(other)["results"]}
    assert told[first.name][0] == "E_SEEN"
    assert told[first.name][3].startswith("李娜（电脑 ")
    for path in (second, third):
        code, accepted, elsewhere, message = told[path.name]
        assert (code, accepted, elsewhere) == ("E_GAP", False, True)
        assert "也没有拒收。请稍后再导入一次" in message
    go(holding)
    ended(holding)
    with open_bureau(place) as store:
        assert store.quarantine.all() == []
    again = begun(place, district, [third, first, second], "王强")
    go(again)
    accepted = [is_accepted for _, _, is_accepted, *_ in ended(again)["results"]]
    assert accepted == [True, False, True]


def test_a_cancelled_import_leaves_its_files_to_the_others(
    place: ServerAddress, district: District
) -> None:
    new = district.next_package()
    with open_bureau(place) as store, open_bureau(place) as other:
        desk = staging.desk_at(district, store)
        assert import_packages(desk, [new], cancelled=lambda: True, workers=1) == []
        results = import_packages(staging.desk_at(district, other), [new], workers=1)
        assert [result.accepted for result in results] == [True]


def test_equal_files_of_one_import_are_not_said_to_be_elsewhere(
    place: ServerAddress, district: District, tmp_path: Path
) -> None:
    new = district.next_package()
    copy = tmp_path / "copy.asice.age"
    copy.write_bytes(new.read_bytes())
    with open_bureau(place) as store:
        results = import_packages(staging.desk_at(district, store), [new, copy], workers=1)
    assert [(one.code.value, one.elsewhere) for one in results] == [
        ("OK", False),
        ("E_SEEN", False),
    ]
