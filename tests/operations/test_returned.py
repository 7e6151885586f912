"""How a draft came back, and what is asked before it is submitted with open remarks."""

import pytest

from forms.workflow import Actor, Move, Role
from operations.school.check import send_back, submit_return
from operations.school.records import Origin, SchoolStore
from operations.school.returned import (
    read_returned,
    resolve_comments,
    still_open,
    unanswered_question,
)
from storage.errors import StoreRefusal
from tests.operations.staging import CLERK

PRINCIPAL = Actor("陈样例", Role.PRINCIPAL)
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


def test_open_remarks_are_counted_asked_about_and_dealt_with(school: SchoolStore) -> None:
    assert unanswered_question(school.comments.all()) == ""
    for text in ("请核对。", "请附佐证。"):
        school.comments.add("", text, actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    assert still_open(school.comments.all()) == "还有 2 条意见没有处理。"
    question = unanswered_question(school.comments.all())
    assert question.startswith("还有 2 条意见没有标为已处理，第一条是校长的：“请核对。”")
    with pytest.raises(StoreRefusal, match="意见"):
        resolve_comments(school, (1, 99), actor=CLERK)
    assert still_open(school.comments.all()) == "还有 2 条意见没有处理。"
    resolve_comments(school, (1, 2), actor=CLERK)
    assert still_open(school.comments.all()) == "意见都已处理，可以重新提交。"
