"""Files in and out of the school's window: what a file would fill, where a file was written."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.shots.frame import open_window
from tests.shots.school import filled_store
from ui.desktop import Desktop
from ui.dialogs.rehearsal import RehearsalDialog
from ui.school.exchange.exchange_page import ExchangePage
from ui.school.face import SchoolFace

ROOMS = "facilities.multimedia_rooms"


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    window = open_window(desktop)
    window.open_store(filled_store(folder / "样例九年一贯制学校交换-2024.yhs"))
    face = window.face
    assert isinstance(face, SchoolFace)
    face.pages.show_page("page.exchange")
    page = face.pages.currentWidget()
    assert isinstance(page, ExchangePage)
    yield from _statistics(face, page, folder / "教育事业统计.csv")
    target = folder / "样例九年一贯制学校-2024-填报模板.xlsx"
    desktop.messages.script(True, str(target))
    page.template.click()
    yield "exchange-saved", window
    window.close()


def _statistics(face: SchoolFace, page: ExchangePage, path: Path) -> Iterator[tuple[str, QWidget]]:
    meta = face.desk.facts.meta
    face.desk.session.set_text(ROOMS, "")
    path.write_text(
        f"学校代码,学校名称,网络多媒体教室,图书\n{meta.school_code},{meta.school_name},52,41000\n",
        encoding="utf-8",
    )
    asked: list[RehearsalDialog] = []

    def turn_away(dialog: RehearsalDialog) -> bool:
        asked.append(dialog)
        return False

    face.desktop.messages.script([str(path)], turn_away)
    page.statistics.click()
    asked[0].show()
    yield "exchange-statistics", asked[0]
    asked[0].close()
    face.desktop.messages.script([str(path)], lambda _: True)
    page.statistics.click()
    face.entry.pages.go_to(ROOMS)
    yield "exchange-origin", face.window()
    face.pages.show_page("page.exchange")
