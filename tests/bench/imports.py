"""Importing packages on all cores, beside checking them alone on the same cores.

What is given is the time of one package once all processes run. Their start is told apart, as it is
the same for twenty packages and for a thousand.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from exporters.age import Identity
from exporters.asic.report import open_report
from operations.bureau.intake.examine_files import Job, examined
from operations.bureau.intake.import_packages import import_job, import_packages, never
from operations.bureau.sent.told import kept_told
from operations.bureau.store import Desk, officer, open_bureau, unlock_daily_keys
from operations.clock import now
from operations.demo import run as demo
from operations.processes import in_order
from tests.bench.district import before_import, copy_store
from tests.bench.measure import Row, median, spread

ROUNDS = 3
CORES = cpu_count() or 1
_STARTING = 8
"""Results that come while not all processes run yet; the time of one package is counted from there."""
_OFTEN = 4
"""How often the same files are only checked: more time than the start takes."""


def rows() -> list[Row]:
    """Two rows; the packages are those of a demonstration district."""
    district = before_import()
    files = district.packages
    often = files * _OFTEN
    verified, checked, imported, starts = [], [], [], []
    with TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            with _desk(district.store, Path(folder) / f"{number}.yhb") as desk:
                job, told = import_job(desk), partial(kept_told, desk.store)
                verified.append(_each(_verified(often, job)))
                checked.append(
                    _each(examined(often, job, told=told, workers=CORES, cancelled=never))
                )
                each, start = _import(desk, files)
                imported.append(each)
                starts.append(start)
    each, start = median(imported), median(starts)
    what = f"在 {CORES} 个核上导入一个包：解密、验证、重算、入库"
    return [
        Row(
            "imports",
            what,
            "只解密、验证、重算",
            median(checked),
            each,
            1.3,
            note=f"每秒 {1000 / each:.0f} 个包；1000 个包 {each + start / 1000:.0f} 秒，"
            f"其中起动进程 {start / 1000:.1f} 秒",
            spread=spread(imported),
        ),
        Row(
            "imports-verified",
            what,
            "只解密、过两个验证器",
            median(verified),
            each,
            2,
            spread=spread(imported),
        ),
    ]


@contextmanager
def _desk(before: Path, store: Path) -> Iterator[Desk]:
    copy_store(before, store)
    with open_bureau(store) as opened:
        keys = unlock_daily_keys(opened, demo.PASSPHRASE)
        yield Desk(opened, keys, officer("演示操作员"))


def _each(results: Iterable[object]) -> float:
    """Milliseconds of each result once all processes run."""
    return _pace([perf_counter() for _ in results])


def _pace(times: Sequence[float]) -> float:
    return (times[-1] - times[_STARTING]) * 1000 / (len(times) - 1 - _STARTING)


def _import(desk: Desk, files: Sequence[Path]) -> tuple[float, float]:
    """Milliseconds of each package, and until the first."""
    begin = perf_counter()
    times: list[float] = []
    results = import_packages(
        desk, files, workers=CORES, progress=lambda *_: times.append(perf_counter())
    )
    if not all(result.accepted for result in results):
        raise RuntimeError(next(result.message for result in results if not result.accepted))
    return _pace(times), (times[0] - begin) * 1000


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
