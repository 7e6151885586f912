"""A city: ten thousand schools in one store on a server, and several computers that import into it.

Not among the budgets, as it takes minutes: ``python3 dev.py bench city``. The computers are processes of this
machine, each examining alone, so that more of them than cores gain nothing.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from itertools import cycle, islice
from os import cpu_count, environ
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from forms.exchange import VerifiedPackage
from operations.bureau.evaluation.evaluate import evaluate_store
from operations.bureau.sent.issue import told_key
from operations.bureau.store import (
    Desk,
    authority_file_of,
    officer,
    open_bureau,
    unlock_authority,
    unlock_daily_keys,
)
from operations.demo import run as demo
from storage.address import StorePlace
from storage.bureau.roster import School
from tests.bench.children import figure
from tests.bench.city_packages import opened, write_packages
from tests.bench.measure import Row, compared, in_turns
from tests.bench.memory import PRINT
from tests.bench.samples import district_figures
from tests.storage.stores import package
from tests.support.postgres import Server, binaries, running_server

SCHOOLS = int(environ.get("YOUHENG_CITY_SCHOOLS", "10000"))
PACKAGES = int(environ.get("YOUHENG_CITY_PACKAGES", "240"))
COMPUTERS = 4
_ROUNDS = 5

_SESSION = """
from forms.exchange import VerifiedPackage
from operations.bureau.evaluation.evaluate import evaluate_store
from operations.bureau.store import open_bureau
from storage.address import place_of
store = open_bureau(place_of({address!r}))
evaluate_store(store)
"""

_WINDOW = """
import time
from storage.address import place_of
from ui.app import make_application, make_desktop, make_window
application = make_application([])
desktop = make_desktop(application)
window = make_window(desktop)
window.show()
window.open_store(place_of({address!r}))
end = time.monotonic() + 30
while time.monotonic() < end:
    application.processEvents()
    time.sleep(0.005)
if window.face is None:
    raise SystemExit("the window has not opened the store")
"""


def rows() -> list[Row]:
    """The rows; none where no PostgreSQL is installed."""
    if binaries() is None:
        return []
    with running_server(is_durable=True) as server, TemporaryDirectory() as folder:
        root = Path(folder)
        made = demo.run_demo(root / "demo", schools=3, finished=True)
        small = server.copy_of("district", lambda place: _copy(made.bureau_store, place))
        with open_bureau(made.bureau_store) as store:
            desk = Desk(store, unlock_daily_keys(store, demo.PASSPHRASE), officer("演示操作员"))
            _fill(desk)
            files = _packages(desk, made, root / "packages")
        city = server.copy_of("city", lambda place: _copy(made.bureau_store, place))
        importing = [
            _importing(server, made.bureau_store, made.passphrases, files, computers)
            for computers in (1, COMPUTERS)
        ]
        with open_bureau(made.bureau_store) as file, open_bureau(city) as remote:
            judged = in_turns(
                lambda: evaluate_store(file).passes,
                lambda: evaluate_store(remote).passes,
                rounds=_ROUNDS,
            )
        memory, windows = (
            [figure(code.format(address=place.url) + PRINT) for place in (small, city)]
            for code in (_SESSION, _WINDOW)
        )
    alone, together = (seconds * 1000 / PACKAGES for seconds in importing)
    return [
        Row(
            "city-import",
            f"{COMPUTERS} 个进程一起导入 {PACKAGES} 个包，库里已有 {SCHOOLS} 所学校",
            f"一个进程，{cpu_count()} 个核",
            alone,
            together,
            None,
            note=f"每秒 {1000 / alone:.1f} 和 {1000 / together:.1f} 个包",
        ),
        compared(
            "city-evaluation",
            f"从服务器上的库评估 {SCHOOLS} 所学校",
            "从文件库评估同样的学校",
            judged,
            None,
        ),
        *(
            Row(name, what, "3 所学校", few, many, None, unit="MB", added=True)
            for name, what, (few, many) in (
                ("city-memory", f"评估过 {SCHOOLS} 所学校的命令所占内存", memory),
                ("city-window", f"打开 {SCHOOLS} 所学校的窗口所占内存", windows),
            )
        ),
    ]


def _packages(desk: Desk, made: demo.DemoFiles, folder: Path) -> list[Path]:
    """Write packages of schools that are like those of the demonstration."""
    store = desk.store
    key = authority_file_of(made.bureau_store)
    authority = unlock_authority(store, key, demo.PASSPHRASE)
    patterns = opened(desk, made.packages)
    chosen = islice(cycle(patterns), PACKAGES)
    # The first four digits say what kind of school it is.
    codes = {f"{one.info.school[:4]}{500_000 + n}": one for n, one in enumerate(chosen)}
    _enrol(desk, codes)
    folder.mkdir()
    return list(write_packages(desk, authority, codes, folder))


def _copy(file: Path, place: StorePlace) -> None:
    with open_bureau(file, read_only=True) as store, store.copying(place):
        pass


def _fill(desk: Desk) -> None:
    """Put schools with figures into the store, and packages that hold nothing else."""
    store = desk.store
    with store.transaction():
        figures = district_figures(SCHOOLS)
        for code, values in figures:
            store.roster.upsert([School(code, f"学校{code}", "312")], actor=desk.actor)
            store.imports.accept(
                package(code, 1),
                document=b"{}",
                wide_row=values,
                actor=desk.actor,
                received_at=desk.clock(),
            )


def _enrol(desk: Desk, like: Mapping[str, VerifiedPackage]) -> None:
    """Put schools on the list and tell each what the school it is made from was told."""
    store = desk.store
    told = {one.code: store.blobs.get(told_key(one.code)) for one in store.roster.all()}
    [some, *_] = (kept for kept in told.values() if kept is not None)
    with store.transaction():
        store.roster.upsert([School(code, f"学校{code}", "211") for code in like], actor=desk.actor)
        for code in (code for code, kept in told.items() if kept is None):
            store.blobs.put(told_key(code), some, actor=desk.actor)
        for code, pattern in like.items():
            store.blobs.put(told_key(code), told[pattern.info.school] or some, actor=desk.actor)


def _importing(
    server: Server, origin: Path, passphrases: Path, files: Sequence[Path], computers: int
) -> float:
    """Seconds from the first beginning to the last end."""
    place = server.copy_of("city", lambda place: _copy(origin, place))
    words = [place.url, str(passphrases), str(files[0].parent)]
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bench.city_worker", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(computers)
    ]
    for worker in workers:
        assert worker.stdout is not None
        if worker.stdout.readline() != "ready\n":
            raise RuntimeError("a computer did not begin")
    begin = perf_counter()
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    told = [worker.communicate()[0] for worker in workers]
    seconds = perf_counter() - begin
    if sum(map(int, told)) != len(files):
        raise RuntimeError(f"taken: {told}")
    return seconds
