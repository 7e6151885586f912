"""Disk full, disk read-only, store open elsewhere: exit 3 and one sentence, and afterwards all is well."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from cli.output import Exit, Result, show
from operations.bureau.store import open_bureau
from operations.school.store import open_school
from tests.cli.conftest import Command
from tests.operations.staging import District

NEW = ("--code", "2142100098", "--name", "新校", "--period", "2024")
Words = tuple[object, ...]

needs_mount = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="mounts a small disk"
)


@contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[Path]:
    """A disk of its own, where the machine lets us have one."""
    folder.mkdir()
    size = f"size={megabytes}m"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=False)
    if mounted.returncode:
        pytest.skip("no right to mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def fill_up(place: Path) -> Path:
    """Leave not a byte of a disk."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as stream:
        for size in (2**20, 2**12):
            with suppress(OSError):
                while stream.write(bytes(size)):
                    pass
    return filler


@needs_mount
def test_on_a_full_disk_nothing_is_half_done_and_all_can_be_read(
    command: Command, district: District, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "小盘", megabytes=24) as disk:
        shutil.copytree(district.folder, disk / "区")
        store, bureau = disk / "区/schools" / district.school().name, disk / "区/bureau.yhb"
        passphrase = ("--passphrase-file", district.passphrases)
        back = ("school", "return", store, "--reason", "补充")
        send = ("bureau", "return", bureau, disk, "--school", district.code(), "--reason", "核对")
        steps: tuple[Words, ...] = (back, ("bureau", "backup", bureau), (*send, *passphrase))
        before = _names(disk)
        for words in (*steps, ("school", "new", disk / "n.yhs", *NEW)):
            filler = fill_up(disk)
            run = command(*words)
            assert (run.code, run.err.count("\n"), run.out) == (3, 1, ""), words
            assert "腾出空间" in run.err
            assert command("school", "history", store, "--verify").code == 0
            assert command("school", "check", store).code == 0
            filler.unlink()
            assert _names(disk) == before
        assert [command(*words).code for words in steps] == [0, 0, 0]


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if not _sqlites_own(path.name))


def _sqlites_own(name: str) -> bool:
    return name.endswith(".backups")


@needs_mount
def test_a_read_only_disk_is_read(command: Command, district: District, tmp_path: Path) -> None:
    with small_disk(tmp_path / "光盘", megabytes=24) as disk:
        store, bureau = disk / district.school().name, disk / "bureau.yhb"
        shutil.copy(district.school(), store)
        shutil.copy(district.bureau, bureau)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        copy, table = tmp_path / "copy.yhs", tmp_path / "out.csv"
        possible: tuple[Words, ...] = (
            ("school", "check", store),
            ("school", "history", store, "--verify"),
            ("school", "backup", store, copy),
            ("bureau", "roster", bureau),
            ("bureau", "export", bureau, table),
            ("bureau", "resend", bureau, tmp_path / "again"),
        )
        for words in possible:
            assert command(*words).code == 0, words
        impossible: tuple[Words, ...] = (
            ("school", "return", store, "--reason", "x"),
            ("school", "backup", store),
            ("school", "template", store, disk / "t.xlsx"),
            ("bureau", "resend", bureau, disk / "again"),
            ("school", "new", disk / "n.yhs", *NEW),
        )
        for words in impossible:
            run = command(*words)
            assert (run.code, run.out) == (3, ""), words
            assert "Read-only" not in run.err
    assert command("school", "history", copy, "--verify").code == 0


def test_a_store_open_elsewhere_can_be_read_and_copied(
    command: Command, district: District, tmp_path: Path
) -> None:
    store, bureau = district.school(), district.bureau
    with open_school(store), open_bureau(bureau):
        possible: tuple[Words, ...] = (
            ("school", "check", store),
            ("school", "backup", store, tmp_path / "copy.yhs"),
            ("bureau", "backup", bureau, tmp_path / "copy.yhb"),
            ("bureau", "roster", bureau),
            ("bureau", "evaluate", bureau),
        )
        for words in possible:
            assert command(*words).code == 0, words
        impossible: tuple[Words, ...] = (
            ("school", "return", store, "--reason", "x"),
            ("school", "backup", store),
            ("bureau", "roster", bureau, "--retire", district.code()),
        )
        for words in impossible:
            run = command(*words)
            assert run.code == 3, words
            assert "打开" in run.err
    assert command("school", "history", tmp_path / "copy.yhs", "--verify").code == 0
    assert command("bureau", "history", tmp_path / "copy.yhb", "--verify").code == 0


def test_a_path_that_is_too_long_is_called_that(
    command: Command, district: District, tmp_path: Path
) -> None:
    """SQLite takes 512 bytes, less what it appends; the system takes more, but 255 for one name."""
    folder = tmp_path / ("很长的文件夹名" * 11) / ("又一个文件夹名" * 11)
    folder.mkdir(parents=True)
    store = Path(shutil.copy(district.school(), folder))
    for words in (
        ("school", "return", store, "--reason", "补充"),
        ("school", "backup", store),
        ("school", "new", folder / "新.yhs", *NEW),
        ("school", "backup", district.school(), folder / "备份.yhs"),
        ("school", "check", district.folder / f"{'名' * 90}.yhs"),
    ):
        run = command(*words)
        assert run.code == 3, words
        assert "路径太长" in run.err, run.err
        assert "只读" not in run.err
    # It can be read all the same, and what is no store may lie there.
    assert command("school", "check", store).code == 0
    table = folder / "模板.xlsx"
    assert command("school", "template", district.school(), table).code == 0
    assert table.is_file()
    left = sorted(item.name for item in folder.iterdir() if not item.name.endswith(".backups"))
    assert left == sorted([store.name, table.name])


def test_a_reader_that_ends_first_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert show(Result({}, ["一行"]), as_json=False) == Exit.ENVIRONMENT
    assert capsys.readouterr().err == "接收输出的程序先结束了，其余的没有写出。\n"
