"""Items are worked through in order, on one core or several, and never far ahead."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from operations.processes import AHEAD, MANY, Limit, fitting, in_order, workers_for
from tests.support.places import ROOT


def times(factor: int, number: int) -> int:
    return factor * number


def divided(by: int, number: int) -> int:
    return number // by


def go_on() -> bool:
    return False


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    found = in_order(times, 3, range(40), workers=workers, cancelled=go_on)
    assert list(found) == [(number, 3 * number) for number in range(40)]


@pytest.mark.parametrize("workers", [1, 2])
def test_items_are_read_only_a_little_ahead(workers: int) -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            read.append(number)
            yield number

    found = in_order(times, 1, items(), workers=workers, cancelled=go_on)
    assert next(found) == (0, 0)
    assert len(read) <= workers * AHEAD
    found.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_cancelling_begins_nothing_more(workers: int) -> None:
    done: list[int] = []
    for number, _ in in_order(
        times, 1, range(1000), workers=workers, cancelled=lambda: len(done) >= 2
    ):
        done.append(number)
    assert done == list(range(len(done)))
    assert 2 <= len(done) <= 2 + workers * AHEAD


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_to_do_is_done_at_once(workers: int) -> None:
    assert list(in_order(times, 1, (), workers=workers, cancelled=go_on)) == []


def test_a_few_items_are_not_worth_a_process() -> None:
    assert workers_for(MANY - 1) == 1
    assert workers_for(MANY) >= 1


def test_what_goes_wrong_in_a_process_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(divided, 0, [1], workers=2, cancelled=go_on))


def hangs_at_3_ends_at_8(_given: None, number: int) -> int:
    if number == 3:
        threading.Event().wait()
    if number == 8:
        os._exit(9)  # as a library does that crashes, or a system short of memory
    return number


def test_an_item_that_takes_too_long_or_ends_its_process_is_refused_and_the_others_go_on() -> None:
    limit: Limit[int, int] = Limit(2, lambda number: -number)
    found = in_order(hangs_at_3_ends_at_8, None, range(12), workers=2, cancelled=go_on, limit=limit)
    wanted = [(number, -number if number in {3, 8} else number) for number in range(12)]
    assert list(found) == wanted


def test_one_worker_apart_can_be_ended_too() -> None:
    limit: Limit[int, int] = Limit(2, lambda number: -number, apart=True)
    found = in_order(hangs_at_3_ends_at_8, None, [3, 4], workers=1, cancelled=go_on, limit=limit)
    assert list(found) == [(3, -3), (4, 4)]


def test_a_process_that_ends_without_a_limit_is_no_silence() -> None:
    with pytest.raises(BrokenProcessPool):
        list(in_order(hangs_at_3_ends_at_8, None, [8], workers=2, cancelled=go_on))


def test_no_more_processes_than_windows_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 128)
    assert workers_for(1000) == 61


def test_workers_keep_in_step_with_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    assert workers_for(100, largest=100 * 2**10) == 8
    assert workers_for(100, largest=54 * 2**20) == 2
    assert workers_for(100, largest=2**40) == 1
    assert fitting(54 * 2**20) == 2


@pytest.mark.parametrize("workers", [2, 8])
def test_of_large_items_few_are_in_memory(workers: int) -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            read.append(number)
            yield number

    found = in_order(times, 1, items(), workers=workers, cancelled=go_on, largest=64 * 2**20)
    assert next(found) == (0, 0)
    assert len(read) <= 2
    found.close()


PARENT = """
import os, sys
from operations.processes import in_order
from tests.operations.test_processes import go_on, pid_of_worker

if __name__ == "__main__":
    for _, pid in in_order(pid_of_worker, None, range(2), workers=2, cancelled=go_on):
        print(pid, flush=True)
        sys.stdin.read()
"""


def pid_of_worker(_given: None, _item: int) -> int:
    return os.getpid()


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as parent:
        assert parent.stdout is not None
        # Its workers hold the other end of the same stream: it ends with the last of them.
        worker = int(parent.stdout.readline())
        assert worker != parent.pid
        parent.kill()
        assert parent.stdout.read().splitlines() == []


INTERRUPTED = """
import sys
from operations.processes import in_order
from tests.operations.test_processes import go_on, waits_for_ever

if __name__ == "__main__":
    try:
        list(in_order(waits_for_ever, None, range(2), workers=2, cancelled=go_on))
    except KeyboardInterrupt:
        sys.exit("ended")
"""


def waits_for_ever(_given: None, _item: int) -> None:
    os.write(1, b"begun\n")
    threading.Event().wait()


@pytest.mark.skipif(
    sys.platform == "win32", reason="a group of processes cannot be sent Ctrl-C there"
)
def test_an_interrupt_ends_the_workers_without_a_word_of_theirs(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        start_new_session=True,  # the interrupt goes to the terminal's whole group
    ) as parent:
        assert parent.stdout is not None
        assert parent.stderr is not None
        assert [parent.stdout.readline() for _ in range(2)] == [b"begun\n"] * 2
        os.killpg(parent.pid, signal.SIGINT)
        assert parent.stderr.read() == b"ended\n"
    assert parent.returncode == 1


def test_no_other_pool_is_made_whose_processes_would_outlive_this_one() -> None:
    rooms = ("cli", "exporters", "forms", "operations", "storage", "ui")
    makers = [
        path.relative_to(ROOT).as_posix()
        for room in rooms
        for path in (ROOT / room).rglob("*.py")
        if re.search(
            r"\(ProcessPoolExecutor\)|ProcessPoolExecutor\(", path.read_text(encoding="utf-8")
        )
    ]
    assert makers == ["operations/processes.py"]
