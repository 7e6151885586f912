"""Ends a fork of this process with ``kill -9`` after a while, and gives what it had told."""

import os
import select
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from tests.support.children import tie_to


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended.

    Attributes:
        killed: It was ended by us; else it had come to its end before.
        told: The whole lines it had told.
        seconds: How long it lived.

    """

    killed: bool
    told: tuple[str, ...]
    seconds: float


def ended(work: Callable[[TextIO], object], *, after: float | None, lines: int = 0) -> Ended:
    """Do something in a fork and kill it.

    Args:
        work: Gets the channel that it tells lines to.
        after: Seconds to live; ``None`` lets it come to its end.
        lines: The seconds count from when it has told so many lines; by default from the beginning.

    """
    begun = time.monotonic()
    reading, writing = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if not child:
        tie_to(parent)
        os.close(reading)
        _work_and_go(work, writing)
    os.close(writing)
    told, at_its_end = _told_until(reading, lines, after)
    if not at_its_end:
        os.kill(child, signal.SIGKILL)
    while block := os.read(reading, 1 << 16):
        told += block
    os.close(reading)
    _, status = os.waitpid(child, 0)
    whole = told.decode().split("\n")[:-1]
    return Ended(os.WIFSIGNALED(status), tuple(whole), time.monotonic() - begun)


def _work_and_go(work: Callable[[TextIO], object], writing: int) -> None:
    code = 1
    with suppress(Exception), os.fdopen(writing, "w", encoding="utf-8", buffering=1) as channel:
        work(channel)
        code = 0
    os._exit(code)


def _told_until(reading: int, lines: int, after: float | None) -> tuple[bytes, bool]:
    """Read until the time is over, or the child has closed its end; tells which."""
    told = b""
    until = time.monotonic() + after if after is not None and not lines else None
    while True:
        left = None if until is None else max(0.0, until - time.monotonic())
        if not select.select([reading], [], [], left)[0]:
            return told, False
        block = os.read(reading, 1 << 16)
        if not block:
            return told, True
        told += block
        if until is None and after is not None and told.count(b"\n") >= lines:
            until = time.monotonic() + after
