"""A sign of life while something is measured: a silent terminal looks like one that hangs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Final

_SECONDS: Final = 8.0


@contextmanager
def alive(text: str) -> Iterator[None]:
    """Say what is going on, now and every eight seconds while the block runs."""
    begin, over = monotonic(), Event()

    def say() -> None:
        while not over.wait(_SECONDS):
            print(f"  {text}：{monotonic() - begin:.0f} 秒", file=sys.stderr, flush=True)

    print(f"… {text}", file=sys.stderr, flush=True)
    speaker = Thread(target=say, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        over.set()
        speaker.join()
