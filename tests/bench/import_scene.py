"""A window without a screen that imports many packages; says for how long its event loop stood still.

Runs in a process of its own (:mod:`tests.bench.stalls`). A timer of ten milliseconds runs all the time;
what is counted is the processor time of the thread of the windows between two of its ticks, as in
:mod:`tests.bench.stall_scene`, and how much later than it should it came by the clock.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from os import cpu_count
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer

from operations.demo.run import PASSPHRASE
from tests.bench.stall_scene import opened_window
from ui.bureau.face import BureauFace
from ui.bureau.intake.import_page import ImportPage

_TICK = 10
_FLOOR_SECONDS = 3.0


def importing(store: Path, packages: Path, count: int) -> tuple[float, float, float]:
    """Import so many files; the longest stall in processor time, by the clock, and that of the machine.

    Args:
        store: The bureau's store before its first import.
        packages: A folder with its schools' packages, to be filled up with copies of them.
        count: How many files are imported; copies are examined as well, and told as seen before.

    """
    window = opened_window(store)
    face = window.face
    assert isinstance(face, BureauFace)
    machine = _with_busy_cores()
    face.pages.show_page("page.import")
    page = face.pages.currentWidget()
    assert isinstance(page, ImportPage)
    files = _filled_up(packages, count)
    window.desktop.messages.script(PASSPHRASE)
    adding = _longest(lambda: page.add_files(files), page.start.isEnabled)
    before = {"", page.strip.text()}
    stall = _longest(page.start.click, lambda: page.strip.text() not in before)
    if not any(row.is_taken for row in page.files.rows.values()):
        raise RuntimeError(page.strip.text())
    return max(adding[0], stall[0]), max(adding[1], stall[1]), machine


def _with_busy_cores() -> float:
    busy = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"])
        for _ in range(cpu_count() or 1)
    ]
    end = time.monotonic() + _FLOOR_SECONDS
    try:
        return _longest(lambda: None, lambda: time.monotonic() > end)[1]
    finally:
        for process in busy:
            process.kill()
            process.wait()


def _filled_up(packages: Path, count: int) -> list[Path]:
    files = sorted(packages.iterdir())
    for number in range(count - len(files)):
        original = files[number % len(files)]
        shutil.copy(original, packages / f"{number:04d}-{original.name}")
    return sorted(packages.iterdir())


def _longest(begin: Callable[[], object], done: Callable[[], bool]) -> tuple[float, float]:
    """Let the event loop run until something is done; the longest step and delay in milliseconds."""
    loop, timer = QEventLoop(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    late, spent = [0.0], [0.0]
    last = [time.perf_counter(), time.thread_time()]

    def tick() -> None:
        present, worked = time.perf_counter(), time.thread_time()
        late.append((present - last[0]) * 1000 - _TICK)
        spent.append((worked - last[1]) * 1000)
        last[:] = present, worked
        if done():
            loop.quit()

    timer.timeout.connect(tick)
    timer.start(_TICK)
    QTimer.singleShot(0, begin)
    loop.exec()
    timer.stop()
    return max(spent), max(late)
