"""Temporary files: none outlives its writer, and none of a living writer is taken away."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storage.errors import PathTooLong, ReadOnlyPlace
from storage.files.atomic import write_bytes
from storage.files.temporary import SUFFIX, clear_left_over, growing, put_in_place, scratch_folder
from tests.storage.stores import new_school

GROWER = """
import sys
import time
from pathlib import Path
from storage.files.temporary import growing
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
    process.communicate()
    assert len(names(tmp_path)) == 1
    write_bytes(tmp_path / "another", b"x", replace=False)
    assert names(tmp_path) == ["another"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_a_killed_writer_left_goes_when_a_store_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    new_school(path).close()
    process = grower(tmp_path / "回执.asice")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    from storage.school.store import SchoolStore

    with SchoolStore.open(path, read_only=True):
        assert len(names(tmp_path)) == 2
    with SchoolStore.open(path):
        assert names(tmp_path) == ["s.yhs", "s.yhs.lock"]


def test_a_living_writers_file_is_left_alone(tmp_path: Path) -> None:
    process = grower(tmp_path / "回执.asice")
    write_bytes(tmp_path / "another", b"x", replace=False)
    assert len(names(tmp_path)) == 2
    process.communicate("\n")
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
        patch.setattr("storage.files.temporary.os.open", forbidden)
        with pytest.raises(ReadOnlyPlace):
            write_bytes(tmp_path / "f", b"x", replace=False)
    assert len(tried) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_file_taken_for_one_left_over_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between being made and being locked, another writer may remove it."""
    from storage.files.system import SYSTEM

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


FOLDER_MAKER = """
import sys
import time
from pathlib import Path
from storage.files.temporary import scratch_folder
with scratch_folder(Path(sys.argv[1])) as folder:
    folder.joinpath("copy.pdf").write_bytes(b"x")
    print(folder.name + sys.argv[2], flush=True)
    sys.stdin.readline()
"""


def folder_maker(parent: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", FOLDER_MAKER, str(parent), SUFFIX],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline().rstrip().endswith(SUFFIX)
    return process


def an_hour_ago(folder: Path) -> Path:
    then = time.time() - 3600
    os.utime(folder, (then, then))
    return folder


def test_a_folder_for_copies_is_the_owners_alone_and_goes_with_its_content(tmp_path: Path) -> None:
    with scratch_folder(tmp_path) as folder:
        (folder / "copy.pdf").write_bytes(b"x")
        if sys.platform != "win32":
            assert folder.stat().st_mode & 0o777 == 0o700
        an_hour_ago(folder)
        clear_left_over(tmp_path)
        assert (folder / "copy.pdf").exists()
    assert names(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_the_folder_of_a_killed_program_goes_with_the_next(tmp_path: Path) -> None:
    process = folder_maker(tmp_path)
    (folder,) = tmp_path.iterdir()
    an_hour_ago(folder)
    clear_left_over(tmp_path)
    assert folder.exists()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with scratch_folder(tmp_path) as mine:
        assert names(tmp_path) == [mine.name]


def test_a_folder_that_was_made_a_moment_ago_is_not_taken_for_one_left(tmp_path: Path) -> None:
    folder = tmp_path / f".made{SUFFIX}"
    folder.mkdir()
    clear_left_over(tmp_path)
    assert folder.exists()
    an_hour_ago(folder)
    clear_left_over(tmp_path)
    assert not folder.exists()


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    kept = an_hour_ago(elsewhere)
    (tmp_path / f".link{SUFFIX}").symlink_to(kept)
    clear_left_over(tmp_path)
    assert kept.exists()
