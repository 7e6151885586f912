"""A sentence over a page: its icon and its way out stand at the first line, however long it is."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.metrics import characters, line_height
from ui.parts.page.strips import MessageStrip


def middle(part: QWidget, strip: MessageStrip) -> int:
    return part.mapTo(strip, QPoint()).y() + part.height() // 2


@pytest.mark.parametrize("times", [1, 12])
@pytest.mark.usefixtures("theme")
def test_icon_and_way_out_stand_at_the_first_line(qtbot: QtBot, times: int) -> None:
    strip = MessageStrip()
    qtbot.addWidget(strip)
    strip.resize(characters(30), characters(20))
    strip.say("口令不对。", tone="error", detail="请检查大写锁定和输入法，再输入一次。" * times)
    strip.grab()
    picture = next(label for label in strip.findChildren(QLabel) if not label.pixmap().isNull())
    close = strip.findChild(QToolButton)
    sentence = next(label for label in strip.findChildren(QLabel) if label.text())
    assert close is not None
    first = sentence.mapTo(strip, QPoint()).y() + line_height() // 2
    assert abs(middle(picture, strip) - first) <= 2
    assert abs(middle(close, strip) - first) <= 4
    assert picture.height() <= line_height() * 1.5
