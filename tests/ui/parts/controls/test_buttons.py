"""A row of buttons takes as many lines as its width asks for."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.metrics import characters
from ui.parts.controls.buttons import button, button_row


@pytest.mark.parametrize(("width", "lines"), [(60, 1), (30, 2), (13, 3)])
@pytest.mark.usefixtures("theme")
def test_no_button_of_a_row_is_cut(qtbot: QtBot, width: float, lines: int) -> None:
    acts = [button(f"{name}不常变的内容(&B)", icon="copy") for name in ("带来", "取回", "确认")]
    card = QWidget()
    card.setLayout(button_row(*acts))
    qtbot.addWidget(card)
    card.resize(characters(width), characters(20))
    card.show()
    assert all(act.width() >= act.sizeHint().width() for act in acts)
    assert all(act.geometry().right() <= card.width() for act in acts)
    assert len({act.y() for act in acts}) == lines


@pytest.mark.usefixtures("theme")
def test_another_text_stands_as_far_from_the_icon_as_the_first(qtbot: QtBot) -> None:
    first, other, plain = button("退回单", icon="copy"), button("", icon="copy"), button("甲")
    for made in (first, other, plain):
        qtbot.addWidget(made)
    other.setText("退回单")
    assert other.text() == first.text() == " 退回单"
    assert other.grab().toImage() == first.grab().toImage()
    plain.setText("乙")
    assert plain.text() == "乙"
