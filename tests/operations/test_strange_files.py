"""Files with names or of kinds nobody expects: said in words, and the others go on."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from forms.exchange import Code, Level
from operations import files
from operations.bureau.evaluation.two_years import read_two_years
from operations.bureau.intake.import_packages import import_packages
from operations.bureau.intake.package_files import package_files
from operations.bureau.intake.rehearsal import rehearse_import
from operations.bureau.store import Desk, unlock_authority
from operations.copies.back_up import restore
from operations.errors import Refused
from operations.files import check_plain, read_file, shown_name
from operations.verify.inspect_file import inspect_file
from storage.bureau.store import BureauStore
from storage.errors import EnvironmentProblem, NotOurFile
from storage.school.store import SchoolStore
from tests.operations.staging import District, import_roster

NAMES = {
    "line feed": (b"x\n\xe6\x8e\xa5\xe6\x94\xb6.asice", "x□接收.asice"),
    "escape": (b"x\x1b[2J.asice", "x□[2J.asice"),
    "bidi": ("x\u202ecisa.asice".encode(), "x□cisa.asice"),
    "half a character": (b"x\xff.asice", "x□.asice"),
}


def _named(folder: Path, name: bytes) -> Path:
    path = folder / os.fsdecode(name)
    try:
        path.write_bytes(b"no package")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_and_kept_as_plain_text(desk: Desk, tmp_path: Path, name: str) -> None:
    raw, shown = NAMES[name]
    path = _named(tmp_path, raw)
    told: list[str] = []
    [result] = import_packages(desk, [path], progress=lambda *said: told.append(said[2]))
    assert (result.file, result.accepted) == (shown, False)
    assert told[0].startswith(f"{shown}：")
    assert desk.store.quarantine.all()[0].file_name == shown
    assert desk.store.import_log.all()[0].file_name == shown
    assert inspect_file(path).file == shown
    [seen] = rehearse_import(desk, [path])
    assert seen.result.file == shown


def test_a_strange_name_does_not_stop_the_others(
    desk: Desk, district: District, tmp_path: Path
) -> None:
    strange = _named(tmp_path, NAMES["half a character"][0])
    results = import_packages(desk, [strange, district.next_package()])
    assert [item.accepted for item in results] == [False, True]


def _pipe(folder: Path) -> Path:
    path = folder / "pipe.asice"
    os.mkfifo(path)
    return path


def _device(folder: Path) -> Path:
    path = folder / "device.asice"
    path.symlink_to("/dev/zero")
    return path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("make", [_pipe, _device])
def test_a_pipe_or_device_is_never_read(
    desk: Desk, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    (tmp_path / "in").mkdir()
    path = make(tmp_path / "in")
    [result] = import_packages(desk, [path])
    assert (result.verdict, result.accepted) == (Level.INVALID, False)
    assert "不是普通的文件" in result.message
    assert desk.store.quarantine.all() == []
    found = package_files([path.parent], unpacked=lambda: tmp_path)
    assert found.packages == ()
    assert found.told == f"另有 1 个文件不是上报包，没有读入（{path.name}：不是普通的文件）。"
    for read in (read_file, inspect_file, check_plain):
        with pytest.raises(Refused, match="不是普通的文件"):
            read(path)


@pytest.mark.parametrize(("make", "why"), [(False, "找不到它"), (True, "不是普通的文件")])
def test_what_is_no_file_is_said_so(desk: Desk, tmp_path: Path, make: bool, why: str) -> None:
    path = tmp_path / "x.asice"
    if make:
        path.mkdir()
    [result] = import_packages(desk, [path])
    assert result.code is Code.E_SIZE
    assert why in result.message
    assert result.message.endswith("。")


def test_a_circle_of_links_is_no_store(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "去年.yhb"
    try:
        path.symlink_to(path)
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(EnvironmentProblem, match="链接绕成了圈"):
        read_two_years(desk.store, path)


def test_an_ordinary_name_stays_as_it_is() -> None:
    assert shown_name(Path("a/云杉小学 2024（1）.asice.age")) == "云杉小学 2024（1）.asice.age"


LIMITED: list[tuple[Callable[[Path], object], int]] = [
    (lambda path: read_file(path, limit=files.REQUEST), 4 * 2**10),
    (lambda path: read_file(path, limit=files.KEY), 256 * 2**10),
    (lambda path: read_file(path, limit=files.TABLE), 16 * 2**20),
]


@pytest.mark.parametrize(("read", "limit"), LIMITED, ids=["request", "key", "table"])
def test_the_limit_that_is_stated_holds(
    tmp_path: Path, read: Callable[[Path], object], limit: int
) -> None:
    path = tmp_path / "large"
    path.write_bytes(bytes(limit + 1))
    size = f"{limit // 2**20} MB" if limit >= 2**20 else f"{limit // 2**10} KB"
    with pytest.raises(Refused, match=f"“large”超过 {size}，不像是要读入的文件"):
        read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("make", [_pipe, _device])
def test_nowhere_does_a_pipe_hang_or_a_device_fill_the_memory(
    desk: Desk, district: District, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path)
    reads: list[Callable[[], object]] = [
        lambda: import_roster(desk.store, path, actor=desk.actor),
        lambda: inspect_file(district.package(), trust=path),
        lambda: unlock_authority(desk.store, path, "x"),
    ]
    for read in reads:
        with pytest.raises(Refused, match=r"不是普通的文件|找不到根密钥文件"):
            read()
    for opened in (SchoolStore.open, BureauStore.open):
        with pytest.raises(NotOurFile, match="不是优衡填报的"):
            opened(path)
    with pytest.raises(NotOurFile, match="不是优衡填报的"):
        restore(BureauStore, tmp_path / "new.yhb", path, actor=desk.actor)
