"""Paints scenes at the scale of this process, in one scheme."""

import importlib
import importlib.util
import sys
import tempfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from exporters import age_passphrase
from ui.app import make_application, make_desktop
from ui.desktop import Desktop
from ui.palettes import Scheme
from ui.tasks import InlineRunner

SIZE = (1366, 768)
MODULES = (
    "tests.shots.start",
    "tests.shots.school",
    "tests.shots.clerk",
    "tests.shots.habits",
    "tests.shots.last_year",
    "tests.shots.bureau",
    "tests.shots.copies",
    "tests.shots.signing",
    "tests.shots.verify",
)
Scene = tuple[str, QWidget]


def _raise(error: BaseException) -> None:
    raise error


def scenes(desktop: Desktop, folder: Path) -> Iterator[Scene]:
    """All scenes; a module yields (name, window) after it has brought the window there."""
    for name in MODULES:
        if importlib.util.find_spec(name) is not None:
            yield from importlib.import_module(name).scenes(desktop, folder)


def settle(application: QApplication) -> None:
    """Let layouts and deferred deletions happen."""
    for _ in range(3):
        application.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _note(
    failures: list[BaseException],
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """A fault in a slot does not stop Qt; it must fail the gallery all the same."""
    failures.append(error)
    sys.__excepthook__(kind, error, trace)


def main(arguments: list[str]) -> int:
    """Paint into a folder: ``FOLDER SCALE SCHEME [SCENE …]``, all scenes if none is named."""
    target, scale, scheme, wanted = Path(arguments[0]), arguments[1], arguments[2], arguments[3:]
    vars(age_passphrase)["WORK"] = 8  # what a guess costs is no matter of looks
    failures: list[BaseException] = []
    sys.excepthook = lambda kind, error, trace: _note(failures, kind, error, trace)
    application = make_application([])
    runner = InlineRunner(application, unexpected=_raise)
    desktop = make_desktop(application, runner=runner)
    desktop.messages.script()  # a question nobody answers ends the run instead of waiting
    desktop.theme.use(Scheme(scheme))
    with tempfile.TemporaryDirectory() as work:
        for name, window in scenes(desktop, Path(work)):
            settle(application)
            if not wanted or any(fnmatch(name, pattern) for pattern in wanted):
                window.grab().save(str(target / f"{name}-{scheme}-{scale}x.png"))
    runner.shut_down()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
