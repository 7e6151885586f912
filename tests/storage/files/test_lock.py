"""One writer at a time, also across programs, also after a crash."""

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from forms.edits import SetAnswer
from storage.errors import StoreLocked, StoreVanished
from storage.files.lock import StoreLock, lock_path, read_holder
from storage.files.system import SYSTEM
from storage.school.store import SchoolStore
from tests.storage.stores import CLERK, START, new_school

HOLD = """
import sys, time
from pathlib import Path
from storage.school.store import SchoolStore
from storage.files.system import SYSTEM
store = SchoolStore.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
store.close()
print("closed", flush=True)
"""


def second_program(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert stream(process.stdout).readline() == "open\n"
    return process


def stream(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def finish(process: subprocess.Popen[str]) -> None:
    process.communicate("\n")


def test_a_second_program_is_told_who_where_and_since_when(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    new_school(path).close()
    process = second_program(path)
    try:
        said = json.loads(lock_path(path).read_text(encoding="utf-8"))
        with pytest.raises(StoreLocked) as caught:
            SchoolStore.open(path)
        assert caught.value.holder == said["name"]
        assert caught.value.machine == said["machine"]
        assert said["pid"] == process.pid
        assert caught.value.since is not None
        for part in (said["machine"], f"{caught.value.since.astimezone():%H:%M:%S}", "只读"):
            assert part in str(caught.value)
        with SchoolStore.open(path, read_only=True) as reader:
            assert reader.revisions.number == 1
    finally:
        finish(process)
    with SchoolStore.open(path) as store:
        assert store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_crash_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    new_school(path).close()
    process = second_program(path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert lock_path(path).exists()
    with SchoolStore.open(path) as store:
        assert not store.read_only
    assert not lock_path(path).exists()


def test_the_same_program_cannot_open_it_twice_for_writing(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path):
        with pytest.raises(StoreLocked, match="打开"):
            SchoolStore.open(path)
        with pytest.raises(StoreLocked):
            StoreLock.acquire(path, now=START)


def test_a_failed_opening_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    new_school(path).close()
    content = bytearray(path.read_bytes())
    content[68:72] = b"XXXX"
    path.write_bytes(content)
    for _ in range(2):
        with pytest.raises(Exception, match="不是优衡填报"):
            SchoolStore.open(path)
    assert not lock_path(path).exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"name": "x"}', '{"name": "x", "machine": "y", "since": "gestern"}']
)
def test_an_unreadable_lock_still_refuses_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.yhs"
    lock = StoreLock.acquire(path, now=START)
    lock_path(path).write_text(text, encoding="utf-8")
    assert read_holder(path).since is None
    with pytest.raises(StoreLocked, match=r"另一个程序（电脑 未知）打开"):
        StoreLock.acquire(path, now=START)
    lock.release()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be removed there")
def test_a_lock_file_removed_meanwhile_is_not_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between opening and locking, the last holder may take the file away."""
    path = tmp_path / "s.yhs"
    real, calls = SYSTEM.try_lock, []

    def lock_after_removal(descriptor: int) -> bool:
        calls.append(descriptor)
        if len(calls) == 1:
            lock_path(path).unlink()
        return real(descriptor)

    monkeypatch.setattr(SYSTEM, "try_lock", lock_after_removal)
    lock = StoreLock.acquire(path, now=START)
    assert len(calls) == 2
    assert read_holder(path).since == START
    lock.release()


def test_without_a_user_name_the_lock_is_taken_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    lock = StoreLock.acquire(tmp_path / "s", now=START)
    assert read_holder(tmp_path / "s").name == ""
    lock.release()


def test_a_full_disk_has_no_room_for_the_text_but_the_lock_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, f"{descriptor} has no room for {len(content)}")

    with monkeypatch.context() as patch:
        patch.setattr("storage.files.lock.os.write", full)
        lock = StoreLock.acquire(tmp_path / "s", now=START)
    with pytest.raises(StoreLocked, match="另一个程序"):
        StoreLock.acquire(tmp_path / "s", now=START)
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_no_folder_no_lock(tmp_path: Path) -> None:
    with pytest.raises(StoreVanished):
        StoreLock.acquire(tmp_path / "nowhere" / "s", now=START)
