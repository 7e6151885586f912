"""Files are written whole or not at all."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from storage.errors import DiskFull, ReadOnlyPlace, StoreVanished, UnfitName
from storage.files import atomic


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_content_is_there_and_nothing_else(tmp_path: Path) -> None:
    atomic.write_bytes(tmp_path / "回执.asice", b"abc", replace=False)
    assert (tmp_path / "回执.asice").read_bytes() == b"abc"
    assert left_over(tmp_path) == ["回执.asice"]


@pytest.mark.skipif(sys.platform == "win32", reason="folders are not flushed there")
def test_content_is_on_the_disk_before_it_takes_its_place_and_the_new_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "f"
    target.write_bytes(b"old")
    flushed: list[tuple[str, bytes]] = []
    flush = os.fsync

    def told(descriptor: int) -> None:
        found = os.fstat(descriptor)
        what = "folder" if stat.S_ISDIR(found.st_mode) else f"file of {found.st_size}"
        flushed.append((what, target.read_bytes()))
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", told)
    atomic.write_bytes(target, b"newer", replace=True)
    assert flushed == [("file of 5", b"old"), ("folder", b"newer")]


def test_old_content_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "f"
    target.write_bytes(b"a much longer old content")
    atomic.write_bytes(target, b"new", replace=True)
    assert target.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize(("private", "mode"), [(True, 0o600), (False, 0o644)])
def test_a_private_file_is_its_owners_alone_from_the_first_byte(
    tmp_path: Path, private: bool, mode: int
) -> None:
    old = os.umask(0o022)
    try:
        with atomic.new_file(tmp_path / "key", private=private) as temporary:
            assert stat.S_IMODE(temporary.stat().st_mode) == 0o600
            temporary.write_bytes(b"x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == mode


def test_failure_in_the_middle_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    target = tmp_path / "f"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), atomic.new_file(target) as temporary:
        temporary.write_bytes(b"half of it" * (1 // len(b"")))
    assert target.read_bytes() == b"old"
    assert left_over(tmp_path) == ["f"]


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EACCES, ReadOnlyPlace),
        (errno.EROFS, ReadOnlyPlace),
    ],
)
def test_system_errors_become_sentences(
    tmp_path: Path, number: int, problem: type[Exception]
) -> None:
    target = tmp_path / "f"
    target.write_bytes(b"old")
    with pytest.raises(problem, match="f"), atomic.new_file(target):
        raise OSError(number, "as the system would")
    assert target.read_bytes() == b"old"


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yhs").write_bytes(b"x")
    with pytest.raises(StoreVanished, match=r"找不到“f”所在的文件夹“.*a\.yhs”"):
        atomic.write_bytes(tmp_path / "a.yhs" / "f", b"x", replace=False)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreVanished, match="nowhere"):
        atomic.write_bytes(tmp_path / "nowhere" / "f", b"x", replace=False)


@pytest.mark.parametrize(
    "name",
    [
        "CON",
        "nul.pdf",
        "Com1.xlsx",
        "aux .txt",
        "a.pdf.",
        "a.pdf ",
        "表:1.xlsx",
        "甲?.pdf",
        "a\nb.pdf",
    ],
)
def test_a_name_that_windows_does_not_keep_is_refused_everywhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnfitName, match="Windows 把 CON、NUL、COM1 一类的名称留给设备"):
        atomic.write_bytes(tmp_path / name, b"x", replace=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["console.pdf", "com10.xlsx", ".pdf", "a..pdf", "表 1.pdf"])
def test_a_name_that_is_nearly_one_of_those_is_fine(tmp_path: Path, name: str) -> None:
    atomic.write_bytes(tmp_path / name, b"x", replace=False)
    assert (tmp_path / name).read_bytes() == b"x"


class _FullAfter:
    """A disk with room for so many bytes more: what is flushed beyond them is refused."""

    def __init__(self, room: int) -> None:
        self._left = room

    def __call__(self, descriptor: int) -> None:
        found = os.fstat(descriptor)
        if stat.S_ISREG(found.st_mode):
            self._left -= found.st_size
        if self._left < 0:
            raise OSError(errno.ENOSPC, "as the system would")


def test_a_full_disk_leaves_no_file_of_a_set_and_none_of_the_old_ones_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    new = {tmp_path / f"{name}.csv": b"0123456789" for name in "abcd"}
    monkeypatch.setattr(os, "fsync", _FullAfter(35))
    with pytest.raises(DiskFull, match=r"d\.csv"):
        atomic.write_all(new, replace=True)
    assert left_over(tmp_path) == ["a.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_where_one_of_a_set_cannot_take_its_place_the_others_are_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(b"old a")
    (tmp_path / "c.csv").write_bytes(b"old c")
    new = {tmp_path / f"{name}.csv": b"new" for name in "abc"}
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target.name == "c.csv":
            raise OSError(errno.EROFS, "as the system would", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(ReadOnlyPlace, match=r"c\.csv"):
        atomic.write_all(new, replace=True)
    assert left_over(tmp_path) == ["a.csv", "c.csv"]
    assert (tmp_path / "a.csv").read_bytes() == b"old a"
    assert (tmp_path / "c.csv").read_bytes() == b"old c"


def test_what_cannot_be_taken_back_hides_no_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target.name == "b.csv":
            (tmp_path / "a.csv").unlink()
            raise OSError(errno.EROFS, "as the system would", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(ReadOnlyPlace, match=r"b\.csv"):
        atomic.write_all({tmp_path / f"{name}.csv": b"new" for name in "ab"}, replace=False)
    assert left_over(tmp_path) == []


def test_more_files_are_written_at_once_than_a_program_may_have_open(tmp_path: Path) -> None:
    new = {tmp_path / f"{number}.txt": b"%d" % number for number in range(1200)}
    atomic.write_all(new, replace=False)
    assert len(left_over(tmp_path)) == 1200


def test_a_set_with_a_name_that_windows_does_not_keep_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(UnfitName, match="nul"):
        atomic.write_all({tmp_path / "a.txt": b"a", tmp_path / "nul.txt": b"b"}, replace=False)
    assert left_over(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_files_of_a_set_can_be_read_by_whom_any_new_file_can(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        atomic.write_all({tmp_path / "a.txt": b"a"}, replace=False)
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o644
