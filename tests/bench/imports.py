"""Importing packages, beside their two verifiers alone.

Both run in one process: starting workers takes longer than verifying many packages and would hide
what each package costs. The rate on all cores, workers included, is given beside it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from exporters.asic.report import open_report
from exporters.asic.verify import at_bureau
from operations.bureau_file import Desk, bureau_trust, officer, open_bureau, unlock_daily_keys
from operations.bureau_import import ImportResult, import_packages
from operations.clock import now
from operations.demo import run as demo
from tests.bench.measure import Row, median, milliseconds

SCHOOLS = 32
ROUNDS = 3


def rows() -> list[Row]:
    """One row; the packages are those of a demonstration district."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        before = root / "before.yhb"
        files = _district(root / "district", before)
        floors, programs = [], []
        for number in range(ROUNDS):
            with _desk(before, root / f"{number}.yhb") as desk:
                floors.append(milliseconds(partial(_verify_all, desk, files)))
                programs.append(milliseconds(partial(_import_all, desk, files, workers=1)))
        with _desk(before, root / "all.yhb") as desk:
            everything = milliseconds(partial(_import_all, desk, files, workers=cpu_count()))
    return [
        Row(
            "imports",
            "导入一个包：解密、验证、重算、入库",
            "只解密并过两个验证器",
            median(floors) / SCHOOLS,
            median(programs) / SCHOOLS,
            1.3,
            note=(
                f"{cpu_count()} 个进程导入 {SCHOOLS} 个包，连起动在内"
                f" {SCHOOLS * 1000 / everything:.1f} 包/秒"
            ),
        )
    ]


@contextmanager
def _desk(before: Path, store: Path) -> Iterator[Desk]:
    _copy(before, store)
    with open_bureau(store) as opened:
        keys = unlock_daily_keys(opened, demo.PASSPHRASE)
        yield Desk(opened, keys, officer("演示操作员"))


def _district(folder: Path, before: Path) -> Sequence[Path]:
    """Make a district up to the import; keeps its store as it was then."""
    with patch.object(demo, "import_packages", partial(_keep_first, before)):
        return demo.run_demo(folder, schools=SCHOOLS).packages


def _keep_first(before: Path, desk: Desk, files: Sequence[Path]) -> list[ImportResult]:
    _copy(desk.store.path, before)
    return import_packages(desk, files)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _import_all(desk: Desk, files: Sequence[Path], *, workers: int | None) -> None:
    results = import_packages(desk, files, workers=workers)
    if not all(result.accepted for result in results):
        raise RuntimeError(next(result.message for result in results if not result.accepted))


def _verify_all(desk: Desk, files: Sequence[Path]) -> None:
    trust = bureau_trust(desk.store)
    active = frozenset(school.code for school in desk.store.schools(active_only=True))
    expect = at_bureau(desk.store.meta.bureau_code, active=active)
    for path in files:
        verdict, package = open_report(
            path.read_bytes(),
            identity=desk.keys.identity,
            trust=trust,
            now=now(),
            expect=expect,
        )
        if package is None:
            raise RuntimeError(verdict.message)
