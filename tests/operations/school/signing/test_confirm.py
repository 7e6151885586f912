"""Three people confirm a return, in order, over one digest; nothing is signed without them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from forms.confirmation import Signatory
from forms.edits import SetAnswer
from forms.workflow import MoveError, Role, State
from operations.bureau.returns.school_file import read_school_file
from operations.bureau.store import Desk
from operations.demo.run import DemoFiles
from operations.errors import Misused, Refused
from operations.journal.proof import verify_history
from operations.school.check import send_back, submit_return
from operations.school.delivery.export import export_package
from operations.school.signing.confirm import confirm_return, name_people, people, read_confirmed
from operations.school.signing.sign import confirm_as_head, sign_return
from operations.school.store import open_school
from storage.journal.journal import EntryKind
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK, PRINCIPAL, District, import_package, school_key
from tests.storage.stores import connection_of

STATISTICIAN, REVIEWER, HEAD = Signatory


@pytest.fixture
def submitted(school: SchoolStore) -> SchoolStore:
    """A complete return in review; who is who is known."""
    name_people(school, statistician="王填报", reviewer="李审核", actor=CLERK)
    submit_return(school, actor=CLERK)
    return school


def at(minute: int) -> Callable[[], datetime]:
    return lambda: datetime(2026, 1, 1, 8, minute, tzinfo=UTC)


class TestConfirming:
    def test_goes_in_order_and_says_whose_turn_it_is(self, submitted: SchoolStore) -> None:
        assert read_confirmed(submitted).next is STATISTICIAN
        with pytest.raises(Refused, match="请先由统计人员确认，再由审核人确认"):
            confirm_return(submitted, REVIEWER, name="李审核")
        confirm_return(submitted, STATISTICIAN, name="王填报", clock=at(1))
        confirm_return(submitted, REVIEWER, name="李审核", clock=at(2))
        standing = read_confirmed(submitted)
        assert [(found.signatory, found.name, found.at) for found in standing.given] == [
            (STATISTICIAN, "王填报", at(1)()),
            (REVIEWER, "李审核", at(2)()),
        ]
        assert {found.digest for found in standing.given} == {standing.digest}
        assert standing.next is HEAD

    def test_is_for_the_person_named_alone(self, submitted: SchoolStore) -> None:
        with pytest.raises(Refused, match="本校的统计人员是王填报，不是李审核"):
            confirm_return(submitted, STATISTICIAN, name="李审核")

    def test_needs_to_know_who_is_who(self, school: SchoolStore) -> None:
        submit_return(school, actor=CLERK)
        with pytest.raises(Refused, match="还没有登记谁是统计人员"):
            confirm_return(school, STATISTICIAN, name="王填报")

    def test_is_for_a_return_in_review(self, school: SchoolStore) -> None:
        with pytest.raises(MoveError, match="“填报中”，不能确认"):
            confirm_return(school, STATISTICIAN, name="王填报")

    def test_refuses_what_is_not_what_was_seen(self, submitted: SchoolStore) -> None:
        with pytest.raises(Refused, match="在您查看之后有改动"):
            confirm_return(submitted, STATISTICIAN, name="王填报", digest="0" * 64)

    def test_refuses_a_clock_behind_the_one_before(self, submitted: SchoolStore) -> None:
        confirm_return(submitted, STATISTICIAN, name="王填报", clock=at(5))
        with pytest.raises(Refused, match="时间早于前一个人确认的时间"):
            confirm_return(submitted, REVIEWER, name="李审核", clock=at(4))


class TestVoid:
    def test_a_later_edit_makes_them_void_in_words(self, submitted: SchoolStore) -> None:
        confirm_return(submitted, STATISTICIAN, name="王填报")
        send_back(submitted, actor=PRINCIPAL, reason="请改")
        submitted.answers.write([SetAnswer("pupils.minority_primary", "12")], actor=CLERK)
        submit_return(submitted, actor=CLERK)
        standing = read_confirmed(submitted)
        assert standing.given == ()
        (said,) = standing.void
        assert said.startswith("统计人员王填报在 ")
        assert said.endswith("的确认已作废：此后填报内容有改动。")
        confirm_return(submitted, STATISTICIAN, name="王填报")
        assert read_confirmed(submitted).void == ()

    def test_sent_back_and_submitted_unchanged_they_hold(self, submitted: SchoolStore) -> None:
        confirm_return(submitted, STATISTICIAN, name="王填报")
        send_back(submitted, actor=PRINCIPAL, reason="请看一下")
        submit_return(submitted, actor=CLERK)
        assert len(read_confirmed(submitted).given) == 1

    def test_another_person_has_to_confirm_again(self, submitted: SchoolStore) -> None:
        confirm_return(submitted, STATISTICIAN, name="王填报")
        name_people(submitted, statistician="赵接任", reviewer="李审核", actor=CLERK)
        standing = read_confirmed(submitted)
        assert standing.next is STATISTICIAN
        assert "登记的统计人员已经换人" in standing.void[0]

    def test_who_confirmed_after_somebody_who_is_replaced_confirms_again(
        self, submitted: SchoolStore
    ) -> None:
        confirm_return(submitted, STATISTICIAN, name="王填报", clock=at(1))
        confirm_return(submitted, REVIEWER, name="李审核", clock=at(2))
        name_people(submitted, statistician="赵接任", reviewer="李审核", actor=CLERK)
        standing = read_confirmed(submitted)
        assert standing.given == ()
        assert "要等统计人员先确认" in standing.void[1]
        confirm_return(submitted, STATISTICIAN, name="赵接任", clock=at(3))
        standing = read_confirmed(submitted)
        assert standing.next is REVIEWER
        assert "此后统计人员重新确认过" in standing.void[0]

    def test_confirming_twice_changes_nothing(self, submitted: SchoolStore) -> None:
        first = confirm_return(submitted, STATISTICIAN, name="王填报", clock=at(1))
        head = submitted.journal.head()
        assert confirm_return(submitted, STATISTICIAN, name="王填报", clock=at(2)) == first
        assert submitted.journal.head() == head


class TestPeople:
    @pytest.mark.parametrize("name", ["", "王\n填报", "王" * 51])
    def test_a_name_is_one(self, school: SchoolStore, name: str) -> None:
        with pytest.raises(Misused, match="统计人员的姓名"):
            name_people(school, statistician=name, reviewer="李审核", actor=CLERK)
        assert people(school) == {}

    def test_two_offices_of_one_person_are_said(self, school: SchoolStore) -> None:
        name_people(school, statistician="王一人", reviewer="王一人", actor=CLERK)
        assert read_confirmed(school).note == "统计人员和审核人是同一人（王一人）。"

    def test_all_three_offices_of_one_person_are_refused(self, district: District) -> None:
        with open_school(district.school()) as store:
            head = people(store)[HEAD]
            with pytest.raises(Misused, match="最多担任其中 2 项"):
                name_people(store, statistician=head, reviewer=head, actor=CLERK)

    def test_what_was_done_stands_in_the_journal(self, submitted: SchoolStore) -> None:
        confirm_return(submitted, STATISTICIAN, name="王填报")
        entry = next(iter(submitted.journal.entries(limit=1)))
        assert (entry.kind, entry.actor.name) == (EntryKind.CONFIRM, "王填报")
        assert entry.reason == "以统计人员的身份"
        confirm_return(submitted, REVIEWER, name="李审核")
        entry = next(iter(submitted.journal.entries(limit=1)))
        assert (entry.actor.name, entry.actor.role) == ("李审核", Role.REVIEWER)
        assert verify_history(submitted).intact

    def test_a_confirmation_written_past_the_journal_is_found(self, submitted: SchoolStore) -> None:
        confirm_return(submitted, STATISTICIAN, name="王填报")
        connection_of(submitted).execute("UPDATE confirmation SET name = '别人'")
        (said,) = verify_history(submitted).findings
        assert "“确认”（confirmation）中的 1/statistician" in said


class TestSigning:
    @pytest.fixture
    def reopened(self, district: District) -> SchoolStore:
        store = open_school(district.school())
        send_back(store, actor=PRINCIPAL, reason="补充一个数")
        store.answers.write([SetAnswer("pupils.minority_primary", "12")], actor=CLERK)
        submit_return(store, actor=CLERK)
        return store

    def test_is_refused_without_the_three(self, reopened: SchoolStore, demo: DemoFiles) -> None:
        key = school_key(demo.school_stores[0])
        with reopened as store:
            with pytest.raises(Refused, match="还没有统计人员、审核人、单位负责人的确认"):
                sign_return(store, key=key, actor=PRINCIPAL)
            with pytest.raises(Refused, match="请先由统计人员确认"):
                confirm_as_head(store)
            assert store.revisions.state is State.IN_REVIEW
            assert len(store.deliveries.all()) == 1

    def test_carries_them_to_the_bureau(
        self, reopened: SchoolStore, demo: DemoFiles, desk: Desk, tmp_path: Path
    ) -> None:
        with reopened as store:
            for signatory, name in ((STATISTICIAN, "王样例"), (REVIEWER, "李样例")):
                confirm_return(store, signatory, name=name)
            confirm_as_head(store)
            confirm_as_head(store)
            given = read_confirmed(store).given
            sign_return(store, key=school_key(demo.school_stores[0]), actor=PRINCIPAL)
            sent = export_package(store, tmp_path, actor=CLERK, replace=False)
        taken = import_package(desk, sent.path)
        assert taken.accepted, taken.message
        found = read_school_file(desk.store, desk.store.roster.all()[0].code)
        assert found.signed is not None
        assert found.signed.confirmations == given
        assert [one.name for one in given] == ["王样例", "李样例", "张样例"]


def test_the_time_of_a_confirmation_is_kept_to_the_second(submitted: SchoolStore) -> None:
    moment = datetime(2026, 1, 1, 8, 0, 7, tzinfo=UTC)
    given = confirm_return(submitted, STATISTICIAN, name="王填报", clock=lambda: moment)
    assert read_confirmed(submitted).given == (replace(given, at=moment + timedelta(0)),)
