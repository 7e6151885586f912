"""Examine many packages on all cores.

The processes are started anew rather than forked: the desktop has threads, and a forked copy of a
process with threads can lock up.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from exporters.age import Identity
from exporters.asic.verify import Expectation
from exporters.pki.trust import TrustStore
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

    """

    secret: str = field(repr=False)
    trust: TrustStore
    now: datetime
    expect: Expectation
    told: Mapping[str, Told]


def examined(
    paths: Sequence[Path],
    job: Job,
    *,
    workers: int | None,
    cancelled: Callable[[], bool],
) -> Iterator[tuple[Path, Examined]]:
    """Examine files; yields each as soon as it is done, in no particular order."""
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
    queue = list(reversed(paths))
    running: dict[Future[Examined], Path] = {}
    with ProcessPoolExecutor(workers, context, _start, (job,)) as pool:
        while (queue and not cancelled()) or running:
            while queue and len(running) < workers * AHEAD and not cancelled():
                path = queue.pop()
                running[pool.submit(_work, path)] = path
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield running.pop(future), future.result()


_JOB: list[tuple[Job, Identity]] = []
"""Set once in each process of the pool."""


def _start(job: Job) -> None:
    _JOB[:] = [(job, Identity(job.secret))]


def _work(path: Path) -> Examined:
    job, identity = _JOB[0]
    return _examine(path, job, identity)


def _examine(path: Path, job: Job, identity: Identity) -> Examined:
    return examine(
        path.read_bytes(),
        identity=identity,
        trust=job.trust,
        now=job.now,
        expect=job.expect,
        told=job.told,
    )
