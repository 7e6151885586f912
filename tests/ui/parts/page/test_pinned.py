"""What a page says stays in sight while the page is scrolled, and covers nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.keys import press
from ui.parts.controls.buttons import button
from ui.parts.page.cards import Card, Page
from ui.parts.page.strips import MessageStrip
from ui.school.face import SchoolFace
from ui.theme import Theme

PAGES = ("delivery", "exchange", "handover", "history", "keys", "last", "review")


@pytest.mark.parametrize("name", PAGES)
def test_a_scrolled_page_still_shows_what_it_said(school: SchoolFace, name: str) -> None:
    school.window().resize(910, 512)
    school.pages.show_page(f"page.{name}")
    page = school.pages.currentWidget()
    assert isinstance(page, Page)
    strip = page.findChild(MessageStrip)
    assert strip is not None
    strip.say("已经做好了。", tone="ok", detail="一句说明，" * 30)
    QApplication.processEvents()
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    QApplication.processEvents()
    assert strip.isVisible()
    top = strip.mapTo(page, strip.rect().topLeft()).y()
    below = page.viewport().mapTo(page, page.viewport().rect().topLeft()).y()
    assert 0 <= top < top + strip.height() <= below
    strip.clear()
    assert page.viewport().y() == 0


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> Page:
    made = Page("标题", width=40, centred=True)
    strip = MessageStrip()
    made.pin(strip)
    card = Card("卡片")
    card.content.addWidget(button("做"))
    made.column.addWidget(card)
    made.finish()
    qtbot.addWidget(made)
    made.resize(900, 400)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_it_is_as_wide_as_the_column_at_every_width(page: Page) -> None:
    strip = page.findChild(MessageStrip)
    assert strip is not None
    strip.say("一句话，" * 20)
    for width in (900, 500, 1200):
        page.resize(width, 400)
        QApplication.processEvents()
        column = page.column.parentWidget()
        assert column is not None
        left = column.mapTo(page, column.rect().topLeft()).x()
        assert (strip.x(), strip.width()) == (left, column.width())


def test_tab_comes_from_what_is_offered_to_the_page(page: Page) -> None:
    strip = page.findChild(MessageStrip)
    assert strip is not None
    strip.say("文件已保存。")
    strip.offer("打开文件夹(&F)", lambda: None, icon="folder-open")
    offered = next(one for one in strip.findChildren(QPushButton) if "文件夹" in one.text())
    offered.setFocus()
    press(None, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "关闭提示"
