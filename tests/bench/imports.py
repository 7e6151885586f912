"""Importing packages on all cores, beside checking them alone on the same cores.

Measured is the processor time of all processes. By the clock too few packages go through: the first
few wait for processes that start, and the last sixteen are taken while the other cores stand idle,
neither of which plays a part among a thousand. The start falls out as a difference: that of checking
files once and several times, and, for what taking costs beyond checking, the time of the process that
takes. The clock is told beside it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
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
from tests.bench.children import spent_by_children
from tests.bench.district import before_import, copy_store
from tests.bench.measure import Row, median, spread

ROUNDS = 3
CORES = cpu_count() or 1
_OFTEN = 5
"""How often the same files are only checked; a file seen before takes as long as a new one."""


@dataclass(frozen=True, slots=True)
class _Spent:
    """Milliseconds of processor time: of this process, and of those it started and that have ended."""

    own: float
    others: float

    @property
    def everything(self) -> float:
        """Of all of them."""
        return self.own + self.others


@dataclass(frozen=True, slots=True)
class _Each:
    """Milliseconds that one package takes, and those of this process for all files once."""

    everything: float
    own_once: float


def rows() -> list[Row]:
    """Two rows; the packages are those of a demonstration district."""
    district = before_import()
    files = district.packages
    verified, checked, imported, clocks = [], [], [], []
    with TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            with _desk(district.store, Path(folder) / f"{number}.yhb") as desk:
                job = import_job(desk)
                verified.append(_each(partial(_verified, job=job), files).everything)
                check = _each(partial(_examined, desk=desk, job=job), files)
                checked.append(check.everything)
                taken, clock = _import(desk, files)
                beyond = (taken.own - check.own_once) / len(files)
                imported.append(check.everything + beyond)
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
            2.8,
            spread=spread(imported),
        ),
    ]


@contextmanager
def _desk(before: Path, store: Path) -> Iterator[Desk]:
    copy_store(before, store)
    with open_bureau(store) as opened:
        keys = unlock_daily_keys(opened, demo.PASSPHRASE)
        yield Desk(opened, keys, officer("演示操作员"))


def _each(check: Callable[[Sequence[Path]], Iterable[object]], files: Sequence[Path]) -> _Each:
    """Check files once and several times: the start of the processes is the same in both."""
    once = _spent(lambda: _drain(check(files)))
    often = _spent(lambda: _drain(check([*files] * _OFTEN)))
    more = len(files) * (_OFTEN - 1)
    return _Each((often.everything - once.everything) / more, once.own)


def _drain(results: Iterable[object]) -> None:
    for _ in results:
        pass


def _spent(work: Callable[[], object]) -> _Spent:
    own, others = process_time(), spent_by_children()
    work()
    return _Spent((process_time() - own) * 1000, (spent_by_children() - others) * 1000)


def _import(desk: Desk, files: Sequence[Path]) -> tuple[_Spent, float]:
    """Import the files once; also milliseconds of each by the clock, from the first result on."""
    asked: list[float] = []
    told: list[float] = []

    def cancelled() -> bool:
        asked.append(perf_counter())
        return False

    def work() -> None:
        results = import_packages(
            desk,
            files,
            workers=CORES,
            progress=lambda *_: told.append(perf_counter()),
            cancelled=cancelled,
        )
        if not all(result.accepted for result in results):
            raise RuntimeError(next(result.message for result in results if not result.accepted))

    spent = _spent(work)
    # A file is begun, and asked about, when a result has come; those at the beginning without one.
    first = asked[CORES * AHEAD]
    return spent, (told[-1] - first) * 1000 / (len(files) - 1)


def _examined(files: Sequence[Path], *, desk: Desk, job: Job) -> Iterable[object]:
    told = partial(kept_told, desk.store)
    return examined(files, job, told=told, workers=CORES, cancelled=never)


def _verified(files: Sequence[Path], *, job: Job) -> Iterable[object]:
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
