"""Two years of a small, a usual and a large district side by side."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QWidget

from tests.forms.plan.plain import poor
from tests.operations.poor_district import poor_district
from tests.shots.frame import open_window
from ui.bureau.evaluation.compare_page import ComparePage
from ui.bureau.face import BureauFace
from ui.bureau.work_page import COMPARE_PAGE
from ui.desktop import Desktop

SIZES = (12, 60, 500)


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    window = open_window(desktop)
    for size in SIZES:
        stores = [
            poor_district(
                folder / f"{size}-{period}.yhb",
                [poor(n, random) for n in range(1, size + 1)],
                period=period,
            )
            for period, random in ((2023, Random(size)), (2024, Random(size + 1)))
        ]
        window.open_store(stores[1])
        face = window.face
        assert isinstance(face, BureauFace)
        face.pages.show_page("page.evaluation")
        face.pages.show_about(COMPARE_PAGE, stores[0])
        page = face.pages.currentWidget()
        assert isinstance(page, ComparePage)
        yield f"years-{size}", window
        page.tabs.setCurrentIndex(1)
        yield f"years-{size}-schools", window
    window.close()
