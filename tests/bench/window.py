"""The first window, from the start of Python to its first paint, beside a bare PySide6 window."""

from tests.bench.children import figure, home
from tests.bench.measure import Row, compared, in_turns

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
    times = in_turns(lambda: figure(BARE), lambda: figure(OURS), rounds=9, warm=2)
    with home() as used:
        figure(_REMEMBER + _SAY_NOTHING, used)
        again = in_turns(lambda: figure(BARE, used), lambda: figure(OURS, used), rounds=9, warm=2)
    return [
        compared("window", what, floor, times, 1.35),
        compared("window-recent", f"{what}，有 8 个最近打开的库（画出后列出）", floor, again, 1.35),
    ]
