"""A line that may be cut."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.parts.labels.elided_label import elided_label

NAME = "武汉市硚口区华中科技大学附属宝善街中心小学（汉正街校区）"


@pytest.fixture
def label(qtbot: QtBot) -> QLabel:
    made = elided_label(NAME, least=6)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_cut_is_whole_in_the_tool_tip(label: QLabel) -> None:
    label.resize(label.sizeHint().width() // 2, label.sizeHint().height())
    label.grab()
    assert label.toolTip() == NAME
    label.resize(label.sizeHint())
    label.grab()
    assert label.toolTip() == ""


def test_it_insists_on_its_least_and_on_no_more_than_it_says(label: QLabel) -> None:
    six = label.fontMetrics().horizontalAdvance("填") * 6
    assert label.minimumSizeHint().width() == six
    label.setText("小学")
    assert label.minimumSizeHint().width() == label.sizeHint().width() < six
