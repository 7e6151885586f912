"""The district at a glance: every school, how far it is, what comes next. Read at once, plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from forms.evaluation import DistrictEvaluation, Excluded, SchoolResult
from forms.live.context import DUE_DATE
from forms.schooling import Section
from operations.bureau.clock import seen_ahead
from operations.bureau.evaluation.evaluate import counts, evaluate_store
from operations.bureau.keys.key_care import certificate_status, certificates_by_holder
from operations.clock import Clock, now
from operations.keys.key_care import KeyStatus
from storage.bureau.certificates import IssuedCertificate
from storage.bureau.meta import BureauMeta
from storage.bureau.officers import Officer
from storage.bureau.packages import PackageRecord, ReturnState
from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from storage.journal.journal import JournalHead

_WEEK = 7


@dataclass(frozen=True, slots=True)
class DueDate:
    """How a due date stands.

    Attributes:
        day: Last day for delivery.
        days_left: Days until then; negative once it has passed.

    """

    day: date
    days_left: int

    @property
    def has_passed(self) -> bool:
        """Whether it is over."""
        return self.days_left < 0

    @property
    def sentence(self) -> str:
        """How much time is left, or how long it is over (a Chinese clause)."""
        if self.has_passed:
            return f"已过截止日 {-self.days_left} 天"
        return "今天截止" if self.days_left == 0 else f"还有 {self.days_left} 天截止"

    @property
    def is_near(self) -> bool:
        """Whether it is a week away at most."""
        return self.days_left <= _WEEK


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
    enrolment: KeyStatus
    certificate: IssuedCertificate | None
    package: PackageRecord | None
    results: tuple[SchoolResult, ...] = ()
    excluded: Excluded | None = None

    @property
    def state(self) -> ReturnState:
        """Where its return stands."""
        return ReturnState.NONE if self.package is None else self.package.state

    @property
    def delivered(self) -> bool:
        """Whether its return takes part; what was sent back does not, until it comes again."""
        return counts(self.state)

    @property
    def waits_for_receipt(self) -> bool:
        """Whether its package has not been answered: until then the import can be undone."""
        return self.state is ReturnState.DELIVERED

    @property
    def can_be_revoked(self) -> bool:
        """Whether it has a certificate that was not revoked."""
        return self.enrolment not in {KeyStatus.NONE, KeyStatus.REVOKED}

    def result(self, level: Section) -> SchoolResult | None:
        """How it stands on a level: of several campuses the one that reaches least."""
        found = [item for item in self.results if item.unit.level is level]
        return min(found, key=lambda item: (item.reached, item.unit.campus), default=None)

    @property
    def falls_short(self) -> bool:
        """Whether it fails on the seven indicators of a level."""
        return any(result.passes is False for result in self.results)


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
        roster_can_be_undone: Whether the last change of the roster can be taken back: there is one, and
            no school it added has been enrolled or has delivered since.
        seen_ahead: Latest time an import was made at (UTC), if it lies ahead of the present.
        head: Where the journal ended before they were read.
        officers: Who works here, where there are several.

    """

    meta: BureauMeta
    settings: Mapping[str, str]
    schools: tuple[SchoolFacts, ...]
    evaluation: DistrictEvaluation
    quarantined: int
    backups: tuple[Path, ...]
    roster_can_be_undone: bool
    seen_ahead: datetime | None
    head: JournalHead
    officers: tuple[Officer, ...] = ()

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

    @cached_property
    def delivered(self) -> int:
        """How many schools that report have a return that takes part."""
        return sum(item.delivered for item in self.active)

    @property
    def missing(self) -> int:
        """How many schools that report have not delivered, or have to do so again."""
        return len(self.active) - self.delivered

    @property
    def complete(self) -> bool:
        """Whether every school that reports has delivered."""
        return bool(self.active) and not self.missing

    @cached_property
    def unanswered(self) -> int:
        """How many packages wait for a receipt."""
        return sum(item.waits_for_receipt for item in self.active)

    @cached_property
    def unenrolled(self) -> int:
        """How many schools that report cannot sign now."""
        return sum(not item.enrolment.can_sign for item in self.active)

    def due_at(self, today: date) -> DueDate | None:
        """How the due date stands; ``None`` when there is none, or nobody is waited for."""
        if self.due is None or self.complete:
            return None
        return DueDate(self.due, (self.due - today).days)


def read_facts(store: BureauStore, *, clock: Clock = now) -> BureauFacts:
    """Read everything.

    Args:
        store: The bureau's store; read-only will do.
        clock: Gives the present, UTC: certificates end.

    """
    head = store.journal.head()
    evaluation = evaluate_store(store)
    schools = _schools(store, evaluation, at=clock())
    return BureauFacts(
        meta=store.meta,
        settings=store.settings.all(),
        schools=schools,
        evaluation=evaluation,
        quarantined=len(store.quarantine.all()),
        backups=store.backups.all(),
        roster_can_be_undone=_can_undo_roster(store, schools),
        seen_ahead=seen_ahead(store, clock=clock),
        head=head,
        officers=store.officers.all(),
    )


def read_changed_facts(
    store: BureauStore, known: BureauFacts, *, clock: Clock = now
) -> BureauFacts | None:
    """Read everything again if somebody has written since; ``None`` if nobody has."""
    store.forget()
    return None if store.journal.head() == known.head else read_facts(store, clock=clock)


def _schools(
    store: BureauStore, evaluation: DistrictEvaluation, *, at: datetime
) -> tuple[SchoolFacts, ...]:
    certificates = certificates_by_holder(store)
    results: dict[str, list[SchoolResult]] = {}
    for level in evaluation.levels.values():
        for result in level.schools:
            results.setdefault(result.unit.code, []).append(result)
    excluded = _by_code(evaluation.excluded)
    packages = {status.school_code: status.package for status in store.packages.statuses()}
    found = []
    for school in store.roster.all():
        state, certificate = certificate_status(certificates.get(school.code, ()), at=at)
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


def _can_undo_roster(store: BureauStore, schools: Iterable[SchoolFacts]) -> bool:
    before = store.roster.before_last_change()
    added = {code for code, school in before.items() if school is None}
    return bool(before) and not any(
        item.school.code in added and (item.certificate or item.package) for item in schools
    )


def _by_code(excluded: Iterable[Excluded]) -> dict[str, Excluded]:
    return {item.code: item for item in excluded}
