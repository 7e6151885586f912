"""Importing packages: hostile, damaged, repeated and foreign ones, and many at once."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from exporters.asic.report import open_container, seal_report
from forms.edits import Edit, Justify, SetCell
from forms.exchange import Code, Level
from forms.problems import Severity
from operations.bureau.intake.import_packages import import_packages
from operations.bureau.schools.enrol import revoke_school
from operations.bureau.schools.roster import retire_school
from operations.bureau.sent.told import read_told
from operations.bureau.store import Desk, open_bureau
from operations.demo.run import DemoFiles
from operations.school import store as school_store
from operations.school.check import check_return, send_back, submit_return
from operations.school.delivery.export import export_package
from operations.school.signing.sign import sign_return
from storage.bureau.packages import ReturnState
from storage.errors import EnvironmentProblem
from tests.operations.staging import (
    CLERK,
    PRINCIPAL,
    District,
    authority,
    confirm_all,
    import_package,
    school_key,
)

ON_A_DISK = pytest.mark.parametrize("desk", ["file"], indirect=True)


@pytest.fixture
def second(district: District) -> Path:
    """The second package of the first school: number 2, not imported yet."""
    return district.next_package()


def plain(desk: Desk, path: Path) -> bytes:
    return open_container(path.read_bytes(), identity=desk.keys.identity)


def test_the_next_package_of_a_school_is_taken(desk: Desk, second: Path) -> None:
    result = import_package(desk, second)
    assert (result.accepted, result.code, result.number) == (True, Code.OK, 2)
    assert desk.store.packages.all(result.school)[-1].identity == result.identity
    assert desk.store.import_log.all()[0].accepted


def test_figures_of_the_new_package_replace_the_old(desk: Desk, second: Path) -> None:
    code = import_package(desk, second).school
    rows = {row.school_code: row for row in desk.store.figures.rows(["pupils.minority_primary"])}
    assert rows[code].values["pupils.minority_primary"] == 12


def test_the_findings_of_the_own_check_are_counted(desk: Desk, district: District) -> None:
    """Rooms smaller than is plausible, each explained: as many queries as the school has had."""
    with school_store.open_school(district.school()) as store:
        send_back(store, actor=PRINCIPAL, reason="更正面积")
        rooms = store.answers.load().tables["facilities.music_rooms"]
        small: list[Edit] = [
            SetCell("facilities.music_rooms", row.id, "area", "20.00") for row in rooms
        ]
        store.answers.write(small, actor=CLERK)
        found = check_return(store).open_problems
        assert {problem.severity for problem in found} == {Severity.QUERY}
        why: list[Edit] = [
            Justify(item.key, f"因旧房改建，面积如实填写，2025 年建设计划第 {number} 项。")
            for number, item in enumerate(found, start=1)
        ]
        store.answers.write(why, actor=CLERK)
        submit_return(store, actor=CLERK)
        confirm_all(store)
        key = school_key(district.files.school_stores[0])
        sign_return(store, key=key, actor=PRINCIPAL)
        sent = export_package(store, district.folder, actor=CLERK, replace=False).path
        counts = Counter(problem.severity for problem in check_return(store).problems)
    assert counts[Severity.QUERY] >= len(rooms) >= 2
    import_package(desk, sent)
    (kept,) = (item for item in desk.store.packages.all(district.code()) if item.number == 2)
    assert kept.problems == {severity: counts[severity] for severity in Severity}


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def emptied(_data: bytes) -> bytes:
    return b""


def lengthened(data: bytes) -> bytes:
    return data + b"\0"


@pytest.mark.parametrize("damage", [cut, flipped, emptied, lengthened])
def test_a_damaged_encrypted_package_is_kept_apart(
    desk: Desk, second: Path, damage: Callable[[bytes], bytes]
) -> None:
    second.write_bytes(damage(second.read_bytes()))
    result = import_package(desk, second)
    assert not result.accepted
    assert result.code in {Code.E_CRYPT, Code.E_ZIP}
    assert result.message.endswith("。")
    assert [item.file_name for item in desk.store.quarantine.all()] == [second.name]
    assert len(desk.store.packages.all()) == 3


@pytest.mark.parametrize("damage", [cut, flipped, emptied, lengthened])
def test_a_damaged_container_inside_is_refused(
    desk: Desk, second: Path, damage: Callable[[bytes], bytes]
) -> None:
    second.write_bytes(
        seal_report(damage(plain(desk, second)), recipient=desk.keys.identity.recipient)
    )
    result = import_package(desk, second)
    assert not result.accepted
    assert result.verdict is Level.INVALID


def test_the_same_package_twice_is_seen(desk: Desk, district: District) -> None:
    result = import_package(desk, district.package())
    assert (result.accepted, result.code) == (False, Code.E_SEEN)
    assert "以前已经导入" in result.message
    assert desk.store.quarantine.all() == []


def test_a_package_of_a_retired_school_is_refused(desk: Desk, second: Path) -> None:
    retire_school(desk.store, second.name.partition("-")[0], actor=desk.actor)
    result = import_package(desk, second)
    assert (result.accepted, result.code) == (False, Code.E_SCHOOL)


def test_a_package_for_another_bureau_cannot_be_opened(stranger: Desk, district: District) -> None:
    result = import_package(stranger, district.package())
    assert (result.accepted, result.code) == (False, Code.E_CRYPT)
    assert len(stranger.store.quarantine.all()) == 1


def test_a_package_passed_on_to_another_bureau_is_refused(
    desk: Desk, stranger: Desk, district: District, tmp_path: Path
) -> None:
    container = plain(desk, district.package())
    passed = tmp_path / "passed.asice.age"
    passed.write_bytes(seal_report(container, recipient=stranger.keys.identity.recipient))
    result = import_package(stranger, passed)
    assert not result.accepted
    assert result.code in {Code.E_SIG, Code.E_ADDRESSEE}


def test_a_revoked_school_is_refused(desk: Desk, demo: DemoFiles, second: Path) -> None:
    code = second.name.partition("-")[0]
    count = revoke_school(
        desk.store,
        code,
        authority=authority(demo.bureau_store),
        actor=desk.actor,
        reason="校长更换",
    )
    assert count == 1
    result = import_package(desk, second)
    assert (result.accepted, result.code) == (False, Code.E_SIG)
    assert "吊销" in result.message


def test_a_gap_is_refused_until_the_missing_package_has_come(
    desk: Desk, district: District, second: Path
) -> None:
    third = district.next_package(3)
    assert import_package(desk, third).code is Code.E_GAP
    results = import_packages(desk, [third, second], workers=1)
    assert [result.accepted for result in results] == [True, True]


def test_files_that_are_nothing_get_a_verdict(desk: Desk, tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("hello", encoding="utf-8")
    missing = tmp_path / "missing.asice.age"
    results = import_packages(desk, [text, missing], workers=1)
    assert [result.accepted for result in results] == [False, False]
    assert "读不了文件" in results[1].message


def test_one_bad_file_does_not_stop_the_others(desk: Desk, second: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.asice.age"
    bad.write_bytes(cut(second.read_bytes()))
    told: list[tuple[int, int]] = []
    results = import_packages(
        desk,
        [bad, second],
        progress=lambda done, total, _text: told.append((done, total)),
        workers=1,
    )
    assert [result.accepted for result in results] == [False, True]
    assert told == [(1, 2), (2, 2)]


@ON_A_DISK
def test_nothing_is_said_of_a_file_before_it_is_on_the_disk(
    desk: Desk, second: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.asice.age"
    bad.write_bytes(cut(second.read_bytes()))
    on_disk: list[set[str]] = []

    def look(*_said: object) -> None:
        with open_bureau(desk.store.path, read_only=True) as other:
            on_disk.append({record.file_name for record in other.import_log.all()})

    import_packages(desk, [bad, second], progress=look, workers=1)
    assert len(on_disk) == 2
    assert all({bad.name, second.name} <= found for found in on_disk)


@ON_A_DISK
def test_files_that_share_a_transaction_are_all_left_when_the_disk_fails(
    desk: Desk, second: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.asice.age"
    bad.write_bytes(cut(second.read_bytes()))
    said: list[object] = []
    before = len(desk.store.packages.all()), desk.store.quarantine.all()

    def fail(*_: object, **__: object) -> None:
        raise EnvironmentProblem(desk.store.path, "磁盘已满。")

    monkeypatch.setattr(desk.store.quarantine, "add", fail)
    with pytest.raises(EnvironmentProblem, match="磁盘已满"):
        import_packages(desk, [second, bad], progress=lambda *told: said.append(told), workers=1)
    assert said == []
    monkeypatch.undo()
    assert (len(desk.store.packages.all()), desk.store.quarantine.all()) == before
    results = import_packages(desk, [second, bad], workers=1)
    assert [result.accepted for result in results] == [True, False]


def test_whose_a_file_is_does_not_hang_on_its_name(
    desk: Desk, district: District, second: Path, tmp_path: Path
) -> None:
    other = f"{district.code(1)}-2024-0002.asice.age"
    for name in (other, "第二次上报（改）.asice.age"):
        renamed = Path(shutil.copy(second, tmp_path / name))
        result = import_package(desk, renamed)
        assert (result.code, result.school) == (Code.OK, district.code())
        desk.store.imports.undo(result.identity, actor=desk.actor, reason="再试一次")


def test_cancelling_leaves_the_rest_untouched(desk: Desk, second: Path) -> None:
    results = import_packages(desk, [second], cancelled=lambda: True, workers=1)
    assert results == []
    assert len(desk.store.packages.all()) == 3
    assert desk.store.quarantine.all() == []


@pytest.mark.slow
def test_many_files_are_examined_in_processes(
    desk: Desk, district: District, second: Path, tmp_path: Path
) -> None:
    copies = [tmp_path / f"copy-{number}.asice.age" for number in range(6)]
    for path in copies:
        shutil.copy(district.package(1), path)
    copies[3].write_bytes(cut(copies[3].read_bytes()))
    results = import_packages(desk, [*copies, second], workers=2)
    codes = [result.code for result in results]
    assert codes == [Code.E_SEEN] * 3 + [Code.E_CRYPT] + [Code.E_SEEN] * 2 + [Code.OK]


def test_an_import_can_be_undone_until_it_is_answered(desk: Desk, second: Path) -> None:
    result = import_package(desk, second)
    desk.store.imports.undo(result.identity, actor=desk.actor, reason="导入错了")
    assert import_package(desk, second).accepted


def test_the_bureau_remembers_what_it_told_a_school(desk: Desk, district: District) -> None:
    told = read_told(desk.store, district.code())
    assert told.due == "2024-10-15"
    assert told.settings["setting.per_pupil_primary"] == "1150"
    assert read_told(desk.store, "9999999999").settings == {}


def test_every_school_of_the_demonstration_has_its_receipt(desk: Desk) -> None:
    assert {status.state for status in desk.store.packages.statuses()} == {ReturnState.ACCEPTED}
