"""Importing many packages, beside their two verifiers alone, both on all cores.

Starting the worker processes takes as long as verifying many packages. It is measured by itself and
taken off both sides: what is compared is what each further package costs.
"""

import sqlite3
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from exporters.age import Identity
from exporters.asic.report import open_report
from exporters.asic.verify import at_bureau
from exporters.pki.trust import TrustStore
from operations.bureau_file import Desk, bureau_trust, officer, open_bureau, unlock_daily_keys
from operations.bureau_import import ImportResult, import_packages
from operations.clock import now
from operations.demo import run as demo
from tests.bench.measure import Row, median, milliseconds

SCHOOLS = 48
ROUNDS = 3
_SHARED: list[Any] = []


def rows() -> list[Row]:
    """One row; the packages are those of a demonstration district."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        before = root / "before.yhb"
        files = _district(root / "district", before)
        starts, floors, programs = [], [], []
        for number in range(ROUNDS):
            store = root / f"{number}.yhb"
            _copy(before, store)
            with open_bureau(store) as opened:
                keys = unlock_daily_keys(opened, demo.PASSPHRASE)
                desk = Desk(opened, keys, officer("演示操作员"))
                starts.append(milliseconds(partial(_verify_all, desk, files[:2])))
                floors.append(milliseconds(partial(_verify_all, desk, files)))
                programs.append(milliseconds(partial(_import_all, desk, files)))
    start = median(starts)
    floor, program = median(floors) - start, median(programs) - start
    rate = (SCHOOLS - 2) * 1000 / program
    return [
        Row(
            "imports",
            f"导入 {SCHOOLS} 个包：解密、验证、重算、入库",
            "只解密并过两个验证器",
            floor,
            program,
            1.3,
            note=(
                f"{rate:.0f} 包/秒（{cpu_count()} 核）；起动进程 {start / 1000:.1f} 秒，两边都已减去"
            ),
        )
    ]


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


def _import_all(desk: Desk, files: Sequence[Path]) -> None:
    results = import_packages(desk, files)
    if not all(result.accepted for result in results):
        raise RuntimeError(next(result.message for result in results if not result.accepted))


def _verify_all(desk: Desk, files: Sequence[Path]) -> None:
    trust = bureau_trust(desk.store)
    codes = [school.code for school in desk.store.schools(active_only=True)]
    shared = (desk.keys.identity.export_secret(), trust, desk.store.meta.bureau_code, codes)
    with ProcessPoolExecutor(cpu_count(), get_context("spawn"), _start, (shared,)) as pool:
        if not all(pool.map(_verify, files)):
            raise RuntimeError("a package of the demonstration was refused")


def _start(shared: tuple[str, TrustStore, str, Sequence[str]]) -> None:
    secret, *rest = shared
    _SHARED[:] = [Identity(secret), *rest]


def _verify(path: Path) -> bool:
    identity, trust, bureau, codes = _SHARED
    _, package = open_report(
        path.read_bytes(),
        identity=identity,
        trust=trust,
        now=now(),
        expect=at_bureau(bureau, active=frozenset(codes)),
    )
    return package is not None
