"""Work through many items on all cores, in order, with few of them in memory at a time.

The processes are started as new interpreters, not forked: the desktop has threads, and a forked copy of a
process with threads can lock up.
"""

import faulthandler
import gc
import multiprocessing
import os
import pathlib
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice, takewhile
from typing import Any, Generic, Protocol, TypeVar

Given = TypeVar("Given")
Item = TypeVar("Item")
Result = TypeVar("Result")

MANY = 24
"""From so many items on, starting processes pays."""
MOST = 61
"""Windows waits for no more processes at once."""
MEMORY = 512 * 2**20
"""Bytes that all items worked on or lying finished may take together."""
COPIES = 4
"""How often an item is in memory: as it arrived, decrypted, taken apart, and on its way back."""
AHEAD = 4
"""Items handed to each process beyond the one it works on; bounds what lies finished in memory."""


@dataclass(frozen=True, slots=True)
class Limit(Generic[Item, Result]):
    """How long a process may work on one item.

    Attributes:
        seconds: From its beginning on.
        refuse: Gives the result of an item that took longer, or ended its process otherwise.
        apart: Never work in this process, not even with one worker.

    """

    seconds: float
    refuse: Callable[[Item], Result]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Work(Generic[Given, Item, Result]):
    """What is done with each item, and for how long at most; 0 for ever."""

    function: Callable[[Given, Item], Result]
    given: Given
    seconds: float


def workers_for(count: int, *, largest: int = 0) -> int:
    """How many processes to use for so many items; 1 is none beside this one.

    Args:
        count: How many items there are.
        largest: Bytes of the largest.

    """
    return min(os.cpu_count() or 1, MOST, fitting(largest)) if count >= MANY else 1


def fitting(largest: int) -> int:
    """How many items of a size may be worked on, or lie finished, at the same time; at least 1."""
    return max(1, MEMORY // max(largest * COPIES, 1))


def in_order(
    function: Callable[[Given, Item], Result],
    given: Given,
    items: Iterable[Item],
    *,
    workers: int,
    cancelled: Callable[[], bool],
    largest: int = 0,
    limit: Limit[Item, Result] | None = None,
) -> Generator[tuple[Item, Result], None, None]:
    """Apply one function to many items; yields each item with its result, in order.

    Args:
        function: Called with what is given and one item. Of a module's top level, since it travels
            between processes, as its arguments and results do.
        given: What is the same for all items; travels once to each process.
        items: Read only as fast as they are worked through.
        workers: Processes at most, fewer for large items; 1 for none beside this one.
        cancelled: Asked before each item is begun; what was begun is finished.
        largest: Bytes of the largest item: of large ones fewer are in memory at a time.
        limit: How long a process may take for an item; the others go on. Nothing ends this process,
            so it holds only in others.

    Raises:
        BrokenProcessPool: A process ended, and there is no limit that says what this means.

    """
    if workers > 1 or (limit is not None and limit.apart):
        work = _Work(function, given, limit.seconds if limit else 0)
        # Two at least: one alone would have no limit.
        workers = min(workers, max(2, fitting(largest)))
        at_once = max(workers, min(workers * AHEAD, fitting(largest)))
        waiting = takewhile(lambda _item: not cancelled(), items)
        yield from _in_processes(work, waiting, workers=workers, at_once=at_once, limit=limit)
        return
    for item in items:
        if cancelled():
            return
        yield item, function(given, item)


def _in_processes(
    work: _Work[Given, Item, Result],
    waiting: Iterator[Item],
    *,
    workers: int,
    at_once: int,
    limit: Limit[Item, Result] | None,
) -> Generator[tuple[Item, Result], None, None]:
    begun: deque[Item] = deque()
    while True:
        broken = yield from _until_broken(work, begun, waiting, workers=workers, at_once=at_once)
        if not broken:
            return
        if limit is None:
            raise BrokenProcessPool
        # One of those that were worked on has ended its process: each is tried alone.
        for _ in range(min(workers, len(begun))):
            alone = deque([begun.popleft()])
            if (yield from _until_broken(work, alone, iter(()), workers=1, at_once=1)):
                [item] = alone
                yield item, limit.refuse(item)


def _until_broken(
    work: _Work[Given, Item, Result],
    begun: deque[Item],
    waiting: Iterator[Item],
    *,
    workers: int,
    at_once: int,
) -> Generator[tuple[Item, Result], None, bool]:
    """Work through what is begun and what is waiting; whether a process ended on the way.

    What has no result then is left in ``begun``.
    """
    with pool(workers, prepare=partial(_take, work)) as processes:
        try:
            running = deque(processes.submit(_work, item) for item in begun)
            while True:
                for item in islice(waiting, at_once - len(begun)):
                    begun.append(item)
                    running.append(processes.submit(_work, item))
                if not running:
                    return False
                result = running.popleft().result()
                yield begun.popleft(), result
        except BrokenProcessPool:
            return True


@contextmanager
def pool(
    workers: int, *, prepare: Callable[[], None] | None = None
) -> Iterator[ProcessPoolExecutor]:
    """Processes of this program that end with this one, however it ends.

    Args:
        workers: How many.
        prepare: Called once in each, before its first work.

    """
    context = multiprocessing.get_context("spawn")
    # The end that only this process holds closes with it.
    theirs, ours = context.Pipe(duplex=False)
    with theirs, ours, _Pool(workers, context, _start, (theirs, prepare)) as made:
        try:
            yield made
        except KeyboardInterrupt:
            ours.close()  # nobody waits for what they work on
            made.shutdown(wait=False, cancel_futures=True)
            raise


class _Pool(ProcessPoolExecutor):
    """Starts its processes so that Ctrl-C reaches this one alone: it ends them, in one sentence."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":  # noqa: ANN401 - as its base
        """Hand an item over; a process that starts on the way begins with Ctrl-C held back."""
        with _interrupts_held():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    if sys.platform == "win32":  # knows no such thing; a process turns them off itself
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_WORK: list[Callable[[Any], Any]] = []
"""Set once in each process of the pool."""


class _Pipe(Protocol):
    """The reading end of a pipe, whatever the system calls it."""

    def recv_bytes(self) -> bytes:
        """Wait for bytes; EOFError once nobody holds the other end."""
        ...


def _start(parent: _Pipe, prepare: Callable[[], None] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if prepare is not None:
        prepare()


def _take(work: _Work[Given, Item, Result]) -> None:
    _WORK[:] = [partial(_timed, work)]


def _timed(work: _Work[Given, Item, Result], item: Item) -> Result:
    """Work on one item, and end this process when it takes too long."""
    if not work.seconds:
        return _undisturbed(work, item)
    with pathlib.Path(os.devnull).open("w", encoding="ascii") as nowhere:
        faulthandler.dump_traceback_later(work.seconds, exit=True, file=nowhere)
        try:
            return _undisturbed(work, item)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _undisturbed(work: _Work[Given, Item, Result], item: Item) -> Result:
    """Work on one item; the garbage collector, which took a sixth of the time, comes between items."""
    gc.disable()
    try:
        return work.function(work.given, item)
    finally:
        gc.collect(1)  # what is left of this item; those before it were looked at


def _end_with(parent: _Pipe) -> None:
    """End this process once the one that started it is gone: it would work on for nobody."""
    with suppress(EOFError, OSError):
        parent.recv_bytes()
    os._exit(1)


def _work(item: object) -> Any:  # noqa: ANN401 - the pool gives it back as what it is
    return _WORK[0](item)
