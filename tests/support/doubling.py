"""Whether a reader's time grows with its input or with the square of it.

Times alone say nothing on a busy machine, so each is the best of several, and the same sizes are put
through a floor that is known to be linear in the same minute: what slows one slows both.
"""

import gc
from collections.abc import Callable
from time import process_time

_ROUNDS = 5
_TIMES = 4
"""The size is doubled twice: a square is then far from a line, whatever the caches do."""
_MOST = 9.0
"""A square gives 16, a line 4; three for each doubling."""
_MEASURABLE = 4e-3
"""Seconds of processor time below which a clock's step is seen and no curve."""


def assert_linear(read: Callable[[int], Callable[[], object]], *, size: int) -> None:
    """Assert that each doubling of the size at most triples the time of ``read``.

    Args:
        read: Makes the work for a size; only the work is measured.
        size: Smaller of the two sizes; the other is four times as large.

    """
    small, large = _best(read(size)), _best(read(_TIMES * size))
    if large < _MEASURABLE:
        return
    floor = max(_best(_floor(_TIMES * size)) / max(_best(_floor(size)), 1e-6) / _TIMES, 1.0)
    growth = large / max(small, 1e-6)
    assert growth <= _MOST * floor, f"{small * 1000:.1f} ms became {large * 1000:.1f} ms"


def _floor(size: int) -> Callable[[], object]:
    texts = [str(number) for number in range(size)]
    return lambda: sum(map(int, texts))


def _best(work: Callable[[], object]) -> float:
    gc.collect()
    times = []
    for _ in range(_ROUNDS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return min(times)
