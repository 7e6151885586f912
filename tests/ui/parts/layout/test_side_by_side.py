"""Two parts beside each other, below each other, or on two tabs."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.metrics import characters
from ui.parts.layout.side_by_side import SideBySide


def _made(qtbot: QtBot, tabs: tuple[str, str] | None = None) -> tuple[SideBySide, QLabel, QLabel]:
    first, second = QLabel("文件"), QLabel("口令")
    made = SideBySide(first, second, from_width=40, shares=(1, 0), own_widths=(0, 10), tabs=tabs)
    qtbot.addWidget(made)
    made.resize(characters(50), 300)
    made.show()
    return made, first, second


def test_in_a_wide_window_both_are_seen_and_one_has_its_own_width(qtbot: QtBot) -> None:
    made, first, second = _made(qtbot, ("看文件", "签名"))
    assert made.tabs is not None
    assert made.tabs.isHidden()
    assert (first.isVisible(), second.isVisible()) == (True, True)
    assert second.width() == characters(10)
    assert first.geometry().right() < second.x()


def test_in_a_narrow_window_each_has_a_tab_and_the_whole_width(qtbot: QtBot) -> None:
    made, first, second = _made(qtbot, ("看文件", "签名"))
    assert made.tabs is not None
    made.resize(characters(30), 300)
    assert made.tabs.isVisible()
    assert (first.isVisible(), second.isVisible()) == (True, False)
    made.tabs.setCurrentIndex(1)
    assert (first.isVisible(), second.isVisible()) == (False, True)
    qtbot.waitUntil(lambda: second.width() == characters(30))
    made.bring(first)
    assert first.isVisible()
    made.resize(characters(50), 300)
    assert (first.isVisible(), second.isVisible()) == (True, True)


def test_without_tabs_the_second_goes_below_the_first(qtbot: QtBot) -> None:
    made, first, second = _made(qtbot)
    made.resize(characters(30), 300)
    qtbot.waitUntil(lambda: second.y() > first.geometry().bottom())
    assert second.width() == characters(30)
    made.bring(second)
    assert (first.isVisible(), second.isVisible()) == (True, True)
