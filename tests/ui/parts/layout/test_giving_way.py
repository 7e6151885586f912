"""What leaves a narrow bar, and comes back."""

import pytest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.parts.labels.elided_label import elided_label
from ui.parts.layout.giving_way import GivingWay


@pytest.fixture
def bar(qtbot: QtBot) -> tuple[QWidget, list[QPushButton]]:
    made = QWidget()
    qtbot.addWidget(made)
    row = QHBoxLayout(made)
    buttons = [QPushButton(text) for text in ("留下的按钮", "先让的按钮", "后让的按钮")]
    for one in buttons:
        row.addWidget(one)
    GivingWay(made, buttons[1:])
    made.resize(2000, 40)
    made.show()
    return made, buttons


def shown(buttons: list[QPushButton]) -> list[str]:
    return [one.text() for one in buttons if not one.isHidden()]


def test_the_first_one_leaves_first_and_comes_back_last(
    bar: tuple[QWidget, list[QPushButton]],
) -> None:
    made, (stays, first, second) = bar
    buttons = [stays, first, second]
    row = made.layout()
    assert row is not None
    whole = row.minimumSize().width()
    made.resize(whole - 1, 40)
    assert shown(buttons) == ["留下的按钮", "后让的按钮"]
    made.resize(stays.sizeHint().width(), 40)
    assert shown(buttons) == ["留下的按钮"]
    made.resize(whole - 1, 40)
    assert shown(buttons) == ["留下的按钮", "后让的按钮"]
    made.resize(whole, 40)
    assert shown(buttons) == ["留下的按钮", "先让的按钮", "后让的按钮"]


def test_the_bar_itself_asks_for_no_room(bar: tuple[QWidget, list[QPushButton]]) -> None:
    made, _ = bar
    assert made.minimumWidth() == 1


def test_a_part_without_anything_to_show_stays_away_where_there_is_room(qtbot: QtBot) -> None:
    made = QWidget()
    qtbot.addWidget(made)
    row = QHBoxLayout(made)
    stays, first, second = buttons = [QPushButton(text) for text in ("留下", "先让", "后让")]
    for one in buttons:
        row.addWidget(one)
    way = GivingWay(made, (first, second))
    made.resize(2000, 40)
    made.show()
    way.want(first, wanted=False)
    assert shown(buttons) == ["留下", "后让"]
    made.resize(stays.sizeHint().width(), 40)
    assert shown(buttons) == ["留下"]
    made.resize(2000, 40)
    assert shown(buttons) == ["留下", "后让"]
    way.want(first, wanted=True)
    assert shown(buttons) == ["留下", "先让", "后让"]


def test_parts_leave_for_what_the_others_wish_which_asks_for_no_room_itself(qtbot: QtBot) -> None:
    made = QWidget()
    qtbot.addWidget(made)
    row = QHBoxLayout(made)
    stays, leaves = buttons = [QPushButton(text) for text in ("留下", "让开")]
    for one in buttons:
        row.addWidget(one)
    whole = row.minimumSize().width()
    GivingWay(made, [leaves], wish=lambda: 50)
    made.resize(whole + 49, 40)
    made.show()
    assert shown(buttons) == ["留下"]
    made.resize(whole + 50, 40)
    assert shown(buttons) == ["留下", "让开"]
    made.resize(stays.sizeHint().width(), 40)
    assert made.width() < whole


def test_a_line_that_may_be_cut_comes_back_as_soon_as_its_least_has_room(qtbot: QtBot) -> None:
    made = QWidget()
    qtbot.addWidget(made)
    row = QHBoxLayout(made)
    stays, line = QPushButton("留下"), elided_label("未保存：磁盘已满，请腾出空间", least=4)
    row.addWidget(stays)
    row.addWidget(line)
    GivingWay(made, (line,))
    made.show()
    made.resize(2000, 40)
    least = row.minimumSize().width()
    made.resize(least - 1, 40)
    assert line.isHidden()
    made.resize(least, 40)
    assert not line.isHidden()
