"""Temporary files: none outlives its writer, and none of a living writer is taken away."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.atomic import write_bytes
from storage.errors import PathTooLong, ReadOnlyPlace
from storage.temporary import SUFFIX, clear_left_over, growing, put_in_place
from tests.storage.stores import new_school

GROWER = """
import sys
from pathlib import Path
from storage.temporary import growing
with growing(Path(sys.argv[1])) as made:
    made.path.write_bytes(b"half")
    print(made.path.name, flush=True)
    sys.stdin.readline()
"""


def grower(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", GROWER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline().rstrip().endswith(SUFFIX)
    return process


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_a_killed_writer_left_goes_with_the_next_file(tmp_path: Path) -> None:
    process = grower(tmp_path / "回执.asice")
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)
    assert len(names(tmp_path)) == 1
    write_bytes(tmp_path / "another", b"x", replace=False)
    assert names(tmp_path) == ["another"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_a_killed_writer_left_goes_when_a_store_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    new_school(path).close()
    process = grower(tmp_path / "回执.asice")
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)
    from storage.school.store import SchoolStore

    with SchoolStore.open(path, read_only=True):
        assert len(names(tmp_path)) == 2
    with SchoolStore.open(path):
        assert names(tmp_path) == ["s.yhs", "s.yhs.lock"]


def test_a_living_writers_file_is_left_alone(tmp_path: Path) -> None:
    process = grower(tmp_path / "回执.asice")
    write_bytes(tmp_path / "another", b"x", replace=False)
    assert len(names(tmp_path)) == 2
    process.communicate("\n", timeout=20)
    assert names(tmp_path) == ["another"]


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    for name in (".x.tmp", f"x{SUFFIX}", ".回执.asice.azvt602m"):
        (tmp_path / name).write_bytes(b"not ours")
    clear_left_over(tmp_path)
    assert len(names(tmp_path)) == 3


def test_the_name_of_a_temporary_file_fits_whatever_the_name(tmp_path: Path) -> None:
    path = tmp_path / ("名" * 85)
    write_bytes(path, b"x", replace=False)
    assert path.read_bytes() == b"x"
    with pytest.raises(PathTooLong, match="路径太长"):
        write_bytes(tmp_path / ("名" * 86), b"x", replace=False)


def test_a_forbidden_folder_is_tried_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Path] = []

    def forbidden(path: Path, flags: int, mode: int = 0o777) -> int:
        tried.append(path)
        raise PermissionError(errno.EACCES, f"{flags:o} {mode:o}")

    with monkeypatch.context() as patch:
        patch.setattr("storage.temporary.os.open", forbidden)
        with pytest.raises(ReadOnlyPlace):
            write_bytes(tmp_path / "f", b"x", replace=False)
    assert len(tried) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_file_taken_for_one_left_over_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between being made and being locked, another writer may remove it."""
    from storage.system import SYSTEM

    removed: list[Path] = []

    def lock_after_removal(descriptor: int) -> bool:
        if not removed:
            removed.extend(tmp_path.iterdir())
            removed[0].unlink()
        return descriptor > 0

    monkeypatch.setattr(SYSTEM, "try_lock", lock_after_removal)
    with growing(tmp_path / "f") as made:
        assert made.path.exists()
        assert made.path != removed[0]


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
        put_in_place(source, tmp_path / "f", pause=waited.append)
        assert (tmp_path / "f").read_bytes() == b"new"
    else:
        with pytest.raises(PermissionError):
            put_in_place(source, tmp_path / "f", pause=waited.append)
        assert not (tmp_path / "f").exists()
    assert len(waited) == pauses
    assert sum(waited) < 3
