"""TitleRow: title, states and buttons share a line where there is room, and take two where not."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.metrics import characters
from ui.parts.controls.buttons import button
from ui.parts.labels.chips import Chip
from ui.parts.labels.elided_label import elided_label
from ui.parts.layout.overflow import OverflowRow
from ui.parts.page.title_row import TitleRow

pytestmark = pytest.mark.usefixtures("theme")
NAME = "武汉市硚口区华中科技大学附属宝善街中心小学（汉正街校区）"


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """What the row stands in; as a window of its own it would not become narrower than its one line."""
    page = QWidget()
    qtbot.addWidget(page)
    return page


def shown(page: QWidget, width: float, *states: Chip, title: str = "全区评估") -> TitleRow:
    row = TitleRow(elided_label(title, style="title", least=6), button("返回"))
    buttons = OverflowRow()
    buttons.add(button("导出原始表…"), button("申报表"))
    row.add_states(*states)
    row.add_buttons(buttons)
    row.setParent(page)
    row.resize(characters(width), 100)
    page.show()
    return row


def top_of(row: TitleRow, part: QWidget) -> int:
    return part.mapTo(row, part.rect().topLeft()).y()


def is_below(row: TitleRow, part: QWidget) -> bool:
    title = row._title
    return top_of(row, part) >= top_of(row, title) + title.height()


def test_what_has_room_stands_in_one_line_on_one_middle(page: QWidget, qtbot: QtBot) -> None:
    state = Chip("未通过，40 所未交", icon="circle-x", tone="error")
    row = shown(page, 80, state)
    qtbot.waitUntil(lambda: state.isVisible() and not row.is_folded)
    assert not is_below(row, state)
    middle = top_of(row, state) + state.height() // 2
    qtbot.waitUntil(lambda: abs(middle - row.height() // 2) <= 2)


def test_states_and_buttons_go_below_the_title_and_come_back(page: QWidget, qtbot: QtBot) -> None:
    state = Chip("未通过，40 所未交", icon="circle-x", tone="error")
    row = shown(page, 24, state)
    qtbot.waitUntil(lambda: is_below(row, state))
    assert state.width() >= state.sizeHint().width(), "the state is whole"
    row.resize(characters(80), 100)
    qtbot.waitUntil(lambda: not is_below(row, state))


def test_a_state_that_comes_and_goes_takes_its_line_with_it(page: QWidget, qtbot: QtBot) -> None:
    state = Chip("李娜正在写退回单", icon="pen-line", tone="query")
    state.hide()
    row = shown(page, 25, state)
    qtbot.waitUntil(lambda: not row.is_folded)
    low = row.sizeHint().height()
    state.show()
    qtbot.waitUntil(lambda: row.is_folded and row.sizeHint().height() > low)
    state.hide()
    qtbot.waitUntil(lambda: not row.is_folded)


def test_a_long_title_is_cut_before_a_state_is(page: QWidget, qtbot: QtBot) -> None:
    state = Chip("已接收", icon="package-check", tone="ok")
    row = shown(page, 50, state, title=NAME)
    qtbot.waitUntil(lambda: not row.is_folded and state.isVisible())
    assert state.width() >= state.sizeHint().width()
    assert row.minimumSizeHint().width() <= characters(24)
