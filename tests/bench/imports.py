"""Importing packages on all cores, beside checking them alone on the same cores.

Measured is the processor time of all processes, from the first results on, when all of them run. By
the clock too few packages go through: the last sixteen are taken while the other cores stand idle,
which plays no part among a thousand. The clock is told beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from exporters.age import Identity
from exporters.asic.report import open_report
from operations.bureau.intake.examine_files import Job, examined
from operations.bureau.intake.import_packages import import_job, import_packages, never
from operations.bureau.sent.told import kept_told
from operations.bureau.store import Desk, officer, open_bureau, unlock_daily_keys
from operations.clock import now
from operations.demo import run as demo
from operations.processes import AHEAD, in_order
from tests.bench.children import spent_by
from tests.bench.district import before_import, copy_store
from tests.bench.measure import Row, median, spread

ROUNDS = 3
CORES = cpu_count() or 1
_STARTING = 8
"""Results that come while not all processes run yet; what one package takes is counted from there."""
_OFTEN = 5
"""How often the same files are only checked; a file seen before takes as long as a new one."""


def rows() -> list[Row]:
    """Two rows; the packages are those of a demonstration district."""
    district = before_import()
    files = district.packages
    verified, checked, imported, clocks = [], [], [], []
    with TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            with _desk(district.store, Path(folder) / f"{number}.yhb") as desk:
                job, often = import_job(desk), [*files] * _OFTEN
                verified.append(sum(_each(_verified(often, job), len(often))))
                own, others = _each(_examined(often, desk, job), len(often))
                checked.append(own + others)
                own, clock = _import(desk, files)
                imported.append(own + others)
                clocks.append(clock)
    what = f"在 {CORES} 个核上导入一个包：解密、验证、重算、入库（所有进程的处理器时间）"
    clock = median(clocks)
    note = f"按时钟一个包 {clock:.1f} 毫秒，每秒 {1000 / clock:.0f} 个（{len(files)} 个包，没有算起动进程）"
    return [
        Row(
            "imports",
            what,
            "只解密、验证、重算",
            median(checked),
            median(imported),
            1.3,
            note=note,
            spread=spread(imported),
        ),
        Row(
            "imports-verified",
            what,
            "只解密、过两个验证器",
            median(verified),
            median(imported),
            3,
            spread=spread(imported),
        ),
    ]


@contextmanager
def _desk(before: Path, store: Path) -> Iterator[Desk]:
    copy_store(before, store)
    with open_bureau(store) as opened:
        keys = unlock_daily_keys(opened, demo.PASSPHRASE)
        yield Desk(opened, keys, officer("演示操作员"))


def _each(results: Iterable[object], count: int) -> tuple[float, float]:
    """Milliseconds of processor time of each result: of this process, and of those it has started."""
    spent: list[tuple[float, float]] = []
    for number, _ in enumerate(results):
        if number in {_STARTING, count - 1}:
            spent.append((process_time(), sum(spent_by(one.pid) for one in active_children())))
    begin, end = spent
    own, others = (
        (after - before) * 1000 / (count - 1 - _STARTING)
        for before, after in zip(begin, end, strict=True)
    )
    return own, others


def _import(desk: Desk, files: Sequence[Path]) -> tuple[float, float]:
    """Milliseconds of each package from the first result on: of this process, and by the clock.

    The others do for it what they do when files are only checked.
    """
    asked: list[tuple[float, float]] = []
    told: list[tuple[float, float]] = []

    def cancelled() -> bool:
        asked.append((process_time(), perf_counter()))
        return False

    results = import_packages(
        desk,
        files,
        workers=CORES,
        progress=lambda *_: told.append((process_time(), perf_counter())),
        cancelled=cancelled,
    )
    if not all(result.accepted for result in results):
        raise RuntimeError(next(result.message for result in results if not result.accepted))
    # A file is begun, and asked about, when a result has come; those at the beginning without one.
    first, last = asked[CORES * AHEAD], told[-1]
    own, clock = (
        (after - before) * 1000 / (len(files) - 1)
        for before, after in zip(first, last, strict=True)
    )
    return own, clock


def _examined(files: Sequence[Path], desk: Desk, job: Job) -> Iterable[object]:
    told = partial(kept_told, desk.store)
    return examined(files, job, told=told, workers=CORES, cancelled=never)


def _verified(files: Sequence[Path], job: Job) -> Iterable[object]:
    return in_order(_verify, job, files, workers=CORES, cancelled=never)


def _verify(job: Job, path: Path) -> None:
    verdict, package = open_report(
        path.read_bytes(),
        identity=Identity(job.secret),
        trust=job.trust,
        now=now(),
        expect=job.expect,
    )
    if package is None:
        raise RuntimeError(verdict.message)
