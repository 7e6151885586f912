"""Files are written whole or not at all."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from storage import atomic
from storage.errors import DiskFull, ReadOnlyPlace, StoreVanished


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_content_is_there_and_nothing_else(tmp_path: Path) -> None:
    atomic.write_bytes(tmp_path / "回执.asice", b"abc")
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
    atomic.write_bytes(target, b"newer")
    assert flushed == [("file of 5", b"old"), ("folder", b"newer")]


def test_old_content_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "f"
    target.write_bytes(b"a much longer old content")
    atomic.write_bytes(target, b"new")
    assert target.read_bytes() == b"new"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize(("private", "mode"), [(True, 0o600), (False, 0o644)])
def test_permissions(tmp_path: Path, private: bool, mode: int) -> None:
    old = os.umask(0o022)
    try:
        with atomic.open_atomic(tmp_path / "key", private=private) as stream:
            temporary = next(tmp_path.iterdir())
            assert stat.S_IMODE(temporary.stat().st_mode) == mode
            stream.write(b"x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == mode


def test_failure_in_the_middle_leaves_the_old_file_and_no_rest(tmp_path: Path) -> None:
    target = tmp_path / "f"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), atomic.open_atomic(target) as stream:
        stream.write(b"half of it" * (1 // stream.write(b"")))
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
    with pytest.raises(problem, match="f"), atomic.open_atomic(target):
        raise OSError(number, "as the system would")
    assert target.read_bytes() == b"old"


def test_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreVanished, match="nowhere"):
        atomic.write_bytes(tmp_path / "nowhere" / "f", b"x")


class StubbornPath(type(Path())):  # type: ignore[misc]
    """A path whose replacement Windows refuses a few times."""

    refusals = 0
    winerror = 32

    def replace(self, target: Path) -> Path:
        cls = type(self)
        if cls.refusals > 0:
            cls.refusals -= 1
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = cls.winerror  # type: ignore[attr-defined]
            raise error
        return Path(self).replace(target)


@pytest.mark.skipif(sys.platform == "win32", reason="winerror cannot be set there")
@pytest.mark.parametrize(
    ("refusals", "winerror", "works", "pauses"),
    [(0, 32, True, 0), (3, 32, True, 3), (3, 5, True, 3), (99, 32, False, 7), (1, 19, False, 0)],
)
def test_sharing_errors_alone_are_tried_again(
    tmp_path: Path, refusals: int, winerror: int, works: bool, pauses: int
) -> None:
    StubbornPath.refusals, StubbornPath.winerror = refusals, winerror
    source = StubbornPath(tmp_path / "new")
    source.write_bytes(b"new")
    waited: list[float] = []
    if works:
        atomic.put_in_place(source, tmp_path / "f", pause=waited.append)
        assert (tmp_path / "f").read_bytes() == b"new"
    else:
        with pytest.raises(PermissionError):
            atomic.put_in_place(source, tmp_path / "f", pause=waited.append)
        assert not (tmp_path / "f").exists()
    assert len(waited) == pauses
    assert sum(waited) < 3
