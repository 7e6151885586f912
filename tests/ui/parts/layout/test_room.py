"""What parts of a page do with little room: wait behind another, wrap, stand below each other."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.bureau.work_page import ScrollColumns
from ui.metrics import characters
from ui.parts.controls.segments import Segments
from ui.parts.layout.flow import FlowLayout
from ui.parts.layout.shown_stack import ShownStack
from ui.parts.layout.side_by_side import SideBySide
from ui.parts.layout.tab_pages import TabPages
from ui.parts.layout.tall_area import TallArea

pytestmark = pytest.mark.usefixtures("theme")


def block(width: int, height: int = 20) -> QWidget:
    made = QPushButton()
    made.setMinimumSize(width, height)
    made.setMaximumSize(width, height)
    return made


def test_what_lies_behind_asks_for_no_room(qtbot: QtBot) -> None:
    stack = ShownStack()
    qtbot.addWidget(stack)
    around = [QWidget(), QWidget()]
    for page, width in zip(around, (900, 100), strict=True):
        QVBoxLayout(page).addWidget(block(width))
        stack.addWidget(page)
    assert stack.minimumSizeHint().width() >= 900
    stack.setCurrentIndex(1)
    assert 100 <= stack.minimumSizeHint().width() < 200
    stack.setCurrentIndex(0)
    assert stack.minimumSizeHint().width() >= 900


@pytest.mark.parametrize("make", [lambda: TabPages("各部分"), ShownStack], ids=["tabs", "stack"])
@pytest.mark.parametrize("high", [30, 250])
def test_a_high_page_that_wraps_asks_for_no_height_while_it_lies_behind(
    qtbot: QtBot, make: Callable[[], TabPages | ShownStack], high: int
) -> None:
    pages = make()
    qtbot.addWidget(pages)
    long = QLabel("很长的一句话，一行写不下。" * 200)
    long.setWordWrap(True)
    low = QWidget()
    low.setMinimumHeight(high)
    for part in (long, low):
        page = QWidget()
        QVBoxLayout(page).addWidget(part)
        pages.addTab(page, "") if isinstance(pages, TabPages) else pages.addWidget(page)
    pages.setCurrentIndex(0)
    assert pages.heightForWidth(400) > 1000
    pages.setCurrentIndex(1)
    assert high <= pages.heightForWidth(400) < high + 100
    assert high <= pages.sizeHint().height() < high + 100


def test_tabs_scroll_where_a_row_that_wraps_leaves_too_little_room(qtbot: QtBot) -> None:
    page, pages = QWidget(), TabPages("各部分")
    column = QVBoxLayout(page)
    acts = QWidget()
    acts.setLayout(FlowLayout(block(200), block(200), block(200)))
    table = QWidget()
    table.setMinimumHeight(100)
    column.addWidget(acts)
    column.addWidget(table, 1)
    pages.addTab(page, "")
    area = TallArea(pages)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    assert table.mapTo(pages, table.rect().bottomLeft()).y() < pages.height()
    assert area.verticalScrollBar().maximum() > 0


def test_choices_wrap_where_the_line_is_too_short_for_them(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    choices = Segments("只看", [(str(n), f"第{n}种学校") for n in range(7)], wraps=True)
    page.setLayout(FlowLayout(choices))
    page.resize(2000, 400)
    page.show()
    assert len({made.y() for made in choices.buttons}) == 1
    for one, other in pairwise(choices.buttons):
        assert other.x() > one.geometry().right()  # each has edges of its own
    page.resize(choices.sizeHint().width() // 2, 400)
    assert len({made.y() for made in choices.buttons}) >= 2
    assert all(made.width() >= made.sizeHint().width() for made in choices.buttons)
    assert all(made.geometry().right() <= page.width() for made in choices.buttons)
    assert choices.buttons[-1].geometry().bottom() <= choices.height()


@pytest.mark.parametrize("width", [1000, 150])
def test_parts_of_unlike_height_stand_on_one_middle_in_their_line(qtbot: QtBot, width: int) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    low, high, next_line = QWidget(), QWidget(), QWidget()
    for part, height in ((low, 20), (high, 40), (next_line, 20)):
        part.setFixedSize(60, height)
    page.setLayout(FlowLayout(low, high, next_line))
    page.resize(width, 200)
    page.show()
    assert low.y() == 10
    assert (high.y(), high.x() > low.geometry().right()) == (0, True)
    assert next_line.y() == (10 if width == 1000 else 48)
    layout = page.layout()
    assert layout is not None
    assert layout.heightForWidth(width) == (40 if width == 1000 else 68)


def test_two_columns_stand_below_each_other_in_a_narrow_window(qtbot: QtBot) -> None:
    left, right = QVBoxLayout(), QVBoxLayout()
    first, second = block(50), block(50)
    for column, part in ((left, first), (right, second)):
        column.addWidget(part)
        column.addStretch(1)
    area = ScrollColumns([left, right])
    qtbot.addWidget(area)
    area.resize(characters(80), 400)
    area.show()
    assert second.x() > first.x()
    assert second.y() == first.y()
    area.resize(characters(40), 400)
    qtbot.waitUntil(lambda: second.y() > first.y())
    assert second.x() == first.x()
    assert second.y() < 100  # no gap between them


def test_parts_share_a_line_as_they_are_told(qtbot: QtBot) -> None:
    first, second = QPushButton("甲"), QPushButton("乙")
    both = SideBySide(first, second, from_width=40, shares=(0, 1))
    qtbot.addWidget(both)
    both.resize(characters(60), 100)
    both.show()
    assert first.width() == first.sizeHint().width()
    assert second.geometry().right() == both.width() - 1
    both.resize(characters(30), 100)
    qtbot.waitUntil(lambda: second.y() > first.y())


def test_what_wraps_stands_in_the_middle_of_its_line(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    low, high, below = (QWidget() for _ in range(3))
    for part, height in ((low, 10), (high, 31), (below, 10)):
        part.setFixedSize(80, height)
    page.setLayout(FlowLayout(low, high, below))
    page.resize(200, page.heightForWidth(200))
    with qtbot.waitExposed(page):
        page.show()
    assert (low.y(), high.y()) == (10, 0)
    assert below.y() > high.geometry().bottom()
    assert below.geometry().bottom() + 1 == page.height()
