"""Examine many packages on all cores.

The processes are started anew rather than forked: the desktop has threads, and a forked copy of a
process with threads can lock up.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from exporters.age import Identity
from exporters.asic.verify import Expectation
from exporters.pki.trust import TrustStore
from forms.exchange import Code, Level, Verdict
from operations.examine import Examined, Told, examine

MANY = 24
"""From so many files on, starting processes pays."""
AHEAD = 4
"""Files handed to each process beyond the one it works on; bounds what lies finished in memory."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all files of an import.

    Attributes:
        secret: The bureau's decryption key, for this job alone; never shown, never stored.
        trust: What the bureau believes in.
        now: Present time (UTC).
        expect: What the bureau accepts.
        told: School code → what it was told.
        whole: Whether the content is wanted, or only what is known about it: hundreds of large
            packages would not fit into memory together.

    """

    secret: str = field(repr=False)
    trust: TrustStore
    now: datetime
    expect: Expectation
    told: Mapping[str, Told]
    whole: bool = True


def examined(
    paths: Sequence[Path],
    job: Job,
    *,
    workers: int | None,
    cancelled: Callable[[], bool],
) -> Iterator[tuple[Path, Examined]]:
    """Examine files; yields them in the order given, a few at a time in memory."""
    wanted = workers or (os.cpu_count() or 1 if len(paths) >= MANY else 1)
    if wanted <= 1:
        identity = Identity(job.secret)
        for path in paths:
            if cancelled():
                return
            yield path, _examine(path, job, identity)
        return
    yield from _in_processes(paths, job, workers=wanted, cancelled=cancelled)


def _in_processes(
    paths: Sequence[Path], job: Job, *, workers: int, cancelled: Callable[[], bool]
) -> Iterator[tuple[Path, Examined]]:
    context = multiprocessing.get_context("spawn")
    queue = iter(paths)
    running: deque[tuple[Path, Future[Examined]]] = deque()
    with ProcessPoolExecutor(workers, context, _start, (job,)) as pool:
        while True:
            while len(running) < workers * AHEAD and not cancelled():
                path = next(queue, None)
                if path is None:
                    break
                running.append((path, pool.submit(_work, path)))
            if not running:
                return
            path, future = running.popleft()
            yield path, future.result()


_JOB: list[tuple[Job, Identity]] = []
"""Set once in each process of the pool."""


def _start(job: Job) -> None:
    _JOB[:] = [(job, Identity(job.secret))]


def _work(path: Path) -> Examined:
    job, identity = _JOB[0]
    return _examine(path, job, identity)


def _examine(path: Path, job: Job, identity: Identity) -> Examined:
    try:
        data = path.read_bytes()
    except OSError as error:
        return Examined(unreadable(path, error))
    found = examine(
        data,
        identity=identity,
        trust=job.trust,
        now=job.now,
        expect=job.expect,
        told=job.told,
    )
    if job.whole or found.package is None:
        return found
    return replace(
        found,
        package=replace(found.package, files={}, container=b""),
        values=None,
        campuses=(),
    )


def unreadable(path: Path, error: OSError) -> Verdict:
    """Give the verdict on a file that cannot be read."""
    message = f"读不了文件“{path.name}”（{error.strerror}），请检查路径和权限。"
    return Verdict(Level.INVALID, Code.E_SIZE, message)
