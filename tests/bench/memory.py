"""Memory of the school's face with the full pack open, beside a bare PySide6 window."""

from pathlib import Path
from tempfile import TemporaryDirectory

from forms.workflow import Actor, Role
from operations.school.store import create_school
from tests.bench.children import figure
from tests.bench.measure import Row, median, spread
from tests.bench.samples import SCHOOL, example_edits, last_year

_CLERK = Actor("王样例", Role.CLERK)
_ROUNDS = 2
"""They lie within half a percent of each other."""
_STATUS = Path("/proc/self/status")

PRINT = """
import os, sys
from pathlib import Path
lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
print(int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024)
sys.stdout.flush()
os._exit(0)
"""

_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1024, 700)
window.show()
application.processEvents()
"""

_OURS = """
import time
from pathlib import Path
from ui.app import make_application, make_desktop, make_window
application = make_application([])
desktop = make_desktop(application)
window = make_window(desktop)
window.show()
window.open_store(Path({path!r}))
def live(seconds, until=lambda: False):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not until():
        application.processEvents()
        time.sleep(0.005)
live(60, until=lambda: hasattr(window.face, "pages"))
live(2)
"""


def rows() -> list[Row]:
    """One row; only Linux tells it in this way."""
    if not _STATUS.exists():
        return []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "school.yhs"
        with create_school(
            path, school_code=SCHOOL, school_name="样例学校", period=2024, actor=_CLERK
        ) as store:
            store.answers.write(example_edits(), actor=_CLERK)
            store.last_values.replace(last_year(), actor=_CLERK)
        bare = [figure(_BARE + PRINT) for _ in range(_ROUNDS)]
        ours = [figure(_OURS.format(path=str(path)) + PRINT) for _ in range(_ROUNDS)]
    return [
        Row(
            "memory",
            "学校端打开完整表册和上年数据所占内存",
            "空的 PySide6 窗口",
            median(bare),
            median(ours),
            55,
            unit="MB",
            added=True,
            spread=spread(ours),
        )
    ]
