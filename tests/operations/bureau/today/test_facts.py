"""The district at a glance: how far every school is, the due date, and the one step that comes next."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from exporters.pki.profile import LEAF_LIFE
from forms.schooling import Section
from operations.bureau.intake.undo import undo_import
from operations.bureau.schools.enrol import revoke_school
from operations.bureau.schools.roster import retire_school, undo_roster
from operations.bureau.sent.issue import issue_receipt, issue_return_slip, waiting_for_receipt
from operations.bureau.settings import change_settings, check_settings
from operations.bureau.store import Desk
from operations.bureau.today.facts import BureauFacts, read_facts
from operations.bureau.today.next_step import BureauStep, bureau_step
from operations.clock import now
from operations.keys.key_care import KeyStatus
from storage.bureau.packages import ReturnState
from storage.bureau.roster import School
from tests.operations import staging
from tests.operations.care import Life
from tests.operations.staging import District, import_package

CODE = "2142100001"


def facts_of(desk: Desk) -> BureauFacts:
    return read_facts(desk.store)


def test_every_school_has_what_is_known_of_it(desk: Desk) -> None:
    facts = facts_of(desk)
    assert len(facts.schools) == facts.delivered == 3
    assert (facts.missing, facts.unanswered, facts.unenrolled) == (0, 0, 0)
    school = facts.by_code[CODE]
    assert school.state is ReturnState.ACCEPTED
    assert school.delivered
    assert not school.waits_for_receipt
    assert school.enrolment is KeyStatus.VALID
    assert [result.unit.level.value for result in school.results] == ["primary"]
    assert not school.falls_short
    assert school.result(Section.PRIMARY) is school.results[0]
    assert school.result(Section.JUNIOR) is None


def test_what_was_sent_back_is_missing_again(desk: Desk) -> None:
    issue_return_slip(desk, CODE, reason="请核对", comments=[])
    facts = facts_of(desk)
    assert (facts.delivered, facts.missing, facts.complete) == (2, 1, False)
    assert not facts.by_code[CODE].delivered
    assert bureau_step(facts) is BureauStep.IMPORT


def test_a_school_off_the_list_is_nobodys_business(desk: Desk) -> None:
    retire_school(desk.store, CODE, actor=desk.actor)
    facts = facts_of(desk)
    assert facts.schools[-1].school.code == CODE
    assert (len(facts.active), facts.missing, facts.complete) == (2, 0, True)
    assert facts.schools[-1].excluded is not None


def test_the_roster_is_undone_until_what_was_added_is_at_work(desk: Desk) -> None:
    assert not facts_of(desk).roster_can_be_undone  # the last change added schools, now enrolled
    retire_school(desk.store, CODE, actor=desk.actor)
    assert facts_of(desk).roster_can_be_undone
    undo_roster(desk.store, actor=desk.actor)
    assert facts_of(desk).by_code[CODE].school.active


def test_a_certificate_runs_out_while_nobody_looks(desk: Desk) -> None:
    late = read_facts(desk.store, clock=lambda: now() + LEAF_LIFE + timedelta(days=1))
    assert {item.enrolment for item in late.schools} == {KeyStatus.EXPIRED}
    assert late.unenrolled == 3
    soon = read_facts(desk.store, clock=lambda: now() + LEAF_LIFE - timedelta(days=20))
    assert {item.enrolment for item in soon.schools} == {KeyStatus.EXPIRING}
    assert soon.unenrolled == 0


def test_a_revoked_school_cannot_be_revoked_again(desk: Desk, district: District) -> None:
    authority = staging.authority(district.bureau)
    revoke_school(desk.store, CODE, authority=authority, actor=desk.actor, reason="校长更换")
    school = facts_of(desk).by_code[CODE]
    assert school.enrolment is KeyStatus.REVOKED
    assert not school.can_be_revoked
    assert facts_of(desk).unenrolled == 1


@pytest.mark.parametrize(
    ("today", "left", "passed", "near"),
    [
        (date(2024, 10, 15), 0, False, True),
        (date(2024, 10, 8), 7, False, True),
        (date(2024, 10, 7), 8, False, False),
        (date(2024, 10, 16), -1, True, True),
    ],
)
def test_the_due_date_counts_days_while_somebody_is_missing(
    desk: Desk, today: date, left: int, passed: bool, near: bool
) -> None:
    change_settings(desk.store, check_settings([], due="2024-10-15"), actor=desk.actor)
    assert facts_of(desk).due_at(today) is None  # everybody has delivered
    desk.store.roster.upsert([School("2142100099", "新学校", "211")], actor=desk.actor)
    due = facts_of(desk).due_at(today)
    assert due is not None
    assert (due.days_left, due.has_passed, due.is_near) == (left, passed, near)


def test_without_a_due_date_none_is_shown(life: Life) -> None:
    facts = read_facts(life.desk.store)
    assert (facts.due is None) == (facts.due_at(datetime.now(UTC).date()) is None)


def test_the_next_step_follows_the_work(desk: Desk, district: District) -> None:
    store, actor = desk.store, desk.actor
    assert bureau_step(facts_of(desk)) is BureauStep.EVALUATE
    store.roster.upsert([School("2142100099", "新学校", "211")], actor=actor)
    assert bureau_step(facts_of(desk)) is BureauStep.IMPORT
    authority = staging.authority(district.bureau)
    for code in [item.school.code for item in facts_of(desk).schools if item.can_be_revoked]:
        revoke_school(store, code, authority=authority, actor=actor, reason="校长更换")
    assert bureau_step(facts_of(desk)) is BureauStep.ENROL
    for school in store.roster.all():
        retire_school(store, school.code, actor=actor)
    assert bureau_step(facts_of(desk)) is BureauStep.ROSTER


def test_what_was_taken_waits_for_a_receipt_and_can_be_undone_until_then(
    life: Life, tmp_path: Path
) -> None:
    store, code = life.desk.store, life.store.meta.school_code
    package = life.report(tmp_path)
    assert import_package(life.desk, package).accepted
    facts = read_facts(store)
    assert (facts.unanswered, bureau_step(facts)) == (1, BureauStep.RECEIPTS)
    assert facts.by_code[code].waits_for_receipt
    undo_import(store, code, actor=life.desk.actor, reason="导错了")
    assert read_facts(store).by_code[code].state is ReturnState.NONE
    assert import_package(life.desk, package).accepted
    (waiting,) = waiting_for_receipt(store)
    issue_receipt(life.desk, waiting)
    assert bureau_step(read_facts(store)) is BureauStep.EVALUATE
