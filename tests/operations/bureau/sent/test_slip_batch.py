"""What each school is sent from chosen patterns."""

from pathlib import Path

import pytest

from forms.document.format import MOST_COMMENTS
from forms.patterns import Pattern, PatternKind, PatternPlace
from operations.bureau.sent.issue import SlipComment
from operations.bureau.sent.slip_batch import (
    BatchedSlip,
    ChosenPattern,
    batched_slips,
    folder_name,
    issue_batch,
)
from operations.bureau.store import Desk
from operations.errors import Refused
from tests.operations import staging


def pattern(*schools: str, address: str = "a.b") -> Pattern:
    places = tuple(PatternPlace(code, f"第{code}学校", address, "") for code in schools)
    return Pattern(PatternKind.FAR, address, "面积", "相差大", places, "请核对")


def test_comments_of_all_patterns_come_together_by_school() -> None:
    far, other = pattern("1", "2"), pattern("2", "3", address="c.d")
    slips = batched_slips(
        [
            ChosenPattern(far, "核对"),
            ChosenPattern(other, "重填", frozenset({"2"})),
            ChosenPattern(far, " 核对 "),
        ]
    )
    assert slips == (
        BatchedSlip("1", "第1学校", (SlipComment("a.b", "核对"),)),
        BatchedSlip("2", "第2学校", (SlipComment("a.b", "核对"), SlipComment("c.d", "重填"))),
    )


def test_an_empty_text_nothing_chosen_and_too_much_are_refused() -> None:
    with pytest.raises(Refused, match="请写明“面积”要学校做什么"):
        batched_slips([ChosenPattern(pattern("1"), " ")])
    with pytest.raises(Refused, match="没有选择要退回的学校"):
        batched_slips([ChosenPattern(pattern("1"), "核对", frozenset())])
    many = [ChosenPattern(pattern("1"), f"第 {n} 条") for n in range(MOST_COMMENTS + 1)]
    with pytest.raises(Refused, match="第1学校的意见超过"):
        batched_slips(many)


def test_a_school_without_a_package_does_not_hold_up_the_others(desk: Desk, tmp_path: Path) -> None:
    code = staging.PRIMARY.code
    slips = [
        BatchedSlip("9999999999", "别校", ()),
        BatchedSlip(code, "云杉小学", (SlipComment("", "核对"),)),
    ]
    done = issue_batch(desk, slips, tmp_path / "slips", reason="请核对")
    assert [made.school for made in done.made] == [code]
    assert done.folders == {code: tmp_path / "slips" / f"{code}-云杉小学"}
    assert "还没有导入上报包" in done.faults["9999999999"]
    with pytest.raises(Refused, match="还没有导入上报包"):
        issue_batch(desk, slips[:1], tmp_path / "none", reason="请核对")
    assert not (tmp_path / "none").exists()
    with pytest.raises(Refused, match="已经过了"):
        issue_batch(desk, slips[1:], tmp_path / "none", reason="请核对", due="2020-01-01")


def test_a_name_no_folder_may_bear_leaves_the_code() -> None:
    assert folder_name(BatchedSlip("12", "青石小学", ())) == "12-青石小学"
    assert folder_name(BatchedSlip("12", "青石/小学", ())) == "12"
