"""The bureau's desk with 12, 60 and 500 schools: the morning, the list of schools."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from operations.bureau.sent.issue import SlipComment
from operations.bureau.store import open_bureau
from operations.demo.run import run_demo
from tests.shots.frame import open_window
from tests.ui.bureau.district import answer_some, enlarge
from ui.bureau.face import BureauFace
from ui.bureau.work_page import RETURN_PAGE, ReturnAbout
from ui.desktop import Desktop
from ui.recent import settings, visit_before
from ui.shell import MainWindow

Scene = tuple[str, QWidget]
SIZES = (12, 60, 500)
_AREA = "facilities.teaching_area"
_MADE = 3
"""Schools that are not invented."""


def scenes(desktop: Desktop, folder: Path) -> Iterator[Scene]:
    """Yield (name, window)."""
    demo = folder / "desk"
    run_demo(demo, schools=_MADE)
    yield from desk_scenes(desktop, folder, demo)


def desk_scenes(desktop: Desktop, folder: Path, demo: Path) -> Iterator[Scene]:
    """The scenes, from a demonstration that is there already."""
    window = open_window(desktop)
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
        yield f"{name}-{page}", window
    if name != f"desk-{SIZES[0]}":
        return
    code = face.desk.facts.schools[0].school.code
    face.desk.slips.add(code, SlipComment(_AREA, "不动产证第 3 页为 8 210 平方米，请核对。"))
    face.pages.show_about(RETURN_PAGE, ReturnAbout(code, _AREA))
    yield f"{name}-return", window
