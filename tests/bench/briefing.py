"""From the start of Python to the principal's briefing of a submitted store, beside a bare window."""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from forms.workflow import Actor, Move, Role
from operations.school.store import create_school
from tests.bench.children import starts_in_turns
from tests.bench.measure import Row, spread
from tests.bench.samples import SCHOOL, example_edits, last_year
from tests.bench.window import BARE, on_the_clock

_CLERK: Final = Actor("王样例", Role.CLERK)
_ADDED: Final = 500
"""Milliseconds that opening, checking and laying out may add to a bare window."""

_BRIEFED: Final = """
import os, sys, time
from pathlib import Path
from operations.collector import paused
with paused(for_good=True):  # as the desktop starts
    from ui.app import make_application, make_desktop, make_window
    application = make_application([])
    window = make_window(make_desktop(application))
    window.resize(1366, 768)
    window.show()
window.open_store(Path({path!r}))
end = time.monotonic() + 20
while not hasattr(window.face, "pages") and time.monotonic() < end:
    application.processEvents()
    time.sleep(0.001)  # as an event loop waits: one that asks without a pause slows the store's thread
page = window.face.pages.currentWidget()  # a return in review opens there
application.processEvents()
print(0 if page.briefing.verdicts.rows.rows else sys.exit("no briefing"))
sys.stdout.flush()
os._exit(0)
"""


def rows() -> list[Row]:
    """One row, as what is added: the floor has no store to open."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "school.yhs"
        with create_school(
            path, school_code=SCHOOL, school_name="样例学校", period=2024, actor=_CLERK
        ) as store:
            store.answers.write(example_edits(), actor=_CLERK)
            store.last_values.replace(last_year(), actor=_CLERK)
            store.move(Move.SUBMIT, actor=_CLERK)
        code = _BRIEFED.format(path=str(path))
        floors, (ours,) = starts_in_turns(BARE, (code, None), rounds=5)
    return [
        Row(
            "briefing",
            "打开已提交的填报库，到校长看到各项结论（从启动 Python 起）",
            "空的 PySide6 窗口",
            median(floors.processor),
            median(ours.processor),
            _ADDED,
            added=True,
            note=f"表册已读好，同打包的程序；{on_the_clock(floors, ours)}",
            spread=spread(ours.processor),
        )
    ]
