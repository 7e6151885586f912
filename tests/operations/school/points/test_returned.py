"""How a draft came back, and what is asked before it is submitted with open remarks."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from forms.reply import PointReply, ReplyKind
from forms.workflow import Actor, Move, Role
from operations.errors import Misused, Refused
from operations.school.check import send_back, submit_return
from operations.school.points.returned import (
    Returned,
    answer_comment,
    first_about,
    read_returned,
    still_open,
    unanswered_question,
)
from operations.school.records import Origin, SchoolStore
from storage.errors import StoreRefusal
from tests.operations.staging import CLERK

PRINCIPAL = Actor("陈样例", Role.PRINCIPAL)
CHANGED = PointReply(ReplyKind.CHANGED)
OFFICER = Actor("硚口区教育局 周样例", Role.OFFICER)


def test_a_draft_nobody_gave_back_has_nothing_to_tell(school: SchoolStore) -> None:
    assert read_returned(school) is None
    submit_return(school, actor=CLERK)
    assert read_returned(school) is None


def test_the_principals_return_is_told_with_name_time_and_reason(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    send_back(school, actor=PRINCIPAL, reason="请核对\n面积。")
    found = read_returned(school)
    assert found is not None
    assert (found.origin, found.by) == (Origin.PRINCIPAL, "陈样例")
    at = f"{found.at.astimezone():%Y-%m-%d %H:%M}"
    assert found.sentence.startswith(f"校长 陈样例 {at} 退回：请核对")
    assert "\n" not in found.sentence
    submit_return(school, actor=CLERK)
    assert read_returned(school) is None


def test_the_bureaus_return_names_the_bureau(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    school.move(Move.SIGN, actor=PRINCIPAL)
    school.move(Move.REOPEN, actor=OFFICER, reason="请附佐证。")
    found = read_returned(school)
    assert found is not None
    assert found.origin is Origin.BUREAU
    assert found.sentence.startswith("硚口区教育局 周样例 ")


def test_what_the_clerk_took_back_himself_was_not_returned(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    school.move(Move.SIGN, actor=PRINCIPAL)
    send_back(school, actor=CLERK, reason="漏了一项。")
    assert read_returned(school) is None


def test_open_points_are_counted_asked_about_and_answered(school: SchoolStore) -> None:
    assert unanswered_question(school.comments.all()) == ""
    for text in ("请核对。", "请附佐证。"):
        school.comments.add("", text, actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    assert still_open(school.comments.all()) == "还有 2 条意见没有回复。"
    question = unanswered_question(school.comments.all())
    assert question.startswith("还有 2 条意见没有回复，第一条是校长的：“请核对”。")
    with pytest.raises(StoreRefusal, match="没有第 99 条意见"):
        answer_comment(school, 99, CHANGED, actor=CLERK)
    answer_comment(school, 1, CHANGED, actor=CLERK)
    answer_comment(
        school, 2, PointReply(ReplyKind.EXPLAINED, "按 2024 年学籍核对无误。"), actor=CLERK
    )
    assert still_open(school.comments.all()) == "意见都已回复，可以重新提交。"


def test_an_explanation_has_to_say_something(school: SchoolStore) -> None:
    school.comments.add("", "请核对。", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    with pytest.raises(Misused, match="一类的话不算说明"):
        answer_comment(school, 1, PointReply(ReplyKind.EXPLAINED, "核实无误"), actor=CLERK)
    assert school.comments.all()[0].is_open


def test_what_is_in_review_is_not_answered_any_more(school: SchoolStore) -> None:
    school.comments.add("", "请核对。", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    submit_return(school, actor=CLERK)
    with pytest.raises(Refused, match="“待校长审核”，不能回复意见"):
        answer_comment(school, 1, CHANGED, actor=CLERK)


def test_the_deadline_is_told_by_the_days_that_are_left() -> None:
    at = datetime(2024, 10, 1, tzinfo=UTC)
    found = Returned(Origin.BUREAU, "区局", at, "请核对。", at, date(2024, 10, 15))
    assert found.deadline(date(2024, 10, 12)) == "请在 2024-10-15 前改好，还有 3 天。"
    assert found.deadline(date(2024, 10, 15)) == "请在 2024-10-15 前改好，就是今天。"
    assert found.deadline(date(2024, 10, 16)) == "请在 2024-10-15 前改好，已过 1 天。"
    assert replace(found, due=None).deadline(date(2024, 10, 12)) == ""


def test_a_remark_on_the_very_cell_is_found_before_others_on_its_table(school: SchoolStore) -> None:
    for address in ("pupils.classes", "pupils.classes[r1].enrolled", "pupils.entrants_primary"):
        school.comments.add(address, "请核对", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    table, cell, other = school.comments.all()
    assert first_about([table, cell, other], "pupils.classes[r1].enrolled") == cell
    assert first_about([table, cell, other], "pupils.classes[r2].enrolled") == table
    assert first_about([other], "pupils.classes[r1].enrolled") is None
    assert first_about([replace(other, resolved_at=other.at)], other.address) is None
