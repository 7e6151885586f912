import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.tasks import InlineRunner, Progress, TaskRunner, Ticket


class Sink:
    def __init__(self) -> None:
        self.got: list[object] = []

    def __call__(self, item: object) -> None:
        self.got.append(item)


@pytest.fixture
def unexpected() -> Sink:
    return Sink()


@pytest.fixture(params=["threads", "inline"])
def runner(
    request: pytest.FixtureRequest, qapp: QApplication, unexpected: Sink
) -> Iterator[TaskRunner]:
    kind = TaskRunner if request.param == "threads" else InlineRunner
    made = kind(unexpected=unexpected)
    yield made
    made.shut_down()


def test_a_result_comes_back_on_the_gui_thread(runner: TaskRunner, qtbot: QtBot) -> None:
    threads: list[object] = []
    runner.database(lambda: 6 * 7, then=lambda n: threads.append((n, QThread.currentThread())))
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [(42, runner.thread())]


def test_what_follows_the_painting_is_called_once_on_the_gui_thread(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    owner, called = QObject(), Sink()
    runner.after_painting(lambda: called(QThread.currentThread()), owner=owner)
    # Pictures and tests on one thread see at once what comes of it.
    assert called.got == ([runner.thread()] if isinstance(runner, InlineRunner) else [])
    qtbot.waitUntil(lambda: bool(called.got))
    assert called.got == [runner.thread()]


def test_what_follows_the_painting_is_dropped_with_its_owner(
    qapp: QApplication, qtbot: QtBot
) -> None:
    runner = TaskRunner(unexpected=Sink())
    owner, other, called = QObject(), QObject(), Sink()
    runner.after_painting(lambda: called("of one who is gone"), owner=owner)
    runner.after_painting(lambda: called("of one who waits"), owner=other)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: bool(called.got))
    assert called.got == ["of one who waits"]
    runner.shut_down()


def test_the_database_runs_in_order_on_one_thread(qapp: QApplication, qtbot: QtBot) -> None:
    runner = TaskRunner(unexpected=Sink())
    seen: list[tuple[int, str]] = []

    def note(number: int) -> None:
        seen.append((number, threading.current_thread().name))

    for number in range(20):
        runner.database(partial(note, number))
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert [number for number, _ in seen] == list(range(20))
    assert len({name for _, name in seen}) == 1
    assert threading.current_thread().name not in {name for _, name in seen}
    runner.shut_down()


def test_a_failure_goes_to_its_handler(runner: TaskRunner, unexpected: Sink, qtbot: QtBot) -> None:
    failed = Sink()
    runner.database(lambda: 1 // 0, fail=failed)
    qtbot.waitUntil(lambda: bool(failed.got))
    assert isinstance(failed.got[0], ZeroDivisionError)
    assert unexpected.got == []


def test_a_failure_nobody_handles_is_reported(
    runner: TaskRunner, unexpected: Sink, qtbot: QtBot
) -> None:
    runner.database(lambda: 1 // 0)
    qtbot.waitUntil(lambda: bool(unexpected.got))
    assert isinstance(unexpected.got[0], ZeroDivisionError)


def test_a_dead_owner_gets_no_result(qapp: QApplication, qtbot: QtBot) -> None:
    runner, owner, got = TaskRunner(unexpected=Sink()), QObject(), Sink()
    gate = threading.Event()
    runner.database(gate.wait, owner=owner, then=got)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert got.got == []
    runner.shut_down()


def test_progress_is_told_and_cancel_is_seen(qapp: QApplication, qtbot: QtBot) -> None:
    runner, notes, result = TaskRunner(unexpected=Sink()), Sink(), Sink()
    started = threading.Event()

    def work(ticket: Ticket) -> str:
        ticket.progress(1, 10, "第一个")
        started.set()
        while not ticket.cancelled:
            time.sleep(0.01)
        return "stopped"

    ticket = runner.work(work, then=result, on_progress=notes)
    qtbot.waitUntil(lambda: started.is_set() and bool(notes.got))
    ticket.cancel()
    qtbot.waitUntil(lambda: bool(result.got))
    assert result.got == ["stopped"]
    assert notes.got == [Progress(1, 10, "第一个")]
    runner.shut_down()


def test_progress_is_thinned_but_the_end_is_always_told() -> None:
    told: list[Progress] = []
    ticket = Ticket(told.append)
    for number in range(1, 1001):
        ticket.progress(number, 1000)
    assert len(told) < 100
    assert told[-1] == Progress(1000, 1000)


def test_busy_is_told_and_idle_is_waited_for(qapp: QApplication, qtbot: QtBot) -> None:
    runner, busy, idle = TaskRunner(unexpected=Sink()), Sink(), Sink()
    runner.busy_changed.connect(busy)
    gate = threading.Event()
    runner.database(gate.wait)
    runner.when_idle(lambda: idle("idle"))
    assert runner.is_busy
    assert idle.got == []
    gate.set()
    qtbot.waitUntil(lambda: bool(idle.got))
    assert busy.got == [True, False]
    runner.shut_down()


def test_idle_at_once_when_nothing_runs(runner: TaskRunner) -> None:
    got = Sink()
    runner.when_idle(lambda: got("now"))
    assert got.got == ["now"]


def test_after_the_end_nothing_is_started(qapp: QApplication) -> None:
    runner, got = TaskRunner(unexpected=Sink()), Sink()
    runner.shut_down()
    runner.database(lambda: got("late"))
    assert not runner.is_busy
    assert got.got == []


def test_waiting_pool_work_is_dropped_at_the_end(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner, ran = TaskRunner(unexpected=Sink()), Sink()
    gate, shutdown = threading.Event(), ThreadPoolExecutor.shutdown

    def shut(pool: ThreadPoolExecutor, *, wait: bool, cancel_futures: bool = False) -> None:
        """Let what runs end once what waits is dropped, and not before."""
        if wait:
            gate.set()
        shutdown(pool, wait=wait, cancel_futures=cancel_futures)

    monkeypatch.setattr(ThreadPoolExecutor, "shutdown", shut)
    for _ in range(2):
        runner.work(lambda _: gate.wait())
    for number in range(5):
        runner.work(partial(lambda n, _: ran(n), number))
    runner.shut_down()
    assert ran.got == []


def test_a_result_never_arrives_before_the_call_returns(qtbot: QtBot) -> None:
    seen: list[object] = []
    runner = TaskRunner(unexpected=seen.append)
    for number in range(200):
        runner.database(partial(int, number), then=seen.append)
        time.sleep(0)  # the worker may be done by now
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 200)
    assert seen == list(range(200))
    runner.shut_down()
