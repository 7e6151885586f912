"""Points of return slips beside the school's replies, as the officer reads them."""

from datetime import UTC, date, datetime

import pytest
from pytestqt.qtbot import QtBot

from forms.reply import PointReply, ReplyKind
from operations.bureau.returns.school_file import SchoolFile
from operations.bureau.sent.asked import AskedPoint, AskedSlip
from ui.bureau.schools.asked_card import AskedCard
from ui.theme import Theme

FIELD = "pupils.minority_primary"
POINTS = (
    AskedPoint(FIELD, "请核对民族", PointReply(ReplyKind.CHANGED, "按学籍改"), "10", "12"),
    AskedPoint("", "请尽快", None, None, None),
)


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> AskedCard:
    made = AskedCard(theme)
    qtbot.addWidget(made)
    return made


def file_with(*slips: AskedSlip) -> SchoolFile:
    return SchoolFile(None, "", (), (), next_number=2, restarted=False, asked=slips)


def slip(*, answered: bool) -> AskedSlip:
    made = datetime(2026, 11, 29, 4, tzinfo=UTC)
    due = date(2026, 12, 20)
    return AskedSlip(1, made, "周样例", "与学籍不符。", due, answered, POINTS)


def test_a_school_nothing_was_returned_to_has_no_card(card: AskedCard) -> None:
    card.show_file(file_with())
    assert card.isHidden()


def test_each_point_has_its_reply_and_both_values(card: AskedCard) -> None:
    card.show_file(file_with(slip(answered=True)))
    head, changed, silent = (row.look for row in card.list.rows.rows)
    assert head.subtitle == "周样例　2 条意见，学校回复了 1 条。"
    assert (changed.title, changed.trailing) == ("请核对民族\n学校：按学籍改", "已修改")
    assert changed.subtitle == "学生与班级 › 小学少数民族学生　10 → 12"
    assert (silent.subtitle, silent.trailing) == ("整份填报表", "没有回复")


def test_what_is_not_answered_yet_says_until_when(card: AskedCard) -> None:
    card.show_file(file_with(slip(answered=False)))
    head, _, waiting = (row.look for row in card.list.rows.rows)
    assert head.subtitle == "周样例　等待学校重新上报，要求 2026-12-20 前改好。"
    assert waiting.trailing == "待回复"
