"""The queue of writes: in order, none lost, and its words."""

from datetime import UTC, datetime

import pytest

from operations.entry.saving import Done, SaveQueue, SaveState, SaveStatus, Write
from operations.errors import Unavailable
from operations.failures.explain import explain
from storage.store import Store

NOW = datetime(2024, 9, 20, 6, 3, 21, tzinfo=UTC)


class Bench:
    """A store's thread that works when told to."""

    def __init__(self) -> None:
        self.started: list[tuple[Write, Done]] = []
        self.statuses: list[SaveStatus] = []
        self.queue = SaveQueue(
            lambda write, done: self.started.append((write, done)),
            on_status=self.statuses.append,
            clock=lambda: NOW,
        )
        self.written: list[str] = []

    def add(self, name: str, subject: str = "") -> None:
        def write(_store: Store) -> None:
            self.written.append(name)

        self.queue.add(write, on_done=lambda _: None, subject=subject)

    def finish(self, error: Exception | None = None) -> None:
        write, done = self.started.pop(0)
        if error is None:
            write(None)  # type: ignore[arg-type]  # the bench has no store
        done(None, None if error is None else explain(error))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_starts_one_write_at_a_time(bench: Bench) -> None:
    bench.add("first")
    bench.add("second")
    assert len(bench.started) == 1
    bench.finish()
    assert len(bench.started) == 1
    bench.finish()
    assert bench.written == ["first", "second"]
    assert bench.queue.is_settled


def test_says_when_it_was_saved(bench: Bench) -> None:
    bench.add("first")
    assert bench.queue.status.text == "正在保存"
    bench.finish()
    assert bench.queue.status.text == "已保存 14:03:21"


def test_keeps_a_failed_write_and_tries_it_again_first(bench: Bench) -> None:
    bench.add("first")
    bench.add("second")
    bench.finish(Unavailable("磁盘已满"))
    assert bench.queue.status.state is SaveState.FAILED
    assert bench.queue.status.text == "未保存：磁盘已满"
    assert bench.queue.status.waiting == 2
    assert bench.queue.status.unsaved == "最后 2 处修改还没有写进文件。磁盘已满"
    assert not bench.started
    bench.queue.retry()
    bench.finish()
    bench.finish()
    assert bench.written == ["first", "second"]
    assert bench.statuses[-1].state is SaveState.SAVED
    assert bench.statuses[-1].unsaved == ""


def test_a_new_write_wakes_a_queue_that_failed(bench: Bench) -> None:
    bench.add("first")
    bench.finish(Unavailable("disk"))
    bench.add("second")
    bench.finish()
    bench.finish()
    assert bench.written == ["first", "second"]


def test_later_typing_in_one_place_replaces_what_has_not_started(bench: Bench) -> None:
    bench.add("running", "a")
    bench.add("old", "a")
    bench.add("new", "a")
    bench.add("other", "b")
    while bench.started:
        bench.finish()
    assert bench.written == ["running", "new", "other"]


def test_writes_without_a_subject_all_happen(bench: Bench) -> None:
    for name in ("one", "two", "three"):
        bench.add(name)
    while bench.started:
        bench.finish()
    assert bench.written == ["one", "two", "three"]


def test_keeps_the_time_of_the_last_success_while_failing(bench: Bench) -> None:
    bench.add("first")
    bench.finish()
    bench.add("second")
    bench.finish(Unavailable("disk"))
    assert bench.queue.status.at == NOW


def test_retry_with_nothing_to_do_changes_nothing(bench: Bench) -> None:
    bench.queue.retry()
    assert not bench.started
    assert bench.queue.status.text == "已保存"
