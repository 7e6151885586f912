"""A crash that Python never sees leaves a record, and the next start finds it."""

import faulthandler
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from operations.failures.crash_log import dismiss, is_harmless, last_crash, watching
from operations.failures.logbook import log_path

RUN = """
import faulthandler, sys
from operations.failures.crash_log import watching
with watching():
    if "crash" in sys.argv:
        faulthandler._sigabrt()
"""


def run(*words: str) -> int:
    done = subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, check=False)
    return done.returncode


def leave(name: str, content: bytes, *, age: timedelta = timedelta()) -> Path:
    path = log_path().with_name(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    then = time.time() - age.total_seconds()
    os.utime(path, (then, then))
    return path


def age_of(path: Path) -> timedelta:
    return datetime.now(UTC) - datetime.fromtimestamp(path.stat().st_mtime, UTC)


def test_a_run_that_ends_well_leaves_nothing() -> None:
    assert run() == 0
    assert last_crash() is None
    assert list(log_path().parent.iterdir()) == []


def test_a_crash_is_found_at_the_next_start_with_its_place_in_the_code() -> None:
    assert run("crash") != 0
    crash = last_crash()
    assert crash is not None
    assert abs(age_of(crash)) < timedelta(minutes=5)
    record = crash.read_text(encoding="utf-8")
    assert "Fatal Python error" in record
    assert 'File "<string>"' in record
    assert last_crash() == crash, "it is told until it is dismissed"


def test_a_dismissed_crash_is_not_told_again_and_its_record_stays() -> None:
    leave("crash-1.log", b"Fatal Python error: Aborted\n")
    crash = last_crash()
    assert crash is not None
    dismiss(crash)
    assert last_crash() is None
    assert b"Aborted" in crash.with_name("crash.old.log").read_bytes()


def test_several_crashes_stand_in_one_record_and_the_last_one_gives_the_time() -> None:
    leave("crash-1.log", b"first\n", age=timedelta(days=2))
    leave("crash-2.log", b"second\n", age=timedelta(days=1))
    crash = last_crash()
    assert crash is not None
    assert [line for line in crash.read_bytes().splitlines() if line[:3] != b"---"] == [
        b"first",
        b"second",
    ]
    age = age_of(crash)
    assert timedelta(hours=23) < age < timedelta(hours=25)
    assert not list(log_path().parent.glob("crash-*.log"))


@pytest.mark.parametrize(("age", "stays"), [(timedelta(days=1), True), (timedelta(days=40), False)])
def test_an_empty_record_is_no_crash_and_goes_when_it_is_old(age: timedelta, stays: bool) -> None:
    left = leave("crash-3.log", b"", age=age)
    assert last_crash() is None
    assert left.exists() is stays


def test_what_cannot_be_read_does_not_stop_the_start() -> None:
    log_path().with_name("crash-4.log").mkdir(parents=True)
    assert last_crash() is None


@pytest.fixture
def fault_handler() -> Iterator[None]:
    """Give the handler back to the test run."""
    yield
    faulthandler.enable(2)


def test_while_the_program_runs_its_record_waits_empty(fault_handler: None) -> None:
    with watching():
        assert faulthandler.is_enabled()
        records = list(log_path().parent.glob("crash-*.log"))
        assert [path.stat().st_size for path in records] == [0]
        assert last_crash() is None
    assert not faulthandler.is_enabled()
    assert not records[0].exists()


def test_without_a_place_for_the_record_the_program_runs_all_the_same() -> None:
    folder = log_path().parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in the way", encoding="utf-8")
    ran = []
    with watching():
        ran.append(True)
    assert ran == [True]
    assert last_crash() is None


RPC = b"Windows fatal exception: code 0x8001010d\n\nThread 0x1 (most recent call first):\n"
VIOLATION = b"Windows fatal exception: access violation\n\nThread 0x1 (most recent call first):\n"


def test_what_windows_survives_is_no_crash() -> None:
    assert is_harmless(RPC + RPC)
    assert not is_harmless(RPC + VIOLATION)
    assert not is_harmless(b"Fatal Python error: Aborted\n")
    assert not is_harmless(b"")
    leave("crash-1.log", RPC)
    assert last_crash() is None
    leave("crash-2.log", VIOLATION)
    assert last_crash() is not None
