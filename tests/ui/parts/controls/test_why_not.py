"""Buttons that cannot be pressed say why: tool tip, accessible description, and a line below."""

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.parts.controls.why_not import WhyNot


def test_each_button_says_its_reason_and_the_line_every_reason_once(qtbot: QtBot) -> None:
    acts = [QPushButton(name) for name in ("取数", "确认", "撤回")]
    line = WhyNot(*acts)
    for widget in (*acts, line):
        qtbot.addWidget(widget)
    line.say("内容不能改。", "", "内容不能改。")
    assert [act.isEnabled() for act in acts] == [False, True, False]
    assert [act.toolTip() for act in acts] == ["内容不能改。", "", "内容不能改。"]
    assert acts[0].accessibleDescription() == "内容不能改。"
    assert line.text() == "内容不能改。"
    assert not line.isHidden()


def test_one_reason_is_for_all_and_goes_again(qtbot: QtBot) -> None:
    acts = [QPushButton("恢复"), QPushButton("回到")]
    line = WhyNot(*acts)
    for widget in (*acts, line):
        qtbot.addWidget(widget)
    line.say("还没有上年的内容。")
    assert not any(act.isEnabled() for act in acts)
    line.say("")
    assert all(act.isEnabled() and not act.toolTip() for act in acts)
    assert line.isHidden()
