"""Work through many items on all cores, in order, with few of them in memory at a time.

The processes are started anew rather than forked: the desktop has threads, and a forked copy of a
process with threads can lock up.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from itertools import islice, takewhile
from typing import Any, TypeVar

Given = TypeVar("Given")
Item = TypeVar("Item")
Result = TypeVar("Result")

MANY = 24
"""From so many items on, starting processes pays."""
MOST = 61
"""Windows waits for no more processes at once."""
AHEAD = 4
"""Items handed to each process beyond the one it works on; bounds what lies finished in memory."""


def workers_for(count: int) -> int:
    """How many processes to use for so many items; 1 is none beside this one."""
    return min(os.cpu_count() or 1, MOST) if count >= MANY else 1


def in_order(
    function: Callable[[Given, Item], Result],
    given: Given,
    items: Iterable[Item],
    *,
    workers: int,
    cancelled: Callable[[], bool],
) -> Generator[tuple[Item, Result], None, None]:
    """Apply one function to many items; yields each item with its result, in order.

    Args:
        function: Called with what is given and one item. Of a module's top level, since it travels
            between processes, as its arguments and results do.
        given: What is the same for all items; travels once to each process.
        items: Read only as fast as they are worked through.
        workers: Processes; 1 for none beside this one.
        cancelled: Asked before each item is begun; what was begun is finished.

    """
    if workers > 1:
        yield from _in_processes(function, given, items, workers=workers, cancelled=cancelled)
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
) -> Generator[tuple[Item, Result], None, None]:
    context = multiprocessing.get_context("spawn")
    waiting = takewhile(lambda _item: not cancelled(), items)
    running: deque[tuple[Item, Future[Result]]] = deque()
    with ProcessPoolExecutor(workers, context, _start, (function, given)) as pool:
        while True:
            for item in islice(waiting, workers * AHEAD - len(running)):
                running.append((item, pool.submit(_work, item)))
            if not running:
                return
            item, future = running.popleft()
            yield item, future.result()


_WORK: list[Callable[[Any], Any]] = []
"""Set once in each process of the pool."""


def _start(function: Callable[[Given, Item], Result], given: Given) -> None:
    _WORK[:] = [partial(function, given)]


def _work(item: object) -> Any:  # noqa: ANN401 - the pool gives it back as what it is
    return _WORK[0](item)
