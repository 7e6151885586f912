"""补短板 in a small, a usual and a large district."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QWidget

from tests.forms.plan.plain import poor
from tests.operations.poor_district import poor_district
from tests.shots.frame import open_window
from ui.bureau.face import BureauFace
from ui.bureau.plan.plan_page import PlanPage
from ui.desktop import Desktop

SIZES = (12, 60, 500)


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    window = open_window(desktop)
    for size in SIZES:
        random = Random(size)
        path = folder / f"poor-{size}.yhb"
        window.open_store(poor_district(path, [poor(n, random) for n in range(1, size + 1)]))
        face = window.face
        assert isinstance(face, BureauFace)
        face.pages.show_page("page.plan")
        page = face.pages.currentWidget()
        assert isinstance(page, PlanPage)
        page.goal.make.click()
        page.goal.kinds.choose("add")
        page.goal.make.click()
        yield f"plan-{size}", window
        page.tabs.setCurrentIndex(1)
        yield f"plan-{size}-outlook", window
    window.close()
