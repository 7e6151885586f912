"""A window without a screen that is kept busy; says for how long its event loop stood still.

Runs in a process of its own (:mod:`tests.bench.stalls`). What is counted is the longest single step:
a call from an event handler, or one round of the event loop after it, in processor time of the
thread of the windows: what other programs take of the processor is not ours to mend.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QTableView

from forms.spec import Table
from tests.bench.measure import milliseconds
from ui.app import make_application, make_desktop, make_window
from ui.entry.places import Place
from ui.school.face import SchoolFace
from ui.shell import MainWindow

_PATIENCE = 60.0
_STEPS = 120


def opening(path: Path) -> float:
    """Open the section with the most fields; longest step in milliseconds."""
    face = opened(path)
    place = max(_places(face), key=lambda item: _fields(face, item))
    return _longest([lambda: face.entry.pages.show_place(place)])


def scrolling(path: Path, table: str) -> float:
    """Scroll a table from end to end; longest step in milliseconds."""
    face = opened(path)
    face.entry.pages.go_to(table)
    _settle()
    view = max(face.findChildren(QTableView), key=lambda item: item.model().rowCount())
    bar = view.verticalScrollBar()
    places = [bar.maximum() * step // _STEPS for step in range(_STEPS + 1)]
    return _longest([partial(bar.setValue, value) for value in places])


def opened(path: Path) -> SchoolFace:
    """Open a school's store as the desktop does, and wait until its pages stand."""
    face = opened_window(path).face
    assert isinstance(face, SchoolFace)
    return face


def opened_window(path: Path) -> MainWindow:
    """Open a store as the desktop does, and wait until the pages of its face stand."""
    application = make_application([])
    window = make_window(make_desktop(application))
    window.resize(1366, 768)
    window.show()
    window.open_store(path)
    end = time.monotonic() + _PATIENCE
    while not hasattr(window.face, "pages"):
        if time.monotonic() > end:
            raise TimeoutError("the store did not open")
        application.processEvents()
        time.sleep(0.005)
    _settle()
    application.setProperty("kept", window)
    return window


def _settle() -> None:
    for _ in range(20):
        QApplication.processEvents()
        time.sleep(0.01)


def _longest(steps: list[Callable[[], object]]) -> float:
    times = []
    for step in steps:
        times.append(milliseconds(step, time.thread_time))
        times += [milliseconds(QApplication.processEvents, time.thread_time) for _ in range(3)]
    return max(times)


def _places(face: SchoolFace) -> list[Place]:
    return list(face.side.sections.places())


def _fields(face: SchoolFace, place: Place) -> int:
    form = face.desk.session.opened.engine.pack.form_by_id[place.form]
    return sum(not isinstance(item, Table) for item in form.sections[place.section].items)
