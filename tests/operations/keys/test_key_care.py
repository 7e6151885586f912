"""How long keys are good for, and that everybody is told in good time."""

from datetime import UTC, datetime, timedelta

import pytest

from exporters.pki.profile import CRL_LIFE, LEAF_LIFE
from operations.bureau.keys.key_care import bureau_keys_state, certificate_status
from operations.bureau.schools.roster import retire_school
from operations.keys.key_care import KeyKind, KeyStatus, ends_soon, key_state, status_at, warnings
from operations.school.keys.key_care import school_keys_state
from storage.bureau.certificates import IssuedCertificate
from storage.school.store import SchoolStore
from tests.operations.care import Life
from tests.operations.staging import PRIMARY

NOW = datetime(2025, 3, 3, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("left", "stage", "said"),
    [
        (61 * DAY, None, ""),
        (60 * DAY + SECOND, None, ""),
        (60 * DAY, 60, "还有 60 天到期"),
        (31 * DAY, 60, "还有 31 天"),
        (30 * DAY, 30, "还有 30 天"),
        (8 * DAY, 30, "还有 8 天"),
        (7 * DAY, 7, "请尽快办理"),
        (SECOND, 7, "还有 0 天"),
        (timedelta(), 0, "已于 2025-03-03 到期"),
        (-DAY, 0, "重新生成开户申请"),
    ],
)
def test_the_holder_is_reminded_60_30_and_7_days_ahead(
    left: timedelta, stage: int | None, said: str
) -> None:
    state = key_state(KeyKind.SCHOOL, holder="1", name="某校", not_after=NOW + left, at=NOW)
    assert state.stage == stage
    assert said in state.warning
    assert bool(state.warning) == (stage is not None)
    assert ends_soon(state.not_after, NOW) == (stage is not None)
    expected = {None: KeyStatus.VALID, 0: KeyStatus.EXPIRED}.get(stage, KeyStatus.EXPIRING)
    assert state.status is status_at(state.not_after, NOW) is expected
    assert expected.can_sign == (left > timedelta())


@pytest.mark.parametrize("kind", KeyKind)
@pytest.mark.parametrize("left", [20 * DAY, -DAY])
def test_every_warning_is_a_sentence_that_says_what_to_do(kind: KeyKind, left: timedelta) -> None:
    state = key_state(kind, holder="1", name="某局", not_after=NOW + left, at=NOW)
    assert kind.label in state.warning
    assert state.warning.endswith("。")
    assert "请" in state.warning or "下一次上报" in state.warning


def test_nothing_is_due_after_the_enrolment(life: Life) -> None:
    assert warnings(school_keys_state(life.store)) == []
    assert warnings(bureau_keys_state(life.desk.store)) == []


def test_a_school_that_is_not_enrolled_has_no_keys_to_care_for(empty_school: SchoolStore) -> None:
    assert school_keys_state(empty_school) == []


def test_the_list_runs_out_first_then_the_certificates(life: Life) -> None:
    soon = life.begun + CRL_LIFE - 10 * DAY
    [warning] = warnings(school_keys_state(life.store, clock=lambda: soon))
    assert "吊销列表" in warning
    late = life.begun + LEAF_LIFE - 5 * DAY
    states = bureau_keys_state(life.desk.store, clock=lambda: late)
    assert [state.kind for state in states] == [
        KeyKind.ROOT,
        KeyKind.REVOCATIONS,
        KeyKind.OPERATOR,
        KeyKind.SCHOOL,
    ]
    said = warnings(states)
    assert "吊销列表已于" in said[0]
    assert len(said) == 3


def test_a_retired_school_is_not_reminded_of(life: Life) -> None:
    retire_school(life.desk.store, PRIMARY.code, actor=life.desk.actor)
    assert KeyKind.SCHOOL not in {state.kind for state in bureau_keys_state(life.desk.store)}


def issued(days: int, *, revoked: bool = False, serial: str = "0a") -> IssuedCertificate:
    return IssuedCertificate(
        serial=serial,
        holder="2142100001",
        fingerprint="ff",
        not_before=NOW - DAY,
        not_after=NOW + days * DAY,
        certificate=b"",
        revoked_at=NOW if revoked else None,
    )


@pytest.mark.parametrize(
    ("certificates", "expected", "serial"),
    [
        ([], KeyStatus.NONE, ""),
        ([issued(900)], KeyStatus.VALID, "0a"),
        ([issued(60)], KeyStatus.EXPIRING, "0a"),
        ([issued(61)], KeyStatus.VALID, "0a"),
        ([issued(0)], KeyStatus.EXPIRED, "0a"),
        ([issued(900, revoked=True)], KeyStatus.REVOKED, "0a"),
        ([issued(900, revoked=True), issued(90, serial="0b")], KeyStatus.VALID, "0b"),
        ([issued(900, serial="0b"), issued(10)], KeyStatus.VALID, "0b"),
        ([issued(900), issued(900, serial="0b")], KeyStatus.VALID, "0b"),
    ],
)
def test_a_school_stands_as_its_best_certificate_does(
    certificates: list[IssuedCertificate], expected: KeyStatus, serial: str
) -> None:
    status, found = certificate_status(certificates, at=NOW)
    assert status is expected
    assert (found.serial if found else "") == serial
