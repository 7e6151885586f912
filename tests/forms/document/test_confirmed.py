"""Confirmations in a document: what they are made over, and how they are read."""

from datetime import UTC, datetime
from typing import Any

import pytest

from forms.canonical import canonical_members
from forms.confirmation import Confirmation, Signatory
from forms.document import DocumentError, from_document, to_document
from forms.document.confirmed import (
    confirmation_json,
    confirmations_in,
    confirmed_digest,
    digest_of_members,
    name_fault,
)
from tests.forms.live.mini import ENGINE, context, record

SHEET = ENGINE.open(record({"a.pupils": "30"}), context())
GIVEN = Confirmation(
    Signatory.REVIEWER, "李样例", datetime(2024, 9, 30, 8, 1, 2, tzinfo=UTC), "ab" * 32
)


def document(**parts: object) -> dict[str, Any]:
    made = to_document(SHEET, program_version="1", journal_head="0", confirmations=[GIVEN])
    return {**made, **parts}


def test_they_travel_and_are_read_again() -> None:
    assert confirmations_in(document()) == (GIVEN,)
    assert from_document(document(), ENGINE.plan).answers == {"a.pupils": "30"}


def test_program_journal_comments_and_confirmations_do_not_change_the_digest() -> None:
    plain = to_document(SHEET, program_version="2", journal_head="1", comments=[])
    assert confirmed_digest(document()) == confirmed_digest(plain)


def test_every_figure_changes_the_digest() -> None:
    other = ENGINE.open(record({"a.pupils": "31"}), context())
    changed = to_document(other, program_version="1", journal_head="0")
    assert confirmed_digest(changed) != confirmed_digest(document())


def test_the_digest_is_the_same_over_members_written_already() -> None:
    made = document()
    assert digest_of_members(canonical_members(made)) == confirmed_digest(made)


def test_the_first_format_had_none_and_is_still_read() -> None:
    old = to_document(SHEET, program_version="1", journal_head="0", confirmations=None)
    assert old["format_version"] == 1
    assert "confirmations" not in old
    assert confirmations_in(old) is None
    assert from_document(old, ENGINE.plan).answers == {"a.pupils": "30"}
    with pytest.raises(DocumentError, match="不是上报数据的组成部分"):
        from_document({**old, "confirmations": []}, ENGINE.plan)


ENTRY = confirmation_json(GIVEN)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({}, "最多 3 项的列表"),
        ([ENTRY] * 4, "最多 3 项的列表"),
        ([{**ENTRY, "more": "x"}], "应当正好有"),
        ([{**ENTRY, "digest": "AB" * 32}], "摘要不对"),
        ([{**ENTRY, "name": 5}], "不是文字"),
        ([{**ENTRY, "signatory": "clerk"}], "以外的人"),
        ([{**ENTRY, "name": "李\u202e例"}], "看得见的文字"),
        ([{**ENTRY, "at": "2024-09-31T00:00:00Z"}], "时间不对"),
        ([{**ENTRY, "at": "2024-09-30T08:01:02+00:00"}], "时间不对"),
    ],
)
def test_what_is_written_otherwise_is_refused(entries: object, said: str) -> None:
    with pytest.raises(DocumentError, match=said):
        from_document(document(confirmations=entries), ENGINE.plan)


def test_a_name_is_one_visible_line() -> None:
    assert name_fault("买买提·艾力") == ""
    assert "空的" in name_fault(" ")
    for wrong in (" 王", "王\n李", "王" * 51, "王\u200b"):
        assert "看得见的文字" in name_fault(wrong)
