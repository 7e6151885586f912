"""Alternatives side by side: the arrows choose among them and lead nowhere else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.keys import press
from ui.parts.controls.segments import Segments
from ui.theme import Theme


def test_arrows_choose_the_neighbour_and_stay_among_them(theme: Theme, qtbot: QtBot) -> None:
    made = Segments(
        "怎样处理", [("changed", "已修改"), ("hidden", "不问"), ("explained", "作说明")]
    )
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.offer(["changed", "explained"])
    first, _, last = made.buttons
    first.setFocus()
    chosen: list[str] = []
    made.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Down):
        press(None, key)
    assert chosen == ["explained", "changed", "explained"]
    assert QApplication.focusWidget() is last
    assert last.isChecked()
    assert not first.isChecked()
