"""The first window, from the start of Python to its first paint, beside a bare PySide6 window."""

from tests.bench.children import figure
from tests.bench.measure import Row, in_turns, median

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

OURS = """
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
    """One row."""
    floors, programs = in_turns(lambda: figure(BARE), lambda: figure(OURS), rounds=9, warm=2)
    return [
        Row(
            "window",
            "第一个窗口（从启动 Python 到画出）",
            "空的 PySide6 窗口",
            median(floors),
            median(programs),
            1.6,
        )
    ]
