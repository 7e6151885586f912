"""Importing packages on all cores, beside checking them alone on the same cores.

What is given is the time of one package once the processes run: from the first result to the last.
The processes' start is told apart, as it is the same for twenty packages and for a thousand.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

from exporters.age import Identity
from exporters.asic.report import open_report
from operations.bureau.examine_files import Job, examined
from operations.bureau.intake import import_job, import_packages, never
from operations.bureau.settling import ImportResult
from operations.bureau.store import Desk, officer, open_bureau, unlock_daily_keys
from operations.bureau.told import kept_told
from operations.clock import now
from operations.demo import run as demo
from operations.processes import in_order
from tests.bench.measure import Row, median, spread

SCHOOLS = 28
ROUNDS = 3
CORES = cpu_count() or 1


def rows() -> list[Row]:
    """Two rows; the packages are those of a demonstration district."""
    verified, checked, imported, starts = [], [], [], []
    with TemporaryDirectory() as folder:
        root = Path(folder)
        before = root / "before.yhb"
        files = made_district(root / "district", before)
        for number in range(ROUNDS):
            with _desk(before, root / f"{number}.yhb") as desk:
                job, told = import_job(desk), partial(kept_told, desk.store)
                verified.append(_each(_verified(files, job))[0])
                checked.append(
                    _each(
                        examined(files, job, told=told, workers=CORES, cancelled=never),
                    )[0],
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
        Row("imports-verified", what, "只解密、过两个验证器", median(verified), each, 2),
    ]


def made_district(folder: Path, before: Path) -> Sequence[Path]:
    """Make a district up to the import; keeps its store as it was then."""
    with patch.object(demo, "import_packages", partial(_keep_first, before)):
        return demo.run_demo(folder, schools=SCHOOLS, finished=True, progress=no_words).packages


def no_words(_text: str) -> None:
    """The bench says itself what it does."""


def _keep_first(before: Path, desk: Desk, files: Sequence[Path]) -> list[ImportResult]:
    _copy(desk.store.path, before)
    return import_packages(desk, files)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


@contextmanager
def _desk(before: Path, store: Path) -> Iterator[Desk]:
    _copy(before, store)
    with open_bureau(store) as opened:
        keys = unlock_daily_keys(opened, demo.PASSPHRASE)
        yield Desk(opened, keys, officer("演示操作员"))


def _each(results: Iterable[object]) -> tuple[float, float]:
    """Milliseconds of each result after the first, and of the first."""
    begin = perf_counter()
    times = [perf_counter() for _ in results]
    return (times[-1] - times[0]) * 1000 / (len(times) - 1), (times[0] - begin) * 1000


def _import(desk: Desk, files: Sequence[Path]) -> tuple[float, float]:
    times = [perf_counter()]
    results = import_packages(
        desk, files, workers=CORES, progress=lambda *_: times.append(perf_counter())
    )
    if not all(result.accepted for result in results):
        raise RuntimeError(next(result.message for result in results if not result.accepted))
    begin, first, last = times[0], times[1], times[-1]
    return (last - first) * 1000 / (len(files) - 1), (first - begin) * 1000


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
