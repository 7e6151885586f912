"""Work through many items on all cores, in order, with few of them in memory at a time.

The processes are started as new interpreters, not forked: the desktop has threads, and a forked copy of a
process with threads can lock up.
"""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import islice, takewhile
from typing import Any, Protocol, TypeVar

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
) -> Generator[tuple[Item, Result], None, None]:
    """Apply one function to many items; yields each item with its result, in order.

    Args:
        function: Called with what is given and one item. Of a module's top level, since it travels
            between processes, as its arguments and results do.
        given: What is the same for all items; travels once to each process.
        items: Read only as fast as they are worked through.
        workers: Processes; 1 for none beside this one.
        cancelled: Asked before each item is begun; what was begun is finished.
        largest: Bytes of the largest item: of large ones fewer are in memory at a time.

    """
    if workers > 1:
        yield from _in_processes(
            function, given, items, workers=workers, cancelled=cancelled, largest=largest
        )
        return
    for item in items:
        if cancelled():
            return
        yield item, function(given, item)


def _in_processes(
    function: Callable[[Given, Item], Result],
    given: Given,
    items: Iterable[Item],
    *,
    workers: int,
    cancelled: Callable[[], bool],
    largest: int,
) -> Generator[tuple[Item, Result], None, None]:
    context = multiprocessing.get_context("spawn")
    waiting = takewhile(lambda _item: not cancelled(), items)
    running: deque[tuple[Item, Future[Result]]] = deque()
    at_once = max(workers, min(workers * AHEAD, fitting(largest)))
    # The end that only this process holds closes with it, however it ends.
    theirs, ours = context.Pipe(duplex=False)
    starting = (theirs, function, given)
    with theirs, ours, ProcessPoolExecutor(workers, context, _start, starting) as pool:
        while True:
            for item in islice(waiting, at_once - len(running)):
                running.append((item, pool.submit(_work, item)))
            if not running:
                return
            item, future = running.popleft()
            yield item, future.result()


_WORK: list[Callable[[Any], Any]] = []
"""Set once in each process of the pool."""


class _Pipe(Protocol):
    """The reading end of a pipe, whatever the system calls it."""

    def recv_bytes(self) -> bytes:
        """Wait for bytes; EOFError once nobody holds the other end."""
        ...


def _start(parent: _Pipe, function: Callable[[Given, Item], Result], given: Given) -> None:
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _WORK[:] = [partial(function, given)]


def _end_with(parent: _Pipe) -> None:
    """End this process once the one that started it is gone: it would work on for nobody."""
    with suppress(EOFError, OSError):
        parent.recv_bytes()
    os._exit(1)


def _work(item: object) -> Any:  # noqa: ANN401 - the pool gives it back as what it is
    return _WORK[0](item)
