"""The longest time the event loop is kept waiting: a large page, a long table, many packages."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from forms.edits import InsertRow
from forms.record import Row as TableRow
from forms.workflow import Actor, Role
from operations.school.records import SchoolStore
from operations.school.store import create_school
from tests.bench.children import figure, figures
from tests.bench.district import before_import, copy_store
from tests.bench.measure import Row, median, spread
from tests.bench.samples import SCHOOL, example_edits, last_year

_CLERK = Actor("王样例", Role.CLERK)
_ALLOWED = 30.0
_ROWS = 2000
_TABLE = "staffing.backbone_teachers"
_PACKAGES = 500
_ALLOWED_IMPORTING = 50.0
_IMPORTING = """
import os
from pathlib import Path
from tests.bench.import_scene import importing
print(*importing(Path({store!r}), Path({packages!r}), {count}), flush=True)
os._exit(0)
"""
_CHILD = """
from pathlib import Path
from tests.bench.stall_scene import opening, scrolling
print({call})
import os, sys
sys.stdout.flush()
os._exit(0)
"""


def rows() -> list[Row]:
    """Three rows; the budget is an absolute time, so a slow machine shows here."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "school.yhs"
        _school(path)
        (alone,) = _times(f"opening(Path({str(path)!r}))", rounds=1)
        with SchoolStore.open(path) as store:
            store.last_values.replace(last_year(), actor=_CLERK)
        beside = _times(f"opening(Path({str(path)!r}))")
        scrolling = _times(f"scrolling(Path({str(path)!r}), {_TABLE!r})")
    floor = "允许的停顿"
    return [
        Row(
            "stall-page",
            "打开填报项最多、旁边有上年数的一页，事件循环最长停顿",
            floor,
            _ALLOWED,
            median(beside),
            1,
            note=f"没有上年数时 {alone:.1f} ms（只量一次）",
            spread=spread(beside),
        ),
        Row(
            "stall-table",
            f"滚动 {_ROWS} 行、有上年数的表，事件循环最长停顿",
            floor,
            _ALLOWED,
            median(scrolling),
            1,
            spread=spread(scrolling),
        ),
        importing_row(),
    ]


def importing_row() -> Row:
    """The import of many packages, with what the machine alone keeps a window waiting as a note."""
    district = before_import()
    with TemporaryDirectory() as folder:
        packages, store = Path(folder) / "packages", Path(folder) / "bureau.yhb"
        packages.mkdir()
        for path in district.packages:
            shutil.copy(path, packages)
        copy_store(district.store, store)
        scene = _IMPORTING.format(store=str(store), packages=str(packages), count=_PACKAGES)
        stall, wall, machine = figures(scene)
    return Row(
        "stall-import",
        f"导入 {_PACKAGES} 份上报包时，事件循环最长停顿",
        "允许的停顿",
        _ALLOWED_IMPORTING,
        stall,
        1,
        note=f"按钟表最长 {wall:.0f} ms；两个核同样忙、没有导入时 {machine:.0f} ms",
    )


def _times(call: str, *, rounds: int = 3) -> list[float]:
    return [figure(_CHILD.format(call=call)) for _ in range(rounds)]


def _school(path: Path) -> None:
    with create_school(
        path, school_code=SCHOOL, school_name="样例学校", period=2024, actor=_CLERK
    ) as store:
        store.answers.write(example_edits(), actor=_CLERK)
        present = len(store.answers.load().tables.get(_TABLE, ()))
        added = (
            InsertRow(
                _TABLE,
                present + number,
                TableRow(f"r{present + number + 1000}", {"person_no": str(number), "name": "张三"}),
            )
            for number in range(_ROWS)
        )
        store.answers.write(list(added), actor=_CLERK)
