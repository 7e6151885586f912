"""A return is checked, submitted and sent back."""

import pytest

from forms.edits import Justify, SetAnswer
from forms.workflow import MoveError, State
from operations.errors import NotReady
from operations.school.check import check_return, send_back, submit_return
from storage.errors import StoreRefusal
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK, PRINCIPAL, fill_whole


def test_a_complete_return_goes_to_the_principal(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    assert school.revisions.state is State.IN_REVIEW


def test_an_empty_return_does_not(empty_school: SchoolStore) -> None:
    with pytest.raises(NotReady, match=r"不能提交。第一个是 基本校验 1") as caught:
        submit_return(empty_school, actor=CLERK)
    assert len(caught.value.problems) > 100
    assert empty_school.revisions.state is State.DRAFT


def test_a_query_needs_a_sufficient_explanation(school: SchoolStore) -> None:
    school.answers.write([SetAnswer("facilities.bandwidth", "50")], actor=CLERK)
    open_now = [problem.code for problem in check_return(school).open_problems]
    assert open_now == ["R-facilities-037"]
    with pytest.raises(NotReady, match=r"还有 1 个问题没有处理.*R-facilities-037"):
        submit_return(school, actor=CLERK)
    school.answers.write([Justify("R-facilities-037", "核实无误")], actor=CLERK)
    with pytest.raises(NotReady, match=r"还有 1 个问题没有处理.*R-facilities-037"):
        submit_return(school, actor=CLERK)
    school.answers.write(
        [Justify("R-facilities-037", "由于线路改造，12 月前升级到 1000 兆。")], actor=CLERK
    )
    submit_return(school, actor=CLERK)
    assert school.revisions.state is State.IN_REVIEW


def test_only_the_clerk_submits(school: SchoolStore) -> None:
    with pytest.raises(MoveError, match="填报员"):
        submit_return(school, actor=PRINCIPAL)


def test_the_principal_sends_back_with_a_reason(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    with pytest.raises(StoreRefusal, match="原因"):
        send_back(school, actor=PRINCIPAL, reason=" ")
    send_back(school, actor=PRINCIPAL, reason="请核对招生数")
    assert school.revisions.state is State.DRAFT
    assert school.revisions.number == 1


def test_a_draft_is_not_sent_back(school: SchoolStore) -> None:
    with pytest.raises(MoveError, match=r"现在是“.*”，不能做这一步。请先填完并提交审核"):
        send_back(school, actor=PRINCIPAL, reason="请核对")


def test_filling_twice_is_the_same(school: SchoolStore) -> None:
    before = check_return(school)
    fill_whole(school)
    assert check_return(school).problems == before.problems
