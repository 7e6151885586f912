"""Requests are looked at in one place: damaged, of another school, not on the roster; the fingerprint."""

import pytest

from exporters.pki.requests import make_request
from operations.bureau.schools.requests import request_of, sort_requests
from operations.bureau.schools.roster import retire_school
from operations.bureau.store import Desk
from operations.errors import Misused, Refused
from operations.keys.locked_keys import ComparedFingerprint, compare_fingerprint
from storage.bureau.roster import School

CODE = "2142100001"
DIGITS = "3f2a 91bc 07d4 5e60 aa18"


def test_a_request_is_joined_with_the_school_of_the_roster(desk: Desk) -> None:
    _, content = make_request(CODE)
    found = request_of(desk.store, content, school=CODE)
    assert (found.school.code, found.again, found.content) == (CODE, True, content)
    new = School("2142100099", "新学校", "211", principal="赵校长")
    desk.store.roster.upsert([new], actor=desk.actor)
    _, first = make_request("2142100099")
    assert not request_of(desk.store, first).again


def test_what_may_not_be_enrolled_is_refused_with_the_reason(desk: Desk) -> None:
    _, content = make_request(CODE)
    said = f"这份开户申请是学校 {CODE} 的，不是 2142100002 的，请核对文件。"
    with pytest.raises(Misused, match=f"^{said}$"):
        request_of(desk.store, content, school="2142100002")
    retire_school(desk.store, CODE, actor=desk.actor)
    said = f"学校 {CODE} 不在名册中或已停用，请先核对学校名册。"
    with pytest.raises(Refused, match=f"^{said}$"):
        request_of(desk.store, content)


def test_a_school_without_a_principal_is_refused_before_the_root_key_is_asked_for(
    desk: Desk,
) -> None:
    desk.store.roster.upsert([School("2142100099", "新学校", "211")], actor=desk.actor)
    _, content = make_request("2142100099")
    with pytest.raises(Refused, match="名册中新学校（2142100099）没有写校长，不能签发证书"):
        request_of(desk.store, content)


def test_one_bad_request_does_not_stop_the_others(desk: Desk) -> None:
    _, good = make_request(CODE)
    _, unknown = make_request("2142100099")
    found = sort_requests(desk.store, [b"text", good, unknown])
    assert [item.school.code for item in found.good] == [CODE]
    assert len(found.faults) == 2
    assert "开户申请" in found.faults[0]
    assert found.faults[1].startswith("学校 2142100099 不在名册中")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ComparedFingerprint.NOTHING),
        ("  - :", ComparedFingerprint.NOTHING),
        ("3F2A", ComparedFingerprint.BEGUN),
        ("3f2a-91bc", ComparedFingerprint.BEGUN),
        ("3f2b", ComparedFingerprint.DIFFERENT),
        ("3f2a91bc07d45e60aa18", ComparedFingerprint.SAME),
        ("3F2A:91BC:07D4:5E60:AA18", ComparedFingerprint.SAME),
        ("3f2a91bc07d45e60aa180", ComparedFingerprint.DIFFERENT),
    ],
)
def test_a_fingerprint_is_compared_while_it_is_typed(
    typed: str, expected: ComparedFingerprint
) -> None:
    assert compare_fingerprint(typed, DIGITS) is expected
