"""Who answers for a return: what a pack demands of the three, and what it refuses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from forms.confirmation import (
    Confirmation,
    ConfirmationRule,
    Signatory,
    confirmations_fault,
    missing,
    people_fault,
    shared_note,
)
from operations.packs.bundled import bundled_pack

AT = datetime(2024, 9, 30, 8, 0, tzinfo=UTC)
DIGEST = "ab" * 32
ALL = ConfirmationRule((*Signatory,), 2)
NAMES = ("王样例", "李样例", "张样例")
GIVEN = tuple(
    Confirmation(signatory, name, AT + timedelta(minutes=minute), DIGEST)
    for minute, (signatory, name) in enumerate(zip(Signatory, NAMES, strict=True))
)


def test_the_bundled_pack_asks_for_all_three_and_lets_one_person_be_two() -> None:
    rule = bundled_pack().confirmation
    assert rule.demanded == (Signatory.STATISTICIAN, Signatory.REVIEWER, Signatory.HEAD)
    assert rule.roles_of_one_person == 2
    assert "教学点" in rule.reason


def test_those_who_are_missing_are_named_in_order() -> None:
    assert missing(ALL, ()) == (*Signatory,)
    assert missing(ALL, GIVEN[:1]) == (Signatory.REVIEWER, Signatory.HEAD)
    assert missing(ALL, GIVEN[:1], before=Signatory.REVIEWER) == ()
    assert missing(ALL, (), before=Signatory.HEAD) == (Signatory.STATISTICIAN, Signatory.REVIEWER)
    assert missing(ConfirmationRule(), ()) == ()


def test_one_person_is_as_many_as_the_pack_allows() -> None:
    twice = [*zip(Signatory, ("王", "王", "张"), strict=True)]
    assert people_fault(ALL, twice) == ""
    assert shared_note(twice) == "统计人员和审核人是同一人（王）。"
    assert "王同时是统计人员、审核人；按表册的规定应当是不同的人" in people_fault(
        replace(ALL, roles_of_one_person=1), twice
    )
    thrice = [*zip(Signatory, ("王", "王", "王"), strict=True)]
    assert "最多担任其中 2 项" in people_fault(ALL, thrice)


def test_what_the_three_gave_in_order_over_one_digest_is_taken() -> None:
    assert confirmations_fault(ALL, GIVEN, digest=DIGEST) == ""


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (GIVEN[:2], "还没有单位负责人的确认"),
        ((GIVEN[1], GIVEN[0], GIVEN[2]), "次序"),
        ((*GIVEN, GIVEN[2]), "次序"),
        ((GIVEN[0], replace(GIVEN[1], at=AT - timedelta(seconds=1)), GIVEN[2]), "早于前面的人"),
        ((GIVEN[0], replace(GIVEN[1], digest="cd" * 32), GIVEN[2]), "不是这份填报内容"),
        (tuple(replace(found, name="王") for found in GIVEN), "最多担任其中 2 项"),
    ],
)
def test_what_is_not_as_demanded_is_said(given: tuple[Confirmation, ...], said: str) -> None:
    assert said in confirmations_fault(ALL, given, digest=DIGEST)
