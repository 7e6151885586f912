"""The bureau's desk with 12, 60 and 500 schools: the morning, the list of schools."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from operations.bureau.store import open_bureau
from operations.demo.run import run_demo
from tests.ui.bureau.district import answer_some, enlarge
from ui.app import make_window
from ui.bureau.face import BureauFace
from ui.desktop import Desktop
from ui.recent import settings, visit_before
from ui.shell import MainWindow

Scene = tuple[str, QWidget]
SIZES = (12, 60, 500)
PERCENTS = (100, 125, 150, 200)
"""Sizes of the text that a screen of 1366 by 768 is set to: so much less finds room on it."""
_MADE = 3
"""Schools that are not invented."""


def scenes(desktop: Desktop, folder: Path) -> Iterator[Scene]:
    """Yield (name, window)."""
    demo = folder / "desk"
    run_demo(demo, schools=_MADE)
    yield from desk_scenes(desktop, folder, demo)


def desk_scenes(desktop: Desktop, folder: Path, demo: Path) -> Iterator[Scene]:
    """The scenes, from a demonstration that is there already."""
    window = make_window(desktop)
    window.resize(1366, 768)
    window.show()
    for schools, due in zip(
        SIZES, ("", f"{datetime.now(UTC).date() + timedelta(days=5)}", "2024-10-15"), strict=True
    ):
        path = folder / f"desk-{schools}.yhb"
        shutil.copy(demo / "bureau.yhb", path)
        enlarge(path, schools=schools - _MADE)
        answer_some(path, due=due)
        _as_if_used_before(path)
        window.open_store(path)
        yield from _district(window, f"desk-{schools}")
    window.close()


def _as_if_used_before(path: Path) -> None:
    """Let the last visit be in September."""
    with open_bureau(path, read_only=True) as store:
        settings().remove(f"visit/{store.mark}")
        visit_before(store.mark, date(2024, 9, 2))


def _district(window: MainWindow, name: str) -> Iterator[Scene]:
    face = window.face
    assert isinstance(face, BureauFace)
    face.strip.clear()  # copies of one store are no matter here
    for page in ("today", "schools"):
        face.pages.show_page(f"page.{page}")
        for percent in PERCENTS:
            window.resize(1366 * 100 // percent, 768 * 100 // percent)
            yield f"{name}-{page}-{percent}", window
    window.resize(1366, 768)
