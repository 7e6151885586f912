"""A long step that says how far it is leaves all that stands around it alone."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.metrics import characters
from ui.parts.layout.tab_pages import TabPages
from ui.parts.page.progress_row import ProgressRow
from ui.tasks import Progress


class Paintings(QObject):
    """Counts how often something is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


@pytest.fixture
def tabs(qtbot: QtBot, theme: object) -> TabPages:
    """A row that runs, above a list, both on a page of several."""
    del theme
    tabs, page, row, below = TabPages("各部分"), QWidget(), ProgressRow(), QWidget()
    below.setObjectName("list")
    layout = QVBoxLayout(page)
    layout.addWidget(row)
    layout.addWidget(below, 1)
    tabs.addTab(page, "本次导入")
    qtbot.addWidget(tabs)
    tabs.resize(characters(50), characters(30))
    tabs.show()
    row.begin("正在导入…", 500)
    settle()
    return tabs


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def parts(tabs: TabPages) -> tuple[ProgressRow, QWidget]:
    row, below = tabs.findChild(ProgressRow), tabs.findChild(QWidget, "list")
    assert row is not None
    assert below is not None
    return row, below


def test_how_far_it_is_is_shown_without_painting_what_stands_below(tabs: TabPages) -> None:
    row, below = parts(tabs)
    before = row.text.grab().toImage()
    settle()
    line, around = Paintings(row.text), Paintings(below)
    for done in (1, 20, 499):
        row.show_progress(Progress(done, 500, "4201040001-2024-r0.asice.age"))
        settle()
    assert (line.count, around.count) == (3, 0)
    assert row.text.grab().toImage() != before


def test_the_line_is_read_out_and_cut_where_it_has_no_room(tabs: TabPages) -> None:
    row, _ = parts(tabs)
    row.show_progress(Progress(3, 500, "很长的文件名" * 30))
    settle()
    assert "3 / 500" in row.text.text()
    assert row.text.accessibleName() == row.text.text()
    assert row.text.toolTip() == row.text.text()
    assert row.text.minimumSizeHint().height() >= row.text.fontMetrics().height()
