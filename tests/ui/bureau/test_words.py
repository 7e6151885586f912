"""States in words: enrolment, the next step, advice, and what each row says."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from forms.exchange import Code
from forms.indicator_value import IndicatorState
from operations.stores import IssuedCertificate, ReturnState
from resources import resource
from ui.bureau import words
from ui.bureau.actions import BUREAU_ACTIONS, PAGES
from ui.bureau.facts import Enrolment, enrolment
from ui.bureau.next_step import next_step

NOW = datetime(2024, 10, 1, tzinfo=UTC)


def certificate(days: int, *, revoked: bool = False) -> IssuedCertificate:
    return IssuedCertificate(
        serial="0a",
        holder="2142100001",
        fingerprint="ff",
        not_before=NOW - timedelta(days=1),
        not_after=NOW + timedelta(days=days),
        certificate=b"",
        revoked_at=NOW if revoked else None,
    )


@pytest.mark.parametrize(
    ("name", "certificates", "expected"),
    [
        ("none", [], Enrolment.NONE),
        ("good", [certificate(900)], Enrolment.VALID),
        ("runs out soon", [certificate(30)], Enrolment.EXPIRING),
        ("ran out", [certificate(-1)], Enrolment.EXPIRED),
        ("revoked", [certificate(900, revoked=True)], Enrolment.REVOKED),
        ("enrolled anew", [certificate(900, revoked=True), certificate(900)], Enrolment.VALID),
        ("renewed in time", [certificate(10), certificate(900)], Enrolment.VALID),
    ],
)
def test_enrolment_is_that_of_the_best_certificate(
    name: str, certificates: list[IssuedCertificate], expected: Enrolment
) -> None:
    state, found = enrolment(certificates, now=NOW)
    assert state is expected, name
    assert (found is None) == (not certificates)


def district(active: int, unenrolled: int, **counts: int) -> SimpleNamespace:
    by_state = {ReturnState(name): number for name, number in counts.items()}
    return SimpleNamespace(
        active=[object()] * active,
        unenrolled=unenrolled,
        count=lambda *states: sum(by_state.get(state, 0) for state in states),
    )


@pytest.mark.parametrize(
    ("facts", "page", "act"),
    [
        (district(0, 0), "page.schools", "roster"),
        (district(3, 3, none=3), "page.schools", "enrol"),
        (district(3, 1, none=3), "page.import", "choose"),
        (district(3, 0, none=1, delivered=2), "page.import", "receipts"),
        (district(3, 0, returned=1, accepted=2), "page.import", "choose"),
        (district(3, 0, accepted=3), "page.evaluation", ""),
    ],
)
def test_the_next_step_follows_the_work(facts: SimpleNamespace, page: str, act: str) -> None:
    step = next_step(facts)  # type: ignore[arg-type] # the few facts it looks at
    assert (step.page, step.act) == (page, act)
    assert step.hint.endswith("。")


@pytest.mark.parametrize("code", [code for code in Code if code is not Code.OK])
def test_every_refusal_says_what_to_do(code: Code) -> None:
    assert words.advice(code).endswith("。")


def test_a_good_file_needs_no_advice() -> None:
    assert words.advice(Code.OK) == ""


def test_every_state_has_word_and_icon() -> None:
    looks = [
        *words.ENROLMENTS.values(),
        *(look[:2] for look in words.DELIVERIES.values()),
        *words.STATES.values(),
        *words.LEVELS.values(),
    ]
    assert set(words.ENROLMENTS) == set(Enrolment)
    assert set(words.DELIVERIES) == set(ReturnState)
    assert {IndicatorState.REACHED, IndicatorState.MISSING} <= set(words.STATES)
    assert all(resource("icons", f"{icon}.svg").is_file() for icon, _ in looks)


def test_shortcuts_are_all_different_and_every_page_has_one() -> None:
    keys = [spec.shortcut for spec in BUREAU_ACTIONS if spec.shortcut]
    by_id = {spec.id: spec for spec in BUREAU_ACTIONS}
    assert len(keys) == len(set(keys))
    assert all(by_id[page].shortcut for page in PAGES)
