"""Paints scenes at the scale of this process, in one scheme."""

import importlib
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from exporters import age_passphrase
from tests.shots.frame import fill_screen
from ui.app import make_application, make_desktop
from ui.desktop import Desktop
from ui.palettes import Scheme
from ui.parts.page.cards import Page
from ui.tasks import InlineRunner

MODULES: Final = {
    "start": ("start-", "dialog-"),
    "server": ("server-",),
    "school": ("school-", "dialog-paste"),
    "clerk": ("clerk-",),
    "habits": ("habits-",),
    "acts": ("act-",),
    "exchange": ("exchange-",),
    "last_year": ("last-year-", "help-"),
    "bureau": ("bureau-",),
    "colleagues": ("colleagues-",),
    "desk": ("desk-",),
    "planning": ("plan-",),
    "patterns": ("patterns",),
    "years": ("years-",),
    "copies": ("copies-",),
    "signing": ("dialog-sign",),
    "verify": ("dialog-verify-",),
    "principal": ("principal-",),
}
"""Each module of scenes with what the names of its scenes begin with."""
Scene = tuple[str, QWidget]


def _raise(error: BaseException) -> None:
    raise error


def scenes(desktop: Desktop, folder: Path, wanted: Sequence[str]) -> Iterator[Scene]:
    """The scenes; a module yields (name, window) after it has brought the window there."""
    for name, beginnings in MODULES.items():
        if not wanted or any(may_match(pattern, beginnings) for pattern in wanted):
            own = folder / name  # so that no two demonstrations meet
            own.mkdir()
            yield from importlib.import_module(f"tests.shots.{name}").scenes(desktop, own)


def may_match(pattern: str, beginnings: Iterable[str]) -> bool:
    """Whether a scene whose name begins so can be meant by a pattern."""
    fixed = re.split(r"[*?\[]", pattern, maxsplit=1)[0]
    return any(fixed.startswith(each) or each.startswith(fixed) for each in beginnings)


def settle(application: QApplication) -> None:
    """Let layouts and deferred deletions happen; a page that got another width takes some turns."""
    for _ in range(12):
        application.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _fits(window: QWidget) -> bool:
    """Whether a window keeps within its screen; one that does not is cut on a user's desk."""
    room, size = window.screen().size(), window.size()
    return size.width() <= room.width() and size.height() <= room.height()


def _cut(window: QWidget) -> list[str]:
    """Headings of the cards in sight that want to be wider than their page, and lose their end."""
    found = []
    for page in window.findChildren(Page):
        column = page.column
        margins = page.inside.contentsMargins()
        room = page.viewport().width() - margins.left() - margins.right()
        for item in map(column.itemAt, range(column.count() if page.isVisible() else 0)):
            if item is not None and item.minimumSize().width() > room:
                part = item.widget()
                words = part.findChildren(QLabel) if part is not None else []
                found.append(next((one.text() for one in words), page.title.text()))
    return found


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
    """Paint into a folder: ``FOLDER ENDING SCHEME TEXT [SCENE …]``, all scenes if none is named."""
    folder, ending, scheme, text, *wanted = arguments
    vars(age_passphrase)["WORK"] = 8  # what a guess costs is no matter of looks
    failures: list[BaseException] = []
    sys.excepthook = lambda kind, error, trace: _note(failures, kind, error, trace)
    application = make_application([])
    runner = InlineRunner(application, unexpected=_raise)
    desktop = make_desktop(application, runner=runner)
    desktop.messages.script()  # a question nobody answers ends the run instead of waiting
    desktop.theme.resize(int(text))
    desktop.theme.use(Scheme(scheme))
    with tempfile.TemporaryDirectory() as work:
        for name, window in scenes(desktop, Path(work), wanted):
            window.activateWindow()  # after a dialog none is, and the cursor would not be seen
            settle(application)
            if not _fits(window):
                size = window.size()
                print(f"{name}：窗口比屏幕大，{size.width()} × {size.height()}", file=sys.stderr)
                failures.append(ValueError(name))
                fill_screen(window)
            for heading in _cut(window):
                print(f"{name}：“{heading}”比页面宽，右边被切掉", file=sys.stderr)
                failures.append(ValueError(name))
            if not wanted or any(fnmatch(name, pattern) for pattern in wanted):
                window.grab().save(str(Path(folder) / f"{name}-{ending}.png"))
    runner.shut_down()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
