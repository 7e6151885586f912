"""异常与规律 of a usual district, and the return slips made from it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from operations.demo.run import run_demo
from tests.shots.frame import open_window
from tests.ui.bureau.district import enlarge
from ui.bureau.face import BureauFace
from ui.bureau.patterns.batch_page import BatchPage
from ui.bureau.patterns.patterns_page import PatternsPage
from ui.desktop import Desktop


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    run_demo(folder / "odd", schools=6)
    yield from pattern_scenes(desktop, folder, folder / "odd" / "bureau.yhb", schools=54)


def pattern_scenes(
    desktop: Desktop, folder: Path, bureau: Path, *, schools: int
) -> Iterator[tuple[str, QWidget]]:
    """The scenes, from a demonstration that is there already."""
    store = folder / "patterns.yhb"
    shutil.copy(bureau, store)
    enlarge(store, schools=schools)
    window = open_window(desktop)
    window.open_store(store)
    face = window.face
    assert isinstance(face, BureauFace)
    face.pages.show_page("page.patterns")
    page = face.pages.currentWidget()
    assert isinstance(page, PatternsPage)
    yield "patterns", window
    page.table.selectAll()
    page.all.click()
    assert isinstance(face.pages.currentWidget(), BatchPage)
    yield "patterns-slips", window
    window.close()
