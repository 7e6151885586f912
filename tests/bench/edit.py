"""One edit from raw text to the disk, beside a bare SQLite commit with synchronous=FULL."""

import itertools
import sqlite3
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import process_time

from forms.edits import SetAnswer
from forms.live.sheet import Sheet
from forms.workflow import Actor, Role
from operations.school.store import create_school, open_return
from tests.bench.measure import Row, compared, in_turns, median, milliseconds, percentile, spread
from tests.bench.samples import SCHOOL, example_edits, last_year
from tests.storage.stores import connection_of

_EDITS = 400
_PARTS = 4
_BEYOND = 4.0
"""Milliseconds that the slowest edits may take beyond the flushing of the disk."""
_CLERK = Actor("王样例", Role.CLERK)
_FIELDS = ("facilities.teaching_area", "pupils.entrants_primary", "staffing.bachelor_primary")


def rows() -> list[Row]:
    """Median of edits in the full pack, and the slowest of them beside the flushing of the disk."""
    # Beside the program, not in /tmp: there an fsync may cost nothing.
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder:
        times = _times(Path(folder))
    what = "改一格：解析、相关规则、计算、指标，写到磁盘"
    note = (
        f"最慢 1% {percentile(times.edits, 99):.2f} ms，"
        f"裸提交最慢 1% {percentile(times.floors, 99):.2f} ms；只在内存里 {times.in_memory:.3f} ms"
    )
    floor = "一次裸 SQLite FULL 提交（同一种日志方式）"
    slowest = percentile(times.unflushed, 99)
    return [
        compared("edit", what, floor, (times.floors, times.edits), 2, note=note),
        Row(
            "edit-p99",
            "改一格，不等磁盘，最慢的 1%（处理器时间）",
            "4 ms",
            _BEYOND,
            slowest,
            1,
            spread=spread([percentile(part, 99) for part in _parts(times.unflushed)]),
        ),
    ]


@dataclass(frozen=True)
class _Times:
    """Milliseconds: of bare commits, of edits between them, of edits that wait for no disk."""

    floors: list[float]
    edits: list[float]
    unflushed: list[float]
    in_memory: float


def _times(folder: Path) -> _Times:
    bare = _bare_store(folder / "bare.sqlite")
    numbers = itertools.count(1)
    with create_school(
        folder / "school.yhs",
        school_code=SCHOOL,
        school_name="样例九年一贯制学校",
        period=2024,
        actor=_CLERK,
    ) as store:
        store.answers.write(example_edits(), actor=_CLERK)
        store.last_values.replace(last_year(), actor=_CLERK)
        returned = open_return(store, actor=_CLERK)

        def commit() -> None:
            bare.execute("INSERT INTO note (text) VALUES (?)", (f"文字 {next(numbers)}",))
            bare.commit()

        def edit() -> None:
            number = next(numbers)
            returned.set_text(_FIELDS[number % len(_FIELDS)], str(200 + number % 50))

        floors, edits = in_turns(commit, edit, rounds=_EDITS, warm=20)
        connection_of(store).execute("PRAGMA synchronous = OFF")
        unflushed = [milliseconds(edit, process_time) for _ in range(_EDITS)]
        sheet = returned.engine.open(returned.record, returned.context)
    bare.close()
    return _Times(floors, edits, unflushed, _in_memory(sheet))


def _parts(times: list[float]) -> list[list[float]]:
    """Cut the times into as many runs as tell how far the slowest of each lie apart."""
    size = len(times) // _PARTS
    return [times[start : start + size] for start in range(0, size * _PARTS, size)]


def _bare_store(path: Path) -> sqlite3.Connection:
    bare = sqlite3.connect(path)
    bare.execute("PRAGMA journal_mode = PERSIST")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    bare.commit()
    return bare


def _in_memory(sheet: Sheet) -> float:
    texts = (SetAnswer(_FIELDS[n % len(_FIELDS)], str(200 + n % 50)) for n in range(_EDITS))
    return median([milliseconds(partial(sheet.apply, edit)) for edit in texts])
