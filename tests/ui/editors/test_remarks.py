"""A remark at a field: its sign, its words and the button that answers it stand on one line."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.editors.remarks import Remark, RemarkList
from ui.metrics import characters, line_height

WORDS = "校长意见：请附测绘报告页码。"


def middle(part: QWidget) -> int:
    """Height at which the first line of a part stands in its remark."""
    if isinstance(part, QLabel):
        above = part.contentsMargins().top()
        return part.y() + above + min(part.height() - above, part.fontMetrics().height()) // 2
    return part.geometry().center().y()


@pytest.mark.usefixtures("theme")
@pytest.mark.parametrize("words", [WORDS, WORDS * 4], ids=["one line", "several"])
@pytest.mark.parametrize("answerable", [True, False])
def test_sign_words_and_button_stand_on_one_line(
    qtbot: QtBot, words: str, answerable: bool
) -> None:
    remarks = RemarkList()
    qtbot.addWidget(remarks)
    remarks.show_remarks([Remark(1, "facilities.site_area", words)], answerable=answerable)
    remarks.resize(characters(40), line_height() * 8)
    with qtbot.waitExposed(remarks):
        remarks.show()
    parts = [*remarks.findChildren(QLabel), *remarks.findChildren(QPushButton)]
    assert len(parts) == 2 + answerable
    middles = [middle(part) for part in parts]
    assert max(middles) - min(middles) <= 2
