"""What may stand in a reply to a point, and what may be given as one."""

import pytest

from forms.reply import LONGEST_REPLY, PointReply, ReplyKind, reply_fault, shape_fault


def test_a_change_needs_no_words_and_an_explanation_does() -> None:
    assert reply_fault(PointReply(ReplyKind.CHANGED)) == ""
    assert reply_fault(PointReply(ReplyKind.EXPLAINED)) == "作说明的回复是空的，请改正。"
    assert reply_fault(PointReply(ReplyKind.EXPLAINED, "因 2024 年并校，见批复。")) == ""
    assert "不算说明" in reply_fault(PointReply(ReplyKind.EXPLAINED, "情况属实"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("改\u202e了", "看不见的字符（U+202E）"),
        (" 改了", "前后不能有空白"),
        ("改" * (LONGEST_REPLY + 1), "最多 2000 字"),
    ],
)
def test_what_cannot_travel_is_refused(text: str, fault: str) -> None:
    assert fault in shape_fault(PointReply(ReplyKind.CHANGED, text))


def test_lines_may_be_broken() -> None:
    assert shape_fault(PointReply(ReplyKind.CHANGED, "一\n二")) == ""
    assert PointReply(ReplyKind.CHANGED, "按证改").sentence == "已修改：按证改"
    assert PointReply(ReplyKind.CHANGED).sentence == "已修改"
