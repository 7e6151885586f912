"""The first window, from the start of Python to its first paint, beside a bare PySide6 window.

In processor time, which hardly wavers; how long it was on the clock stands in the note.
"""

from typing import Final

from tests.bench.children import Starts, figure, home, starts_in_turns
from tests.bench.measure import Row, compared, median

_ROUNDS: Final = 9

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1024, 700)
window.show()
application.processEvents()
print(0)
import os, sys
sys.stdout.flush()
os._exit(0)
"""

_SAY_NOTHING = "print(0)"
_REMEMBER = """
from pathlib import Path
from ui.recent import remember
for number in range(8):
    path = Path.home() / f"第{number}小学-2024.yhs"
    path.touch()
    remember(path)
"""

OURS = """
from operations.collector import paused
with paused(for_good=True):
    from ui.app import make_application, make_desktop, make_window
    application = make_application([])
    desktop = make_desktop(application)
    window = make_window(desktop)
    window.show()
application.processEvents()
print(0)
import os, sys
sys.stdout.flush()
os._exit(0)
"""


def rows() -> list[Row]:
    """Two rows: of a new user, and of one who has opened stores before."""
    what, floor = "第一个窗口（从启动 Python 到画出）", "空的 PySide6 窗口"
    with home() as used:
        figure(_REMEMBER + _SAY_NOTHING, used)
        floors, (new, again) = starts_in_turns(BARE, (OURS, None), (OURS, used), rounds=_ROUNDS)
    recent = f"{what}，有 8 个最近打开的库（画出后列出）"
    return [
        _row("window", what, floor, (floors, new)),
        _row("window-recent", recent, floor, (floors, again)),
    ]


def _row(name: str, what: str, floor: str, times: tuple[Starts, Starts]) -> Row:
    floors, ours = times
    both = floors.processor, ours.processor
    return compared(name, what, floor, both, 1.35, note=on_the_clock(floors, ours))


def on_the_clock(floors: Starts, ours: Starts) -> str:
    """Say how long both took for somebody who waits."""
    return f"处理器时间；按时钟 {median(ours.wall):.0f} ms，下限 {median(floors.wall):.0f} ms"
