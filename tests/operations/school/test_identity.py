"""Who a school is: asked once, and put right until it is enrolled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from operations.errors import Misused, NotEditable, Refused
from operations.journal.proof import verify_history
from operations.school.check import submit_return
from operations.school.history.past import read_past
from operations.school.identity import CODE, NAME, correct_identity, found_school, founding
from operations.school.keys.requests import request_certificate, withdraw_request
from operations.school.records import SchoolStore
from operations.school.store import open_school, open_sheet
from tests.operations.staging import CLERK, PRINCIPAL, District

SECRET = "后院的芝麻今年开了十七朵花"


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[SchoolStore]:
    path = tmp_path / "样例小学-2024.yhs"
    store = found_school(
        path, school_code="3142010401", school_name=" 样例小学 ", period=2024, actor=CLERK
    )
    with store:
        yield store


def answers(store: SchoolStore) -> tuple[str | None, str | None]:
    found = store.answers.load().answers
    return found.get(CODE), found.get(NAME)


def test_what_was_asked_is_not_asked_again_in_the_form(founded: SchoolStore) -> None:
    assert answers(founded) == ("3142010401", "样例小学")
    assert read_past(founded)[0].reason == "建库时填写"


def test_a_store_is_made_with_all_it_begins_with_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "样例小学.yhs"
    making = founding(
        path, school_code="3142010401", school_name="样例小学", period=2024, actor=CLERK
    )
    store = making.__enter__()
    assert answers(store) == ("3142010401", "样例小学")
    assert not path.exists()
    pulled = KeyboardInterrupt()
    assert not making.__exit__(KeyboardInterrupt, pulled, None)
    assert list(tmp_path.iterdir()) == []


def test_code_and_name_are_put_right_in_store_and_form(founded: SchoolStore) -> None:
    correct_identity(founded, school_code="3142010402", school_name="样例二小", actor=CLERK)
    assert (founded.meta.school_code, founded.meta.school_name) == ("3142010402", "样例二小")
    assert answers(founded) == ("3142010402", "样例二小")
    assert read_past(founded)[0].reason == "改正学校标识"
    assert open_sheet(founded).record.school_code == "3142010402"
    codes = {found.code for found in open_sheet(founded).problems}
    assert "R-profile-024" not in codes
    assert verify_history(founded).intact
    founded.close()
    with open_school(founded.path) as again:
        assert again.meta.school_code == "3142010402"
        assert again.owner.code == "3142010402"


def test_an_answer_of_its_own_in_the_form_stays(founded: SchoolStore) -> None:
    from forms.edits import SetAnswer

    founded.answers.write([SetAnswer(NAME, "样例小学本部")], actor=CLERK)
    correct_identity(founded, school_code="3142010402", school_name="样例二小", actor=CLERK)
    assert answers(founded) == ("3142010402", "样例小学本部")


@pytest.mark.parametrize(("code", "name"), [("314201040", "样例小学"), ("3142010401", "  ")])
def test_what_cannot_be_right_changes_nothing(founded: SchoolStore, code: str, name: str) -> None:
    before = founded.meta
    with pytest.raises(Misused, match=r"应为 10 位数字|名称不能为空"):
        correct_identity(founded, school_code=code, school_name=name, actor=CLERK)
    assert founded.meta == before


def test_a_waiting_request_is_withdrawn_first(founded: SchoolStore) -> None:
    request_certificate(founded, passphrase=SECRET, actor=PRINCIPAL)
    with pytest.raises(Refused, match="请先撤回开户申请"):
        correct_identity(founded, school_code="3142010402", school_name="样例", actor=CLERK)
    withdraw_request(founded, actor=PRINCIPAL)
    correct_identity(founded, school_code="3142010402", school_name="样例", actor=CLERK)
    assert founded.meta.school_code == "3142010402"


def test_after_enrolment_it_stays(district: District) -> None:
    with (
        open_school(district.school()) as store,
        pytest.raises(Refused, match="学校已经开户，证书上写着标识码和名称"),
    ):
        correct_identity(store, school_code="3142010402", school_name="样例", actor=CLERK)


def test_only_a_draft_is_put_right(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    with pytest.raises(NotEditable, match="不能改正学校标识"):
        correct_identity(school, school_code="3142010402", school_name="样例", actor=CLERK)
