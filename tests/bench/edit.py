"""One edit from raw text to the disk, beside a bare SQLite commit with synchronous=FULL."""

import itertools
import sqlite3
import tempfile
from functools import partial
from pathlib import Path

from forms.edits import SetAnswer
from forms.live.sheet import Sheet
from forms.workflow import Actor, Role
from operations.school.store import create_school, open_return
from tests.bench.measure import Row, in_turns, median, milliseconds, percentile
from tests.bench.samples import SCHOOL, example_edits

_EDITS = 400
_FRAME = 1000 / 60
_CLERK = Actor("王样例", Role.CLERK)
_FIELDS = ("facilities.teaching_area", "pupils.entrants_primary", "staffing.bachelor_primary")


def rows() -> list[Row]:
    """Median and 99th percentile of edits in the full pack."""
    # Beside the program, not in /tmp: there an fsync may cost nothing.
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as folder:
        floors, edits, heavy = _times(Path(folder))
    slowest = percentile(edits, 99)
    what = "改一格：解析、相关规则、计算、指标，写到磁盘"
    note = f"最慢 1% {slowest:.2f} ms（一帧 {_FRAME:.1f} ms）；只在内存里 {heavy:.3f} ms"
    floor = "一次裸 SQLite FULL 提交"
    return [
        Row("edit", what, floor, median(floors), median(edits), 3, note=note),
        Row("edit-p99", "改一格，最慢的 1%", "60 Hz 的一帧", _FRAME, slowest, 1),
    ]


def _times(folder: Path) -> tuple[list[float], list[float], float]:
    bare = _bare_store(folder / "bare.sqlite")
    numbers = itertools.count(1)
    with create_school(
        folder / "school.yhs",
        school_code=SCHOOL,
        school_name="样例九年一贯制学校",
        period=2024,
        actor=_CLERK,
    ) as store:
        store.write(example_edits(), actor=_CLERK)
        returned = open_return(store, actor=_CLERK)

        def commit() -> None:
            bare.execute("INSERT INTO note (text) VALUES (?)", (f"文字 {next(numbers)}",))
            bare.commit()

        def edit() -> None:
            number = next(numbers)
            returned.set_text(_FIELDS[number % len(_FIELDS)], str(200 + number % 50))

        floors, edits = in_turns(commit, edit, rounds=_EDITS, warm=20)
        sheet = returned.engine.open(returned.record, returned.context)
    bare.close()
    return floors, edits, _in_memory(sheet)


def _bare_store(path: Path) -> sqlite3.Connection:
    bare = sqlite3.connect(path)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    bare.commit()
    return bare


def _in_memory(sheet: Sheet) -> float:
    texts = (SetAnswer(_FIELDS[n % len(_FIELDS)], str(200 + n % 50)) for n in range(_EDITS))
    return median([milliseconds(partial(sheet.apply, edit)) for edit in texts])
