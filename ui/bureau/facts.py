"""What a bureau's store says about its schools, read at once on the database thread. Plain data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from forms.evaluation import DistrictEvaluation, Excluded, SchoolResult
from forms.live.context import DUE_DATE
from operations.bureau.evaluate import evaluate_store
from operations.stores import (
    BureauMeta,
    BureauStore,
    IssuedCertificate,
    PackageRecord,
    ReturnState,
    School,
)

EXPIRES_SOON = timedelta(days=60)
"""How long before its end a certificate is shown as running out."""


class Enrolment(StrEnum):
    """Whether a school can sign."""

    NONE = "none"
    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    REVOKED = "revoked"

    @property
    def label(self) -> str:
        """The word users read."""
        return {
            "none": "未开户",
            "valid": "已开户",
            "expiring": "证书将到期",
            "expired": "证书已过期",
            "revoked": "已吊销",
        }[self.value]


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """One school of the roster and everything known of it.

    Attributes:
        school: As the roster has it.
        enrolment: Whether it can sign.
        certificate: The certificate that says so, ``None`` before enrolment.
        package: The newest package taken, if any.
        results: How it stands on the seven indicators, one per level (and campus by itself).
        excluded: Why it takes no part, if it does not.

    """

    school: School
    enrolment: Enrolment
    certificate: IssuedCertificate | None
    package: PackageRecord | None
    results: tuple[SchoolResult, ...] = ()
    excluded: Excluded | None = None

    @property
    def state(self) -> ReturnState:
        """Where its return stands."""
        return ReturnState.NONE if self.package is None else self.package.state


@dataclass(frozen=True)
class BureauFacts:
    """The district at a glance.

    Attributes:
        meta: Bureau, period, pack.
        settings: Id → text, as the bureau chose.
        schools: By code, those that no longer report at the end.
        evaluation: Of the packages taken so far.
        quarantined: How many refused files lie apart.
        backups: Automatic backups, newest first.
        seen_at: Latest time an import was made at (UTC), ``None`` before the first.

    """

    meta: BureauMeta
    settings: Mapping[str, str]
    schools: tuple[SchoolFacts, ...]
    evaluation: DistrictEvaluation
    quarantined: int
    backups: tuple[Path, ...]
    seen_at: datetime | None

    @property
    def due(self) -> date | None:
        """Last day for delivery."""
        text = self.settings.get(DUE_DATE, "")
        return date.fromisoformat(text) if text else None

    @cached_property
    def active(self) -> tuple[SchoolFacts, ...]:
        """The schools that have to report."""
        return tuple(item for item in self.schools if item.school.active)

    @cached_property
    def by_code(self) -> Mapping[str, SchoolFacts]:
        """学校标识码 → school."""
        return {item.school.code: item for item in self.schools}

    def count(self, *states: ReturnState) -> int:
        """How many schools that report stand in one of these states."""
        return sum(item.state in states for item in self.active)

    @cached_property
    def unenrolled(self) -> int:
        """How many schools that report cannot sign yet."""
        able = {Enrolment.VALID, Enrolment.EXPIRING}
        return sum(item.enrolment not in able for item in self.active)


def read_facts(store: BureauStore) -> BureauFacts:
    """Read everything; on the database thread."""
    evaluation = evaluate_store(store)
    return BureauFacts(
        meta=store.meta,
        settings=store.settings(),
        schools=_schools(store, evaluation),
        evaluation=evaluation,
        quarantined=len(store.quarantined()),
        backups=store.backups(),
        seen_at=store.trust_floor().last_time,
    )


def _schools(store: BureauStore, evaluation: DistrictEvaluation) -> tuple[SchoolFacts, ...]:
    certificates: dict[str, list[IssuedCertificate]] = {}
    for item in store.certificates():
        certificates.setdefault(item.holder, []).append(item)
    results: dict[str, list[SchoolResult]] = {}
    for level in evaluation.levels.values():
        for result in level.schools:
            results.setdefault(result.unit.code, []).append(result)
    excluded = _by_code(evaluation.excluded)
    packages = {status.school_code: status.package for status in store.statuses()}
    now = datetime.now(UTC)
    found = []
    for school in store.schools():
        state, certificate = enrolment(certificates.get(school.code, ()), now=now)
        found.append(
            SchoolFacts(
                school,
                state,
                certificate,
                packages.get(school.code),
                tuple(results.get(school.code, ())),
                excluded.get(school.code),
            )
        )
    return tuple(sorted(found, key=lambda item: not item.school.active))


def _by_code(excluded: Iterable[Excluded]) -> dict[str, Excluded]:
    return {item.code: item for item in excluded}


def enrolment(
    certificates: Sequence[IssuedCertificate], *, now: datetime
) -> tuple[Enrolment, IssuedCertificate | None]:
    """Say whether a school can sign, and by which certificate (in the order of issue)."""
    if not certificates:
        return Enrolment.NONE, None
    standing = [item for item in certificates if item.revoked_at is None]
    if not standing:
        return Enrolment.REVOKED, certificates[-1]
    last = max(standing, key=lambda item: item.not_after)
    if last.not_after <= now:
        return Enrolment.EXPIRED, last
    soon = last.not_after - now <= EXPIRES_SOON
    return (Enrolment.EXPIRING if soon else Enrolment.VALID), last
