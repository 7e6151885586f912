"""A page is as high as its content needs at its width, and facts stand on the line of their names."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.metrics import characters, line_height
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card, Page
from ui.parts.page.facts import FactRows

pytestmark = pytest.mark.usefixtures("theme")
SENTENCE = "在放着签名密钥的填报库里打开送审文件，看过之后写意见、退回，或者确认并签名。"


def page_of_texts(qtbot: QtBot, height: int) -> tuple[Page, Card]:
    page = Page("两台电脑送审", note=SENTENCE)
    qtbot.addWidget(page)
    for _ in range(4):
        last = Card("校长的电脑", note=SENTENCE)
        last.content.addWidget(text_label(SENTENCE))
        page.column.addWidget(last)
    page.finish()
    page.resize(characters(66), height)
    with qtbot.waitExposed(page):
        page.show()
    page.settle()
    return page, last


def test_a_page_does_not_scroll_into_the_void_below_its_last_card(qtbot: QtBot) -> None:
    page, last = page_of_texts(qtbot, 200)
    bottom = last.mapTo(page.inside, last.rect().bottomLeft()).y()
    assert page.verticalScrollBar().maximum() > 0
    assert 0 < page.inside.height() - bottom <= line_height() * 2


def test_a_page_that_fits_has_no_scroll_bar(qtbot: QtBot) -> None:
    page, _ = page_of_texts(qtbot, 1400)
    assert page.verticalScrollBar().maximum() == 0


def test_the_name_of_a_fact_stands_beside_the_first_line_of_its_value(qtbot: QtBot) -> None:
    rows = FactRows()
    qtbot.addWidget(rows)
    rows.show_facts([("三人确认", SENTENCE)])
    rows.resize(characters(18), 400)
    with qtbot.waitExposed(rows):
        rows.show()
    name, value = rows.findChildren(QLabel)
    if name.text() == SENTENCE:
        name, value = value, name
    assert value.height() > line_height() * 2
    tops = [first_ink(label) + label.y() for label in (name, value)]
    assert abs(tops[0] - tops[1]) <= 2


def first_ink(label: QLabel) -> int:
    """The first row of pixels in which something is painted."""
    image = label.grab().toImage()
    ground = image.pixelColor(0, 0)
    return next(
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y) != ground for x in range(image.width()))
    )
